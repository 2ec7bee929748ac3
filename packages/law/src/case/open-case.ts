import type { Party, RecordedFact } from '../facts/fact-types.ts';
import type { CaseState } from './case-state.ts';
import { ERASED_TEXT, readText, readValue } from './read-fact.ts';

/** The case as its first fact opens it; what is proper to its kind is filled in by the kind's own apply. */
export function openCase(fact: RecordedFact): CaseState {
  if (fact.type !== 'application-received' && fact.type !== 'filing-proposed') {
    throw new Error(`a case cannot begin with ${fact.type}`);
  }
  const isPermit = fact.type === 'application-received';
  const party = readValue<Party>(fact, isPermit ? 'applicant' : 'party', {
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
    title: isPermit
      ? `${party.name}申请：${readText(fact, 'content').slice(0, 40)}`
      : readText(fact, 'caseName'),
    number: isPermit ? readText(fact, 'receivedNumber') : null,
    matter: String(fact.data.matter),
    unit: String(fact.data.unit),
    packs: fact.data.packs as Record<string, string>,
    participants,
    party,
    handlers: isPermit ? [] : (fact.data.officers as string[]),
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
  };
}
