import { type BureauProfile, matterInputSchema, profileChangeSchema, type Refusal } from '@mingjing/law';
import { z } from 'zod';
import { confirmer, confirmerWithPart } from './people-requests.ts';
import type { TimelineEntry } from './replies.ts';

const id = z.string().min(1).max(120);
const identifier = z
  .string()
  .min(2)
  .max(40)
  .regex(/^[a-z][a-z0-9-]*$/);

const entrusted = z.enum(['security-administrator', 'audit-administrator']);

/** A change of what the bureau is or of its matters; `expectedVersion` is the last such fact that was seen. */
export const bureauCommandRequest = z.strictObject({
  id: z.uuid(),
  expectedVersion: z.int().min(0),
  command: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('change-profile'), changes: profileChangeSchema }),
    z.strictObject({ type: z.literal('add-matter'), matter: matterInputSchema }),
    z.strictObject({ type: z.literal('change-matter'), replaces: id, matter: matterInputSchema }),
    z.strictObject({
      type: z.literal('retire-matter'),
      matter: id,
      reason: z.string().trim().min(2).max(400),
    }),
    z.strictObject({ type: z.literal('entrust-administrator'), role: entrusted, confirmer }),
    z.strictObject({ type: z.literal('take-back-administrator'), role: entrusted, confirmer }),
    z.strictObject({
      type: z.literal('succeed-bureau'),
      successor: identifier,
      on: z.iso.date(),
      title: z.string().trim().min(2).max(200),
      number: z.string().trim().min(2).max(100),
      reason: z.string().trim().min(2).max(400),
      /** The successor's system administrator, who agrees on the spot. */
      confirmer,
    }),
  ]),
});
export type BureauCommandRequest = z.infer<typeof bureauCommandRequest>;

const administrator = z.strictObject({
  login: z
    .string()
    .min(3)
    .max(40)
    .regex(/^[a-z0-9._-]+$/),
  name: z.string().trim().min(2).max(40),
  password: z.string().min(10).max(160),
  role: z.enum(['system-administrator', 'security-administrator', 'audit-administrator']),
});

/** A further bureau: a profile of the release, or one entered by hand, and its administrators, its own or the superior's. */
export const addBureauRequest = z.strictObject({
  id: z.uuid(),
  bureau: z.union([
    z.strictObject({ release: identifier }),
    z.strictObject({
      id: identifier,
      name: z.string().trim().min(4).max(100),
      short: z.string().trim().min(2).max(40),
      region: z.string().trim().min(2).max(100),
      superior: identifier.optional(),
      kinds: z
        .array(z.enum(['permit', 'penalty']))
        .min(1)
        .max(2),
      packs: z.array(id).min(1).max(40),
      units: z.array(z.string().trim().min(2).max(60)).min(1).max(40),
      /** 机关代字, with which every document number begins. */
      codeWord: z.string().trim().min(2).max(20),
    }),
  ]),
  administrators: z.array(administrator).min(1).max(3),
  /** Posts that the superior's own administrators take on, each agreed by one of them on the spot. */
  entrusted: z
    .array(z.strictObject({ role: entrusted, confirmer }))
    .max(2)
    .default([]),
  /** The security administrator who confirms, on the spot, with the own password. */
  confirmer: confirmerWithPart,
});
export type AddBureauRequest = z.infer<typeof addBureauRequest>;

/** What the bureau is, with its matters, and what has been changed. */
export interface BureauView {
  readonly profile: BureauProfile;
  readonly version: number;
  readonly demonstration: boolean;
  /** Why the person who looks may not change it. */
  readonly refusals: { readonly profile?: Refusal; readonly matters?: Refusal };
  readonly timeline: readonly TimelineEntry[];
}

/** The bureaux of this installation, and what a further one may be made of. */
export interface BureauxReply {
  readonly bureaux: readonly {
    readonly id: string;
    readonly name: string;
    readonly demonstration: boolean;
    /** Another continues in its place. */
    readonly ended: boolean;
  }[];
  /** `superior`: the name of the superior, where it is a bureau of this installation. */
  readonly releases: readonly { readonly id: string; readonly name: string; readonly superior?: string }[];
  readonly packs: readonly { readonly id: string; readonly title: string; readonly rank: string }[];
}
