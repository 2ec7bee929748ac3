import type { Penalty } from '../../facts/fact-types.ts';
import { formatYuan } from '../../identifiers/money.ts';
import { penaltyTypeLabels } from '../../terms.ts';

/** The sentence that kinds and amounts come to, so that no amount is written twice; empty while one that is asked for lacks. */
export function penaltyWords({
  types,
  fine,
  confiscated,
}: {
  readonly types: readonly Penalty['types'][number][];
  readonly fine?: number | undefined;
  readonly confiscated?: number | undefined;
}): string {
  if (types.length === 0 || (types.includes('fine') && fine === undefined)) return '';
  const parts = types.map((type) => {
    const label = penaltyTypeLabels[type];
    if (type === 'fine') return `${label}${amount(fine)}`;
    return type === 'confiscation' && confiscated !== undefined
      ? `${label}，计${amount(confiscated)}`
      : label;
  });
  return `${parts.join('；')}。`;
}

function amount(fen = 0): string {
  const [whole = '', part] = formatYuan(fen).split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return `人民币 ${grouped}${part === '00' ? '' : `.${part}`} 元`;
}
