import { type ActKind, actKinds, type DeadlineRule, type Pack } from '@mingjing/law';

/**
 * Where a pack's deadlines speak of other kinds of acts, or of another duty or leave (应当、可以), than this second reading of the
 * texts; one sentence each. Several deadlines of one clause for one event and one
 * circumstance are held together against the kinds that the clause covers.
 */
export function misread(pack: Pack): string[] {
  const clauses = new Map<string, { rule: DeadlineRule; event: string; kinds: Set<ActKind> }>();
  for (const rule of pack.deadlines) {
    for (const event of rule.on) {
      const key = `${rule.cite.article} ${rule.does} ${event} ${JSON.stringify(rule.when)}`;
      const known = clauses.get(key) ?? { rule, event, kinds: new Set<ActKind>() };
      for (const kind of rule.kinds) known.kinds.add(kind);
      clauses.set(key, known);
    }
  }
  return [
    ...[...clauses].flatMap(([key, { rule, event, kinds }]) => {
      const meant = kindsOf(pack.code, rule.cite.article, event);
      const [found, wanted] = [[...kinds].sort().join('、'), [...meant].sort().join('、')];
      return found === wanted ? [] : [`${pack.code} ${key}：${found}，应为 ${wanted}`];
    }),
    ...pack.deadlines.flatMap(({ id, cite, does, modality }) => {
      const meant = LEAVE.has(`${pack.code} ${cite.article} ${does}`) ? 'may' : 'must';
      return modality === meant ? [] : [`${pack.code} ${id}：${modality}，应为 ${meant}`];
    }),
  ];
}

function kindsOf(code: string, article: string, event: string): readonly ActKind[] {
  const own = OWN.find((one) => one.code === code && one.article === article);
  // 检查结束 is an inspection's, whatever else the text covers.
  if (own === undefined && event === 'inspection-completed') return ['inspection'];
  if (code === 'NP' && event === 'decision-revoked') return ['penalty'];
  return own?.kinds ?? COVERS[code] ?? [];
}

/** What each text says it covers. */
const COVERS: Readonly<Record<string, readonly ActKind[]>> = {
  CF: ['penalty'],
  XK: ['permit'],
  QZ: ['coercion'],
  SC: ['penalty'],
  SG: ['penalty'],
  // 随机抽查.
  SJ: ['inspection'],
  // 第三条：行政处罚、行政强制、行政检查、行政许可.
  NP: ['penalty', 'coercion', 'inspection', 'permit'],
  NR: ['permit'],
  // 第三条：行政许可、行政处罚、其他类事项.
  WP: actKinds,
  WR: actKinds,
  // 四：许可、处罚、强制、征收、检查；四（四）再列征用、给付、收费、确认.
  SP: actKinds.filter((kind) => kind !== 'other'),
  // 第二条：处罚、许可、强制、检查等.
  XP: actKinds,
  XR: actKinds,
  GB: actKinds,
  GK: actKinds,
};

/** Clauses that speak of more or less than their text. */
const OWN: readonly {
  readonly code: string;
  readonly article: string;
  readonly kinds: readonly ActKind[];
}[] = [
  // 第二十条第（五）项、第（六）项：许可的办理结果，处罚、强制的依据、条件、程序和处罚决定.
  { code: 'GK', article: '第二十六条', kinds: ['permit', 'penalty', 'coercion'] },
  // 行政强制措施.
  ...['第三十六条第二款', '第三十八条第一款', '第三十八条第二款', '第四十二条第一款'].map((article) => ({
    code: 'SC',
    article,
    kinds: ['penalty', 'coercion'] as const,
  })),
];

/** What somebody may do, or has a right to do, but need not. */
const LEAVE: ReadonlySet<string> = new Set([
  'CF 第三十六条第一款 find-offence',
  'CF 第四十五条第一款 state',
  'CF 第六十四条第（一）项 hear-request',
  'CF 第五十九条第一款第（五）项 apply-reconsideration',
  'CF 第五十九条第一款第（五）项 sue',
  'XK 第三十八条第二款 apply-reconsideration',
  'XK 第三十八条第二款 sue',
  'XK 第四十七条第一款 hear-request',
  'XK 第五十条第一款 apply-renewal',
  'QZ 第四十六条第一款 execute',
  'QZ 第五十三条 apply-to-court',
  'QZ 第五十六条第二款 object-to-ruling',
  'QZ 第五十八条第三款 object-to-ruling',
  'SC 第五十七条第二款 state',
  'SC 第五十七条第二款 hear-request',
  'SC 第七十六条第一款 apply-to-court',
  'SC 第七十六条第二款 apply-to-court',
  'GK 第三十二条 state',
  'SP 四（六） end-publication',
]);
