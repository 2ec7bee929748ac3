import { refusal } from '../case/guards.ts';
import type { Calendar } from '../duties/calendar.ts';
import { addDays } from '../duties/day.ts';
import { dutiesFor } from '../duties/duties-for.ts';
import type { CaseDuty, Duty } from '../duties/duty.ts';
import type { Circumstances, Rulebook } from '../pack/rulebook.ts';
import type { ActKind } from '../pack/schema.ts';
import type { Refusal } from '../rule-error.ts';
import type { PublicationState } from './publication-state.ts';

/** What an imported row says that decides until when it may be public. Legal dates. */
export interface ImportedTerm {
  readonly kind: ActKind;
  readonly decidedOn?: string | undefined;
  /** 公示截止期: the last day on which it is public where it comes from. */
  readonly publishedUntil?: string | undefined;
  readonly party?: 'organisation' | 'natural-person' | 'sole-trader' | undefined;
}

/** Why a result from elsewhere may not be public any more, and by which of the two. */
export interface TermOver {
  readonly by: 'own-date' | 'regulation';
  readonly refusal: Refusal;
}

/** The law of one day, by which many rows may be judged. */
interface TermLaw {
  readonly rules: Rulebook;
  readonly calendar: Calendar;
  readonly today: string;
}

/**
 * Whether the time in which a result from elsewhere is public is over: its own last day has passed, or the term of a layer on
 * our own carrier has run out, counted from the last day on which it had to be published, since nobody here knows when it was.
 */
export function importedTermOver(row: ImportedTerm, law: TermLaw): TermOver | null {
  const { publishedUntil } = row;
  if (publishedUntil !== undefined && publishedUntil < law.today)
    return over('own-date', `公示截止期 ${publishedUntil} 已过`);
  const term = keptTerm(row, law);
  if (term?.due == null || law.today < term.due) return null;
  const sentence = `依${term.regulation}${term.article}，公示期最迟至 ${term.due} 届满`;
  return over('regulation', sentence, term);
}

/** The last day on which a result from elsewhere is public by its own row, while it is public; a legal date. */
export function endsOn({ origin, status, fields }: PublicationState): string | null {
  const day = fields.publishedUntil;
  return origin === 'import' && status === 'published' && typeof day === 'string' && ISO_DAY.test(day)
    ? day
    : null;
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * 公示期满撤下: what the bureau owes when a result from elsewhere passes its own last day, due the day after. The clause is that
 * on ending publication, where a layer has one, else that on which such results are public.
 */
export function endOfImported(
  { kind, endsOn: last }: { readonly kind: ActKind; readonly endsOn: string },
  { rules, calendar, today }: TermLaw,
): CaseDuty | undefined {
  const ask = (event: 'published' | 'decision-made' | 'information-formed') =>
    dutiesFor({ rules, calendar, event, kind, date: last, circumstances: { party: 'organisation' } });
  const clause =
    ask('published').find(({ does, binding }) => does === 'end-publication' && binding) ??
    [...ask('decision-made'), ...ask('information-formed')].find(
      ({ does, binding }) => does === 'publish' && binding,
    );
  if (clause === undefined) return undefined;
  const due = addDays(last, 1);
  return {
    ...clause,
    id: 'imported-term-end',
    name: today < due ? '公示期将满' : '公示期满，应撤下',
    does: 'end-publication',
    due,
    start: last,
    unit: 'calendar-day',
    count: 1,
    countedDays: [due],
    skipped: [],
    excluded: [],
    modality: 'must',
    channel: null,
    provisional: false,
    unverified: false,
    note: `公示截止期 ${last} 是导入时原表所载的最后一日，次日起不再公开。`,
    silence: null,
    others: [],
    doneOn: null,
    waitingFor: 'bureau',
    state: today > due ? 'overdue' : 'open',
    steps: [],
  };
}

const over = (by: TermOver['by'], sentence: string, duty?: Duty): TermOver => ({
  by,
  refusal: refusal('term-over', `${sentence}，不再公开。`, duty?.cite),
});

/** Rows of one day, kind and sort of party have one term: a file of ten thousand asks for a few hundred. */
function keptTerm(row: ImportedTerm, law: TermLaw): Duty | undefined {
  const known = terms.get(law) ?? new Map<string, Duty | undefined>();
  terms.set(law, known);
  const key = [row.kind, row.decidedOn, row.party].join(' ');
  if (!known.has(key)) known.set(key, termOf(row, law));
  return known.get(key);
}

const terms = new WeakMap<TermLaw, Map<string, Duty | undefined>>();

/** The binding term after which our own carrier must take it down; one that merely may be taken down stays. */
function termOf(
  { kind, decidedOn, party }: ImportedTerm,
  { rules, calendar }: { readonly rules: Rulebook; readonly calendar: Calendar },
): Duty | undefined {
  if (decidedOn === undefined) return undefined;
  const circumstances: Circumstances = party === undefined ? {} : { party };
  const ask = (event: 'decision-made' | 'information-formed' | 'published', date: string) =>
    dutiesFor({ rules, calendar, event, kind, date, circumstances });
  const publish = [...ask('decision-made', decidedOn), ...ask('information-formed', decidedOn)].find(
    ({ does, binding }) => does === 'publish' && binding,
  );
  const ours = new Set(
    rules
      .channels(kind)
      .filter(({ rule }) => rule.held === 'ours')
      .map(({ rule }) => rule.id),
  );
  return ask('published', publish?.due ?? decidedOn).find(
    ({ does, modality, binding, channel }) =>
      does === 'end-publication' && modality === 'must' && binding && (channel === null || ours.has(channel)),
  );
}
