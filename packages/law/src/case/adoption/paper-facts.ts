import type { FactTypeName, RecordedFact } from '../../facts/fact-types.ts';
import { factTypes } from '../../facts/fact-types.ts';
import type { CaseState } from '../case-state.ts';
import { documentTitles } from '../outcome.ts';
import { readText } from '../read-fact.ts';
import { DECISION, numbersOnPaper, paperDocumentOf } from './paper-step.ts';

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
      // What was decided on paper, this fact says.
      version: type === 'decision-made' ? (opening?.version ?? 0) : 0,
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
  const made = documentMadeBy(fact);
  if (made === undefined) return [];
  const data = {
    template: made.template,
    title: documentTitles[made.template] ?? made.template,
    documentId: paperDocumentOf(made.known),
    documentNumber: readText(fact, 'documentNumber'),
    forServing: true,
    onPaper: true,
  };
  return [
    {
      ...fact,
      version: 0,
      type: 'document-issued',
      typeVersion: factTypes['document-issued'].version,
      data,
      erased: [],
    },
  ];
}

function documentMadeBy({ type, data }: RecordedFact) {
  if (type === 'prior-notice-issued') return { template: 'prior-notice', known: 'prior-notice' };
  const template = type === 'decision-made' ? decisionTemplates[String(data.result)] : undefined;
  return template === undefined ? undefined : { template, known: DECISION };
}

const decisionTemplates: Readonly<Record<string, string>> = {
  grant: 'permit-decision',
  refuse: 'refusal-decision',
  penalise: 'penalty-decision',
  'no-penalty': 'no-penalty-decision',
};
