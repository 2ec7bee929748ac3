import { z } from 'zod';
import { type Penalty, penaltySchema } from '../../facts/fact-types.ts';
import type { JsonValue } from '../../json.ts';
import { RuleError } from '../../rule-error.ts';
import type { CaseState } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { ask, choices, matterOf, officerChoices } from '../field.ts';
import { guarded, refusal, refuseUncertified } from '../guards.ts';
import { longText, shortText, yesNo } from '../input.ts';
import { badInput, refuseInput } from '../input-error.ts';
import { drawNumber, order, outcome, record } from '../outcome.ts';
import type { CaseContext } from '../skeleton.ts';
import { penaltyOf, refuseInvolved, reportShown } from './parts.ts';
import { isNotHeavier } from './severity.ts';

const officers = z.array(z.string()).min(1);

/** 出示执法证件: put on record before anything is asked, taken or served on the spot. */
export const presentCredentials = defineCommand({
  type: 'present-credentials',
  label: '登记出示执法证件',
  kinds: ['penalty'],
  stages: ['investigation', 'notice', 'legal-review', 'decision', 'service', 'execution'],
  roles: ['handler'],
  only: 'handlers',
  order: 30,
  after: ['case-filed'],
  schema: z.strictObject({
    officers,
    place: shortText,
    to: shortText,
    scene: z.enum(['inspection', 'evidence', 'service', 'other']),
  }),
  offered: isFiled,
  refuse: () => undefined,
  form: (state, context) => [
    officersField(state, context),
    ask('scene', '场合', 'choice', {
      options: [
        { value: 'inspection', label: '监督检查' },
        { value: 'evidence', label: '调查取证' },
        { value: 'service', label: '送达文书' },
        { value: 'other', label: '其他执法活动' },
      ],
    }),
    ask('place', '地点', 'text', { value: state.party?.address }),
    ask('to', '向谁出示', 'text', { value: state.party?.representative ?? state.party?.name }),
  ],
  decide: (state, input, context) => {
    checkOfficers(state, input.officers, context);
    return outcome(record(context, 'credentials-presented', input));
  },
});

/** 询问笔录: two officers ask, the person answers, the record is read and signed. */
export const recordInterview = defineCommand({
  type: 'record-interview',
  label: '制作询问笔录',
  kinds: ['penalty'],
  stages: ['investigation'],
  roles: ['handler'],
  only: 'handlers',
  order: 40,
  after: ['case-filed'],
  schema: z.strictObject({
    officers,
    interviewee: shortText,
    place: shortText,
    content: longText,
    signed: z.enum(['yes', 'refused']),
  }),
  offered: isFiled,
  refuse: (state, context) =>
    guarded(
      context.rules,
      'penalty',
      'credentials-presented',
      () => !penaltyOf(state).credentialsPresented && '询问前应当出示执法证件并登记在案。',
    ),
  form: (state, context) => [
    officersField(state, context),
    ask('interviewee', '被询问人', 'text', { value: state.party?.representative ?? state.party?.name }),
    ask('place', '询问地点', 'text', { value: state.party?.address }),
    ask('content', '询问内容', 'textarea', { help: '一问一答，逐行写“问：”“答：”。' }),
    ask('signed', '核对后签名', 'choice', {
      options: [
        { value: 'yes', label: '已逐页签名' },
        { value: 'refused', label: '拒绝签名，已注明' },
      ],
    }),
  ],
  decide: (state, input, context) => {
    const shownOn = state.entries.find(({ type }) => type === 'credentials-presented')?.occurredOn;
    if (shownOn !== undefined && context.occurredOn < shownOn)
      badInput('occurredOn', `询问日期早于出示执法证件的日期（${shownOn}）。核对后再填。`);
    checkOfficers(state, input.officers, context);
    const documentNumber = drawNumber(context, 'interview-record', state);
    return outcome(record(context, 'interview-recorded', { ...input, documentNumber }), [
      order(context, 'penalty', 'interview-record', documentNumber, false),
    ]);
  },
});

/** 调查终结报告: facts, evidence, basis and the penalty proposed; the notice and the decision draw on it. */
export const submitReport = defineCommand({
  type: 'submit-report',
  label: '提交调查终结报告',
  kinds: ['penalty'],
  stages: ['investigation', 'notice', 'legal-review', 'decision'],
  roles: ['handler'],
  only: 'handlers',
  order: 50,
  after: ['case-filed'],
  schema: z.strictObject({
    facts: longText,
    evidence: longText,
    basis: longText,
    discretion: longText,
    penalty: penaltySchema,
    major: yesNo.default('no'),
  }),
  offered: (state) => isFiled(state) && mayReport(state),
  refuse: () => undefined,
  form: (state, context) => {
    const { report, suspectedFacts } = penaltyOf(state);
    return [
      ask('facts', '查明的违法事实', 'textarea', { value: report?.facts ?? suspectedFacts }),
      ask('evidence', '证据', 'textarea', {
        value: report?.evidence ?? evidenceOf(state),
        help: '每行一份证据。',
      }),
      ask('basis', '法律依据', 'textarea', { value: report?.basis ?? matterOf(state, context.rules)?.basis }),
      ask('discretion', '裁量理由', 'textarea', { value: report?.discretion }),
      ask('major', '是否涉及重大公共利益、可能引发社会风险或者疑难复杂', 'choice', {
        value: report?.major ?? 'no',
        options: choices({ yes: '是，属重大执法决定', no: '否' }),
        help: '选“是”的，决定前应当经法制审核。',
      }),
      ask('penalty', '拟处罚内容', 'penalty', { value: report ? penaltyValue(report.penalty) : undefined }),
    ];
  },
  decide: (state, input, context) => {
    checkPenalty(input.penalty);
    refuseHeavierAfterStatement(state, input, context);
    return outcome(record(context, 'closing-report-submitted', input));
  },
});

/** 审核同意 / 退回: somebody other than the investigators reads the report. */
export const reviewReport = reportStep('review-report', '审核同意', 'report-reviewed', 10);
export const returnReport = reportStep('return-report', '审核退回', 'report-returned', 20);

function reportStep(type: string, label: string, fact: 'report-reviewed' | 'report-returned', order: number) {
  return defineCommand({
    type,
    label,
    kinds: ['penalty'],
    stages: ['investigation'],
    roles: ['reviewer'],
    order,
    after: ['closing-report-submitted'],
    schema: z.strictObject({ reason: longText }),
    offered: (state) => state.penalty?.reportState === 'submitted',
    refuse: (state, context) =>
      refuseInvolved(state, context, ['closing-report-submitted'], '本件由您承办，须由他人审核。'),
    form: (state) => [...reportShown(state), ask('reason', '审核意见', 'textarea')],
    decide: (_state, input, context) => outcome(record(context, fact, input)),
  });
}

function isFiled(state: CaseState): boolean {
  return state.penalty?.filed === 'filed' && state.decision === null;
}

function penaltyValue({ types, text, fine, confiscated }: Penalty): JsonValue {
  return {
    types: [...types],
    text,
    ...(fine === undefined ? {} : { fine }),
    ...(confiscated === undefined ? {} : { confiscated }),
  };
}

/** A report is due after the investigation, and again where the statement was adopted or the review found problems. */
function mayReport(state: CaseState): boolean {
  const { reportState, statement, legalReview } = penaltyOf(state);
  if (reportState === 'none' || reportState === 'returned') return true;
  if (reportState === 'submitted') return false;
  const adopted = statement.adopted === 'yes' || statement.adopted === 'partly';
  return (
    (adopted && legalReview.state !== 'requested') || ['problems', 'answered'].includes(legalReview.state)
  );
}

function officersField(state: CaseState, context: CaseContext) {
  const options = officerChoices(context).filter((option) => state.handlers.includes(option.value));
  return ask('officers', '执法人员', 'people', { value: [...state.handlers], options });
}

function checkOfficers(state: CaseState, chosen: readonly string[], context: CaseContext): void {
  if (chosen.some((id) => !state.handlers.includes(id))) badInput('officers', '执法人员应当是本案承办人。');
  refuseInput('officers', refuseUncertified(chosen, 'penalty', context));
}

function evidenceOf(state: CaseState): string | undefined {
  const interviews = state.documents.filter((one) => one.template === 'interview-record').length;
  const lines = [
    ...(interviews > 0 ? [`询问笔录 ${interviews} 份`] : []),
    ...state.records.map((record) => record.name),
  ];
  return lines.length > 0 ? lines.join('\n') : undefined;
}

function checkPenalty(penalty: Penalty): void {
  if (penalty.types.includes('fine') !== (penalty.fine ?? 0) > 0)
    badInput('penalty.fine', '选择罚款的应当写明罚款数额，未选择的不写。');
  if (!penalty.types.includes('confiscation') && penalty.confiscated !== undefined)
    badInput('penalty.confiscated', '写了没收金额的，应当选择没收。');
}

function refuseHeavierAfterStatement(
  state: CaseState,
  input: { readonly facts: string; readonly penalty: Penalty },
  context: CaseContext,
): void {
  const { report, statement, legalReview } = penaltyOf(state);
  const heard = statement.content !== undefined && report !== null && legalReview.state === 'none';
  if (!heard || report.facts !== input.facts || isNotHeavier(input.penalty, report.penalty)) return;
  const cite = context.rules.guard('statement-heard', 'penalty')?.cite;
  const found = refusal('no-heavier-penalty', '不得因当事人陈述、申辩而给予更重的处罚。', cite);
  throw new RuleError(found.code, found.sentence, found.cite);
}
