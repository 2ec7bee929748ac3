import { refusal } from '../case/guards.ts';
import type { Calendar } from '../duties/calendar.ts';
import { dutiesFor } from '../duties/duties-for.ts';
import type { Duty } from '../duties/duty.ts';
import type { Circumstances, Rulebook } from '../pack/rulebook.ts';
import type { ActKind } from '../pack/schema.ts';
import type { Refusal } from '../rule-error.ts';

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
