import { witnessSchema } from '@mingjing/law';
import { z } from 'zod';
import { confirmer } from './people-requests.ts';
import type { TimelineEntry } from './replies.ts';

/** Naming a witness or ending one: asked by the security administrator, confirmed on the spot by one of another kind. */
export const witnessCommandRequest = z.strictObject({
  id: z.uuid(),
  expectedVersion: z.int().min(0),
  command: z.discriminatedUnion('type', [
    witnessSchema.extend({ type: z.literal('name-witness'), quorum: z.int().min(1).max(16), confirmer }),
    z.strictObject({
      type: z.literal('end-witness'),
      vkey: z.string().min(1).max(400),
      quorum: z.int().min(0).max(16),
      reason: z.string().trim().min(2).max(400),
      confirmer,
    }),
  ]),
});
export type WitnessCommandRequest = z.infer<typeof witnessCommandRequest>;

/** How far a witness has come with a log; `lagging` and `silent` have waited for more than an hour. */
export type WitnessState = 'signed' | 'behind' | 'lagging' | 'awaited' | 'silent' | 'disputes';

/** The last head of a log that one witness signed. */
export interface WitnessOfLog {
  readonly name: string;
  readonly size: number | null;
  readonly signedAt: string | null;
  /** How many entries of the newest head it has not seen. */
  readonly behind: number;
  /** Absent where the log has ended. */
  readonly state?: WitnessState;
}

/** Who witnesses a bureau's log since when, and how far each has come. */
export interface WitnessesReply {
  readonly version: number;
  readonly quorum: number;
  readonly witnesses: readonly {
    readonly name: string;
    readonly body: string;
    readonly vkey: string;
    readonly address: string | null;
    readonly from: string;
    readonly until: string | null;
  }[];
  /** The one in use first. */
  readonly logs: readonly {
    readonly number: number;
    readonly isCurrent: boolean;
    readonly size: number;
    readonly signedAt: string | null;
    readonly witnesses: readonly WitnessOfLog[];
  }[];
  readonly timeline: readonly TimelineEntry[];
}
