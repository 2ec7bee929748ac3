import type { RecordedFact } from '../../facts/fact-types.ts';
import type { CaseState, MaterialState, PermitState, Stage } from '../case-state.ts';
import { handlesCase } from '../handled-by.ts';
import { readOptionalText, readText, readValue } from '../read-fact.ts';

/** What a permit's facts do to a permit case; other facts leave it as it is. */
export function applyPermitFact(state: CaseState, fact: RecordedFact): CaseState {
  if (fact.type === 'application-received') return { ...state, permit: received(fact) };
  const step = steps[fact.type];
  if (!state.permit || !step) return state;
  const { permit, stage, ...rest } = step(state.permit, fact, state);
  return { ...state, ...rest, stage: stage ?? state.stage, permit: { ...state.permit, ...permit } };
}

type Change = Partial<Omit<CaseState, 'permit' | 'stage'>> & { permit?: Partial<PermitState>; stage?: Stage };
type Step = (permit: PermitState, fact: RecordedFact, state: CaseState) => Change;

const steps: Partial<Record<RecordedFact['type'], Step>> = {
  'materials-checked': (permit, fact) => ({
    permit: {
      intake: 'checked',
      materials: mergeMaterials(permit.materials, fact),
    },
  }),
  'supplement-requested': () => ({ permit: { intake: 'supplement-requested' } }),
  'supplement-received': (permit, fact) => ({
    permit: {
      intake: 'supplement-received',
      materials: permit.materials.map((material) =>
        (fact.data.items as string[]).includes(material.id)
          ? { id: material.id, state: 'unchecked' }
          : material,
      ),
    },
  }),
  'application-accepted': (_permit, fact, state) => ({
    number: String(fact.data.documentNumber ?? state.number),
    permit: { intake: 'accepted', clockStart: fact.occurredOn },
    stage: 'examination',
  }),
  'application-deemed-accepted': (_permit, fact) => ({
    permit: { intake: 'deemed-accepted', clockStart: String(fact.data.since) },
    stage: 'examination',
  }),
  'application-declined': (_permit, fact) => ({
    permit: { intake: 'declined', endReason: readText(fact, 'reason') },
    stage: 'service',
  }),
  'application-rejected': (_permit, fact) => ({
    permit: { intake: 'rejected', endReason: readText(fact, 'reason') },
    stage: 'service',
  }),
  'handlers-assigned': (_permit, fact) => ({ handlers: fact.data.handlers as string[] }),
  'time-excluded': (_permit, fact, state) => ({
    excluded: [...state.excluded, { startsOn: String(fact.data.startsOn), cause: String(fact.data.cause) }],
  }),
  'time-resumed': (_permit, fact, state) => ({
    excluded: state.excluded.map((span) =>
      span.resumedOn ? span : { ...span, resumedOn: String(fact.data.resumedOn) },
    ),
  }),
  'extension-requested': () => ({ permit: { extension: 'requested' } }),
  'extension-approved': (_permit, fact, state) => ({
    permit: { extension: 'approved' },
    extensionDays: state.extensionDays + Number(fact.data.days),
  }),
  'extension-refused': () => ({ permit: { extension: 'refused' } }),
  'site-check-completed': (_permit, fact) => ({
    permit: {
      siteCheck: { rectification: readValue(fact, 'rectification', 'no'), on: fact.occurredOn },
    },
  }),
  'opinion-submitted': (_permit, fact) => ({
    permit: { opinion: toOpinion(fact), chain: 'submitted', chainReasons: {} },
    stage: 'approval',
  }),
  'opinion-reviewed': (_permit, fact) => ({
    permit: { chain: 'reviewed', chainReasons: { review: readText(fact, 'reason') } },
  }),
  'opinion-approved': (permit, fact) => ({
    permit: {
      chain: 'approved',
      chainReasons: { ...permit.chainReasons, approval: readText(fact, 'reason') },
    },
    stage: 'decision',
  }),
  'opinion-returned': () => ({ permit: { chain: 'none', chainReasons: {} }, stage: 'examination' }),
  'decision-made': (_permit, _fact, state) => ({
    stage: state.decision && handlesCase(state, state.decision.issuingAuthority) ? 'service' : 'certificate',
  }),
  'document-remade': (permit, fact, state) => unsealed(permit, fact, state),
  'handed-over': () => ({ permit: { handedOver: true } }),
  'certificate-sealed': (_permit, fact) => ({
    permit: { sealedOn: fact.occurredOn, certificate: toCertificate(fact) },
    stage: 'service',
  }),
  'decision-sealed': (_permit, fact) => ({ permit: { sealedOn: fact.occurredOn }, stage: 'service' }),
  'act-terminated': (_permit, fact) => ({
    permit: { terminated: true, endReason: readText(fact, 'ground') },
    stage: 'service',
  }),
};

/** The seal is on the paper that was made before: the one in its place is handed over and sealed anew, under the same number. */
function unsealed(permit: PermitState, fact: RecordedFact, state: CaseState): Change {
  const { documents, decision } = state;
  const remade = documents.find(({ documentId }) => documentId === fact.data.documentId);
  if (permit.sealedOn === null || remade?.documentNumber !== decision?.documentNumber) return {};
  const elsewhere = decision !== null && !handlesCase(state, decision.issuingAuthority);
  return {
    permit: { sealedOn: null, handedOver: false },
    ...(elsewhere ? { stage: 'certificate' as const } : {}),
  };
}

function received(fact: RecordedFact): PermitState {
  return {
    receivedOn: fact.occurredOn,
    receivedNumber: readText(fact, 'receivedNumber'),
    content: readText(fact, 'content'),
    materials: [],
    intake: 'received',
    clockStart: null,
    siteCheck: null,
    opinion: null,
    chain: 'none',
    chainReasons: {},
    extension: 'none',
    handedOver: false,
    sealedOn: null,
    certificate: null,
    terminated: false,
    endReason: null,
  };
}

function mergeMaterials(known: PermitState['materials'], fact: RecordedFact): PermitState['materials'] {
  const notes = readValue<Record<string, string>>(fact, 'notes', {});
  const items = fact.data.items as { id: string; state: MaterialState }[];
  const checked = items.map((item) => {
    const note = notes[item.id];
    return note === undefined ? item : { ...item, note };
  });
  const ids = new Set(checked.map((item) => item.id));
  return [...known.filter((item) => !ids.has(item.id)), ...checked];
}

function toOpinion(fact: RecordedFact): NonNullable<PermitState['opinion']> {
  const validFrom = readOptionalText(fact, 'validFrom');
  const validTo = readOptionalText(fact, 'validTo');
  return {
    result: readValue(fact, 'result', 'refuse'),
    reason: readText(fact, 'reason'),
    content: readText(fact, 'content'),
    basedOnTest: readValue(fact, 'basedOnTest', 'no'),
    ...(validFrom ? { validFrom } : {}),
    ...(validTo ? { validTo } : {}),
  };
}

function toCertificate(fact: RecordedFact): NonNullable<PermitState['certificate']> {
  const validTo = readOptionalText(fact, 'validTo');
  return {
    number:
      fact.data.certificateNumber === undefined
        ? readText(fact, 'ownNumber')
        : String(fact.data.certificateNumber),
    validFrom: readText(fact, 'validFrom'),
    ...(validTo ? { validTo } : {}),
  };
}
