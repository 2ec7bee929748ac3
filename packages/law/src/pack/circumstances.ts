import { type EventName, eventNames } from './events.ts';
import type { AmountRange, When } from './schema-base.ts';

/** A circumstance that a rule's `when` may ask for: what it means, its values, and what holds when nobody has said. */
export interface CircumstanceKind {
  readonly label: string;
  readonly values: Readonly<Record<string, string>>;
  /** Values taken when the circumstance is not known; several where they belong to different kinds of acts. */
  readonly unset: readonly string[];
  /** What holds instead where this is the event that is asked about. */
  readonly unsetOn?: Readonly<Partial<Record<EventName, readonly string[]>>>;
  /** An amount in 分 instead of named values; not known, it meets no bounds. */
  readonly amount?: true;
}

/** Every circumstance by name. */
export const CIRCUMSTANCES = {
  party: {
    label: '当事人类别',
    values: {
      organisation: '法人或者其他组织',
      'natural-person': '自然人',
      'sole-trader': '个体工商户',
      minor: '未成年人',
    },
    unset: ['organisation'],
  },
  penalty: {
    label: '处罚种类',
    values: {
      warning: '警告',
      criticism: '通报批评',
      fine: '罚款',
      confiscation: '没收',
      'suspend-licence': '暂扣许可证件',
      'revoke-licence': '吊销许可证件',
      restriction: '限制开展生产经营活动、限制从业',
      closure: '责令停产停业、关闭',
    },
    unset: ['fine'],
  },
  fine: { label: '罚款数额（分）', values: {}, unset: [], amount: true },
  procedure: { label: '程序', values: { summary: '简易程序', ordinary: '普通程序' }, unset: ['ordinary'] },
  result: {
    label: '结果',
    values: { normal: '正常', problem: '有问题', grant: '准予', refuse: '不予' },
    unset: ['normal', 'grant'],
  },
  intake: {
    label: '申请事项',
    values: {
      within: '属于本机关职权',
      'not-needed': '依法不需要许可',
      'outside-powers': '不属于本机关职权',
    },
    unset: ['within'],
  },
  hearing: { label: '听证', values: { held: '已举行', none: '没有举行' }, unset: ['none'] },
  'hearing-right': { label: '听证权利', values: { yes: '有', no: '没有' }, unset: ['yes'] },
  major: { label: '重大执法决定', values: { yes: '是', no: '否' }, unset: ['no'] },
  rectification: { label: '要求整改', values: { yes: '是', no: '否' }, unset: ['no'] },
  'on-site': { label: '现场核查', values: { yes: '有', no: '没有' }, unset: ['yes'] },
  'based-on-test': { label: '依据检验检测结果', values: { yes: '是', no: '否' }, unset: ['no'] },
  revoked: { label: '决定被撤销、确认违法或者要求重新作出', values: { yes: '是', no: '否' }, unset: ['no'] },
  remote: {
    label: '连续工作、异地工作或者边远、交通不便，不能及时移交',
    values: { yes: '是', no: '否' },
    unset: ['no'],
    unsetOn: { 'returned-to-office': ['yes'] },
  },
  harm: {
    label: '涉及公民生命健康安全、金融安全且有危害后果',
    values: { yes: '是', no: '否' },
    unset: ['no'],
  },
  'joint-handling': { label: '统一、联合或者集中办理', values: { yes: '是', no: '否' }, unset: ['no'] },
  'examined-below': { label: '依法先经下级机关审查', values: { yes: '是', no: '否' }, unset: ['no'] },
  'tests-itself': { label: '由本机关实施检验、检测、检疫', values: { yes: '是', no: '否' }, unset: ['no'] },
  request: {
    label: '政府信息公开申请内容',
    values: { clear: '明确', unclear: '不明确' },
    unset: ['clear'],
  },
  ruling: {
    label: '法院裁定',
    values: { 'not-accepted': '不予受理', 'not-executed': '不予执行' },
    unset: ['not-executed'],
  },
  'social-impact': { label: '本机关认为具有一定社会影响', values: { yes: '是', no: '否' }, unset: ['no'] },
  'light-fine-only': { label: '仅受到较低数额罚款', values: { yes: '是', no: '否' }, unset: ['no'] },
  'long-restriction': {
    label: '限制开展生产经营活动、限制从业超过三年',
    values: { yes: '是', no: '否' },
    unset: ['no'],
  },
  province: { label: '省域', values: { same: '本省', other: '外省' }, unset: ['same'] },
  'service-method': {
    label: '送达方式',
    values: {
      'in-person': '直接送达',
      'left-at-premises': '留置送达',
      'by-post': '邮寄送达',
      'by-proxy': '委托送达',
      electronic: '电子送达',
      'by-announcement': '公告送达',
    },
    unset: ['in-person'],
  },
} as const satisfies Record<string, CircumstanceKind>;

const known: Readonly<Record<string, CircumstanceKind>> = CIRCUMSTANCES;

/** The circumstance of that name, or undefined where no such name exists. */
export function circumstance(name: string): CircumstanceKind | undefined {
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

/**
 * Whether every circumstance asked for has one of the accepted values or lies within the bounds. Several values that hold
 * at once (two kinds of penalty) are joined with a comma; a circumstance that is not known has its documented default.
 */
export function circumstancesHold(when: When, given: Readonly<Record<string, string>>): boolean {
  return Object.entries(when).every(([name, accepted]) => {
    const stated = given[name];
    const actual = stated === undefined ? (circumstance(name)?.unset ?? []) : stated.split(',');
    if (Array.isArray(accepted)) return actual.some((value) => accepted.includes(value));
    if ('only' in accepted)
      return actual.length > 0 && actual.every((value) => accepted.only.includes(value));
    return actual.some((value) => liesWithin(Number(value), accepted));
  });
}

/** The circumstances of an event: what is told, and what the event itself tells. */
export function circumstancesOn(
  event: EventName,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const told = toldBy.get(event);
  return told === undefined ? given : { ...told, ...given };
}

const toldBy: ReadonlyMap<EventName, Readonly<Record<string, string>>> = new Map(
  eventNames.flatMap((event) => {
    const told = Object.entries(known).flatMap(([name, { unsetOn }]) => {
      const values = unsetOn?.[event];
      return values === undefined ? [] : [[name, values.join(',')] as const];
    });
    return told.length === 0 ? [] : [[event, Object.fromEntries(told)] as const];
  }),
);

function liesWithin(amount: number, { atLeast, above, atMost, below }: AmountRange): boolean {
  return (
    (atLeast === undefined || amount >= atLeast) &&
    (above === undefined || amount > above) &&
    (atMost === undefined || amount <= atMost) &&
    (below === undefined || amount < below)
  );
}

/** The values that a circumstance is asked for by name; undefined for bounds of an amount. */
export function namedValues(accepted: When[string]): readonly string[] | undefined {
  if (Array.isArray(accepted)) return accepted;
  return 'only' in accepted ? accepted.only : undefined;
}

/** Whether no case meets both conditions on one circumstance. */
export function areDisjoint(a: When[string], b: When[string]): boolean {
  const values = namedValues(a);
  const others = namedValues(b);
  if (values && others) return !values.some((value) => others.includes(value));
  return !values && !others && areApart(a as AmountRange, b as AmountRange);
}

/** Whether no amount lies within both bounds. */
function areApart(a: AmountRange, b: AmountRange): boolean {
  return liesBelow(a, b) || liesBelow(b, a);
}

function liesBelow(low: AmountRange, high: AmountRange): boolean {
  const top = low.atMost ?? (low.below === undefined ? Number.POSITIVE_INFINITY : low.below - 1);
  const bottom = high.atLeast ?? (high.above === undefined ? Number.NEGATIVE_INFINITY : high.above + 1);
  return top < bottom;
}
