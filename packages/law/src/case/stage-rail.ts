import type { CaseDuty } from '../duties/duty.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import { isOnlyOnPaper, scansAt, wasOverOnPaper } from './adoption/paper-steps.ts';
import { type CaseState, type Stage, stages } from './case-state.ts';
import { endedOn } from './open-case.ts';
import { isPartyHeard } from './penalty/apply.ts';
import { isMajor } from './penalty/major.ts';

/** One step of the rail over a case: done with its day, passed over, current, or coming with the latest day where a duty gives one. */
export interface RailStep {
  readonly stage: Stage;
  readonly label: string;
  readonly status: 'done' | 'skipped' | 'current' | 'coming';
  readonly date?: string;
  readonly note?: string;
  /** Done on paper, wholly or in part, before the case was taken in. */
  readonly onPaper?: true;
}

/** What each stage is called. */
export const stageLabels: Readonly<Record<Stage, string>> = {
  intake: '受理',
  examination: '审查',
  approval: '审批',
  certificate: '制证盖章',
  filing: '立案',
  investigation: '调查取证',
  notice: '告知和听证',
  'legal-review': '法制审核',
  decision: '决定',
  service: '送达',
  execution: '执行',
  closed: '结案',
};

/** The stages of a case in their order; with the rules at hand it also knows whether legal review is called for. */
export function stageRail(
  state: CaseState,
  duties: readonly CaseDuty[],
  rules?: Rulebook,
): readonly RailStep[] {
  const order: readonly Stage[] = stages[state.kind];
  const now = order.indexOf(currentStage(state, rules));
  return order.map((stage, index) => {
    const label = stageLabels[stage];
    const doneOn = completedOn(stage, state);
    if (index < now || (stage === 'closed' && index === now)) {
      if (doneOn === undefined) return { stage, label, status: 'skipped', note: skipNote(stage) };
      const turnedAway = stage === 'intake' && isTurnedAway(state) ? { note: '不予受理' } : {};
      return { stage, label, status: 'done', date: doneOn, ...paperNote(stage, state), ...turnedAway };
    }
    const due = duties.find((duty) => dutiesOfStage[stage]?.includes(duty.does) && duty.doneOn === null);
    const latest = due?.due
      ? { date: due.due, note: `最迟 ${due.due}${due.provisional ? '（暂定）' : ''}` }
      : {};
    return { stage, label, status: index === now ? 'current' : 'coming', ...latest };
  });
}

const dutiesOfStage: Partial<Record<Stage, readonly string[]>> = {
  intake: ['notify-supplement'],
  notice: ['state', 'hear-request'],
  'legal-review': ['review'],
  decision: ['decide'],
  certificate: ['issue-certificate'],
  service: ['serve'],
  execution: ['pay'],
  closed: ['close'],
};

/** A major case whose party was heard stands at legal review until that is passed. */
function currentStage(state: CaseState, rules: Rulebook | undefined): Stage {
  const waiting =
    state.stage === 'decision' && state.penalty !== null && state.penalty.legalReview.state !== 'agreed';
  return waiting && rules !== undefined && isMajor(state, rules) ? 'legal-review' : state.stage;
}

function completedOn(stage: Stage, state: CaseState): string | undefined {
  const { dates } = state;
  switch (stage) {
    case 'intake':
      return (
        dates['application-accepted'] ??
        state.permit?.clockStart ??
        dates['application-declined'] ??
        dates['application-rejected']
      );
    case 'examination':
      return dates['opinion-submitted'];
    case 'approval':
      return dates['opinion-approved'];
    case 'decision':
      return state.decision?.madeOn;
    case 'certificate':
      return state.permit?.sealedOn ?? undefined;
    case 'filing':
      return dates['case-filed'] ?? dates['filing-refused'];
    case 'investigation':
      return dates['report-reviewed'];
    case 'notice':
      return heardOn(state);
    case 'legal-review':
      return state.penalty?.legalReview.state === 'agreed' ? dates['legal-review-given'] : undefined;
    case 'service':
      return state.documents.findLast(
        ({ documentNumber, forServing }) =>
          forServing && (state.decision === null || documentNumber === state.decision.documentNumber),
      )?.servedOn;
    case 'execution':
      return state.penalty?.execution === 'done' ? dates['execution-recorded'] : undefined;
    case 'closed':
      return endedOn(state);
  }
}

/** What of a stage was done on paper: the product has recorded nothing of it. */
function paperNote(stage: Stage, state: CaseState): { readonly note?: string; readonly onPaper?: true } {
  if (scansAt(stage, state) === 0) return {};
  const isPassed = stage === 'legal-review' && isOnlyOnPaper('legal-review-given', state);
  return { note: wasOverOnPaper(stage, state) || isPassed ? '纸质办理' : '部分纸质办理', onPaper: true };
}

/** An application that was not taken up, because no permit is needed or the bureau has no power over it. */
export function isTurnedAway({ permit }: CaseState): boolean {
  return permit?.intake === 'declined' || permit?.intake === 'rejected';
}

function heardOn(state: CaseState): string | undefined {
  if (state.penalty === null || !isPartyHeard(state.penalty)) return undefined;
  return ['statement-answered', 'statement-waived', 'hearing-waived', 'hearing-held']
    .flatMap((type) => state.dates[type] ?? [])
    .sort()
    .at(-1);
}

function skipNote(stage: Stage): string {
  return stage === 'legal-review' ? '本案不需法制审核' : '未经此步';
}
