import { z } from 'zod';
import { actKindSchema, identifier } from './schema-base.ts';

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
