import { z } from 'zod';
import { roles } from '../access/actor.ts';
import {
  actKindSchema,
  clauseSchema,
  frozenSchema,
  identifier,
  rankSchema,
  sentence,
  spanSchema,
  whenSchema,
} from './schema-base.ts';

const kinds = z.array(actKindSchema).min(1);
/** Register entry of the silent point whose proposed answer the rule takes. */
const silent = z.string().optional();

/** Something that must stand in public before any act (事前公示): one entry of the bureau's catalogue. */
export const catalogueItemSchema = z.strictObject({
  id: identifier,
  name: sentence,
  /** Parts that the clause names, in its own words (地址、邮编、电话…). */
  parts: z.array(sentence).default([]),
  kinds: z.array(actKindSchema).default([]),
  owner: z.string().min(1),
  /** The approval chain (`chains[].subject`) that it passes before it is published. */
  chain: identifier.optional(),
  /** The channels (`channels[].id`) the clause names; empty = those of the regulation. */
  channels: z.array(identifier).default([]),
  /** Where the public finds it: at the portal, at the window, or wherever the act happens. */
  place: z.enum(['portal', 'window', 'on-site']).default('portal'),
  modality: z.enum(['must', 'may']).default('must'),
  silent,
  frozen: frozenSchema.default('never'),
  cite: clauseSchema,
  /** Further clauses of the same text that ask for the same thing or name parts of it. */
  also: z.array(clauseSchema).default([]),
});
export type CatalogueItem = z.infer<typeof catalogueItemSchema>;

/** What the officer must do or tell while acting (事中公示). */
export const conductSchema = z.strictObject({
  id: identifier,
  name: sentence,
  does: z.enum([
    'show-credentials',
    'issue-documents',
    'tell',
    'explain',
    'wear-uniform',
    'wear-credentials',
  ]),
  /** The activities the clause names, in its own words (监督检查、调查取证…). */
  during: z.array(sentence).default([]),
  kinds,
  modality: z.enum(['must', 'may']),
  frozen: frozenSchema.default('at-event'),
  cite: clauseSchema,
});
export type ConductRule = z.infer<typeof conductSchema>;

/** An act, result or channel that is not published at all (仅警告不公示). */
export const exclusionSchema = z.strictObject({
  id: identifier,
  name: sentence,
  kinds,
  when: whenSchema.default({}),
  channel: z.string().optional(),
  yieldsTo: z.array(rankSchema).default([]),
  frozen: frozenSchema.default('at-event'),
  cite: clauseSchema,
});
export type ExclusionRule = z.infer<typeof exclusionSchema>;

/** How a decision is shown in public where persons or secrets stand in it. */
export const redactionSchema = z.strictObject({
  id: identifier,
  name: sentence,
  kinds,
  channel: z.string().optional(),
  items: z
    .array(
      z.strictObject({
        party: z.enum(['natural-person', 'organisation', 'any']),
        /** What is treated, in the words of the clause. */
        item: sentence,
        /** Which thing of a publication this is, where the engine can treat it. */
        covers: z.enum(['name', 'address', 'personal-data', 'trade-secret', 'state-secret']).optional(),
        treat: z.enum(['remove', 'mask', 'generalise', 'keep']),
      }),
    )
    .min(1),
  yieldsTo: z.array(rankSchema).default([]),
  silent,
  frozen: frozenSchema.default('at-event'),
  cite: clauseSchema,
});
export type RedactionRule = z.infer<typeof redactionSchema>;

/** An amount from which, or up to which, something holds, by origin of the power and kind of party. */
export const thresholdSchema = z.strictObject({
  id: identifier,
  name: sentence,
  for: z.enum([
    'hearing',
    'legal-review',
    'summary-procedure',
    'on-the-spot-collection',
    'severity',
    'deliberation',
  ]),
  kinds,
  when: whenSchema.default({}),
  /** Where the power comes from; `any` where the clause makes no difference. */
  origin: z.enum(['any', 'law', 'administrative-regulation', 'ministerial-rule', 'local']).default('any'),
  amount: z.int().min(0),
  /** `from`: it holds from this amount on (以上); `up-to`: it holds up to this amount (以下). */
  bound: z.enum(['from', 'up-to']).default('from'),
  /** Whether it holds for exactly this amount too. */
  inclusive: z.boolean(),
  unverified: z.boolean().default(false),
  silent,
  frozen: frozenSchema.default('at-start'),
  cite: clauseSchema,
});
export type ThresholdRule = z.infer<typeof thresholdSchema>;

/** How long something is kept. */
export const retentionSchema = z.strictObject({
  id: identifier,
  name: sentence,
  subject: z.enum(['case-file', 'recording', 'record', 'published-result', 'access-log']),
  kinds,
  when: whenSchema.default({}),
  /** `permanent`, a span, or null where the text gives no figure. */
  keep: z.union([z.literal('permanent'), spanSchema, z.null()]),
  unverified: z.boolean().default(false),
  silent,
  frozen: frozenSchema.default('never'),
  cite: clauseSchema,
});
export type RetentionRule = z.infer<typeof retentionSchema>;

/** Who may see or take what of a record, and who allows it. */
export const accessRuleSchema = z.strictObject({
  id: identifier,
  name: sentence,
  subject: z.enum(['case-file', 'recording', 'record']),
  who: sentence,
  /** Null = without anybody's leave. */
  approver: z.string().min(1).nullable(),
  /** The posts of this product that the clause speaks of, where it can be carried out here. */
  roles: z.array(z.enum(roles)).default([]),
  effect: z.enum(['allow', 'refuse']).default('allow'),
  silent,
  frozen: frozenSchema.default('never'),
  cite: clauseSchema,
});
export type AccessRule = z.infer<typeof accessRuleSchema>;

/** The order of a case file. */
export const fileOrderSchema = z.strictObject({
  id: identifier,
  name: sentence,
  kinds,
  parts: z.array(z.strictObject({ name: sentence, contents: z.array(sentence).min(1) })).min(1),
  frozen: frozenSchema.default('never'),
  cite: clauseSchema,
});
export type FileOrder = z.infer<typeof fileOrderSchema>;

/** A report the bureau owes; its dates are deadlines of the pack. */
export const reportSchema = z.strictObject({
  id: identifier,
  name: sentence,
  owner: z.string().min(1),
  to: z.array(sentence).default([]),
  public: z.boolean(),
  parts: z.array(sentence).default([]),
  /** Deadlines (`deadlines[].id`) of this report. */
  deadlines: z.array(identifier).default([]),
  frozen: frozenSchema.default('never'),
  cite: clauseSchema,
});
export type ReportRule = z.infer<typeof reportSchema>;

/** What failure brings: the ground, what follows, and from whom. */
export const accountabilitySchema = z.strictObject({
  id: identifier,
  ground: sentence,
  follows: z.enum(['order-to-correct', 'responsibility', 'discipline', 'criminal-transfer']),
  by: z.string().min(1).nullable().default(null),
  frozen: frozenSchema.default('at-event'),
  cite: clauseSchema,
});
export type AccountabilityRule = z.infer<typeof accountabilitySchema>;

/** What recording devices and their keepers must do. */
export const deviceRuleSchema = z.strictObject({
  id: identifier,
  name: sentence,
  does: z.enum(['keep', 'check-before-use', 'maintain', 'report-fault', 'forbid']),
  owner: z.string().min(1),
  frozen: frozenSchema.default('never'),
  cite: clauseSchema,
});
export type DeviceRule = z.infer<typeof deviceRuleSchema>;

/** Who must act: how many, of what qualification, or what share of a staff. */
export const staffingSchema = z.strictObject({
  id: identifier,
  name: sentence,
  kinds,
  /** The work, in the words of the clause. */
  for: sentence,
  atLeast: z
    .union([
      z.strictObject({ persons: z.int().min(1).max(100) }),
      z.strictObject({ percent: z.int().min(1).max(100), of: sentence }),
    ])
    .optional(),
  qualification: sentence.optional(),
  modality: z.enum(['must', 'as-rule']).default('must'),
  frozen: frozenSchema.default('at-event'),
  cite: clauseSchema,
});
export type StaffingRule = z.infer<typeof staffingSchema>;

/** What is added for each day that money is paid late. */
export const surchargeSchema = z.strictObject({
  id: identifier,
  name: sentence,
  kinds,
  /** Thousandths of the sum owed, for each day; null where another text sets the rate. */
  perMille: z.int().min(1).max(1000).nullable(),
  /** `principal`: never more than the sum owed. */
  cap: z.enum(['principal']).nullable(),
  /** Time for which nothing is added, in the words of its clause. */
  stops: z.strictObject({ during: z.array(sentence).min(1), cite: clauseSchema }).optional(),
  frozen: frozenSchema.default('at-start'),
  cite: clauseSchema,
});
export type SurchargeRule = z.infer<typeof surchargeSchema>;

/** Subjects of clauses that the engine does not reckon with but the product quotes where they matter. */
export const provisionTopics = [
  'purpose',
  'principle',
  'scope',
  'body',
  'duty',
  'record',
  'storage',
  'archive',
  'correction',
  'request',
  'supervision',
  'assessment',
  'exchange',
  'complaint',
  'validity',
  'definition',
  'procedure',
  'document',
  'evidence',
  'legal-review',
  'party-rights',
  'money',
] as const;

/** A clause that binds without a figure: who has to do what, quoted where it matters. */
export const provisionSchema = z.strictObject({
  id: identifier,
  topic: z.enum(provisionTopics),
  name: sentence,
  owner: z.string().min(1).optional(),
  kinds: z.array(actKindSchema).default([]),
  modality: z.enum(['must', 'may', 'must-not', 'states']),
  /** Outcomes or parts that the clause names, in its own words. */
  parts: z.array(sentence).default([]),
  /** `true`: guiding words that no software can carry out; they are shown as quoted law only. */
  quotedOnly: z.boolean().default(false),
  silent,
  frozen: frozenSchema.default('never'),
  cite: clauseSchema,
});
export type Provision = z.infer<typeof provisionSchema>;
