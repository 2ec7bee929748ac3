import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { ask, choices, known, officerChoices } from '../field.ts';
import { refusal, refuseUncertified } from '../guards.ts';
import { dateText, identifier, longText, yesNo } from '../input.ts';
import { badInput, refuseInput } from '../input-error.ts';
import { drawNumber, order, outcome, record } from '../outcome.ts';
import { refuseStrangers } from '../refuse-strangers.ts';
import { exclusionCauses } from '../words.ts';
import { isAccepted, permitOf } from './permit-of.ts';

const examined = { kinds: ['permit'], stages: ['examination', 'approval'] } as const;

/** 确定承办人: two certified officers for the examination. */
export const assignHandlers = defineCommand({
  kinds: ['permit'],
  stages: ['intake', 'examination'],
  type: 'assign-handlers',
  label: '确定承办人',
  roles: ['reviewer', 'approver'],
  order: 5,
  schema: z.strictObject({ handlers: z.array(identifier).min(1) }),
  offered: isAccepted,
  refuse: () => undefined,
  form: (state, context) => [
    known('content', '申请内容', permitOf(state).content, 'textarea'),
    ask('handlers', '承办人', 'people', {
      options: officerChoices(context),
      value: state.handlers,
      help: '两名以上持有效执法证件的人员。',
    }),
  ],
  decide: (_state, input, context) => {
    const handlers = [...new Set(input.handlers)];
    refuseStrangers('handlers', handlers, context);
    refuseInput('handlers', refuseUncertified(handlers, 'permit', context));
    return outcome(record(context, 'handlers-assigned', { handlers }));
  },
});

/** 办理期限除外: inspection, testing, appraisal or expert review stops the clock; the applicant is told. */
export const excludeTime = defineCommand({
  ...examined,
  type: 'exclude-time',
  label: '告知期限除外',
  roles: ['handler'],
  only: 'handlers',
  order: 70,
  confirm: '从起算日起停止计算办理期限，并制作告知书。',
  after: ['application-accepted'],
  schema: z.strictObject({
    cause: z.enum(['inspection', 'testing', 'appraisal', 'expert-review']),
    startsOn: dateText,
    expectedDays: z.int().min(1).max(365),
  }),
  offered: (state) => !isStopped(state),
  refuse: () => undefined,
  form: (_state, { occurredOn }) => [
    ask('cause', '事由', 'choice', { options: choices(exclusionCauses) }),
    ask('startsOn', '起算日', 'date', { value: occurredOn }),
    ask('expectedDays', '预计所需天数', 'number', { maximum: 365 }),
  ],
  decide: (state, input, context) => {
    const limits = [permitOf(state).clockStart, ...state.excluded.map((span) => span.resumedOn)];
    const earliest =
      limits
        .filter((day) => typeof day === 'string')
        .sort()
        .at(-1) ?? '';
    if (input.startsOn < earliest)
      badInput('startsOn', `起算日早于可以起算的日期（${earliest}）。核对后再填。`);
    const documentNumber = drawNumber(context, 'excluded-time-notice', state);
    return outcome(record(context, 'time-excluded', { ...input, documentNumber }), [
      order(context, 'permit', 'excluded-time-notice', documentNumber, true),
    ]);
  },
});

/** 期限恢复计算: the result is there, the clock runs on. */
export const resumeTime = defineCommand({
  ...examined,
  type: 'resume-time',
  label: '恢复计算期限',
  roles: ['handler'],
  only: 'handlers',
  order: 12,
  after: ['time-excluded'],
  schema: z.strictObject({ resumedOn: dateText }),
  offered: isStopped,
  refuse: () => undefined,
  form: (state, { occurredOn }) => [
    known('startsOn', '停止计算自', state.excluded.at(-1)?.startsOn ?? '', 'date'),
    ask('resumedOn', '恢复计算日', 'date', { value: occurredOn }),
  ],
  decide: (state, { resumedOn }, context) => {
    const startsOn = state.excluded.at(-1)?.startsOn ?? '';
    if (resumedOn < startsOn) badInput('resumedOn', `恢复计算日早于停止计算日（${startsOn}）。核对后再填。`);
    return outcome(record(context, 'time-resumed', { resumedOn }));
  },
});

/** 现场核查完成: where, by whom, what was found, and whether rectification is asked. */
export const completeSiteCheck = defineCommand({
  kinds: ['permit'],
  stages: ['examination'],
  type: 'complete-site-check',
  label: '登记现场核查完成',
  roles: ['handler'],
  only: 'handlers',
  order: 10,
  after: ['application-accepted', 'handlers-assigned'],
  schema: z.strictObject({
    place: longText,
    checkedBy: z.array(identifier).min(1),
    rectification: yesNo,
    finding: longText,
  }),
  offered: () => true,
  refuse: (state, context) => {
    const guard = context.rules.guard('credentials-presented', 'permit');
    const isShown = state.entries.some((entry) => entry.data.credentialsShown === 'yes');
    const sentence = '还没有出示执法证件的记录，先补入一份注明“已出示”的现场记录。';
    return guard && !isShown ? refusal('credentials-presented', sentence, guard.cite) : undefined;
  },
  form: (state, context) => [
    ask('place', '核查地点', 'text', { value: state.party?.address }),
    ask('checkedBy', '核查人员', 'people', { options: officerChoices(context), value: state.handlers }),
    ask('finding', '核查情况', 'textarea'),
    ask('rectification', '是否要求整改', 'choice', {
      options: [
        { value: 'no', label: '否' },
        { value: 'yes', label: '是' },
      ],
    }),
  ],
  decide: (_state, input, context) => {
    const checkedBy = [...new Set(input.checkedBy)];
    refuseStrangers('checkedBy', checkedBy, context);
    refuseInput('checkedBy', refuseUncertified(checkedBy, 'permit', context));
    return outcome(record(context, 'site-check-completed', { ...input, checkedBy }));
  },
});

function isStopped(state: { excluded: readonly { resumedOn?: string }[] }): boolean {
  return state.excluded.some((span) => span.resumedOn === undefined);
}
