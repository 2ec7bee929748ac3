import type { FactTypeName, RecordedFact } from '../facts/fact-types.ts';
import { withoutErased } from '../facts/without-erased.ts';
import { paperFacts } from './adoption/paper-facts.ts';
import type { CaseState } from './case-state.ts';
import { applyCommonFact } from './common/apply.ts';
import { openCase } from './open-case.ts';
import { applyPenaltyFact } from './penalty/apply.ts';
import { applyPermitFact } from './permit/apply.ts';

/** One case from its facts in order, with corrections put in place of what they correct and erased values gone; null where there is none. */
export function foldCase(facts: readonly RecordedFact[]): CaseState | null {
  const remaining = withoutErased(facts);
  const corrected = collectCorrections(remaining);
  return remaining.reduce<CaseState | null>(
    (state, fact) => applyFact(state, correct(fact, corrected)),
    null,
  );
}

/** The case with further facts, the same as folding it anew; undefined where one of them changes what came before. */
export function extendCase(state: CaseState, facts: readonly RecordedFact[]): CaseState | undefined {
  if (facts.some(({ type }) => changesPast.includes(type))) return undefined;
  return facts.reduce(applyFact, state);
}

/** Facts that change what came before. */
const corrections: readonly string[] = ['fact-corrected', 'document-corrected'];
const changesPast: readonly string[] = [...corrections, 'personal-data-erased'];

/** One fact more. A correction only closes the proposal here: what it changes shows when the case is folded anew. */
export function applyFact(state: CaseState | null, fact: RecordedFact): CaseState {
  if (state !== null && fact.type === 'adoption-confirmed') return remember(bringIn(state), fact);
  return remember(applyToKind(state === null ? openCase(fact) : applyCommonFact(state, fact), fact), fact);
}

const applyToKind = (state: CaseState, fact: RecordedFact): CaseState =>
  state.kind === 'permit' ? applyPermitFact(state, fact) : applyPenaltyFact(state, fact);

/** What was done on paper does to the case what the facts it stands for would do, but nobody did it here. */
function bringIn(state: CaseState): CaseState {
  const { adoption } = state;
  if (adoption === undefined) return state;
  const brought = paperFacts(state).reduce<CaseState>(
    (before, fact) => ({
      ...applyToKind(applyCommonFact(before, fact), fact),
      dates: { ...before.dates, [fact.type]: fact.occurredOn },
    }),
    state,
  );
  return { ...brought, adoption: { ...adoption, state: 'confirmed', reached: brought.stage } };
}

/** The case as it stood before a fact, with what was put right and erased since. */
export function caseBefore(state: CaseState, version: number): CaseState {
  const stream = `case/${state.id}`;
  const before = state.entries
    .filter((entry) => entry.version < version)
    .reduce<CaseState | null>(
      (so, entry) =>
        applyFact(so, { ...entry, type: entry.type as FactTypeName, stream, typeVersion: 0, recordedAt: '' }),
      null,
    );
  if (before === null) throw new Error('nothing stood before the first fact');
  return before;
}

type Corrections = ReadonlyMap<number, Readonly<Record<string, unknown>>>;

function collectCorrections(facts: readonly RecordedFact[]): Corrections {
  const found = new Map<number, Record<string, unknown>>();
  for (const fact of facts) {
    if (!corrections.includes(fact.type)) continue;
    const target = Number(fact.data.target);
    found.set(target, { ...found.get(target), [String(fact.data.field)]: fact.data.value });
  }
  return found;
}

function correct(fact: RecordedFact, corrected: Corrections): RecordedFact {
  const changed = corrected.get(fact.version);
  if (!changed) return fact;
  const kept = Object.entries(changed).filter(([key]) => !fact.erased.includes(key));
  // A corrected value that was erased since takes what it corrected along: the wrong words do not come back.
  const gone = kept.filter(([, value]) => value === undefined).map(([key]) => key);
  const data = Object.entries({ ...fact.data, ...Object.fromEntries(kept) });
  return {
    ...fact,
    data: Object.fromEntries(data.filter(([key]) => !gone.includes(key))),
    erased: gone.length === 0 ? fact.erased : [...fact.erased, ...gone].sort(),
  };
}

function remember(state: CaseState, fact: RecordedFact): CaseState {
  const earlier = state.doneBy[fact.type] ?? [];
  return {
    ...state,
    version: fact.version,
    dates: { ...state.dates, [fact.type]: fact.occurredOn },
    doneBy: {
      ...state.doneBy,
      [fact.type]: [fact.actor, ...earlier.filter((actor) => actor !== fact.actor)],
    },
    entries: [
      ...state.entries,
      {
        version: fact.version,
        type: fact.type,
        occurredOn: fact.occurredOn,
        actor: fact.actor,
        data: fact.data,
        erased: fact.erased,
      },
    ],
  };
}
