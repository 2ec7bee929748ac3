import { completeCreditCode, completeOrganisationCode, formatWan } from '@mingjing/law';
import type { PublishedActKind } from './columns/columns.ts';

/** Made-up, complete rows in the 双公示 columns by exchange code; the same number always gives the same row. */
export function sampleRow(kind: PublishedActKind, number: number): Readonly<Record<string, string>> {
  return kind === 'penalty' ? penaltyRow(number) : permitRow(number);
}

function penaltyRow(number: number): Record<string, string> {
  const day = sampleDay(number);
  const fineFen = 10_000 * (1 + (number % 500));
  return {
    ...party('CF', number),
    CF_WSH: `示市监罚〔${day.slice(0, 4)}〕${number}号`,
    CF_WFXW: '未按规定公示价格',
    CF_SY: `示例当事人在示例街道${number}号经营场所未按规定明码标价，经责令改正后已改正。`,
    CF_YJ: '《示例法》第十条、第二十条',
    CF_CFLB: '罚款',
    CF_NR: `处以罚款人民币${fineFen / 100}元。`,
    CF_NR_FK: formatWan(fineFen),
    CF_JDRQ: day,
    CF_YXQ: '2099-12-31',
    CF_GSJZQ: `${Number(day.slice(0, 4)) + 5}${day.slice(4)}`,
    ...authority('CF', 'SJLY'),
  };
}

function permitRow(number: number): Record<string, string> {
  const day = sampleDay(number);
  return {
    ...party('XK', number),
    XK_XKWS: '准予行政许可决定书',
    XK_WSH: `示市监许准〔${day.slice(0, 4)}〕${number}号`,
    XK_XKLB: '普通',
    XK_XKZS: '示例经营许可证',
    XK_XKBH: `SL${String(number).padStart(8, '0')}`,
    XK_NR: `准予在示例街道${number}号从事示例经营活动。`,
    XK_JDRQ: day,
    XK_YXQZ: day,
    XK_YXQZI: `${Number(day.slice(0, 4)) + 5}${day.slice(4)}`,
    ...authority('XK', 'LYDW'),
    XK_ZT: '1',
  };
}

const AUTHORITY = { name: '示例市市场监督管理局', code: creditCode('11990000', 1) };

function authority(prefix: 'CF' | 'XK', sourceColumn: string): Record<string, string> {
  const organ = prefix === 'CF' ? 'CFJG' : 'XKJG';
  return {
    [`${prefix}_${organ}`]: AUTHORITY.name,
    [`${prefix}_${organ}DM`]: AUTHORITY.code,
    [`${prefix}_${sourceColumn}`]: AUTHORITY.name,
    [`${prefix}_${sourceColumn}DM`]: AUTHORITY.code,
  };
}

function party(prefix: 'CF' | 'XK', number: number): Record<string, string> {
  const individual = number % 4 === 0;
  return {
    [`${prefix}_XDR_MC`]: individual ? `示例县第${number}副食店` : `示例第${number}商贸有限公司`,
    [`${prefix}_XDR_LB`]: individual ? '个体工商户' : '法人及非法人组织',
    [`${prefix}_XDR_SHXYM`]: creditCode(individual ? '92990000' : '91990000', number),
    [`${prefix}_FRDB`]: '示例人',
  };
}

function creditCode(prefix: string, number: number): string {
  const organisation = completeOrganisationCode(`MA${String(number).padStart(6, '0')}`);
  const code = organisation && completeCreditCode(prefix + organisation);
  if (!code) throw new RangeError(`no credit code for sample ${number}`);
  return code;
}

// The first 28 days of each month, so that adding years never meets the 29th of February.
function sampleDay(number: number): string {
  const month = 1 + (Math.floor(number / 28) % 12);
  return `${2023 + (Math.floor(number / 336) % 3)}-${String(month).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}`;
}
