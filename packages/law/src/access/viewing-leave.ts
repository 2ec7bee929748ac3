import type { CaseState } from '../case/case-state.ts';
import type { Fact, RecordedFact } from '../facts/fact-types.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import { type Refusal, RuleError } from '../rule-error.ts';
import type { Actor } from './actor.ts';
import { can } from './can.ts';
import { refuseRecording } from './recording-access.ts';

/** The longest that the records of one case may stand open to somebody by one leave. */
export const MOST_VIEWING_DAYS = 30;

/** One asking for leave to see the records of a case, and what became of it. */
export interface ViewingRequest {
  /** Version of the fact that asked. */
  readonly id: number;
  readonly caseId: string;
  readonly person: string;
  readonly askedOn: string;
  readonly days: number;
  /** Whether copies are asked for too: the export of the case. */
  readonly copying: boolean;
  readonly reason: string;
  readonly state: 'asked' | 'granted' | 'refused';
  readonly decidedBy: string | null;
  readonly decidedOn: string | null;
  /** The last day of the leave. */
  readonly until: string | null;
  readonly refusedBecause: string | null;
}

/** Every asking of a bureau, in the order of entry. */
export function viewingRequests(facts: readonly RecordedFact[]): readonly ViewingRequest[] {
  const requests = new Map<number, ViewingRequest>();
  for (const fact of facts) {
    const asked = requests.get(Number(fact.data.request));
    const decided = { decidedBy: fact.actor, decidedOn: fact.occurredOn };
    if (fact.type === 'viewing-requested') requests.set(fact.version, toRequest(fact));
    else if (asked !== undefined && fact.type === 'viewing-granted')
      requests.set(asked.id, { ...asked, ...decided, state: 'granted', until: String(fact.data.until) });
    else if (asked !== undefined && fact.type === 'viewing-refused')
      requests.set(asked.id, {
        ...asked,
        ...decided,
        state: 'refused',
        refusedBecause: textOf(fact, 'reason'),
      });
  }
  return [...requests.values()];
}

/** The leave that lets this person see (or also copy) the records of the case today. */
export function leaveStanding(
  requests: readonly ViewingRequest[],
  { person, caseId, today, copying = false }: LeaveQuestion,
): ViewingRequest | undefined {
  return requests.find(
    (one) =>
      one.person === person &&
      one.caseId === caseId &&
      one.state === 'granted' &&
      (one.until ?? '') >= today &&
      (one.copying || !copying),
  );
}

interface LeaveQuestion {
  readonly person: string;
  readonly caseId: string;
  readonly today: string;
  readonly copying?: boolean;
}

/** What the person asks for. */
export interface ViewingWish {
  readonly caseId: string;
  readonly reason: string;
  readonly days: number;
  readonly copying: boolean;
}

/** 申请调阅: the fact, or the refusal: nobody asks for what they may do without leave, nor twice. */
export function askViewing(
  actor: Actor,
  wish: ViewingWish,
  state: CaseState,
  rules: Rulebook,
  requests: readonly ViewingRequest[],
  today: string,
): Fact {
  insist(can(actor, 'ask-viewing', { bureau: state.bureau }));
  const needed = refuseRecording(actor, state, rules);
  if (needed === undefined) throw new RuleError('leave-not-needed', '您可以直接查看本案的记录，不必申请。');
  const own = requests.filter(({ person, caseId }) => person === actor.id && caseId === wish.caseId);
  if (own.some((one) => one.state === 'asked'))
    throw new RuleError('already-asked', '您已经申请调阅本案的记录，等待批准。', needed.cite);
  const { caseId, copying } = wish;
  if (leaveStanding(own, { person: actor.id, caseId, today, copying }))
    throw new RuleError('already-asked', '本案的记录已经准许您调阅，期限未满。', needed.cite);
  return {
    type: 'viewing-requested',
    occurredOn: today,
    data: {
      case: wish.caseId,
      days: wish.days,
      copying: wish.copying ? 'yes' : 'no',
      reason: wish.reason,
      clause: needed.cite && { pack: needed.cite.pack, article: needed.cite.article },
    },
  };
}

/** What the one in charge answers. */
export type ViewingAnswer =
  | { readonly request: number; readonly decision: 'grant'; readonly until: string }
  | { readonly request: number; readonly decision: 'refuse'; readonly reason: string };

/** 批准或者不准调阅: by another person in charge of the same bureau, for some days. */
export function answerViewing(
  actor: Actor,
  answer: ViewingAnswer,
  requests: readonly ViewingRequest[],
  { today, last, cite }: { readonly today: string; readonly last: string; readonly cite: Refusal['cite'] },
): Fact {
  insist(can(actor, 'decide-viewing', { bureau: actor.bureau }));
  const asked = requests.find(({ id }) => id === answer.request);
  if (asked === undefined) throw new RuleError('not-found', '没有这项调阅申请。');
  if (asked.state !== 'asked') throw new RuleError('already-decided', '这项调阅申请已经办理。');
  if (asked.person === actor.id) throw new RuleError('own-work', '调阅由您本人申请，须由他人批准。', cite);
  if (answer.decision === 'refuse')
    return {
      type: 'viewing-refused',
      occurredOn: today,
      data: { request: asked.id, reason: answer.reason },
    };
  if (answer.until < today || answer.until > last)
    throw new RuleError('wrong-day', `调阅的最后一日应在 ${today} 至 ${last} 之间。`, cite);
  return { type: 'viewing-granted', occurredOn: today, data: { request: asked.id, until: answer.until } };
}

function insist(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw new RuleError(refusal.code, refusal.sentence, refusal.cite);
}

function toRequest(fact: RecordedFact): ViewingRequest {
  return {
    id: fact.version,
    caseId: String(fact.data.case),
    person: fact.actor,
    askedOn: fact.occurredOn,
    days: Number(fact.data.days),
    copying: fact.data.copying === 'yes',
    reason: textOf(fact, 'reason'),
    state: 'asked',
    decidedBy: null,
    decidedOn: null,
    until: null,
    refusedBecause: null,
  };
}

function textOf(fact: RecordedFact, key: string): string {
  return fact.erased.includes(key) ? '已依法删除' : String(fact.data[key] ?? '');
}
