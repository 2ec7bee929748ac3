import { z } from 'zod';
import { actKindSchema, identifier } from './schema-base.ts';

/** A matter (事项) that the bureau handles: on which basis, through which unit, and what an applicant brings. */
export const matterSchema = z.strictObject({
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
  /** Where the power comes from, for thresholds that make a difference; absent = not entered. */
  origin: z.enum(['law', 'administrative-regulation', 'ministerial-rule', 'local']).optional(),
  demonstration: z.boolean().default(false),
  /** No new case may be about it; those that began with it go on with it. */
  retired: z.boolean().default(false),
});
export type Matter = z.infer<typeof matterSchema>;

/** An administrator's post that the superior's own administrator holds for a bureau. */
export const entrustedPostSchema = z.strictObject({
  role: z.enum(['security-administrator', 'audit-administrator']),
  body: identifier,
});
export type EntrustedPost = z.infer<typeof entrustedPostSchema>;

/** A body outside the bureau whose signature counts under its log's heads, as its key binds and its name is read. */
export const witnessSchema = z.strictObject({
  /** In Chinese, as pages and proofs name it; no space, because the form of a policy parts its words by them. */
  name: z
    .string()
    .min(2)
    .max(40)
    .regex(/^[^\s#\p{C}]+$/u)
    .regex(/\p{Script=Han}/u),
  /** Whose bureau it is, where the name does not say so. */
  body: z
    .string()
    .trim()
    .min(2)
    .max(100)
    .regex(/^\P{C}+$/u),
  vkey: z
    .string()
    .max(400)
    .regex(/^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+={0,2}$/),
  /** Where its heads are sent; absent = somebody carries them there. */
  address: z
    .url({ protocol: /^https?$/ })
    .max(200)
    .optional(),
});
export type Witness = z.infer<typeof witnessSchema>;

/** A witness with the days from and until which it counts. */
export const namedWitnessSchema = witnessSchema.extend({
  from: z.iso.date(),
  until: z.iso.date().optional(),
});
export type NamedWitness = z.infer<typeof namedWitnessSchema>;

const succession = {
  name: z.string().min(2),
  on: z.iso.date(),
  title: z.string().min(2),
  number: z.string().min(2),
};
/** The bureau that continues with another's powers, from which day, and the document that says so. */
export const successorSchema = z.strictObject({ body: identifier, ...succession });
export type Successor = z.infer<typeof successorSchema>;

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
  matters: z.array(matterSchema).default([]),
  /** Posts of the three administrators that another body's people hold; absent = none. */
  administeredBy: z.array(entrustedPostSchema).max(2).optional(),
  /** Who witnesses the bureau's log or did, and how many of them must have signed; absent = nobody. */
  witnesses: z.array(namedWitnessSchema).max(200).optional(),
  quorum: z.int().min(0).max(16).optional(),
  /** Who continues in its place; absent = it works itself. */
  successor: successorSchema.optional(),
  /** The bureaux in whose place it continues; absent = none. */
  predecessors: z.array(successorSchema).max(100).optional(),
});
export type BureauProfile = z.infer<typeof bureauProfileSchema>;

const line = (most: number) => z.string().trim().min(2).max(most);

/** A matter as it is entered in the office; ids are given by the product. */
export const matterInputSchema = z.strictObject({
  kind: actKindSchema,
  name: line(100),
  basis: line(1000),
  unit: identifier,
  category: line(40).optional(),
  materials: z.array(z.strictObject({ name: line(100), form: line(60).optional() })).max(60),
  conditions: line(4000).optional(),
  onSiteCheck: z.boolean(),
});
export type MatterInput = z.infer<typeof matterInputSchema>;

/** The sections of a profile that may change later; each is given whole. */
export const profileChangeSchema = z.strictObject({
  contact: z
    .strictObject({
      address: line(200),
      postcode: z.string().regex(/^\d{6}$/),
      phone: line(60),
      email: z.email().max(100).optional(),
      hours: line(100).optional(),
    })
    .optional(),
  remedies: z.strictObject({ reconsiderationOrgan: line(100), court: line(100) }).optional(),
  payment: z.strictObject({ channel: line(200), account: line(100).optional() }).optional(),
  units: z
    .array(z.strictObject({ id: identifier.max(60), name: line(60) }))
    .min(1)
    .max(60)
    .optional(),
  numbering: z.record(identifier, line(80)).optional(),
});
export type ProfileChange = z.infer<typeof profileChangeSchema>;
