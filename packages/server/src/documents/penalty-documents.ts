import { z } from 'zod';
import {
  chain,
  contact,
  documentNumber,
  heading,
  legalDate,
  line,
  listOf,
  minute,
  officer,
  official,
  opinion,
  paragraphs,
  party,
  partyLimit,
  partyWithAddress,
  penaltyItem,
  remedies,
} from './data-parts.ts';

const positive = z.int().positive();

/** 立案审批表: what is known, and who says that a case is opened. */
export const filingForm = z.strictObject({
  ...heading,
  party,
  caseName: line,
  source: line,
  discoveredOn: legalDate.optional(),
  summary: paragraphs,
  basis: paragraphs,
  handlers: listOf(officer).optional(),
  chain,
  notes: paragraphs.optional(),
});

/** 行政处罚事先告知书: content, facts, reasons, basis, and the rights of the party. */
export const priorNotice = z.strictObject({
  ...heading,
  party,
  matter: line,
  facts: paragraphs,
  evidence: paragraphs,
  reasons: paragraphs,
  basis: paragraphs,
  discretion: paragraphs.optional(),
  penalties: listOf(penaltyItem),
  statement: partyLimit.optional(),
  hearing: partyLimit.optional(),
  contact,
});

/** 行政处罚听证通知书: when, where, before whom. */
export const hearingNotice = z
  .strictObject({
    ...heading,
    party,
    matter: line,
    startsAt: z.union([minute, legalDate]),
    place: line,
    openToPublic: z.boolean(),
    closedReason: line.optional(),
    presider: official,
    hearers: listOf(official).optional(),
    clerk: official.optional(),
    contact,
  })
  .refine((data) => data.openToPublic || data.closedReason !== undefined, {
    path: ['closedReason'],
    message: '不公开举行听证的，须写明理由',
  });

/** 重大执法决定法制审核意见书: point by point, then one conclusion. */
export const legalReviewOpinion = z
  .strictObject({
    ...heading,
    caseName: line,
    party,
    handlingUnit: line,
    submittedOn: legalDate,
    proposedDecision: paragraphs,
    points: listOf(
      z.strictObject({
        point: line,
        result: z.enum(['pass', 'problem', 'not-applicable']),
        note: paragraphs.optional(),
      }),
    ),
    conclusion: z.enum(['agree', 'problems']),
    opinion: paragraphs,
    reviewer: line.optional(),
    head: line.optional(),
  })
  .refine((data) => data.conclusion !== 'agree' || data.points.every((one) => one.result !== 'problem'), {
    path: ['conclusion'],
    message: '审核事项存在问题的，结论不得为同意',
  });

/** 行政处罚决定书: the six items of 行政处罚法 art. 59 and what became of the party's defence. */
export const penaltyDecision = z
  .strictObject({
    ...heading,
    party: partyWithAddress,
    matter: line,
    facts: paragraphs,
    evidence: paragraphs,
    notice: z.strictObject({ number: documentNumber.optional(), servedOn: legalDate }),
    defence: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('none') }),
      z.strictObject({ outcome: z.literal('waived') }),
      z.strictObject({
        outcome: z.enum(['adopted', 'partly-adopted', 'not-adopted']),
        content: paragraphs,
        reasons: paragraphs,
      }),
    ]),
    hearing: paragraphs.optional(),
    reasons: paragraphs,
    discretion: paragraphs.optional(),
    basis: paragraphs,
    penalties: listOf(penaltyItem),
    payment: z
      .strictObject({
        channel: line,
        account: line.optional(),
        ...partyLimit.shape,
        late: z.strictObject({ perDay: line, capped: z.boolean(), clause: line }).optional(),
      })
      .optional(),
    performance: paragraphs.optional(),
    remedies,
    publication: paragraphs.optional(),
  })
  .refine((data) => data.payment !== undefined || data.penalties.every((one) => one.amount === undefined), {
    path: ['payment'],
    message: '有金钱给付内容的，须写明缴纳方式和期限',
  })
  .refine((data) => data.payment !== undefined || data.performance !== undefined, {
    path: ['performance'],
    message: '须写明行政处罚的履行方式和期限',
  });

/** 不予行政处罚决定书: what was found, why no penalty follows, and how to contest it. */
export const noPenaltyDecision = z.strictObject({
  ...heading,
  party,
  matter: line,
  facts: paragraphs,
  evidence: paragraphs,
  reasons: paragraphs,
  basis: paragraphs,
  remedies,
});

/** 结案审批表: what was decided, how it was carried out, who agrees to close. */
export const closingForm = z.strictObject({
  ...heading,
  party,
  caseName: line,
  filedOn: legalDate,
  decisionNumber: documentNumber.optional(),
  decidedOn: legalDate.optional(),
  result: paragraphs,
  execution: paragraphs,
  /** What the reviewer and the head said of the decision when it was made. */
  review: opinion.optional(),
  decision: opinion.optional(),
  chain,
  notes: paragraphs.optional(),
});

/** 询问笔录: question by question, signed on every page. */
export const interviewRecord = z.strictObject({
  ...heading,
  matter: line.optional(),
  startsAt: minute.optional(),
  endsAt: minute.optional(),
  place: line.optional(),
  ordinal: positive.optional(),
  subject: z.strictObject({
    name: line.optional(),
    gender: z.enum(['男', '女']).optional(),
    age: positive.optional(),
    identityNumber: line.optional(),
    employer: line.optional(),
    position: line.optional(),
    address: line.optional(),
    phone: line.optional(),
  }),
  officers: listOf(officer).min(2, '执法人员不得少于两人'),
  recorder: line.optional(),
  exchanges: listOf(z.strictObject({ question: paragraphs, answer: paragraphs.optional() })).optional(),
});
