import { z } from 'zod';
import { pointWords } from '../../pack/decided-points.ts';
import type { Refusal } from '../../rule-error.ts';
import type { CaseState } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { ask, known, mayGive } from '../field.ts';
import { firstRefusal, guarded, refusal, refusalUnder } from '../guards.ts';
import { longText } from '../input.ts';
import { drawNumber, order, outcome, record } from '../outcome.ts';
import type { CaseContext } from '../skeleton.ts';
import { hearingRequestEnd } from './elapse.ts';
import { hasHearingRight, isMajor } from './major.ts';
import { penaltyOf } from './parts.ts';

/** 事先告知: tells content, facts, reasons, basis and rights, all as reported; nothing is typed again. */
export const issuePriorNotice = defineCommand({
  type: 'issue-prior-notice',
  label: '制作事先告知书',
  kinds: ['penalty'],
  stages: ['notice'],
  roles: ['handler'],
  only: 'handlers',
  order: 20,
  after: ['report-reviewed'],
  schema: z.strictObject({}),
  offered: (state) => penaltyOf(state).reportState === 'reviewed' && penaltyOf(state).priorNotice === null,
  refuse: refuseBeforeReview,
  form: (state, context) => {
    const report = penaltyOf(state).report;
    return [
      known('facts', '违法事实', report?.facts ?? '', 'textarea'),
      known('basis', '法律依据', report?.basis ?? '', 'textarea'),
      known('penalty', '拟处罚内容', report?.penalty.text ?? '', 'textarea'),
      known(
        'hearingRight',
        '听证权利',
        `${hasHearingRight(state, context.rules) ? '有权要求听证，一并告知' : '不属听证范围'}${hearingPoint(context)}`,
      ),
    ];
  },
  decide: (state, _input, context) => {
    const documentNumber = drawNumber(context, 'prior-notice', state);
    const hearingRight = hasHearingRight(state, context.rules) ? 'yes' : 'no';
    return outcome(record(context, 'prior-notice-issued', { documentNumber, hearingRight }), [
      order(context, 'penalty', 'prior-notice', documentNumber, true),
    ]);
  },
});

/** What the text leaves open about the amounts, and the answer taken. */
function hearingPoint({ rules }: CaseContext): string {
  const guard = rules.guard('hearing-right', 'penalty');
  const words = guard && pointWords(guard);
  return words === undefined ? '' : `。${words}`;
}

/** 收到陈述申辩: whenever it comes before the decision, it is heard. */
export const recordStatement = defineCommand({
  type: 'record-statement',
  label: '登记陈述申辩',
  kinds: ['penalty'],
  stages: ['notice', 'legal-review', 'decision'],
  roles: ['handler', 'window-clerk'],
  only: 'handlers',
  order: 30,
  after: ['prior-notice-issued'],
  schema: z.strictObject({ content: longText }),
  offered: (state) => isNoticed(state) && ['open', 'waived'].includes(penaltyOf(state).statement.state),
  refuse: refuseUnserved,
  form: () => [ask('content', '陈述申辩内容', 'textarea')],
  decide: (_state, input, context) => outcome(record(context, 'statement-received', input)),
});

/** 复核陈述申辩: facts, reasons and evidence of the party are checked and adopted where they hold. */
export const answerStatement = defineCommand({
  type: 'answer-statement',
  label: '复核陈述申辩',
  kinds: ['penalty'],
  stages: ['notice', 'legal-review', 'decision'],
  roles: ['handler'],
  only: 'handlers',
  order: 10,
  after: ['statement-received'],
  schema: z.strictObject({ adopted: z.enum(['yes', 'partly', 'no']), reason: longText }),
  offered: (state) => penaltyOf(state).statement.state === 'received',
  refuse: () => undefined,
  form: (state) => [
    known('content', '陈述申辩内容', penaltyOf(state).statement.content ?? '', 'textarea'),
    ask('adopted', '复核结果', 'choice', {
      options: [
        { value: 'yes', label: '采纳', hint: '采纳后重新提交调查终结报告' },
        { value: 'partly', label: '部分采纳', hint: '采纳后重新提交调查终结报告' },
        { value: 'no', label: '不采纳' },
      ],
    }),
    ask('reason', '复核理由', 'textarea'),
  ],
  decide: (_state, input, context) => outcome(record(context, 'statement-answered', input)),
});

/** 要求听证: within the days after the notice was served; judged by the day it was asked, not entered. */
export const requestHearing = defineCommand({
  type: 'request-hearing',
  label: '登记听证要求',
  kinds: ['penalty'],
  stages: ['notice', 'legal-review', 'decision'],
  roles: ['handler', 'window-clerk'],
  only: 'handlers',
  order: 40,
  after: ['prior-notice-issued'],
  schema: z.strictObject({ content: longText.optional() }),
  offered: (state) =>
    isNoticed(state) &&
    penaltyOf(state).priorNotice?.hearingRight === true &&
    ['none', 'waived'].includes(penaltyOf(state).hearing.state),
  refuse: (state, context) => firstRefusal(refuseUnserved(state, context), refuseLateRequest(state, context)),
  form: () => [mayGive('content', '听证要求', 'textarea')],
  decide: (_state, input, context) => outcome(record(context, 'hearing-requested', input)),
});

function isNoticed(state: CaseState): boolean {
  return penaltyOf(state).priorNotice !== null && state.decision === null;
}

function refuseUnserved(state: CaseState, { rules }: CaseContext): Refusal | undefined {
  return penaltyOf(state).priorNotice?.servedOn === undefined
    ? refusalUnder(rules, 'penalty', 'prior-notice', 'notice-not-served', '事先告知书尚未送达当事人。')
    : undefined;
}

function refuseLateRequest(state: CaseState, context: CaseContext): Refusal | undefined {
  const end = hearingRequestEnd(state, context.rules, context.calendar);
  if (!end?.due || end.provisional || context.occurredOn <= end.due) return undefined;
  return refusal('hearing-request-late', `要求听证的期限已于 ${end.due} 届满。`, end.cite);
}

/** Where no hearing can be asked for and the layers say so, review comes before the party is told. */
function refuseBeforeReview(state: CaseState, context: CaseContext): Refusal | undefined {
  const place = context.rules.procedure('penalty')?.rule.legalReviewPlace;
  if (place !== 'after-hearing-else-before-notice' || hasHearingRight(state, context.rules)) return undefined;
  return guarded(
    context.rules,
    'penalty',
    'legal-review',
    () =>
      isMajor(state, context.rules) &&
      penaltyOf(state).legalReview.state !== 'agreed' &&
      '重大处罚决定应当先经法制审核，再告知当事人。',
  );
}
