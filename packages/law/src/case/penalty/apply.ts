import type { FactTypeName, Penalty, RecordedFact } from '../../facts/fact-types.ts';
import type { CaseState, PenaltyState, Stage } from '../case-state.ts';
import { openCase } from '../open-case.ts';
import { ERASED_TEXT, readText } from '../read-fact.ts';
import { isNotHeavier } from './severity.ts';

/** Adds one fact to a penalty case: its penalty part and its stage; what every kind of case shares is folded elsewhere. */
export function applyPenaltyFact(state: CaseState | null, fact: RecordedFact): CaseState {
  if (state === null || fact.type === 'filing-proposed') return begin(state ?? openCase(fact), fact);
  const penalty = state.penalty;
  const step = steps[fact.type];
  if (penalty === null || !step) return state;
  const change = step(penalty, fact, state);
  return {
    ...state,
    ...change.case,
    stage: change.stage ?? state.stage,
    penalty: { ...penalty, ...change.penalty },
  };
}

/** Whether the party has been heard: the statement is answered or waived, and no hearing is due or pending. */
export function isPartyHeard(penalty: PenaltyState): boolean {
  const statement = penalty.statement.state === 'answered' || penalty.statement.state === 'waived';
  return penalty.priorNotice?.servedOn !== undefined && statement && !isHearingPending(penalty);
}

/** Whether a hearing may still be asked for, or was asked for and not yet held. */
export function isHearingPending(penalty: PenaltyState): boolean {
  if (!penalty.priorNotice?.hearingRight) return false;
  return penalty.hearing.state !== 'waived' && penalty.hearing.state !== 'held';
}

const decisionTemplates: readonly string[] = ['penalty-decision', 'no-penalty-decision'];

interface Change {
  readonly penalty: Partial<PenaltyState>;
  readonly case?: Partial<CaseState>;
  readonly stage?: Stage;
}

type Step = (penalty: PenaltyState, fact: RecordedFact, state: CaseState) => Change;

const steps: Partial<Record<FactTypeName, Step>> = {
  'case-filed': (_penalty, fact) => ({
    penalty: { filed: 'filed' },
    case: { number: readText(fact, 'caseNumber') },
    stage: 'investigation',
  }),
  'filing-refused': () => ({ penalty: { filed: 'refused' }, stage: 'closed' }),
  'credentials-presented': () => ({ penalty: { credentialsPresented: true } }),
  'interview-recorded': (penalty) => ({ penalty: { interviews: penalty.interviews + 1 } }),
  'closing-report-submitted': submitReport,
  'report-reviewed': (penalty) => ({
    penalty: { reportState: 'reviewed' },
    stage: afterHearing({ ...penalty, reportState: 'reviewed' }),
  }),
  'report-returned': () => ({ penalty: { reportState: 'returned' }, stage: 'investigation' }),
  'prior-notice-issued': (_penalty, fact) => ({
    penalty: {
      priorNotice: { issuedOn: fact.occurredOn, hearingRight: fact.data.hearingRight === 'yes' },
      statement: { state: 'open' },
      hearing: { state: 'none' },
    },
    stage: 'notice',
  }),
  'document-issued': (penalty, fact) => ({ penalty: linkNotice(penalty, fact) }),
  'document-remade': (penalty, fact) => ({ penalty: unlinkNotice(penalty, fact) }),
  'document-served': serveDocument,
  'statement-received': (_penalty, fact) => ({
    penalty: { statement: { state: 'received', content: readText(fact, 'content') } },
    stage: 'notice',
  }),
  'statement-answered': (penalty, fact) =>
    hear(penalty, {
      statement: {
        ...penalty.statement,
        state: 'answered',
        adopted: fact.data.adopted as 'yes' | 'partly' | 'no',
        answer: readText(fact, 'reason'),
      },
    }),
  'statement-waived': (penalty) => hear(penalty, { statement: { ...penalty.statement, state: 'waived' } }),
  'hearing-requested': (_penalty, fact) => ({
    penalty: { hearing: { state: 'requested', requestedOn: fact.occurredOn } },
    stage: 'notice',
  }),
  'hearing-waived': (penalty) => hear(penalty, { hearing: { ...penalty.hearing, state: 'waived' } }),
  'hearing-notified': (penalty, fact) => ({
    penalty: {
      hearing: {
        ...penalty.hearing,
        state: 'notified',
        notifiedOn: fact.occurredOn,
        heldOn: readText(fact, 'heldOn'),
        host: readText(fact, 'host'),
      },
    },
  }),
  'hearing-held': (penalty, fact) =>
    hear(penalty, {
      hearing: { ...penalty.hearing, state: 'held', heldOn: fact.occurredOn, host: readText(fact, 'host') },
    }),
  'legal-review-requested': (_penalty, fact) => ({
    penalty: { legalReview: { state: 'requested', round: fact.data.round as number } },
    stage: 'legal-review',
  }),
  'legal-review-given': giveReview,
  'legal-review-answered': (penalty) => ({
    penalty: { legalReview: { ...penalty.legalReview, state: 'answered' } },
  }),
  deliberated: () => ({ penalty: { deliberated: true } }),
  'decision-made': (_penalty, fact) => ({
    penalty: fact.data.result === 'no-penalty' ? { execution: 'done' } : {},
    stage: 'service',
  }),
  'execution-recorded': (_penalty, fact) => ({
    penalty: { execution: fact.data.done === 'yes' ? 'done' : 'partly' },
    stage: 'execution',
  }),
  'case-closed': () => ({ penalty: {}, stage: 'closed' }),
};

function begin(state: CaseState, fact: RecordedFact): CaseState {
  const penalty: PenaltyState = {
    source: readText(fact, 'source'),
    suspectedFacts: readText(fact, 'suspectedFacts'),
    filed: 'proposed',
    credentialsPresented: false,
    interviews: 0,
    report: null,
    reportState: 'none',
    priorNotice: null,
    statement: { state: 'open' },
    hearing: { state: 'none' },
    legalReview: { state: 'none', round: 0 },
    deliberated: false,
    execution: 'none',
  };
  return { ...state, penalty };
}

/** A report that says something else than the party was told calls for a new notice; a lighter one on the same facts does not. */
function submitReport(penalty: PenaltyState, fact: RecordedFact): Change {
  const report = {
    facts: readText(fact, 'facts'),
    evidence: readText(fact, 'evidence'),
    basis: readText(fact, 'basis'),
    discretion: readText(fact, 'discretion'),
    penalty: (fact.data.penalty as Penalty | undefined) ?? { types: ['warning'], text: ERASED_TEXT },
    major: fact.data.major === 'yes' ? ('yes' as const) : ('no' as const),
  };
  const review = penalty.legalReview;
  const told = penalty.report !== null && standsAsTold(penalty.report, report);
  return {
    penalty: {
      report,
      reportState: 'submitted',
      deliberated: false,
      legalReview: review.state === 'agreed' ? { state: 'none', round: review.round } : review,
      ...(told ? {} : { priorNotice: null, statement: { state: 'open' }, hearing: { state: 'none' } }),
    },
    stage: 'investigation',
  };
}

function standsAsTold(
  before: NonNullable<PenaltyState['report']>,
  now: NonNullable<PenaltyState['report']>,
): boolean {
  return (
    before.facts === now.facts && before.basis === now.basis && isNotHeavier(now.penalty, before.penalty)
  );
}

function linkNotice(penalty: PenaltyState, fact: RecordedFact): Partial<PenaltyState> {
  const notice = penalty.priorNotice;
  if (fact.data.template !== 'prior-notice' || notice === null || notice.documentId !== undefined) return {};
  return { priorNotice: { ...notice, documentId: readText(fact, 'documentId') } };
}

/** The notice made in its place is the one whose service counts. */
function unlinkNotice(penalty: PenaltyState, fact: RecordedFact): Partial<PenaltyState> {
  if (penalty.priorNotice?.documentId !== fact.data.documentId || !penalty.priorNotice) return {};
  const { documentId: _gone, ...notice } = penalty.priorNotice;
  return { priorNotice: notice };
}

function serveDocument(penalty: PenaltyState, fact: RecordedFact, state: CaseState): Change {
  const notice = penalty.priorNotice;
  if (notice?.documentId !== undefined && notice.documentId === fact.data.documentId) {
    return { penalty: { priorNotice: { ...notice, servedOn: notice.servedOn ?? fact.occurredOn } } };
  }
  const served = state.documents.find((document) => document.documentId === fact.data.documentId);
  const decides = decisionTemplates.includes(served?.template ?? '') && state.decision !== null;
  return { penalty: {}, ...(decides && state.stage === 'service' ? { stage: 'execution' as const } : {}) };
}

function hear(penalty: PenaltyState, change: Partial<PenaltyState>): Change {
  return { penalty: change, stage: afterHearing({ ...penalty, ...change }) };
}

function giveReview(penalty: PenaltyState, fact: RecordedFact): Change {
  const agreed = fact.data.result === 'agree';
  const legalReview = {
    state: agreed ? ('agreed' as const) : ('problems' as const),
    round: fact.data.round as number,
    text: readText(fact, 'text'),
    points: fact.data.points as readonly string[],
  };
  return {
    penalty: { legalReview },
    stage: agreed ? afterHearing({ ...penalty, legalReview }) : 'legal-review',
  };
}

function afterHearing(penalty: PenaltyState): Stage {
  const reviewing = ['requested', 'problems', 'answered'].includes(penalty.legalReview.state);
  if (reviewing) return 'legal-review';
  return isPartyHeard(penalty) ? 'decision' : 'notice';
}
