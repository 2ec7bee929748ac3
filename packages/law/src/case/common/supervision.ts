import { z } from 'zod';
import type { CaseState } from '../case-state.ts';
import { stages } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { ask, known } from '../field.ts';
import { longText } from '../input.ts';
import { outcome, record } from '../outcome.ts';
import type { AnyCommand, CaseContext } from '../skeleton.ts';
import { openStages } from './correctable.ts';

const SUPERVISING = 'supervising';

/** 请上级督办: the head asks the bureau's superior to watch over a case; from then on its people see it and change nothing. */
const askSupervision = defineCommand({
  kinds: ['permit', 'penalty'],
  stages: openStages,
  type: 'ask-supervision',
  label: '报请上级机关督办',
  roles: ['approver'],
  order: 96,
  confirm: '上级机关的人员从此看得到本案全部内容，每次查看留记录，直到其结束督办。',
  schema: z.strictObject({ reason: longText }),
  offered: (state, { rules }) => rules.bureau.superior !== undefined && !isSupervised(state),
  refuse: () => undefined,
  form: (_state, { rules }) => [
    known('superior', '上级机关', rules.bureau.superior?.name ?? ''),
    ask('reason', '报请督办的事由和依据', 'textarea'),
  ],
  decide: (_state, { reason }, context) => name(context, context.rules.bureau.superior?.id, reason),
});

/** 督办: the superior that takes part in the case already opens supervision of it by itself. */
const openSupervision = defineCommand({
  kinds: ['permit', 'penalty'],
  stages: openStages,
  type: 'open-supervision',
  label: '督办本案',
  roles: ['superior'],
  body: 'superior',
  order: 96,
  confirm: '督办的事由和日期记入案卷，承办机关看得到。',
  schema: z.strictObject({ reason: longText }),
  offered: (state) => !isSupervised(state),
  refuse: () => undefined,
  form: () => [ask('reason', '督办的事由和依据', 'textarea')],
  decide: (_state, { reason }, context) => name(context, context.actor.bureau, reason),
});

/** 结束督办: the body that supervises ends it; what it saw of the case by this alone it sees no more. */
const endSupervision = defineCommand({
  kinds: ['permit', 'penalty'],
  // Who still supervises when a case closes would see it for good.
  stages: [...new Set([...stages.permit, ...stages.penalty])],
  type: 'end-supervision',
  label: '结束督办',
  roles: ['superior', 'supervisor'],
  body: 'supervising',
  order: 97,
  confirm: '结束以后，只因督办看得到的案件不再看得到；督办的记录留在案卷里。',
  schema: z.strictObject({ reason: longText }),
  offered: isSupervised,
  refuse: () => undefined,
  form: () => [ask('reason', '督办结果', 'textarea')],
  decide: (_state, { reason }, context) =>
    outcome(record(context, 'participant-ended', { body: context.actor.bureau, as: SUPERVISING, reason })),
});

export const supervisionCommands: readonly AnyCommand[] = [askSupervision, openSupervision, endSupervision];

function isSupervised(state: CaseState): boolean {
  return state.participants.some(({ as }) => as === SUPERVISING);
}

function name(context: CaseContext, body: string | undefined, reason: string) {
  return outcome(record(context, 'participant-named', { body, as: SUPERVISING, reason }));
}
