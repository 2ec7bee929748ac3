import { kindLabels, rankLabels } from '../terms.ts';
import { chainWords } from './rules-by-article.ts';
import type { ActKind, Limit, Pack, Rank } from './schema.ts';
import { sectionLabels } from './section-labels.ts';
import { spanWords } from './span-words.ts';

/** When a changed rule is asked: by the law at the start of a matter, at the event, or by the law in force. */
export type Moment = 'at-start' | 'at-event' | 'never';

/** One thing that differs between two versions of a regulation, in words. */
export interface PackChange {
  readonly kind: 'head' | 'article' | 'added' | 'removed' | 'changed';
  /** `section/rule`; the number of an article; a key of the head. */
  readonly path: string;
  readonly sentence: string;
  /** By which law matters under way are answered; absent where nothing is decided by it. */
  readonly moment?: Moment;
}

/** What another version of a regulation changes: head, text, and every rule section by section. */
export function diffPacks(before: Pack, after: Pack): PackChange[] {
  const sections = Object.keys(sectionLabels) as (keyof typeof sectionLabels)[];
  return [
    ...diffHead(before, after),
    ...diffArticles(before, after),
    ...sections.flatMap((section) =>
      diffRules(section, before[section] as readonly Rule[], after[section] as readonly Rule[]),
    ),
  ];
}

/** What a change means for cases, publications and terms that are under way. */
export const momentSentences: Readonly<Record<Moment, string>> = {
  'at-start': '启用前已经开始的案件仍按开始时的规定办理，启用后开始的案件按新规定办理',
  'at-event': '启用前已经发生的事件、作出的决定仍按当日的规定，启用后发生的按新规定',
  never: '自启用之日起，正在办理的案件、已经公示的信息和尚未届满的期限都按新规定',
};

type Rule = Readonly<Record<string, unknown>> & { readonly frozen?: Moment };

const HEAD = {
  title: '名称',
  rank: '位阶',
  issuer: '制定机关',
  inForceFrom: '施行日期',
  inForceTo: '失效日期',
  textHeld: '是否存有文本',
} as const satisfies Partial<Record<keyof Pack, string>>;

function diffHead(before: Pack, after: Pack): PackChange[] {
  return (Object.keys(HEAD) as (keyof typeof HEAD)[])
    .filter((key) => before[key] !== after[key])
    .map((key) => ({
      kind: 'head',
      path: key,
      sentence: `${HEAD[key]}：${write(key, before[key])} → ${write(key, after[key])}`,
    }));
}

function diffArticles(before: Pack, after: Pack): PackChange[] {
  const old = new Map(before.articles.map((article) => [article.number, article.text]));
  const fresh = new Map(after.articles.map((article) => [article.number, article.text]));
  const change = (number: string, what: string): PackChange => ({
    kind: 'article',
    path: number,
    sentence: `${number}${what}`,
  });
  return [
    ...[...old.keys()].filter((number) => !fresh.has(number)).map((number) => change(number, '删去')),
    ...[...fresh].flatMap(([number, text]) => {
      if (!old.has(number)) return [change(number, '新增')];
      return old.get(number) === text ? [] : [change(number, '文字有改动')];
    }),
  ];
}

function diffRules(
  section: keyof typeof sectionLabels,
  before: readonly Rule[],
  after: readonly Rule[],
): PackChange[] {
  const old = byName(before);
  const fresh = byName(after);
  const label = sectionLabels[section];
  const change = (kind: PackChange['kind'], name: string, rule: Rule, what: string): PackChange => ({
    kind,
    path: `${section}/${name}`,
    sentence: `${label}“${titleOf(rule)}”${what}`,
    ...(rule.frozen === undefined ? {} : { moment: rule.frozen }),
  });
  return [
    ...[...old]
      .filter(([name]) => !fresh.has(name))
      .map(([name, rule]) => change('removed', name, rule, `（${articleOf(rule)}）不再适用`)),
    ...[...fresh].flatMap(([name, rule]) => {
      const known = old.get(name);
      if (known === undefined) return [change('added', name, rule, `（${articleOf(rule)}）为新增`)];
      const words = changedKeys(known, rule);
      return words.length === 0 ? [] : [change('changed', name, rule, `：${words.join('；')}`)];
    }),
  ];
}

/** Rules by the name that stays the same from version to version; a second rule of one name counts on. */
function byName(rules: readonly Rule[]): Map<string, Rule> {
  const named = new Map<string, Rule>();
  for (const rule of rules) {
    const base = nameOf(rule);
    let name = base;
    for (let count = 2; named.has(name); count += 1) name = `${base}（${count}）`;
    named.set(name, rule);
  }
  return named;
}

function nameOf(rule: Rule): string {
  const triggers = rule.triggers as readonly { readonly id: string }[] | undefined;
  return String(
    rule.id ?? rule.guard ?? rule.subject ?? rule.skeleton ?? rule.kind ?? triggers?.[0]?.id ?? '',
  );
}

function titleOf(rule: Rule): string {
  return String(rule.name ?? rule.point ?? rule.ground ?? nameOf(rule));
}

function articleOf(rule: Rule): string {
  return (rule.cite as { article: string } | undefined)?.article ?? '未写条号';
}

const KEYS: Readonly<Record<string, string>> = {
  name: '名称',
  limit: '期限',
  on: '起算事件',
  kinds: '适用类别',
  kind: '适用类别',
  when: '适用情形',
  owner: '责任单位',
  channel: '载体',
  modality: '应当或者可以',
  frozen: '适用哪一时点的规定',
  rolls: '末日逢假日的顺延',
  excludes: '不计入的期间',
  extension: '延长',
  yieldsTo: '让位的位阶',
  cite: '条文依据',
  note: '说明',
  silent: '静默事项',
  silence: '逾期的后果',
  unverified: '未核',
  parameters: '参数',
  fields: '内容',
  before: '在哪一步之前',
  medium: '记录方式',
  amount: '数额（分）',
  inclusive: '是否包括本数',
  keep: '保存期限',
  approver: '批准人',
  steps: '步骤',
  parts: '内容',
  proposed: '拟议的处理',
};

function changedKeys(before: Rule, after: Rule): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => `${KEYS[key] ?? key} ${write(key, before[key])} → ${write(key, after[key])}`);
}

const MOMENTS: Readonly<Record<Moment, string>> = {
  'at-start': '开始时的规定',
  'at-event': '事件当日的规定',
  never: '现行规定',
};

function write(key: string, value: unknown): string {
  if (key === 'limit' || key === 'keep') return spanWords(value as Limit);
  if (value === undefined || value === null) return '无';
  if (key === 'proposed' && typeof value === 'object') return spanWords(value as Limit);
  if (key === 'frozen') return MOMENTS[value as Moment];
  if (key === 'rank') return rankLabels[value as Rank];
  if (key === 'kinds') return (value as readonly ActKind[]).map((kind) => kindLabels[kind]).join('、');
  if (key === 'cite') return clauseOf(value as { article: string; quote: string });
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.join('、') || '无';
  // An arrow stands between old and new already.
  if (key === 'steps')
    return chainWords({ steps: value as Pack['chains'][number]['steps'] }).replaceAll(' → ', '、');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function clauseOf({ article, quote }: { article: string; quote: string }): string {
  return `${article}“${quote}”`;
}
