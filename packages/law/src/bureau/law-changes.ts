import { caseDuties, type OutsideDates } from '../case/case-duties.ts';
import type { CaseState } from '../case/case-state.ts';
import { allRequirementsFor } from '../case/requirements.ts';
import type { Cite } from '../cite.ts';
import type { Calendar } from '../duties/calendar.ts';
import type { CaseDuty } from '../duties/duty.ts';
import { GUARD_NAMES } from '../pack/guards.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import { draftPublication } from '../publication/draft.ts';
import type { PublicationNames } from '../publication/source-values.ts';

/** One answer that a change of law or calendar would turn: a date, or what is asked of the case; null = not asked. */
export interface LawChange {
  readonly about: 'duty' | 'record' | 'limit' | 'publication';
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  /** The clause that gives the new answer, else the one that gave the old. */
  readonly cite: Cite;
}

/** The law and the calendar by which a case is asked. */
export interface LawSide {
  readonly rules: Rulebook;
  /** The rules by which its publication is drafted. */
  readonly publicationRules: Rulebook;
  readonly calendar: Calendar;
}

/** Which answers of one case would change: open duties with their dates, records, limits, and what would be published. */
export function lawChanges(
  state: CaseState,
  today: string,
  outside: OutsideDates,
  before: LawSide,
  after: LawSide,
  names: PublicationNames,
): readonly LawChange[] {
  const sides = [before, after] as const;
  const differing = (about: LawChange['about'], answers: (side: LawSide) => readonly Answer[]) =>
    compare(about, answers(sides[0]), answers(sides[1]));
  const isClosed = state.stage === 'closed';
  return [
    ...differing('duty', (side) => openDuties(state, today, outside, side)),
    ...(isClosed ? [] : differing('record', ({ rules }) => recordsOf(state, rules))),
    ...(isClosed ? [] : differing('limit', ({ rules }) => limitsOf(state, rules))),
    ...(outside.publishedOn === undefined && outside.withheldOn === undefined
      ? differing('publication', (side) => fieldsOf(state, side, names))
      : []),
  ];
}

interface Answer {
  readonly key: string;
  readonly name: string;
  readonly says: string;
  readonly cite: Cite;
}

function compare(
  about: LawChange['about'],
  before: readonly Answer[],
  after: readonly Answer[],
): readonly LawChange[] {
  const was = new Map(before.map((answer) => [answer.key, answer]));
  const is = new Map(after.map((answer) => [answer.key, answer]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): LawChange[] => {
    const [old, now] = [was.get(key), is.get(key)];
    const shown = now ?? old;
    if (shown === undefined || old?.says === now?.says) return [];
    return [
      { about, name: shown.name, before: old?.says ?? null, after: now?.says ?? null, cite: shown.cite },
    ];
  });
}

/** Keyed by what the duty achieves, since another clause may give the same duty another date. */
function openDuties(
  state: CaseState,
  today: string,
  outside: OutsideDates,
  { rules, calendar }: LawSide,
): readonly Answer[] {
  return caseDuties(state, rules, calendar, today, outside)
    .filter((duty) => duty.binding && duty.doneOn === null)
    .map((duty) => ({ key: keyOf(duty), name: duty.name, says: dateOf(duty), cite: duty.cite }));
}

function keyOf(duty: CaseDuty): string {
  const document = duty.id.split('@')[1] ?? '';
  return [duty.does, duty.channel ?? '', duty.startEvent, duty.start, document].join(' ');
}

function dateOf({ due, provisional }: CaseDuty): string {
  if (due === null) return '及时';
  return provisional ? `${due}（暂定）` : due;
}

function recordsOf(state: CaseState, rules: Rulebook): readonly Answer[] {
  return allRequirementsFor(state, rules).map(({ id, name, modality, cite }) => ({
    key: id,
    name,
    says: modality === 'must' ? '应当有' : '根据情况',
    cite,
  }));
}

function limitsOf(state: CaseState, rules: Rulebook): readonly Answer[] {
  return GUARD_NAMES.flatMap((name) => {
    const found = rules.guard(name, state.kind);
    if (found === undefined) return [];
    const figures = Object.values(found.rule.parameters).map(String);
    const says = figures.length === 0 ? '适用' : `适用（${figures.join('，')}）`;
    return [{ key: name, name: found.cite.quote, says, cite: found.cite }];
  });
}

function fieldsOf(state: CaseState, side: LawSide, names: PublicationNames): readonly Answer[] {
  const draft = draftPublication(state, side.publicationRules, { ...names, calendar: side.calendar });
  if (draft === null) return [];
  return [
    ...Object.keys(draft.fields).map((key) => ({
      key,
      name: draft.labels[key] ?? key,
      says: '公开',
      cite: draft.cite,
    })),
    ...draft.withheld.map(({ key, name, cite }) => ({ key, name, says: '不公开', cite })),
  ];
}
