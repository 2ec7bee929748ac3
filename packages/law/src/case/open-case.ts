import type { Party, RecordedFact } from '../facts/fact-types.ts';
import { shortened } from '../identifiers/shortened.ts';
import type { Adoption, CaseState } from './case-state.ts';
import { ERASED_TEXT, readText, readValue } from './read-fact.ts';

/** The case as its first fact opens it; what is proper to its kind is filled in by the kind's own apply. */
export function openCase(fact: RecordedFact): CaseState {
  if (!opening.includes(fact.type)) throw new Error(`a case cannot begin with ${fact.type}`);
  const isAdopted = fact.type === 'case-adopted';
  const isPermit = fact.data.kind === 'permit';
  const party = readValue<Party>(fact, isPermit && !isAdopted ? 'applicant' : 'party', {
    name: ERASED_TEXT,
    kind: 'organisation',
  });
  const participants = fact.data.participants as CaseState['participants'];
  return {
    id: fact.stream.replace(/^case\//, ''),
    bureau: participants.find((entry) => entry.as === 'handling')?.body ?? '',
    kind: isPermit ? 'permit' : 'penalty',
    version: 0,
    stage: isPermit ? 'intake' : 'filing',
    title:
      isPermit && !isAdopted
        ? `${party.name}申请：${shortened(readText(fact, 'content'), 40)}`
        : readText(fact, 'caseName'),
    number: isAdopted ? paperNumber(fact) : isPermit ? readText(fact, 'receivedNumber') : null,
    matter: String(fact.data.matter),
    unit: String(fact.data.unit),
    packs: fact.data.packs as Record<string, string>,
    participants,
    party,
    handlers: isPermit && !isAdopted ? [] : (fact.data.officers as string[]),
    doneBy: {},
    dates: {},
    entries: [],
    records: [],
    waived: [],
    documents: [],
    excluded: [],
    extensionDays: 0,
    correction: null,
    erasure: null,
    decision: null,
    permit: null,
    penalty: null,
    ...(isAdopted ? { adoption: adoptionOf(fact) } : {}),
  };
}

const opening: readonly string[] = ['application-received', 'filing-proposed', 'case-adopted'];

/** The number that the case had on paper. */
function paperNumber(fact: RecordedFact): string | null {
  if (fact.erased.includes('numbers')) return ERASED_TEXT;
  const done = fact.data.done as readonly { readonly data: Readonly<Record<string, unknown>> }[];
  const numbers = fact.data.numbers as readonly Readonly<Record<string, string>>[] | undefined;
  // Version 1 held the numbers among what is open.
  const given = (numbers ?? done.map(({ data }) => data))
    .map(({ caseNumber, receivedNumber }) => caseNumber ?? receivedNumber)
    .find((one) => one !== undefined);
  return given === undefined ? null : String(given);
}

/** The day on which a case began, here or on paper. */
export function beganOn({ permit, dates }: CaseState): string | undefined {
  return permit?.receivedOn ?? dates['filing-proposed'] ?? dates['case-adopted'];
}

/** The day on which a case ended: it was closed, or there was nothing to file or to take in. */
export function endedOn({ dates }: Pick<CaseState, 'dates'>): string | undefined {
  return dates['case-closed'] ?? dates['filing-refused'] ?? dates['adoption-refused'];
}

/** What is stated of the paper counts only when another person has held it against the paper. */
function adoptionOf(fact: RecordedFact): Adoption {
  const done = fact.data.done as readonly { readonly type: string; readonly on: string }[];
  return {
    state: 'stated',
    statedBy: fact.actor,
    takenInOn: String(fact.data.takenInOn),
    done: done.map(({ type, on }) => ({ type, occurredOn: on })),
  };
}
