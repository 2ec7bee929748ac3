import type { Cite } from '../cite.ts';
import { type Achievement, achievementLabels, eventLabels } from '../pack/events.ts';
import type { Circumstances, Rulebook } from '../pack/rulebook.ts';
import type { ActKind, DeadlineRule, When } from '../pack/schema.ts';
import { spanWords } from '../pack/span-words.ts';
import type { Calendar } from './calendar.ts';
import { dutiesFor } from './duties-for.ts';

/** A deadline that binds a bureau, whatever the day: for which kinds of act, and what other layers say of the same thing. */
export interface StandingDuty {
  readonly rule: DeadlineRule;
  readonly cite: Cite;
  readonly kinds: readonly ActKind[];
  readonly others: readonly Cite[];
  /** What the rule adds, and what the bureau decided, or else is proposed, where the text is silent. */
  readonly note: string | null;
}

/** Every deadline that binds for some event and kind under the rules of a day, in the order of the layers. */
export function standingDuties(
  rules: Rulebook,
  kinds: readonly ActKind[],
  calendar: Calendar,
  today: string,
): readonly StandingDuty[] {
  return rules.sections.deadlines.flatMap(({ rule, cite }) => {
    const answers = rule.on.flatMap((event) =>
      kinds
        .filter((kind) => rule.kinds.includes(kind))
        .flatMap((kind) =>
          dutiesFor({ rules, calendar, event, kind, date: today, circumstances: meeting(rule.when) })
            .filter(({ id, cite: own }) => id === rule.id && own.pack === cite.pack)
            .map((duty) => ({ kind, duty })),
        ),
    );
    if (answers.length === 0) return [];
    const others = new Map(
      answers.flatMap(({ duty }) =>
        duty.others.map((other) => [`${other.layer} ${other.article}`, other.cite]),
      ),
    );
    const note = answers[0]?.duty.note ?? null;
    return [
      {
        rule,
        cite,
        kinds: [...new Set(answers.map(({ kind }) => kind))],
        others: [...others.values()],
        note,
      },
    ];
  });
}

/** 自作出决定之日起 7 个工作日内，行政执法承办科室应当公开。 */
export function deadlineSentence(rule: DeadlineRule): string {
  const start = rule.on.map((event) => eventLabels[event].replace(/之日$/, '')).join('、');
  const { limit, does, owner, modality } = rule;
  const may = modality === 'may' ? '可以' : '应当';
  const act = (how = '') =>
    does === 'deem-served' ? '视为送达' : `${owner}${may}${how}${ACTS[does] ?? achievementLabels[does]}`;
  if (limit === null && does === 'end-publication') return '公开多久，条文没有写明天数。';
  if (limit === null) return `${start}后，${act(modality === 'may' ? '' : '及时')}；条文没有写明天数。`;
  if ('yearly' in limit) return `${spanWords(limit)}以前，${act()}。`;
  if (limit.count === 0) return `${start}的当日，${act()}。`;
  const span = spanWords({ count: limit.count, unit: limit.unit });
  if (limit.before) return `${start}的 ${span}以前，${act()}。`;
  if (does === 'end-publication') return `自${start}之日起满 ${span}，${act()}。`;
  return `自${start}之日起 ${span}${AFTER.has(does) ? '期满' : '内'}，${act()}。`;
}

const ACTS: Readonly<Partial<Record<Achievement, string>>> = {
  'end-publication': '撤下',
  'find-offence': '查处，逾期未发现的不再处罚',
  'file-case': '决定是否立案',
  'report-section': '报送上年度的执法数据',
  'report-annual': '公开上年度的执法统计年报',
  'report-information': '公布上年度的政府信息公开工作年度报告',
  'report-government-information': '公布本级政府上年度的政府信息公开工作年度报告',
};
// Only when the days have passed does what follows come about.
const AFTER: ReadonlySet<string> = new Set<Achievement>(['deem-served', 'execute', 'end-execution']);

/** Circumstances under which the rule speaks. */
function meeting(when: When): Circumstances {
  return Object.fromEntries(
    Object.entries(when).map(([name, accepted]) => {
      if (Array.isArray(accepted)) return [name, accepted[0] ?? ''];
      if ('only' in accepted) return [name, accepted.only[0] ?? ''];
      const { atLeast, above, atMost, below } = accepted;
      return [name, String(atLeast ?? (above === undefined ? (atMost ?? (below ?? 1) - 1) : above + 1))];
    }),
  );
}
