import { z } from 'zod';
import { achievements, eventNames } from './events.ts';
import {
  actKindSchema,
  clauseSchema,
  frozenSchema,
  identifier,
  linkedKinds,
  rankSchema,
  sentence,
  spanSchema,
  whenSchema,
} from './schema-base.ts';
import {
  accessRuleSchema,
  accountabilitySchema,
  catalogueItemSchema,
  conductSchema,
  deviceRuleSchema,
  exclusionSchema,
  fileOrderSchema,
  provisionSchema,
  redactionSchema,
  reportSchema,
  retentionSchema,
  staffingSchema,
  surchargeSchema,
  thresholdSchema,
} from './schema-provisions.ts';

export { type BureauProfile, bureauProfileSchema } from './bureau-profile.ts';
export { type EventName, eventNames } from './events.ts';
export {
  type ActKind,
  actKindSchema,
  actKinds,
  type Frozen,
  type Rank,
  rankSchema,
  ranks,
  type When,
} from './schema-base.ts';

export type {
  AccessRule,
  ExclusionRule,
  RedactionRule,
  RetentionRule,
  ThresholdRule,
} from './schema-provisions.ts';

export const eventSchema = z.enum(eventNames);

const LONGEST: Readonly<Record<string, number>> = { month: 1200, year: 100 };
/** A month and day that every year has. */
const DAY_OF_EVERY_YEAR =
  /^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))$/;

/** `null` stands for 及时: a duty without a figure. */
export const limitSchema = z.union([
  z
    .strictObject({
      count: z.int().min(0).max(3660),
      unit: z.enum(['hour', 'working-day', 'calendar-day', 'month', 'year']),
      /** Counted backwards: the event lies ahead (举行听证的七日前). */
      before: z.literal(true).optional(),
    })
    .refine(({ count, unit }) => count <= (LONGEST[unit] ?? count), '期限不得超过一百年'),
  z.strictObject({ yearly: z.string().regex(DAY_OF_EVERY_YEAR) }),
  z.null(),
]);
export type Limit = z.infer<typeof limitSchema>;

export const deadlineSchema = z.strictObject({
  id: identifier,
  name: sentence,
  on: z.array(eventSchema).min(1),
  kinds: z.array(actKindSchema).min(1),
  when: whenSchema.default({}),
  /** What the duty achieves; layers that speak of the same `does` for the same event answer each other. */
  does: z.enum(achievements),
  limit: limitSchema,
  /** Where the text gives no figure: the one that the bureau's own notice gives until the silent point is decided. */
  proposed: z
    .strictObject({ count: z.int().min(1).max(60), unit: z.enum(['working-day', 'calendar-day']) })
    .optional(),
  owner: z.string().min(1),
  channel: z.string().optional(),
  modality: z.enum(['must', 'may']).default('must'),
  frozen: frozenSchema,
  /** Whether a last day on a holiday moves to the next working day, and on what basis. */
  rolls: z.strictObject({ holiday: z.boolean(), basis: z.string().min(1) }).optional(),
  /** Days that stop the count, by cause. */
  excludes: z.array(z.string()).default([]),
  yieldsTo: z.array(rankSchema).default([]),
  /** How the limit may be lengthened: by how much (null = without a cap), by whom, how often. */
  extension: z
    .strictObject({
      by: spanSchema.nullable(),
      approver: z.string().min(1),
      times: z.int().min(1).nullable().default(1),
      cite: clauseSchema,
      /** What may still be added when that is used up, and by whom. */
      further: z
        .strictObject({ by: spanSchema.nullable(), approver: z.string().min(1), cite: clauseSchema })
        .optional(),
    })
    .optional(),
  cite: clauseSchema,
  silent: z.string().optional(),
  note: z.string().optional(),
  /** What silence brings when the limit has passed, e.g. `application-deemed-accepted`. */
  silence: z.string().optional(),
  unverified: z.boolean().default(false),
});
export type DeadlineRule = z.infer<typeof deadlineSchema>;

/** A named guard in code, switched on by this pack and carrying the clause that a refusal names. */
export const guardSchema = z.strictObject({
  guard: identifier,
  kinds: z.array(actKindSchema).min(1),
  parameters: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
    .default({}),
  cite: clauseSchema,
  frozen: frozenSchema.default('at-start'),
  yieldsTo: z.array(rankSchema).default([]),
  /** Register entry of the silent point that the parameters propose an answer to. */
  silent: z.string().optional(),
  /** The parameters (not the clause) were not checked against a source. */
  unverified: z.boolean().default(false),
});
export type GuardRule = z.infer<typeof guardSchema>;

/** A record that must (or as the situation requires) exist before a command may be carried out. */
export const requirementSchema = z.strictObject({
  id: identifier,
  kinds: z.array(actKindSchema).min(1),
  before: identifier,
  name: sentence,
  medium: z.enum(['document', 'recording']),
  modality: z.enum(['must', 'as-needed']),
  when: whenSchema.default({}),
  /** Facts that satisfy it by themselves (a document the product made); else a `record-attached` with this id does. */
  satisfiedBy: z.array(identifier).default([]),
  metadata: z.array(z.enum(['time', 'place', 'credentials', 'key-content'])).default([]),
  /** Whether a reasoned 文字记录足以 note may stand in (only ever for as-needed recordings). */
  waivable: z.boolean().default(false),
  /** The clause that allows the note to stand in. */
  waiver: clauseSchema.optional(),
  scene: z.string().optional(),
  frozen: frozenSchema.default('at-start'),
  cite: clauseSchema,
});
export type RequirementRule = z.infer<typeof requirementSchema>;

/** Values of a case that a publication field may draw on; code knows how to read each from the case. */
export const publicationSources = [
  'authority',
  'handling-bureau',
  'party-name',
  'party-credit-code',
  'matter-name',
  'act-kind',
  'violation-facts',
  'legal-basis',
  'penalty-result',
  'decision-date',
  'decision-number',
  'conclusion',
  'permit-category',
  'permit-content',
  'certificate-number',
  'valid-from',
  'valid-to',
  'party-representative',
  'party-address',
  'summary',
  'coercion-measure',
  'execution-method',
  'execution-result',
  'sealed-items',
  'inspection-method',
  'inspected-on',
  'inspection-content',
  'inspection-findings',
  'rectification-result',
] as const;

export const publicationSchema = z.strictObject({
  id: identifier,
  kind: actKindSchema,
  /** The carrier (`channels[].id`, of whatever layer) that asks for these fields; absent = every carrier. */
  channel: identifier.optional(),
  fields: z
    .array(
      z.strictObject({
        key: identifier,
        name: sentence,
        from: z.enum(publicationSources),
        /** `withheld`: committed in the proof, never shown; its ground is named on the page. */
        show: z.enum(['always', 'organisation-only', 'withheld']).default('always'),
        ground: identifier.optional(),
      }),
    )
    .min(1),
  frozen: frozenSchema.default('at-event'),
  cite: clauseSchema,
});
export type PublicationRule = z.infer<typeof publicationSchema>;

export const channelSchema = z.strictObject({
  id: identifier,
  name: sentence,
  /** `ours`: this product's portal is the carrier; `external`: prepared here, confirmed by a person. */
  held: z.enum(['ours', 'external']),
  main: z.boolean().default(false),
  kinds: z.array(actKindSchema).min(1),
  /** Register entry of the silent point, where the text does not say which carrier it is. */
  silent: z.string().optional(),
  frozen: frozenSchema.default('never'),
  cite: clauseSchema,
});
export type ChannelRule = z.infer<typeof channelSchema>;

export const groundSchema = z.strictObject({
  id: identifier,
  name: sentence,
  scope: z.enum(['item', 'field', 'both']),
  signal: z.enum(['minor', 'personal-data', 'none']).default('none'),
  frozen: frozenSchema.default('never'),
  cite: clauseSchema,
});
export type GroundRule = z.infer<typeof groundSchema>;

/** The skeletons of procedure that code knows; a regulation chooses one and gives its parameters. */
export const skeletons = [
  'permit-ordinary',
  'penalty-ordinary',
  'penalty-summary',
  'coercion-measure',
  'coercion-execution',
  'inspection-daily',
  'inspection-random',
  'generic',
] as const;

export const procedureSchema = z.strictObject({
  kind: actKindSchema,
  /** Absent = the ordinary skeleton of the kind. */
  skeleton: z.enum(skeletons).optional(),
  /** The stages as the regulation itself names them, where it does. */
  stages: z.array(sentence).default([]),
  /** Who issues the decision: the bureau itself or its superior (which seals). */
  issuingAuthority: z.enum(['self', 'superior']).default('self'),
  extensionApprover: z.enum(['self', 'superior']).default('self'),
  extensionDays: z.int().min(0).max(90).optional(),
  /** Where legal review stands: after a hearing where there was one, otherwise before or after the prior notice. */
  legalReviewPlace: z
    .enum(['after-hearing-else-before-notice', 'after-hearing-else-before-decision'])
    .optional(),
  frozen: frozenSchema.default('at-start'),
  cite: clauseSchema,
});
export type ProcedureRule = z.infer<typeof procedureSchema>;

export const legalReviewSchema = z.strictObject({
  kinds: z.array(actKindSchema).min(1),
  frozen: frozenSchema.default('at-start'),
  triggers: z
    .array(z.strictObject({ id: identifier, name: sentence, when: whenSchema, cite: clauseSchema }))
    .min(1),
});
export type LegalReviewRule = z.infer<typeof legalReviewSchema>;

/** Who passes what before it is published; a step may belong to another body. */
export const chainSchema = z.strictObject({
  subject: identifier,
  steps: z
    .array(
      z.strictObject({
        role: identifier,
        does: sentence,
        body: z.string().optional(),
        /** Working days reckoned for the step when the chain is scheduled backwards; ours where the text gives none. */
        days: z.int().min(0).max(60).optional(),
      }),
    )
    .min(1),
  distinct: z.boolean().default(true),
  /** The deadline (`deadlines[].id`) that the whole chain must fit inside. */
  within: identifier.optional(),
  /** Kinds of linked content that pass this chain where no entry of the catalogue was named for them. */
  items: z.array(z.enum(['matter', ...linkedKinds])).default([]),
  silent: z.string().optional(),
  frozen: frozenSchema.default('never'),
  cite: clauseSchema,
});

export const sceneSchema = z.strictObject({
  id: identifier,
  name: sentence,
  mode: z.enum(['whole-course', 'as-needed']),
  kinds: z.array(actKindSchema).default([]),
  frozen: frozenSchema.default('at-event'),
  cite: clauseSchema,
});

export const articleSchema = z.strictObject({
  number: z.string().min(1),
  text: z.string().min(1),
  chapter: z.string().optional(),
  incomplete: z.boolean().default(false),
});

/** An answer to a silent point that the engine can follow: which rule of the pack each effect changes, and how; none = as they stand. */
export const pointOptionSchema = z.strictObject({
  value: identifier,
  answer: sentence,
  effects: z
    .array(
      z.strictObject({
        deadline: identifier.optional(),
        /** The figure that stands where the text gives none. */
        limit: z
          .strictObject({ count: z.int().min(1).max(60), unit: z.enum(['working-day', 'calendar-day']) })
          .optional(),
        unit: z.enum(['working-day', 'calendar-day']).optional(),
        rolls: z.boolean().optional(),
        threshold: identifier.optional(),
        /** The parties that the deadline or the threshold then speaks of. */
        party: z.array(z.string()).min(1).optional(),
        /** 分. */
        amount: z.int().min(0).optional(),
        guard: identifier.optional(),
        /** Parameters of the guard that are then other than they stand. */
        parameters: guardSchema.shape.parameters.unwrap().optional(),
      }),
    )
    .default([]),
});
export type PointOption = z.infer<typeof pointOptionSchema>;

/** What the text leaves open, with the answer proposed until the bureau has decided. */
export const silentPointSchema = z.strictObject({
  id: identifier,
  point: sentence,
  proposed: sentence,
  cite: clauseSchema,
  options: z.array(pointOptionSchema).default([]),
});
export type SilentPoint = z.infer<typeof silentPointSchema>;

/** One regulation as data: its own text beside the rules read from it. */
export const packSchema = z.strictObject({
  id: identifier,
  code: z.string().min(1),
  title: z.string().min(2),
  short: z.string().min(2),
  rank: rankSchema,
  issuer: z.string().min(1),
  /** Null where the text says 自发布之日起 and the date is not in the source. */
  inForceFrom: z.iso.date().nullable(),
  inForceTo: z.iso.date().nullable().default(null),
  /** False for a layer that is named by others but whose text is not held. */
  textHeld: z.boolean().default(true),
  /** `clauses`: only the clauses relied on are quoted; `whole`: the regulation's text stands here in full. */
  extent: z.enum(['whole', 'clauses']),
  source: z.string().min(1),
  notes: z.array(z.string()).default([]),
  articles: z.array(articleSchema).default([]),
  deadlines: z.array(deadlineSchema).default([]),
  guards: z.array(guardSchema).default([]),
  requirements: z.array(requirementSchema).default([]),
  publications: z.array(publicationSchema).default([]),
  channels: z.array(channelSchema).default([]),
  grounds: z.array(groundSchema).default([]),
  procedures: z.array(procedureSchema).default([]),
  legalReview: z.array(legalReviewSchema).default([]),
  chains: z.array(chainSchema).default([]),
  scenes: z.array(sceneSchema).default([]),
  catalogue: z.array(catalogueItemSchema).default([]),
  conduct: z.array(conductSchema).default([]),
  exclusions: z.array(exclusionSchema).default([]),
  redactions: z.array(redactionSchema).default([]),
  thresholds: z.array(thresholdSchema).default([]),
  retention: z.array(retentionSchema).default([]),
  access: z.array(accessRuleSchema).default([]),
  fileOrders: z.array(fileOrderSchema).default([]),
  reports: z.array(reportSchema).default([]),
  accountability: z.array(accountabilitySchema).default([]),
  devices: z.array(deviceRuleSchema).default([]),
  staffing: z.array(staffingSchema).default([]),
  surcharges: z.array(surchargeSchema).default([]),
  provisions: z.array(provisionSchema).default([]),
  silentPoints: z.array(silentPointSchema).default([]),
});
export type Pack = z.infer<typeof packSchema>;
