import { z } from 'zod';
import { extendsBySuperior } from '../../access/subject.ts';
import type { CaseState } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { ask, known } from '../field.ts';
import { refuseOwnWork } from '../guards.ts';
import { handledBy, nameOfBody } from '../handled-by.ts';
import { longText } from '../input.ts';
import { drawNumber, order, outcome, record } from '../outcome.ts';
import type { CaseContext } from '../skeleton.ts';
import { permitOf } from './permit-of.ts';

const shared = { kinds: ['permit'], stages: ['examination', 'approval', 'decision'] } as const;

/** 申请延期: for objective reasons the decision cannot be made in time; once. */
export const requestExtension = defineCommand({
  ...shared,
  type: 'request-extension',
  label: '申请延期',
  roles: ['handler'],
  only: 'handlers',
  order: 71,
  after: ['application-accepted'],
  schema: z.strictObject({ reason: longText }),
  offered: (state, { rules }) => permitOf(state).extension === 'none' && extensionDays(rules) > 0,
  refuse: () => undefined,
  form: (state, context) => [
    known('days', '延长', `${extensionDays(context.rules)} 个工作日`),
    known('approver', '批准机关', approverName(state, context)),
    ask('reason', '不能按期办结的客观原因', 'textarea'),
  ],
  decide: (_state, { reason }, context) => outcome(record(context, 'extension-requested', { reason })),
});

/** 批准延期: by the organ that the pack names; the applicant is told. */
export const approveExtension = defineCommand({
  ...shared,
  type: 'approve-extension',
  label: '批准延期',
  roles: ['superior', 'approver'],
  body: 'extending',
  order: 15,
  confirm: '批准后延长办理期限，并制作延期办理告知书。',
  after: ['extension-requested'],
  schema: z.strictObject({ reason: longText }),
  offered: isRequested,
  refuse: refuseRequester,
  form: answerForm,
  decide: (state, { reason }, context) => {
    const documentNumber = drawNumber(context, 'extension-notice', state);
    return outcome(
      record(context, 'extension-approved', { days: extensionDays(context.rules), reason, documentNumber }),
      [order(context, 'permit', 'extension-notice', documentNumber, true)],
    );
  },
});

/** 不批准延期. */
export const refuseExtension = defineCommand({
  ...shared,
  type: 'refuse-extension',
  label: '不批准延期',
  roles: ['superior', 'approver'],
  body: 'extending',
  order: 16,
  after: ['extension-requested'],
  schema: z.strictObject({ reason: longText }),
  offered: isRequested,
  refuse: refuseRequester,
  form: answerForm,
  decide: (_state, { reason }, context) => outcome(record(context, 'extension-refused', { reason })),
});

function isRequested(state: CaseState): boolean {
  return permitOf(state).extension === 'requested';
}

function refuseRequester(state: CaseState, context: CaseContext) {
  return refuseOwnWork(state, context, ['extension-requested'], '延期由您申请，须由他人批准。');
}

function answerForm(state: CaseState, { rules }: CaseContext) {
  const request = state.entries.findLast((entry) => entry.type === 'extension-requested');
  return [
    known('requested', '申请的原因', String(request?.data.reason ?? ''), 'textarea'),
    known('days', '延长', `${extensionDays(rules)} 个工作日`),
    ask('reason', '意见和理由', 'textarea'),
  ];
}

/** How many working days an extension adds by the bureau's procedure; 0 where it knows none. */
export function extensionDays(rules: CaseContext['rules']): number {
  return rules.procedure('permit')?.rule.extensionDays ?? 0;
}

function approverName(state: CaseState, context: CaseContext): string {
  const { rules } = context;
  return extendsBySuperior(rules, state)
    ? (rules.bureau.superior?.name ?? '')
    : nameOfBody(handledBy(state), context);
}
