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

/** Kinds of public content that may rest on a law, besides the matters of the bureau. */
export const linkedKinds = ['list', 'guide', 'chart', 'benchmark', 'document', 'other'] as const;

export const identifier = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/);
export const sentence = z.string().min(1).max(400);

/** A clause of this pack: `article` as the text numbers it, `quote` verbatim from that article. */
export const clauseSchema = z.strictObject({ article: z.string().min(1), quote: z.string().min(2) });

/** Bounds of an amount in 分; `above` and `below` exclude the bound itself, the other two include it. */
export const amountRangeSchema = z
  .strictObject({
    atLeast: z.int().min(0).optional(),
    above: z.int().min(0).optional(),
    atMost: z.int().min(0).optional(),
    below: z.int().min(0).optional(),
  })
  .refine((range) => Object.values(range).some((bound) => bound !== undefined));
export type AmountRange = z.infer<typeof amountRangeSchema>;

/** Values of which every one that holds must be among those named (仅受到…). */
export const onlySchema = z.strictObject({ only: z.array(z.string()).min(1) });

/** Circumstances under which a rule applies: name → the values it accepts, the only ones, or the bounds of an amount. */
export const whenSchema = z.record(
  z.string(),
  z.union([z.array(z.string()).min(1), onlySchema, amountRangeSchema]),
);
export type When = z.infer<typeof whenSchema>;

/** The law of which moment speaks: that of the start of the matter, of the event, or always the law in force. */
export const frozenSchema = z.enum(['at-start', 'at-event', 'never']);
export type Frozen = z.infer<typeof frozenSchema>;

const spanUnits = z.enum(['working-day', 'calendar-day', 'month', 'year']);
export const spanSchema = z.strictObject({ count: z.int().min(0).max(36600), unit: spanUnits });
