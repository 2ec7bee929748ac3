import { roles } from '@mingjing/law';
import { z } from 'zod';

const id = z.string().min(1).max(120);
const login = z
  .string()
  .min(3)
  .max(40)
  .regex(/^[a-z0-9._-]+$/);
const credential = z.strictObject({
  number: z.string().min(4).max(40),
  validTo: z.iso.date(),
  area: z.string().max(100),
});
/** A second person who confirms on the spot, with the own password. */
export const confirmer = z.strictObject({
  login: z.string().min(1).max(80),
  password: z.string().min(1).max(200),
});
/** The same where an administrator's account gets a one-time password: its second part, which the other does not learn. */
export const confirmerWithPart = confirmer.extend({ part: z.string().min(6).max(40).optional() });
const reason = z.string().trim().min(2).max(400);

export const createPersonRequest = z.strictObject({
  login,
  name: z.string().min(2).max(40),
  post: z.string().max(40).default(''),
  unit: id,
  roles: z.array(z.string().max(40)).min(1).max(8),
  password: z.string().min(10).max(160),
  credential: credential.optional(),
  /** Where one of the three administrators is registered. */
  confirmer: confirmerWithPart.optional(),
});

/** What the system administrator does with one person; `expectedVersion` is the last fact about the person that was seen. */
export const personCommandRequest = z.strictObject({
  id: z.uuid(),
  expectedVersion: z.int().min(0),
  command: z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('change-person'),
      name: z.string().trim().min(2).max(40),
      post: z.string().trim().max(40),
      unit: id,
      roles: z.array(z.enum(roles)).min(1).max(8),
      credential: credential.nullable(),
      confirmer: confirmer.optional(),
    }),
    z.strictObject({ type: z.literal('deactivate-person'), reason, confirmer: confirmer.optional() }),
    z.strictObject({ type: z.literal('reactivate-person'), reason, confirmer: confirmer.optional() }),
    z.strictObject({ type: z.literal('unlock-account') }),
    z.strictObject({
      type: z.literal('reset-password'),
      password: z.string().min(10).max(160),
      confirmer: confirmerWithPart.optional(),
    }),
  ]),
});
export type PersonCommandRequest = z.infer<typeof personCommandRequest>;
export type PersonCommand = PersonCommandRequest['command'];
