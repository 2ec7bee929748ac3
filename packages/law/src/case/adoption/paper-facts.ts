import type { FactTypeName, RecordedFact } from '../../facts/fact-types.ts';
import { factTypes } from '../../facts/fact-types.ts';
import type { CaseState } from '../case-state.ts';
import { readText } from '../read-fact.ts';
import { numbersOnPaper, paperDocumentOf } from './paper-steps.ts';

/** The facts that the paper steps of an adopted case stand for, in order; whoever took the steps, nobody took them here. */
export function paperFacts({ id, entries }: CaseState): readonly RecordedFact[] {
  const [opening] = entries;
  const done = (opening?.data.done ?? []) as readonly Done[];
  const said = opening?.data.said as readonly Readonly<Record<string, unknown>>[] | undefined;
  const numbers = opening?.data.numbers as readonly Readonly<Record<string, string>>[] | undefined;
  return done.flatMap(({ type, typeVersion, on, data }, i) => {
    const known = { ...data, ...said?.[i], ...numbers?.[i] };
    const gone = [
      ...(said === undefined ? (factTypes[type]?.sealed ?? []) : []),
      // Version 1 held the numbers among what is open.
      ...(numbers === undefined && typeVersion !== undefined ? numbersOnPaper : []),
    ];
    const fact: RecordedFact = {
      stream: `case/${id}`,
      version: 0,
      typeVersion: typeVersion ?? 1,
      recordedAt: '',
      actor: 'paper',
      type,
      occurredOn: on,
      data: known,
      erased: gone.filter((key) => key !== 'lateReason' && !(key in known)),
    };
    return [fact, ...documentsOf(fact)];
  });
}

interface Done {
  readonly type: FactTypeName;
  /** Absent in version 1, when every step's fact was of version 1. */
  readonly typeVersion?: number;
  readonly on: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A document that was made on paper is in the case, so that it can be served here and its service counts. */
function documentsOf(fact: RecordedFact): readonly RecordedFact[] {
  const made = madeBy[fact.type];
  if (made === undefined) return [];
  const data = {
    ...made,
    documentId: paperDocumentOf(made.template),
    documentNumber: readText(fact, 'documentNumber'),
    forServing: true,
    onPaper: true,
  };
  return [
    { ...fact, type: 'document-issued', typeVersion: factTypes['document-issued'].version, data, erased: [] },
  ];
}

const madeBy: Partial<Record<FactTypeName, { readonly template: string; readonly title: string }>> = {
  'prior-notice-issued': { template: 'prior-notice', title: '行政处罚事先告知书' },
};
