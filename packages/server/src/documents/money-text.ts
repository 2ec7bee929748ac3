import chinese from 'nzh/cn';

/** An amount in 分 (non-negative integer) as documents write it: `20,000 元（人民币贰万元整）`. */
export function moneyText(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError(`not an amount in fen: ${fen}`);
  const yuan = Math.floor(fen / 100);
  const cents = fen % 100;
  const grouped = String(yuan).replace(/\B(?=(\d{3})+$)/g, ',');
  const figures = cents === 0 ? grouped : `${grouped}.${String(cents).padStart(2, '0')}`;
  return `${figures} 元（${capitalYuan(fen)}）`;
}

/** An amount in 分 in capital figures: 人民币贰万元整. */
export function capitalYuan(fen: number): string {
  const yuan = Math.floor(fen / 100);
  const cents = fen % 100;
  const decimal = cents === 0 ? String(yuan) : `${yuan}.${String(cents).padStart(2, '0')}`;
  return chinese.toMoney(decimal, { forceZheng: true });
}
