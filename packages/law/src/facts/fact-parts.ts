import { z } from 'zod';

/**
 * Every fact the product records. `sealed` names the data keys that hold personal or free-text values: the journal keeps only
 * their salted digests, the values stand in disclosures that can be erased by law. Adding or changing a type is a new version.
 */
export interface FactType {
  readonly version: number;
  readonly label: string;
  readonly stream: 'case' | 'publication' | 'bureau' | 'audit' | 'counts' | 'log' | 'recheck' | 'export';
  readonly sealed: readonly string[];
  /** Sealed keys whose entries are sealed one by one, so that each can be shown or withheld by itself. */
  readonly sealedEach: readonly string[];
  /** Of a fact that is published: who did it is sealed too, since the public record need not name staff. */
  readonly sealsActor: boolean;
  readonly schema: z.ZodType<Record<string, unknown>>;
}

export const text = z.string().min(1).max(20_000);
export const short = z.string().min(1).max(400);
export const id = z.string().min(1).max(80);
export const date = z.iso.date();
export const timeOfDay = z.string().regex(/^\d\d:\d\d$/);
export const fen = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The party as the case knows it; sealed in the journal. */
export const partySchema = z.strictObject({
  name: short,
  kind: z.enum(['organisation', 'natural-person', 'sole-trader']),
  creditCode: z.string().max(32).optional(),
  identityNumber: z.string().max(32).optional(),
  birthDate: date.optional(),
  representative: short.optional(),
  address: short.optional(),
  contact: short.optional(),
  phone: z.string().max(40).optional(),
});
export type Party = z.infer<typeof partySchema>;

export const attachmentSchema = z.strictObject({
  evidenceId: id,
  fileName: short,
  mediaType: short,
  size: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sm3: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Attachment = z.infer<typeof attachmentSchema>;

export const penaltyTypes = [
  'warning',
  'criticism',
  'fine',
  'confiscation',
  'suspend-licence',
  'revoke-licence',
  'restriction',
  'closure',
] as const;
export const penaltySchema = z.strictObject({
  types: z.array(z.enum(penaltyTypes)).min(1),
  fine: fen.optional(),
  confiscated: fen.optional(),
  text,
});
export type Penalty = z.infer<typeof penaltySchema>;

/** Which of a bureau's decisions of one kind and year. */
export const ordinal = z.strictObject({ kind: id, year: z.int(), number: z.int().min(1) });

export const serviceMethods = [
  'in-person',
  'left-at-premises',
  'by-post',
  'by-proxy',
  'electronic',
  'by-announcement',
] as const;

export const participants = z.array(
  z.strictObject({ body: id, as: z.enum(['handling', 'superior', 'joint', 'entrusted', 'supervising']) }),
);
const base = { lateReason: text.optional() };
export const define = (
  stream: FactType['stream'],
  label: string,
  shape: z.ZodRawShape,
  sealed: readonly string[] = [],
  sealedEach: readonly string[] = [],
  version = 1,
  sealsActor = false,
): FactType => ({
  version,
  sealsActor,
  label,
  stream,
  sealed: [...sealed, 'lateReason'],
  sealedEach,
  schema: z.strictObject({ ...base, ...shape }) as unknown as FactType['schema'],
});
