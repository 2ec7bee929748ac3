import { z } from 'zod';

/** Ranks of legal norms, highest first. */
export const ranks = [
  'law',
  'administrative-regulation',
  'local-regulation',
  'ministerial-rule',
  'local-rule',
  'normative',
] as const;
export const rankSchema = z.enum(ranks);
export type Rank = z.infer<typeof rankSchema>;

/** The kinds of enforcement act a pack may speak of. */
export const actKinds = [
  'permit',
  'penalty',
  'coercion',
  'inspection',
  'levy',
  'requisition',
  'payment',
  'fee',
  'confirmation',
  'other',
] as const;
export const actKindSchema = z.enum(actKinds);
export type ActKind = z.infer<typeof actKindSchema>;

/** Where a duty's days start: what happened. */
export const eventNames = [
  'application-received',
  'application-accepted',
  'supplement-requested',
  'time-excluded',
  'case-filed',
  'evidence-preserved',
  'review-requested',
  'notice-served',
  'decision-made',
  'decision-served',
  'information-formed',
  'information-changed',
  'decision-revoked',
  'document-issued',
  'inspection-completed',
  'recording-made',
  'returned-to-office',
  'act-ended',
  'published',
  'basis-effective',
  'duties-changed',
  'correction-requested',
  'information-requested',
  'not-published',
  'year-ended',
] as const;
export const eventSchema = z.enum(eventNames);
export type EventName = z.infer<typeof eventSchema>;

const identifier = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/);
const sentence = z.string().min(1).max(400);

/** A clause of this pack: `article` as the text numbers it, `quote` verbatim from that article. */
export const clauseSchema = z.strictObject({ article: z.string().min(1), quote: z.string().min(2) });

/** Circumstances under which a rule applies: name → the values it accepts. */
const whenSchema = z.record(z.string(), z.array(z.string()).min(1));

/** `null` stands for 及时: a duty without a figure. */
export const limitSchema = z.union([
  z.strictObject({
    count: z.int().min(0).max(3660),
    unit: z.enum(['working-day', 'calendar-day', 'month', 'year']),
  }),
  z.strictObject({ yearly: z.string().regex(/^\d\d-\d\d$/) }),
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
  does: z.enum([
    'publish',
    'withdraw',
    'end-publication',
    'decide',
    'extend',
    'notify-supplement',
    'serve',
    'issue-certificate',
    'review',
    'file-away',
    'store-recording',
    'hear-request',
    'notify-hearing',
    'state',
    'pay',
    'release-evidence',
    'close',
    'report-section',
    'report-annual',
    'update',
    'correct',
    'answer',
    'file-reason',
    'notify-party',
    'file-record',
  ]),
  limit: limitSchema,
  owner: z.string().min(1),
  channel: z.string().optional(),
  modality: z.enum(['must', 'may']).default('must'),
  frozen: z.enum(['at-start', 'at-event', 'never']),
  /** Whether a last day on a holiday moves to the next working day, and on what basis. */
  rolls: z.strictObject({ holiday: z.boolean(), basis: z.string().min(1) }).optional(),
  /** Days that stop the count, by cause. */
  excludes: z.array(z.string()).default([]),
  yieldsTo: z.array(rankSchema).default([]),
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
  frozen: z.enum(['at-start', 'at-event', 'never']).default('at-start'),
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
] as const;

export const publicationSchema = z.strictObject({
  id: identifier,
  kind: actKindSchema,
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
  frozen: z.enum(['at-start', 'at-event', 'never']).default('at-event'),
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
  cite: clauseSchema,
});
export type ChannelRule = z.infer<typeof channelSchema>;

export const groundSchema = z.strictObject({
  id: identifier,
  name: sentence,
  scope: z.enum(['item', 'field', 'both']),
  signal: z.enum(['minor', 'personal-data', 'none']).default('none'),
  cite: clauseSchema,
});
export type GroundRule = z.infer<typeof groundSchema>;

export const procedureSchema = z.strictObject({
  kind: actKindSchema,
  /** Who issues the decision: the bureau itself or its superior (which seals). */
  issuingAuthority: z.enum(['self', 'superior']).default('self'),
  extensionApprover: z.enum(['self', 'superior']).default('self'),
  extensionDays: z.int().min(0).max(90).optional(),
  /** Where legal review stands: after a hearing where there was one, otherwise before or after the prior notice. */
  legalReviewPlace: z
    .enum(['after-hearing-else-before-notice', 'after-hearing-else-before-decision'])
    .optional(),
  cite: clauseSchema,
});
export type ProcedureRule = z.infer<typeof procedureSchema>;

export const legalReviewSchema = z.strictObject({
  kinds: z.array(actKindSchema).min(1),
  triggers: z
    .array(z.strictObject({ id: identifier, name: sentence, when: whenSchema, cite: clauseSchema }))
    .min(1),
});
export type LegalReviewRule = z.infer<typeof legalReviewSchema>;

export const chainSchema = z.strictObject({
  subject: identifier,
  steps: z.array(z.strictObject({ role: identifier, does: sentence, body: z.string().optional() })).min(1),
  distinct: z.boolean().default(true),
  cite: clauseSchema,
});

export const sceneSchema = z.strictObject({
  id: identifier,
  name: sentence,
  mode: z.enum(['whole-course', 'as-needed']),
  cite: clauseSchema,
});

export const articleSchema = z.strictObject({
  number: z.string().min(1),
  text: z.string().min(1),
  chapter: z.string().optional(),
  incomplete: z.boolean().default(false),
});

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
  silentPoints: z
    .array(z.strictObject({ id: identifier, point: sentence, proposed: sentence, cite: clauseSchema }))
    .default([]),
});
export type Pack = z.infer<typeof packSchema>;

/** A bureau: which layers bind it, in which order, and the bodies around it. */
export const bureauProfileSchema = z.strictObject({
  id: identifier,
  name: z.string().min(2),
  short: z.string().min(2),
  region: z.string().min(2),
  superior: z.strictObject({ id: identifier, name: z.string().min(2) }).optional(),
  kinds: z.array(actKindSchema).min(1),
  layers: z
    .array(z.strictObject({ pack: identifier, from: z.iso.date().optional(), to: z.iso.date().optional() }))
    .min(1),
  /** Where the public finds the bureau; printed on documents and the portal. */
  contact: z
    .strictObject({
      address: z.string(),
      postcode: z.string(),
      phone: z.string(),
      email: z.string().optional(),
      hours: z.string().optional(),
    })
    .optional(),
  /** Organs named in the remedies of decisions. */
  remedies: z.strictObject({ reconsiderationOrgan: z.string(), court: z.string() }).optional(),
  /** Where fines are paid. */
  payment: z.strictObject({ channel: z.string(), account: z.string().optional() }).optional(),
  /** Document numbers by template family, with {year} and {number}. */
  numbering: z.record(z.string(), z.string()),
  units: z.array(z.strictObject({ id: identifier, name: z.string().min(2) })).min(1),
  matters: z
    .array(
      z.strictObject({
        id: identifier,
        kind: actKindSchema,
        name: z.string().min(2),
        basis: z.string().min(2),
        unit: identifier,
        category: z.string().optional(),
        materials: z
          .array(z.strictObject({ id: identifier, name: z.string().min(2), form: z.string().optional() }))
          .default([]),
        conditions: z.string().optional(),
        onSiteCheck: z.boolean().default(false),
        demonstration: z.boolean().default(false),
      }),
    )
    .default([]),
});
export type BureauProfile = z.infer<typeof bureauProfileSchema>;
