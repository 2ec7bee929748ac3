import type { FactTypeName, RecordedFact } from '../../facts/fact-types.ts';
import { factTypes } from '../../facts/fact-types.ts';
import type { CaseState } from '../case-state.ts';
import { paperDocumentOf } from './paper-steps.ts';

/** The facts that the paper steps of an adopted case stand for, in order; whoever took the steps, nobody took them here. */
export function paperFacts({ id, entries }: CaseState): readonly RecordedFact[] {
  const [opening] = entries;
  const done = (opening?.data.done ?? []) as readonly Done[];
  const said = opening?.data.said as readonly Readonly<Record<string, unknown>>[] | undefined;
  return done.flatMap(({ type, on, data }, i) => {
    const known = { ...data, ...said?.[i] };
    const sealed = factTypes[type]?.sealed ?? [];
    const fact: RecordedFact = {
      stream: `case/${id}`,
      version: 0,
      typeVersion: factTypes[type].version,
      recordedAt: '',
      actor: 'paper',
      type,
      occurredOn: on,
      data: known,
      erased: said === undefined ? sealed.filter((key) => key !== 'lateReason') : [],
    };
    return [fact, ...documentsOf(fact)];
  });
}

interface Done {
  readonly type: FactTypeName;
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
    documentNumber: fact.data.documentNumber,
    forServing: true,
    onPaper: true,
  };
  return [{ ...fact, type: 'document-issued', data, erased: [] }];
}

const madeBy: Partial<Record<FactTypeName, { readonly template: string; readonly title: string }>> = {
  'prior-notice-issued': { template: 'prior-notice', title: '行政处罚事先告知书' },
};
