import {
  type ActKind,
  actKinds,
  type Duty,
  dutiesFor,
  type EventName,
  eventLabels,
  eventNames,
  type Rulebook,
  type StandingDuty,
  standingDuties,
  toDayNumber,
} from '@mingjing/law';
import type { PublicLaw } from '../http/portal-options.ts';
import type { BureauView } from '../pages/view.ts';
import type { PublicCite } from './result-body.ts';
import { oneOf, type Parameters } from './result-query.ts';
import type { Result } from './results.ts';

/** The question of the form as it was sent, and what is wrong with it. */
export interface DeadlineForm {
  readonly event: string;
  readonly kind: string;
  readonly date: string;
  readonly asked: boolean;
  /** Whether the whole list was asked for with nothing folded. */
  readonly unfolded: boolean;
  readonly problems: readonly { readonly field: 'event' | 'kind' | 'date'; readonly sentence: string }[];
}

/** Reads event, kind and day from an address; without any of them nothing was asked. */
export function readDeadlineForm(parameters: Parameters): DeadlineForm {
  const read = (name: string) => oneOf(parameters[name]).slice(0, 60);
  const form = { event: read('event'), kind: read('kind'), date: read('date') };
  const asked = Object.values(form).some((text) => text !== '');
  const unfolded = read('open') === 'all';
  if (!asked) return { ...form, asked, unfolded, problems: [] };
  const problems = [
    ...(isEvent(form.event) ? [] : [{ field: 'event' as const, sentence: '请选择发生了什么事。' }]),
    ...(isKind(form.kind) ? [] : [{ field: 'kind' as const, sentence: '请选择执法类别。' }]),
    ...dateProblem(form.date),
  ];
  return { ...form, asked, unfolded, problems };
}

/** What follows from the event on that day; null where nothing was asked, or asked wrong. */
export function answerOf(
  { bureau }: BureauView,
  { event, kind, date, asked, problems }: DeadlineForm,
  law: PublicLaw,
): readonly Duty[] | null {
  if (!asked || problems.length > 0 || !isEvent(event) || !isKind(kind)) return null;
  const calendar = law.calendarOf(bureau.id);
  return dutiesFor({ rules: law.rulebook(bureau.id, date), calendar, event, kind, date });
}

/** The last day on which a result whose decision fell had to be taken down; null where no article sets a day or nothing fell. */
export function withdrawalDue(
  bureau: string,
  { kind, body: { tombstone } }: Result,
  law: PublicLaw,
): string | null {
  const { cause, startedOn } = tombstone ?? {};
  const fell = cause === 'revoked' || cause === 'declaredUnlawful' || cause === 'remade';
  if (!fell || !startedOn || !isKind(kind)) return null;
  const rules = law.rulebook(bureau, startedOn);
  const calendar = law.calendarOf(bureau);
  const duties = dutiesFor({ rules, calendar, event: 'decision-revoked', kind, date: startedOn });
  return duties.find(({ does }) => does === 'withdraw')?.due ?? null;
}

/** The clause by which anybody can have a published result put right; null where none is in force. */
export function correctionClause(
  { bureau, today }: BureauView,
  kind: string,
  law: PublicLaw,
): PublicCite | null {
  if (!isKind(kind)) return null;
  const rules = law.rulebook(bureau.id, today);
  const found = rules.deadlines('correction-requested', kind, {}).find(({ rule }) => rule.does === 'correct');
  if (found === undefined) return null;
  const { regulation, article, quote } = found.cite;
  const text = rules.articleText(found.cite)?.text;
  return { regulation, article, quote, ...(text === undefined ? {} : { text }) };
}

// The law of a day answers with the same object, so a bureau's page is worked out once for each law.
const known = new WeakMap<Rulebook, readonly StandingDuty[]>();

/** Every deadline that binds the bureau. */
export function standingOf(view: BureauView, book: Rulebook, law: PublicLaw): readonly StandingDuty[] {
  const { profile, id } = view.bureau;
  const found = known.get(book) ?? standingDuties(book, profile.kinds, law.calendarOf(id), view.today);
  known.set(book, found);
  return found;
}

/** Events that some deadline of the bureau starts from, in the order of the vocabulary. */
export function eventOptions(standing: readonly StandingDuty[]): readonly (readonly [string, string])[] {
  const named = new Set(standing.flatMap(({ rule }) => rule.on));
  return eventNames.filter((event) => named.has(event)).map((event) => [event, eventLabels[event]]);
}

const isEvent = (text: string): text is EventName => (eventNames as readonly string[]).includes(text);
const isKind = (text: string): text is ActKind => (actKinds as readonly string[]).includes(text);

function dateProblem(date: string): { field: 'date'; sentence: string }[] {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return [{ field: 'date', sentence: '请选择日期。' }];
  try {
    toDayNumber(date);
  } catch {
    return [{ field: 'date', sentence: '这一天不存在，请核对。' }];
  }
  return date < '2000-01-01' || date > '2099-12-31'
    ? [{ field: 'date', sentence: '请选择 2000 年至 2099 年之间的日期。' }]
    : [];
}
