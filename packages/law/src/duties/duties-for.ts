import { pointWords } from '../pack/decided-points.ts';
import type { Achievement } from '../pack/events.ts';
import { type Circumstances, holds, type Rulebook, type Sourced } from '../pack/rulebook.ts';
import type { ActKind, DeadlineRule, EventName, Limit } from '../pack/schema.ts';
import { addLimit, type ExcludedDays } from './add-limit.ts';
import { bindingIndex } from './binding.ts';
import type { Calendar } from './calendar.ts';
import type { Duty } from './duty.ts';

/** What happened, when, under which rules; the days that did not count and the extension granted, where there are any. */
export interface DutyQuestion {
  readonly rules: Rulebook;
  readonly calendar: Calendar;
  readonly event: EventName;
  readonly kind: ActKind;
  /** The legal day of the event, which is not counted. */
  readonly date: string;
  readonly circumstances?: Circumstances;
  /** Applies only to rules that name the cause. */
  readonly excluded?: readonly ExcludedDays[];
  /** Rules without figures are counted by the figure proposed for them, which the bureau's own notice has given. */
  readonly asProposed?: boolean;
  /** Days granted to the duty that `extends` names, in the rule's own unit; a cap of the rule holds. */
  readonly extensionDays?: number;
  /** Which duty was asked to be extended; unnamed, it is the decision, or else the only duty that can be. */
  readonly extends?: Achievement | undefined;
}

/** The duties that an event brings, earliest first; each names the layers that speak of the same thing in `others`. */
export function dutiesFor(question: DutyQuestion): Duty[] {
  const { event, kind, circumstances = {}, date } = question;
  const rules = notExcluded(question.rules.deadlines(event, kind, circumstances, date), question);
  const granted = { ...question, extends: question.extends ?? extendedUnnamed(rules) };
  const groups = new Map<string, Sourced<DeadlineRule>[]>();
  for (const sourced of rules) {
    const key = `${sourced.rule.does} ${sourced.rule.channel ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), sourced]);
  }
  const duties = [...groups.values()].map((group) => answerOfLayers(group, granted));
  return duties.sort((a, b) => compareDue(a.due, b.due));
}

/** The earliest date named by any layer: the product warns by it, and calls a breach by the binding one. */
export function warningDate(duty: Duty): string | null {
  const dates = [duty.due, ...duty.others.map((other) => other.due)].filter((due) => due !== null);
  return dates.sort()[0] ?? null;
}

/** Where a layer keeps this outcome from a carrier, it is owed there neither to publish it nor to take it down. */
function notExcluded(
  deadlines: readonly Sourced<DeadlineRule>[],
  { rules, kind, circumstances = {} }: DutyQuestion,
): readonly Sourced<DeadlineRule>[] {
  const excluded = rules.sections.exclusions.filter(
    ({ rule }) => rule.channel !== undefined && rule.kinds.includes(kind) && holds(rule.when, circumstances),
  );
  if (excluded.length === 0) return deadlines;
  const carriers = new Set(excluded.map(({ rule }) => rule.channel));
  return deadlines.filter(
    ({ rule }) => rule.channel === undefined || !OF_RESULTS.has(rule.does) || !carriers.has(rule.channel),
  );
}

const OF_RESULTS: ReadonlySet<Achievement> = new Set(['publish', 'withdraw', 'end-publication']);

/** What an event brings that may be extended: decisions, and duties whose clause names an extension. */
export function extendableDuties({
  rules,
  event,
  kind,
  circumstances = {},
  date,
}: DutyQuestion): readonly Achievement[] {
  return extendable(rules.deadlines(event, kind, circumstances, date));
}

function extendable(rules: readonly Sourced<DeadlineRule>[]): readonly Achievement[] {
  const found = rules.filter(({ rule }) => rule.extension !== undefined || rule.does === 'decide');
  return [...new Set(found.map(({ rule }) => rule.does))];
}

type SingleDuty = Omit<Duty, 'others'>;

function answerOfLayers(group: readonly Sourced<DeadlineRule>[], question: DutyQuestion): Duty {
  const answers = group.map((sourced) => ({ sourced, duty: countDuty(sourced, question) }));
  const binds = bindingIndex(
    answers.map(({ sourced, duty }) => ({ rank: duty.rank, yieldsTo: sourced.rule.yieldsTo, due: duty.due })),
  );
  const others = answers.filter((_, index) => index !== binds).map(({ duty }) => duty);
  const bound = answers[binds];
  if (bound === undefined) throw new Error('a group of rules is never empty');
  return { ...bound.duty, binding: true, others };
}

function countDuty(sourced: Sourced<DeadlineRule>, question: DutyQuestion): SingleDuty {
  const { rule, pack, cite } = sourced;
  const extension = rule.does === question.extends ? extensionOf(rule, question.extensionDays ?? 0) : 0;
  const proposed = rule.limit === null && question.asProposed === true ? rule.proposed : undefined;
  const limit = extend(proposed ?? rule.limit, extension);
  const excluded = (question.excluded ?? []).filter((span) => rule.excludes.includes(span.cause));
  const counted = addLimit(question.calendar, question.date, limit, {
    excluded,
    rolls: rule.rolls?.holiday === true,
  });
  return {
    id: rule.id,
    name: rule.name,
    does: rule.does,
    due: counted.due,
    start: question.date,
    startEvent: question.event,
    unit: limit === null ? null : 'yearly' in limit ? 'yearly' : limit.unit,
    count: limit === null || 'yearly' in limit ? null : limit.count,
    countedDays: counted.countedDays,
    skipped: counted.skipped,
    excluded: excluded.filter((span) => counted.due !== null && span.from <= counted.due),
    modality: rule.modality,
    owner: rule.owner,
    channel: rule.channel ?? null,
    layer: pack.id,
    rank: pack.rank,
    regulation: pack.title,
    article: rule.cite.article,
    quote: rule.cite.quote,
    cite: proposed === undefined ? cite : { ...cite, verified: false },
    binding: false,
    provisional: counted.provisional,
    unverified: rule.unverified || proposed !== undefined || !pack.textHeld,
    note: noteOf(sourced, extension),
    silence: rule.silence ?? null,
  };
}

function extendedUnnamed(rules: readonly Sourced<DeadlineRule>[]): Achievement | undefined {
  const all = extendable(rules);
  return all.includes('decide') ? 'decide' : all.length === 1 ? all[0] : undefined;
}

function extensionOf(rule: DeadlineRule, granted: number): number {
  if (rule.extension === undefined) return rule.does === 'decide' ? granted : 0;
  const { by, times, further } = rule.extension;
  if (by === null || further?.by === null) return granted;
  const cap = by.count * (times ?? Number.POSITIVE_INFINITY) + (further?.by.count ?? 0);
  return Math.min(granted, cap);
}

function extend(limit: Limit, days: number): Limit {
  return limit === null || 'yearly' in limit || days === 0 ? limit : { ...limit, count: limit.count + days };
}

function noteOf(sourced: Sourced<DeadlineRule>, extension: number): string | null {
  const { rule } = sourced;
  const notes = [
    rule.note,
    extension > 0 ? `已批准延长 ${extension} 日，计算在内。` : undefined,
    pointWords(sourced),
  ].filter((note) => note !== undefined);
  return notes.length === 0 ? null : notes.join('');
}

function compareDue(a: string | null, b: string | null): number {
  const last = '9999-12-31';
  return (a ?? last) < (b ?? last) ? -1 : (a ?? last) > (b ?? last) ? 1 : 0;
}
