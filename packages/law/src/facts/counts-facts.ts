import { z } from 'zod';
import { date, id, short } from './fact-parts.ts';

const count = z.int().min(0);

/** The decisions of one kind and year at the end of a day: the last ordinal, and how many stand in which column. */
const sealedRowSchema = z.strictObject({
  kind: id,
  year: z.int(),
  last: count,
  onTime: count,
  late: count,
  withheld: count,
  withdrawn: count,
  expired: count,
  withinLimit: count,
  overdue: count,
  /** Of those counted as withdrawn: revoked before they were public. */
  revoked: count,
  /** Ordinals of decisions that the portal does not show, as ranges: 3,8-10. */
  unpublished: z.string().max(1_000_000),
});

/** What is sealed of a bureau's publication at the end of each day; nothing in it is withheld from anybody. */
export const sealedCountsSchema = z.strictObject({
  day: date,
  rows: z.array(sealedRowSchema),
  /** Withheld results by kind, year and ground. */
  withheld: z.array(z.strictObject({ kind: id, year: z.int(), ground: short, decisions: count })),
  /** Results shown that have no ordinal: imported from earlier systems, or decided on paper. */
  imported: count,
});
export type SealedCounts = z.infer<typeof sealedCountsSchema>;
export type SealedRow = z.infer<typeof sealedRowSchema>;
