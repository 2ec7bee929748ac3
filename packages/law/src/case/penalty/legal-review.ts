import { z } from 'zod';
import type { Refusal } from '../../rule-error.ts';
import type { CaseState } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { ask, known } from '../field.ts';
import { firstRefusal, refusal, refusalUnder } from '../guards.ts';
import { longText } from '../input.ts';
import { badInput } from '../input-error.ts';
import { drawNumber, order, outcome, record } from '../outcome.ts';
import type { CaseContext } from '../skeleton.ts';
import { isPartyHeard } from './apply.ts';
import { hasHearingRight, isMajor, majorTriggers } from './major.ts';
import { penaltyOf, refuseInvolved, reportShown } from './parts.ts';

/** The seven points of review (国办发〔2018〕118号 十三), each with the answers that fit its question. */
export const reviewPoints = [
  {
    value: 'authority',
    label: '执法主体和人员资格',
    hint: '主体是否合法，人员是否具备执法资格',
    states: { pass: '合法、具备资格' },
  },
  { value: 'procedure', label: '程序', hint: '执法程序是否合法', states: { pass: '合法' } },
  {
    value: 'facts',
    label: '事实和证据',
    hint: '事实是否清楚，证据是否合法充分',
    states: { pass: '清楚、合法充分' },
  },
  {
    value: 'law',
    label: '法律适用和裁量',
    hint: '依据是否准确，裁量基准运用是否适当',
    states: { pass: '准确、适当' },
  },
  { value: 'competence', label: '权限', hint: '是否超越法定权限', states: { pass: '没有超越' } },
  { value: 'documents', label: '文书', hint: '文书是否完备、规范', states: { pass: '完备、规范' } },
  {
    value: 'crime',
    label: '涉嫌犯罪移送',
    hint: '是否涉嫌犯罪、需要移送司法机关',
    states: { pass: '不涉嫌犯罪', problem: '涉嫌犯罪，须移送' },
  },
] as const;

const pointState = z.enum(['pass', 'problem', 'not-applicable']);

/** 送法制审核: what goes to review is listed from the file; again after its problems were dealt with. */
export const requestLegalReview = defineCommand({
  type: 'request-legal-review',
  label: '送法制审核',
  kinds: ['penalty'],
  stages: ['notice', 'legal-review', 'decision'],
  roles: ['handler'],
  only: 'handlers',
  order: 15,
  after: ['report-reviewed'],
  schema: z.strictObject({ materials: longText }),
  offered: (state) =>
    state.decision === null &&
    penaltyOf(state).reportState === 'reviewed' &&
    ['none', 'problems', 'answered'].includes(penaltyOf(state).legalReview.state),
  refuse: (state, context) => firstRefusal(refuseUnanswered(state, context), refuseTooEarly(state, context)),
  form: (state, context) => [
    known('major', '是否重大执法决定', describeMajor(state, context)),
    ask('materials', '送审材料', 'textarea', { value: materialsOf(state) }),
  ],
  decide: (state, input, context) =>
    outcome(
      record(context, 'legal-review-requested', { round: penaltyOf(state).legalReview.round + 1, ...input }),
    ),
});

/** 法制审核意见: by somebody who had no hand in the case; 同意, or 存在问题 with the points concerned. */
export const giveLegalReview = defineCommand({
  type: 'give-legal-review',
  label: '出具法制审核意见',
  kinds: ['penalty'],
  stages: ['legal-review'],
  roles: ['legal-reviewer'],
  order: 10,
  after: ['legal-review-requested'],
  schema: z.strictObject({
    result: z.enum(['agree', 'problems']),
    points: z.array(
      z.strictObject({ id: z.enum(reviewPoints.map((point) => point.value)), state: pointState }),
    ),
    text: longText,
  }),
  offered: (state) => penaltyOf(state).legalReview.state === 'requested',
  refuse: (state, context) =>
    refuseInvolved(
      state,
      context,
      ['filing-proposed', 'closing-report-submitted', 'report-reviewed', 'case-filed'],
      '您办理过本案，法制审核须由他人进行。',
      context.rules.guard('legal-reviewer', 'penalty')?.cite,
    ),
  form: (state) => [
    ...reportShown(state),
    ask('points', '逐项审核', 'checklist', { options: reviewPoints, states: pointStates }),
    ask('result', '审核意见', 'choice', {
      options: [
        { value: 'agree', label: '同意' },
        { value: 'problems', label: '存在问题' },
      ],
    }),
    ask('text', '意见和理由', 'textarea'),
  ],
  decide: (state, input, context) => {
    const points = problemsOf(input);
    const documentNumber = drawNumber(context, 'legal-review-opinion', state);
    const data = { ...input, points, round: penaltyOf(state).legalReview.round, documentNumber };
    return outcome(record(context, 'legal-review-given', data), [
      order(context, 'penalty', 'legal-review-opinion', documentNumber, false),
    ]);
  },
});

const pointStates = [
  { value: 'pass', label: '没有问题' },
  { value: 'problem', label: '存在问题' },
] as const;

/** Every point is judged once; the opinion says the same as the points. */
function problemsOf(input: {
  readonly result: 'agree' | 'problems';
  readonly points: readonly { readonly id: string; readonly state: string }[];
}): readonly string[] {
  const judged = new Set(input.points.map(({ id }) => id));
  const open = reviewPoints.filter(({ value }) => !judged.has(value));
  if (open.length > 0 || judged.size !== input.points.length)
    badInput('points', `七个方面应当逐项审核，每项一次${open[0] ? `；还缺“${open[0].label}”` : ''}。`);
  const problems = input.points.filter(({ state }) => state === 'problem').map(({ id }) => id);
  if (input.result === 'problems' && problems.length === 0)
    badInput('points', '意见为存在问题的，应当指明是哪一方面。');
  if (input.result === 'agree' && problems.length > 0) badInput('points', '指明了问题的，意见不得为同意。');
  return problems;
}

/** 处理审核意见: the handling section studies the problems and says what it did about each, before it sends the case again. */
export const answerLegalReview = defineCommand({
  type: 'answer-legal-review',
  label: '处理法制审核意见',
  kinds: ['penalty'],
  stages: ['investigation', 'notice', 'legal-review'],
  roles: ['handler'],
  only: 'handlers',
  order: 10,
  after: ['legal-review-given'],
  schema: z.strictObject({ text: longText }),
  offered: (state) => penaltyOf(state).legalReview.state === 'problems',
  refuse: () => undefined,
  form: (state) => [
    known('opinion', '法制审核意见', penaltyOf(state).legalReview.text ?? '', 'textarea'),
    ask('text', '处理情况', 'textarea'),
  ],
  decide: (state, input, context) =>
    outcome(
      record(context, 'legal-review-answered', { round: penaltyOf(state).legalReview.round, ...input }),
    ),
});

function refuseUnanswered(state: CaseState, { rules }: CaseContext): Refusal | undefined {
  const open = penaltyOf(state).legalReview.state === 'problems';
  const sentence = '法制审核指出的问题尚未处理，处理后再送审。';
  return open ? refusalUnder(rules, 'penalty', 'legal-review', 'review-unanswered', sentence) : undefined;
}

/** Review stands after the party was heard; where no hearing can be asked for, a layer may place it before the notice. */
function refuseTooEarly(state: CaseState, context: CaseContext): Refusal | undefined {
  const procedure = context.rules.procedure('penalty');
  const before = procedure?.rule.legalReviewPlace === 'after-hearing-else-before-notice';
  if (isPartyHeard(penaltyOf(state)) || (before && !hasHearingRight(state, context.rules))) return undefined;
  return refusal(
    'review-too-early',
    '当事人陈述申辩、听证期间尚未结束，结束后再送法制审核。',
    procedure?.cite,
  );
}

function describeMajor(state: CaseState, context: CaseContext): string {
  const names = majorTriggers(state, context.rules).map((trigger) => trigger.name);
  if (names.length > 0) return `属重大执法决定：${names.join('；')}`;
  return isMajor(state, context.rules) ? '属重大执法决定' : '不属重大执法决定，自愿送审';
}

function materialsOf(state: CaseState): string {
  const { report, statement, hearing } = penaltyOf(state);
  const documents = state.documents
    .filter(({ remade }) => remade === undefined)
    .map((document) => `${document.title}（${document.documentNumber}）`);
  const lines = [
    `拟作出的决定：${report?.penalty.text ?? ''}`,
    '调查终结报告（事实、证据、依据、裁量理由）',
    ...documents,
    ...state.records.map((item) => item.name),
    ...(statement.content === undefined ? [] : ['当事人陈述申辩及复核意见']),
    ...(hearing.state === 'held' ? ['听证笔录和听证意见'] : []),
  ];
  return [...new Set(lines)].join('\n');
}
