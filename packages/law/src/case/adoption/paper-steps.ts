import { z } from 'zod';
import { attachmentSchema, penaltySchema } from '../../facts/fact-types.ts';
import { type CaseKind, type CaseState, type Stage, stages } from '../case-state.ts';
import { ask, choices } from '../field.ts';
import { dateText, identifier, longText, shortText } from '../input.ts';
import type { FormField } from '../skeleton.ts';
import { exclusionCauses } from '../words.ts';
import { penaltyDecisionSteps, permitDecisionSteps } from './paper-decision-steps.ts';
import {
  at,
  EXTENSION,
  ON_PAPER,
  type PaperStep,
  paperDocumentOf,
  paperNumber,
  reachedOnPaper,
  type Said,
} from './paper-step.ts';

/** Every step that can be taken over from paper, in the order in which a form asks for them. */
export const paperSteps: readonly PaperStep[] = [
  {
    id: 'application',
    kind: 'permit',
    stage: 'intake',
    from: 'received',
    scan: '申请书和申请材料',
    asks: [ask('content', '申请内容', 'textarea', { help: '以后的审批表、决定书和公示都从这里带出。' })],
    stands: ({ content, number }, on) => [
      at('application-received', on, { content, receivedNumber: number }),
    ],
  },
  {
    id: 'acceptance',
    kind: 'permit',
    stage: 'intake',
    from: 'accepted',
    scan: '受理决定书',
    day: '受理日期',
    asks: [ask('acceptanceNumber', '受理决定书文号', 'text'), ask('handlers', '承办人', 'people')],
    stands: ({ acceptanceNumber, handlers }, on) => [
      at('application-accepted', on, { documentNumber: acceptanceNumber }),
      at('handlers-assigned', on, { handlers }),
    ],
  },
  {
    id: 'excluded-time',
    kind: 'permit',
    stage: 'examination',
    from: 'accepted',
    question: '是否有检验、检测、鉴定、专家评审不计入期限（已恢复计算）',
    scan: '期限除外告知书',
    day: '除外开始日期',
    ends: 'resumedOn',
    after: ['acceptance'],
    asks: [
      ask('resumedOn', '恢复计算日期', 'date'),
      ask('cause', '除外的事由', 'choice', { options: choices(exclusionCauses) }),
      ask('exclusionNumber', '期限除外告知书文号', 'text'),
    ],
    stands: ({ resumedOn, cause, exclusionNumber }, on) => [
      at('time-excluded', on, { cause, startsOn: on, documentNumber: exclusionNumber }),
      at('time-resumed', String(resumedOn), { resumedOn }),
    ],
  },
  {
    id: EXTENSION,
    kind: 'permit',
    stage: 'examination',
    from: 'accepted',
    question: '是否已批准延期',
    scan: '延期办理告知书',
    day: '批准延期日期',
    after: ['acceptance'],
    asks: [ask('extensionNumber', '延期办理告知书文号', 'text')],
    stands: ({ extensionNumber, extensionDays }, on) => [
      at('extension-approved', on, {
        days: extensionDays,
        reason: ON_PAPER,
        documentNumber: extensionNumber,
      }),
    ],
  },
  ...permitDecisionSteps,
  {
    id: 'filing',
    kind: 'penalty',
    stage: 'filing',
    from: 'investigation',
    scan: '立案审批表',
    day: '批准立案日期',
    asks: [
      ask('caseName', '案件名称', 'text'),
      ask('source', '案件来源', 'text'),
      ask('suspectedFacts', '涉嫌违法事实', 'textarea', {
        help: '以后的告知书和决定书都从这里带出，照立案审批表填写。',
      }),
      ask('handlers', '承办人', 'people', { help: '两名以上持有效执法证件的人员。' }),
    ],
    stands: ({ source, suspectedFacts, number, begun }, on) => [
      at('filing-proposed', String(begun), { source, suspectedFacts }),
      at('case-filed', on, { caseNumber: number, reason: ON_PAPER }),
    ],
  },
  {
    id: 'report',
    kind: 'penalty',
    stage: 'investigation',
    from: 'reported',
    scan: '调查终结报告',
    day: '报告审核同意日期',
    after: ['filing'],
    asks: [
      ask('facts', '违法事实', 'textarea', { help: '照报告填写；决定书从这里带出。' }),
      ask('evidence', '证据', 'textarea'),
      ask('basis', '法律依据', 'textarea'),
      ask('discretion', '裁量理由', 'textarea'),
      ask('penalty', '拟处罚内容', 'penalty'),
      ask('major', '是否涉及重大公共利益、社会风险或者疑难复杂', 'choice', {
        options: choices({ no: '否', yes: '是' }),
      }),
    ],
    stands: ({ facts, evidence, basis, discretion, penalty, major }, on) => [
      at('closing-report-submitted', on, { facts, evidence, basis, discretion, penalty, major }),
      at('report-reviewed', on, { reason: ON_PAPER }),
    ],
  },
  {
    id: 'notice',
    kind: 'penalty',
    stage: 'notice',
    from: 'noticed',
    scan: '事先告知书',
    day: '事先告知书制作日期',
    after: ['report'],
    asks: [
      ask('noticeNumber', '事先告知书文号', 'text'),
      ask('hearingRight', '是否告知了要求听证的权利', 'choice', {
        options: choices({ yes: '已告知', no: '未告知（依法无听证权）' }),
      }),
    ],
    stands: ({ noticeNumber, hearingRight }, on) => [
      at('prior-notice-issued', on, { documentNumber: noticeNumber, hearingRight }),
    ],
  },
  {
    id: 'notice-receipt',
    kind: 'penalty',
    stage: 'notice',
    from: 'noticed',
    scan: '事先告知书送达回证',
    day: '事先告知书送达日期',
    after: ['notice'],
    stands: (_, on) => [at('document-served', on, { documentId: paperDocumentOf('prior-notice') })],
  },
  {
    id: 'statement',
    kind: 'penalty',
    stage: 'notice',
    from: 'noticed',
    question: '当事人是否已陈述申辩并已复核',
    scan: '陈述申辩及复核材料',
    day: '复核日期',
    after: ['notice-receipt'],
    asks: [
      ask('statement', '陈述申辩内容', 'textarea'),
      ask('adopted', '采纳情况', 'choice', {
        options: choices({ no: '不采纳', partly: '部分采纳', yes: '采纳' }),
        help: '采纳或者部分采纳的，上面的报告填重新提交后的。',
      }),
      ask('answer', '复核意见', 'textarea'),
    ],
    stands: ({ statement, adopted, answer }, on) => [
      at('statement-received', on, { content: statement }),
      at('statement-answered', on, { adopted, reason: answer }),
    ],
  },
  {
    id: 'hearing',
    kind: 'penalty',
    stage: 'notice',
    from: 'noticed',
    question: '是否已举行听证',
    scan: '听证笔录',
    day: '听证举行日期',
    after: ['notice-receipt'],
    stands: (_, on) => [at('hearing-held', on, { host: '纸质办理', record: ON_PAPER, opinion: ON_PAPER })],
  },
  {
    id: 'legal-review',
    kind: 'penalty',
    stage: 'legal-review',
    from: 'noticed',
    question: '是否已通过法制审核',
    scan: '法制审核意见书',
    day: '法制审核通过日期',
    after: ['report'],
    asks: [ask('reviewNumber', '法制审核意见书文号', 'text')],
    stands: ({ reviewNumber }, on) => [
      at('legal-review-given', on, {
        round: 1,
        result: 'agree',
        points: [],
        text: ON_PAPER,
        documentNumber: reviewNumber,
      }),
    ],
  },
  {
    id: 'deliberation',
    kind: 'penalty',
    stage: 'legal-review',
    from: 'noticed',
    question: '是否已集体讨论',
    scan: '集体讨论记录',
    day: '集体讨论日期',
    after: ['report'],
    stands: (_, on) => [at('deliberated', on, { conclusion: ON_PAPER })],
  },
  ...penaltyDecisionSteps,
];

/** The keys under which the form asks for a step's day, its scan, and whether there was one. */
export const dayKey = ({ id }: PaperStep): string => `${id}-on`;
export const scanKey = ({ id }: PaperStep): string => `${id}-scan`;
export const questionKey = ({ id }: PaperStep): string => `${id}-done`;

/** The points in the course of a case at which it has this step, itself and all later ones. */
export function pointsWith({ kind, from }: PaperStep): readonly string[] {
  const points = Object.keys(reachedOnPaper[kind]);
  return points.slice(points.indexOf(from));
}

/** The fields that ask about a step; they show only where the case has come so far, and where a step was taken that not every case has. */
export function fieldsOf(step: PaperStep, options: Extras = {}): readonly FormField[] {
  const reached = { key: 'reached', among: pointsWith(step) };
  const asked = step.question === undefined ? [] : [{ key: questionKey(step), among: ['yes'] }];
  const question =
    step.question === undefined
      ? []
      : [
          {
            ...ask(questionKey(step), step.question, 'choice', { options: choices({ no: '否', yes: '是' }) }),
            section: step.scan,
            shownIf: [reached],
          },
        ];
  return [
    ...question,
    ...[
      ...(step.day === undefined ? [] : [ask(dayKey(step), step.day, 'date')]),
      ...(step.asks ?? []).map((field) => ({ ...field, ...options[field.key] })),
      ask(scanKey(step), `${step.scan}扫描件`, 'file', { help: 'PDF 或者图片。' }),
    ].map(
      (field): FormField => ({
        ...field,
        section: step.scan,
        shownIf: [reached, ...asked, ...(field.shownIf ?? [])],
      }),
    ),
  ];
}
type Extras = Readonly<Record<string, Partial<FormField>>>;

/** What a form of this kind may send: each field by its control, none of them demanded by itself. */
export function inputShape(kind: CaseKind, fields: readonly FormField[]): Record<string, z.ZodType> {
  const points = Object.keys(reachedOnPaper[kind]);
  return Object.fromEntries(
    fields.map((field) => [field.key, field.key === 'reached' ? z.enum(points) : typed(field).optional()]),
  );
}

/** The number of a certificate has no common form. */
const paperNumbers = /(?<!certificate)Number$/;

function typed({ key, control, options }: FormField): z.ZodType {
  if (paperNumbers.test(key)) return paperNumber;
  switch (control) {
    case 'date':
      return dateText;
    case 'textarea':
      return longText;
    case 'file':
      return attachmentSchema;
    case 'people':
      return z.array(identifier).min(1).max(50);
    case 'penalty':
      return penaltySchema;
    case 'choice':
      return z.enum((options ?? []).map(({ value }) => value));
    default:
      return shortText;
  }
}

/** Whether a field is asked for with these answers. */
export function isShown({ shownIf }: FormField, said: Said): boolean {
  return (shownIf ?? []).every(({ key, among }) => among.includes(String(said[key])));
}

/** The record under which the scan of a paper step stands in the case. */
export const scanRecord = ({ id }: Pick<PaperStep, 'id'>): string => `paper-${id}`;

/** How many scans stand for what was done on paper at a stage; none before another person has confirmed the adoption. */
export function scansAt(stage: Stage, { kind, adoption, records }: CaseState): number {
  if (adoption?.state !== 'confirmed') return 0;
  const names = paperSteps.filter((step) => step.kind === kind && step.stage === stage).map(scanRecord);
  return records.filter(({ requirement }) => names.includes(requirement)).length;
}

/** Whether a fact stands for what was done on paper alone: the product has recorded nothing of it. */
export function isOnlyOnPaper(type: string, { adoption, doneBy, dates }: CaseState): boolean {
  return adoption?.state === 'confirmed' && dates[type] !== undefined && doneBy[type] === undefined;
}

/** Whether a stage was over on paper when the case was taken in. */
export function wasOverOnPaper(stage: Stage | undefined, state: CaseState): boolean {
  const { kind, adoption } = state;
  if (stage === undefined || adoption?.state !== 'confirmed' || adoption.reached === undefined) return false;
  const order: readonly Stage[] = stages[kind];
  return order.indexOf(stage) < order.indexOf(adoption.reached) && scansAt(stage, state) > 0;
}
