import { z } from 'zod';
import type { GuardName } from '../../pack/guards.ts';
import type { CaseState } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { ask, choices, known, matterOf, mayGive } from '../field.ts';
import { firstRefusal, nameOf, refusalUnder, refuseSamePerson } from '../guards.ts';
import { dateText, longText, yesNo } from '../input.ts';
import { badInput } from '../input-error.ts';
import { drawNumber, order, outcome, record } from '../outcome.ts';
import type { CaseContext, FormField } from '../skeleton.ts';
import { results } from '../words.ts';
import { isAccepted, permitOf } from './permit-of.ts';

/** The clauses behind opinion, review and approval: of the chain itself, else of whoever is answerable for each step. */
export const CHAIN: readonly GuardName[] = ['opinion-review-approval', 'own-work'];

const step = { kinds: ['permit'], stages: ['approval'] } as const;

/** 提出意见: the handler says what should be decided and why. */
export const submitOpinion = defineCommand({
  kinds: ['permit'],
  stages: ['examination'],
  type: 'submit-opinion',
  label: '提出审批意见',
  roles: ['handler'],
  only: 'handlers',
  order: 20,
  after: ['application-accepted', 'handlers-assigned', 'site-check-completed', 'time-resumed'],
  schema: z.strictObject({
    result: z.enum(['grant', 'refuse']),
    reason: longText,
    content: longText,
    validFrom: dateText.optional(),
    validTo: dateText.optional(),
    basedOnTest: yesNo.default('no'),
  }),
  offered: isAccepted,
  refuse: (state, context) =>
    firstRefusal(
      refuseSamePerson(state, context, { 'opinion-reviewed': '审核过', 'opinion-approved': '批准过' }),
      matterOf(state, context.rules)?.onSiteCheck && !permitOf(state).siteCheck
        ? refusalUnder(
            context.rules,
            'permit',
            ['records-complete', 'certified-officers'],
            'site-check-first',
            '本事项需要现场核查，还没有登记核查完成。',
          )
        : undefined,
    ),
  form: opinionForm,
  decide: (_state, input, context) => {
    if (input.validFrom && input.validTo && input.validTo < input.validFrom) {
      badInput('validTo', '有效期止早于有效期起。核对后再填。');
    }
    return outcome(record(context, 'opinion-submitted', input));
  },
});

/** 审核同意. */
export const reviewOpinion = defineCommand({
  ...step,
  type: 'review-opinion',
  label: '审核同意',
  roles: ['reviewer'],
  order: 20,
  after: ['opinion-submitted'],
  schema: z.strictObject({ reason: longText }),
  offered: (state) => permitOf(state).chain === 'submitted',
  refuse: (state, context) =>
    refuseSamePerson(state, context, { 'opinion-submitted': '提出意见', 'opinion-approved': '批准过' }),
  form: (state, context) => [...opinionShown(state, context), ask('reason', '审核意见和理由', 'textarea')],
  decide: (_state, { reason }, context) => outcome(record(context, 'opinion-reviewed', { reason })),
});

/** 批准: the approval form is complete with it. */
export const approveOpinion = defineCommand({
  ...step,
  type: 'approve-opinion',
  label: '批准',
  roles: ['approver'],
  order: 20,
  confirm: '批准后即可作出决定，并制作办理审批表。',
  after: ['opinion-reviewed'],
  schema: z.strictObject({ reason: longText }),
  offered: (state) => permitOf(state).chain !== 'approved',
  refuse: (state, context) =>
    firstRefusal(
      permitOf(state).chain === 'reviewed'
        ? undefined
        : refusalUnder(context.rules, 'permit', CHAIN, 'not-reviewed', '尚未审核，不得批准。'),
      refuseSamePerson(state, context, { 'opinion-submitted': '提出意见', 'opinion-reviewed': '审核过' }),
    ),
  form: (state, context) => [
    ...opinionShown(state, context),
    known('review', '审核意见', permitOf(state).chainReasons.review ?? '', 'textarea'),
    ask('reason', '批准意见和理由', 'textarea'),
  ],
  decide: (state, { reason }, context) =>
    outcome(record(context, 'opinion-approved', { reason }), [
      order(context, 'permit', 'approval-form', drawNumber(context, 'approval-form', state), false),
    ]),
});

/** 退回: by the reviewer, or by the approver once reviewed; the handler gives the opinion anew. */
export const returnOpinion = defineCommand({
  ...step,
  type: 'return-opinion',
  label: '退回承办人',
  roles: ['reviewer', 'approver'],
  order: 30,
  after: ['opinion-submitted', 'opinion-reviewed'],
  schema: z.strictObject({ reason: longText }),
  offered: (state, { actor }) =>
    permitOf(state).chain === 'submitted'
      ? actor.roles.includes('reviewer')
      : permitOf(state).chain === 'reviewed' && actor.roles.includes('approver'),
  refuse: (state, context) =>
    refuseSamePerson(
      state,
      context,
      permitOf(state).chain === 'submitted'
        ? { 'opinion-submitted': '提出意见', 'opinion-approved': '批准过' }
        : { 'opinion-submitted': '提出意见', 'opinion-reviewed': '审核过' },
    ),
  form: (state, context) => [...opinionShown(state, context), ask('reason', '退回的理由', 'textarea')],
  decide: (state, { reason }, context) => {
    const at = permitOf(state).chain === 'submitted' ? 'review' : 'approval';
    return outcome(record(context, 'opinion-returned', { at, reason }));
  },
});

/** The form of the opinion: from the application, or from the opinion that was returned. */
function opinionForm(state: CaseState): FormField[] {
  const { opinion, content } = permitOf(state);
  return [
    ask('result', '意见', 'choice', { options: choices(results), value: opinion?.result }),
    ask('content', '许可内容', 'textarea', { value: opinion?.content ?? content }),
    ask('reason', '理由', 'textarea', { value: opinion?.reason }),
    mayGive('validFrom', '有效期起', 'date', { value: opinion?.validFrom, help: '不填则自盖章之日起。' }),
    mayGive('validTo', '有效期止', 'date', { value: opinion?.validTo, help: '长期有效的不填。' }),
    ask('basedOnTest', '是否依据检验、检测结果', 'choice', {
      options: [
        { value: 'no', label: '否' },
        { value: 'yes', label: '是' },
      ],
      value: opinion?.basedOnTest ?? 'no',
    }),
  ];
}

function opinionShown(state: CaseState, context: CaseContext): FormField[] {
  const opinion = permitOf(state).opinion;
  if (!opinion) return [];
  const by = nameOf(context, state.doneBy['opinion-submitted']?.[0] ?? '');
  return [
    known('result', `承办人（${by}）意见`, results[opinion.result]),
    known('content', '许可内容', opinion.content, 'textarea'),
    known('opinion', '承办人理由', opinion.reason, 'textarea'),
  ];
}
