import type { Cite } from '@mingjing/law';
import { z } from 'zod';

export const lateEntriesQuery = z.strictObject({
  /** Entered on these days, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  person: z.string().min(1).max(120).optional(),
  sort: z.enum(['entered', 'happened', 'longest']).default('entered'),
  after: z.string().max(200).optional(),
});
export type LateEntriesQuery = z.infer<typeof lateEntriesQuery>;

/** One act that was entered later than the packs allow. */
export interface LateEntryRow {
  readonly stream: string;
  readonly version: number;
  readonly caseId: string | null;
  readonly publicationId: string | null;
  readonly number: string | null;
  readonly title: string;
  /** The bureau whose case it is, where it is not the reader's own. */
  readonly from: string | null;
  /** What was recorded. */
  readonly label: string;
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly due: string;
  readonly workingDays: number;
  readonly calendarDays: number;
  readonly allowed: number;
  readonly cite: Cite | null;
  /** Null where it was erased by law. */
  readonly reason: string | null;
  readonly by: string;
}

export interface LateEntriesReply {
  readonly rows: readonly LateEntryRow[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly next: string | null;
}
