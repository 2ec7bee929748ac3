import type { RecordedFact } from '../../facts/fact-types.ts';
import type { CaseState, Decision, IssuedDocument } from '../case-state.ts';
import { ERASED_TEXT, readText, readValue } from '../read-fact.ts';

/** What facts that both kinds of case share do to a case; other facts leave it as it is. */
export function applyCommonFact(state: CaseState, fact: RecordedFact): CaseState {
  return steps[fact.type]?.(state, fact) ?? state;
}

type Step = (state: CaseState, fact: RecordedFact) => CaseState;

const steps: Partial<Record<RecordedFact['type'], Step>> = {
  'record-attached': attachRecord,
  'recording-waived': (state, fact) => ({
    ...state,
    waived: [...state.waived, String(fact.data.requirement)],
  }),
  'document-issued': (state, fact) => ({
    ...state,
    documents: [...state.documents, toDocument(fact, state)],
  }),
  'document-remade': (state, fact) => ({
    ...state,
    documents: state.documents.map((document) =>
      document.documentId === fact.data.documentId ? { ...document, remade: fact.occurredOn } : document,
    ),
  }),
  'document-served': (state, fact) => ({
    ...state,
    documents: state.documents.map((document) =>
      document.documentId === fact.data.documentId ? { ...document, servedOn: fact.occurredOn } : document,
    ),
  }),
  'decision-made': (state, fact) => ({ ...state, decision: toDecision(fact) }),
  'decision-revoked': revoke,
  'adoption-refused': (state) => ({
    ...state,
    stage: 'closed',
    ...(state.adoption ? { adoption: { ...state.adoption, state: 'refused' as const } } : {}),
  }),
  'case-closed': (state) => ({ ...state, stage: 'closed' }),
  'correction-proposed': (state, fact) => ({
    ...state,
    correction: {
      target: Number(fact.data.target),
      field: String(fact.data.field),
      value: fact.data.value,
      oldDigest: String(fact.data.oldDigest),
      reason: readText(fact, 'reason'),
      proposedBy: fact.actor,
    },
  }),
  'fact-corrected': (state) => ({ ...state, correction: null }),
  'correction-refused': (state) => ({ ...state, correction: null }),
  'document-correction-proposed': (state, fact) => ({
    ...state,
    documentCorrection: {
      documentId: String(fact.data.documentId),
      target: Number(fact.data.target),
      field: String(fact.data.field),
      oldDigest: String(fact.data.oldDigest),
      value: fact.data.value,
      before: readText(fact, 'before'),
      after: readText(fact, 'after'),
      reason: readText(fact, 'reason'),
      proposedBy: fact.actor,
    },
  }),
  'document-corrected': (state) => ({ ...state, documentCorrection: null }),
  'document-correction-refused': (state) => ({ ...state, documentCorrection: null }),
  'participant-named': (state, fact) => ({
    ...state,
    participants: [...state.participants, toParticipant(fact)],
  }),
  'participant-ended': (state, fact) => ({
    ...state,
    participants: state.participants.filter(({ body, as }) => body !== fact.data.body || as !== fact.data.as),
  }),
  'case-taken-over': (state, fact) => ({
    ...state,
    handlers: fact.data.handlers as string[],
    takenOver: { by: String(fact.data.successor), on: fact.occurredOn, version: fact.version },
  }),
  'erasure-proposed': (state, fact) => ({
    ...state,
    erasure: {
      targets: fact.data.targets as NonNullable<CaseState['erasure']>['targets'],
      authority: readText(fact, 'authority'),
      proposedBy: fact.actor,
    },
  }),
  'personal-data-erased': (state, fact) => {
    const targets = fact.data.targets as NonNullable<CaseState['erasure']>['targets'];
    const originals = targets.filter(({ fields }) => fields.includes('attachment')).map((one) => one.version);
    const records = state.records.map((record) =>
      originals.includes(record.version) ? { ...record, erased: true as const } : record,
    );
    return { ...state, records, erasure: null };
  },
};

function toParticipant(fact: RecordedFact): CaseState['participants'][number] {
  const { body, as, until } = fact.data;
  const letter = fact.data.letterNumber ?? fact.data.letter;
  return {
    body: String(body),
    as: String(as),
    since: fact.occurredOn,
    ...(typeof until === 'string' ? { until } : {}),
    ...(typeof letter === 'string' ? { letter } : {}),
  };
}

function attachRecord(state: CaseState, fact: RecordedFact): CaseState {
  const record: CaseState['records'][number] = {
    version: fact.version,
    requirement: String(fact.data.requirement),
    medium: readValue(fact, 'medium', 'document'),
    name: readText(fact, 'name'),
    attachment: fact.data.attachment as CaseState['records'][number]['attachment'],
    fileName: readText(fact, 'fileName'),
    madeOn: String(fact.data.madeOn),
  };
  return { ...state, records: [...state.records, record] };
}

function toDocument(fact: RecordedFact, { entries }: CaseState): IssuedDocument {
  const before = entries.at(-1);
  return {
    version: fact.version,
    documentId: String(fact.data.documentId),
    template: String(fact.data.template),
    title: String(fact.data.title),
    documentNumber: String(fact.data.documentNumber),
    forServing: fact.data.forServing === true,
    ...(before?.type === 'document-remade' ? { madeAgainOn: before.occurredOn } : {}),
    ...(fact.data.onPaper === true ? { madeOnPaperOn: fact.occurredOn } : {}),
  };
}

function toDecision(fact: RecordedFact): Decision {
  const facts = fact.data.facts ?? (fact.erased.includes('facts') ? ERASED_TEXT : undefined);
  const penalty = fact.data.penalty as Decision['penalty'];
  const ordinal = fact.data.ordinal as Decision['ordinal'];
  return {
    version: fact.version,
    result: fact.data.result as Decision['result'],
    documentNumber: readText(fact, 'documentNumber'),
    madeOn: fact.occurredOn,
    issuingAuthority: String(fact.data.issuingAuthority),
    ...(ordinal === undefined ? {} : { ordinal }),
    content: readText(fact, 'content'),
    basis: readText(fact, 'basis'),
    reason: readText(fact, 'reason'),
    ...(facts === undefined ? {} : { facts: String(facts) }),
    ...(penalty === undefined ? {} : { penalty }),
    ...(fact.data.socialImpact === 'yes' || fact.data.socialImpact === 'no'
      ? { socialImpact: fact.data.socialImpact }
      : {}),
    ...(typeof fact.data.publishBy === 'string' ? { publishBy: fact.data.publishBy } : {}),
  };
}

function revoke(state: CaseState, fact: RecordedFact): CaseState {
  if (!state.decision) return state;
  const revoked = {
    outcome: String(fact.data.outcome),
    on: fact.occurredOn,
    by: String(fact.data.by),
    explanation: readText(fact, 'explanation'),
  };
  return { ...state, decision: { ...state.decision, revoked } };
}
