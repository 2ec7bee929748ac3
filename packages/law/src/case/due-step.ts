import { isOpenOnPublication } from '../publication/decide.ts';
import type { PublicationContext } from '../publication/publication-command.ts';
import type { PublicationState } from '../publication/publication-state.ts';
import type { CaseState } from './case-state.ts';
import { firstOpenCommand, lacksRecord } from './decide.ts';
import type { CaseContext } from './skeleton.ts';

/** The step that a duty waits for: the command, and its verb for a button in a list. */
export interface DueStep {
  readonly command: string;
  readonly verb: string;
}

/** What this person can do now towards a duty of a case: the furthest step that is open to them; undefined where it is another's turn. */
export function dueStep(state: CaseState, does: string, context: CaseContext): DueStep | undefined {
  const path = stepsTowards(state, does);
  const open = path.find((command) => firstOpenCommand(state, context, new Set([command])) !== undefined);
  if (open !== undefined) return step(open);
  return lacksRecord(state, context, new Set(path)) && isOpen(state, context, 'attach-record')
    ? step('attach-record')
    : undefined;
}

/** The steps that lead to what a duty of the case achieves, those nearest to it first. */
export const stepsTowards = (state: CaseState, does: string): readonly Step[] =>
  (caseSteps[does] ?? []).filter((command) => leadsOn(command, does, state));

/** The same for a duty that is done on the publication (null: none is drafted). */
export function duePublicationStep(
  state: PublicationState | null,
  does: string,
  context: PublicationContext,
): DueStep | undefined {
  const asked = state !== null && state.pendingWithdrawal !== null;
  const correcting = state?.pendingCorrection != null;
  const open = (publicationSteps[does] ?? []).find(
    (command) =>
      !((asked || correcting) && command === 'propose-withdrawal') &&
      isOpenOnPublication(state, context, command),
  );
  return open === undefined ? undefined : step(open);
}

const isOpen = (state: CaseState, context: CaseContext, command: string) =>
  firstOpenCommand(state, context, new Set([command])) !== undefined;

const step = (command: keyof typeof stepVerbs): DueStep => ({ command, verb: stepVerbs[command] });

/** Verbs of the steps that lists name, short enough for a button. */
export const stepVerbs = {
  'check-materials': '核对材料',
  'accept-application': '受理',
  'request-supplement': '告知补正',
  'assign-handlers': '定承办人',
  'complete-site-check': '登记核查',
  'submit-opinion': '提出意见',
  'review-opinion': '审核',
  'approve-opinion': '批准',
  'make-permit-decision': '作出决定',
  'hand-over': '上报',
  'seal-certificate': '盖章',
  'request-extension': '申请延期',
  'approve-extension': '批准延期',
  'approve-filing': '批准立案',
  'present-credentials': '出示证件',
  'record-interview': '询问',
  'submit-report': '终结调查',
  'review-report': '审核',
  'issue-prior-notice': '事先告知',
  'answer-statement': '复核申辩',
  'notify-hearing': '通知听证',
  'hold-hearing': '登记听证',
  'request-legal-review': '送审',
  'give-legal-review': '法制审核',
  'answer-legal-review': '处理意见',
  deliberate: '集体讨论',
  'make-penalty-decision': '作出决定',
  'record-execution': '登记执行',
  'serve-document': '送达',
  'remake-document': '重新制作',
  'close-case': '结案',
  'archive-case': '归档',
  'attach-record': '补记录',
  'draft-publication': '起草公示',
  'approve-publication': '批准公示',
  'confirm-channel': '确认载体',
  'draft-correction': '拟更正稿',
  'approve-correction': '批准更正',
  'propose-withdrawal': '申请撤下',
  'approve-withdrawal': '批准撤下',
} as const;

type Step = keyof typeof stepVerbs;

/** Some steps are open all through a case and lead to its decision only for a while: evidence while it is gathered, service of the notices before a penalty. */
function leadsOn(command: Step, does: string, { kind, stage }: CaseState): boolean {
  if (command === 'present-credentials' || command === 'record-interview') return stage === 'investigation';
  return !['serve-document', 'remake-document'].includes(command) || does !== 'decide' || kind === 'penalty';
}

/** The steps towards what a duty achieves, those nearest to it first. */
const caseSteps: Readonly<Record<string, readonly Step[]>> = {
  'notify-supplement': ['request-supplement', 'accept-application', 'check-materials'],
  decide: [
    'make-permit-decision',
    'approve-opinion',
    'review-opinion',
    'submit-opinion',
    'complete-site-check',
    'assign-handlers',
    'make-penalty-decision',
    'deliberate',
    'give-legal-review',
    'request-legal-review',
    'answer-legal-review',
    'hold-hearing',
    'notify-hearing',
    'answer-statement',
    'serve-document',
    'remake-document',
    'issue-prior-notice',
    'review-report',
    'submit-report',
    'record-interview',
    'present-credentials',
    'approve-filing',
  ],
  'file-case': ['approve-filing'],
  extend: ['approve-extension', 'request-extension'],
  review: ['give-legal-review'],
  'notify-hearing': ['notify-hearing'],
  'hold-hearing': ['hold-hearing'],
  serve: ['serve-document', 'remake-document'],
  'issue-certificate': ['seal-certificate', 'hand-over', 'serve-document', 'remake-document'],
  close: ['close-case', 'record-execution'],
  'file-away': ['archive-case', 'close-case'],
};

const publicationSteps: Readonly<Record<string, readonly Step[]>> = {
  publish: ['confirm-channel', 'approve-publication', 'draft-publication'],
  withdraw: ['approve-withdrawal', 'propose-withdrawal'],
  'end-publication': ['approve-withdrawal', 'propose-withdrawal'],
  update: ['approve-correction', 'draft-correction', 'approve-withdrawal', 'propose-withdrawal'],
  correct: ['approve-correction', 'draft-correction', 'approve-withdrawal', 'propose-withdrawal'],
};
