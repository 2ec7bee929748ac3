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
  paragraphs,
  party,
  remedies,
} from './data-parts.ts';

const application = { ...heading, party, matter: line };
const days = z.int().positive();

/** 行政执法受理决定书: deemed acceptance is said as such. */
export const acceptanceDecision = z.strictObject({
  ...application,
  receivedOn: legalDate,
  basis: line,
  deemed: z.boolean().default(false),
  materials: listOf(z.strictObject({ name: line, copies: days.optional() })).optional(),
  limitWorkingDays: days,
  dueOn: legalDate.optional(),
  /** How the days were counted, and the clause. */
  counting: paragraphs.optional(),
  contact: contact.optional(),
});

/** 行政执法申请材料补正告知书: all that is missing or defective, told at once. */
export const supplementNotice = z.strictObject({
  ...application,
  receivedOn: legalDate,
  basis: line,
  items: listOf(z.strictObject({ material: line, problem: paragraphs, remedy: paragraphs })),
  supplementBy: legalDate.optional(),
  contact: contact.optional(),
});

/** 行政执法不予受理决定书: names the right body when the matter is outside the bureau's powers. */
export const nonAcceptanceDecision = z
  .strictObject({
    ...application,
    receivedOn: legalDate,
    ground: z.enum(['no-permit-needed', 'outside-powers', 'other']),
    reasons: paragraphs,
    basis: line,
    competentOrgan: line.optional(),
    remedies,
    contact: contact.optional(),
  })
  .refine((data) => data.ground !== 'outside-powers' || data.competentOrgan !== undefined, {
    path: ['competentOrgan'],
    message: '不属于本机关职权范围的，须写明有权受理的行政机关',
  });

/** 行政执法办理期限除外告知书: what does not count, from when, how long. */
export const excludedTimeNotice = z.strictObject({
  ...application,
  acceptedOn: legalDate,
  basis: line,
  activities: listOf(
    z.strictObject({
      activity: line,
      organ: line.optional(),
      startsOn: legalDate,
      neededDays: days,
      unit: z.enum(['working', 'calendar']),
    }),
  ),
  contact: contact.optional(),
});

/** 行政执法延期办理告知书: reason, approval and the new last day. */
export const extensionNotice = z.strictObject({
  ...application,
  acceptedOn: legalDate,
  originalDueOn: legalDate,
  reasons: paragraphs,
  approvedBy: line,
  approvedOn: legalDate,
  extendedWorkingDays: days,
  newDueOn: legalDate,
  counting: paragraphs.optional(),
  basis: line,
  contact: contact.optional(),
});

/** 行政执法办理审批表: the inner approval flow, made from the chain. */
export const approvalForm = z.strictObject({
  ...application,
  handlingUnit: line.optional(),
  acceptanceNumber: documentNumber.optional(),
  acceptedOn: legalDate.optional(),
  dueOn: legalDate.optional(),
  materials: paragraphs.optional(),
  onSiteCheck: paragraphs.optional(),
  excludedTime: paragraphs.optional(),
  chain,
  notes: paragraphs.optional(),
});

/** 准予行政许可决定书: issued in the name of the deciding authority, which may not be the handling bureau. */
export const permitDecision = z.strictObject({
  ...application,
  handledBy: line.optional(),
  acceptanceNumber: documentNumber.optional(),
  acceptedOn: legalDate,
  basis: line,
  content: paragraphs,
  certificate: z
    .strictObject({
      name: line,
      number: line.optional(),
      validFrom: legalDate.optional(),
      validTo: legalDate.optional(),
      issuedWithinWorkingDays: days.default(10),
    })
    .optional(),
  remedies: remedies.optional(),
  contact: contact.optional(),
});

/** 不予行政执法决定书: reasons always, reports attached when a test decided it. */
export const refusalDecision = z
  .strictObject({
    ...application,
    handledBy: line.optional(),
    acceptedOn: legalDate,
    reasons: paragraphs,
    basis: line,
    basedOnTest: z.boolean(),
    attachments: listOf(line).optional(),
    remedies,
    contact: contact.optional(),
  })
  .refine((data) => !data.basedOnTest || data.attachments !== undefined, {
    path: ['attachments'],
    message: '依据检验、检测结果作出的，须附检验、检测报告',
  });

/** 行政执法终止办理决定书: the ground and its citation are written out. */
export const terminationDecision = z.strictObject({
  ...application,
  acceptedOn: legalDate,
  ground: paragraphs,
  basis: line,
  remedies,
  contact: contact.optional(),
});

/** 行政执法文书送达回证: blank where the pen fills in. */
export const serviceReceipt = z.strictObject({
  ...heading,
  party,
  matter: line.optional(),
  documents: listOf(
    z.strictObject({ title: line, number: documentNumber.optional(), copies: days.optional() }),
  ),
  place: line.optional(),
  method: z
    .enum(['in-person', 'left-at-premises', 'by-post', 'by-proxy', 'electronic', 'by-announcement'])
    .optional(),
  receivedBy: line.optional(),
  relation: line.optional(),
  /** To the minute where the pen has not still to fill it in. */
  receivedAt: z.union([minute, legalDate]).optional(),
  refusal: paragraphs.optional(),
  witnesses: listOf(z.strictObject({ name: line, unit: line.optional() })).optional(),
  servers: listOf(officer).optional(),
  notes: paragraphs.optional(),
});
