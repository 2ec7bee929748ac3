import { MOST_VIEWING_DAYS, type Refusal } from '@mingjing/law';
import { z } from 'zod';
import { type EmergencyRow, FEWEST_OF_REASON } from './emergency.ts';

export const askViewingRequest = z.strictObject({
  id: z.uuid(),
  caseId: z.uuid(),
  reason: z.string().trim().min(FEWEST_OF_REASON).max(400),
  days: z.int().min(1).max(MOST_VIEWING_DAYS),
  /** Copies too: the export of the case. */
  copying: z.boolean(),
});
export type AskViewingRequest = z.infer<typeof askViewingRequest>;

const request = z.int().min(1);
export const answerViewingRequest = z.discriminatedUnion('decision', [
  z.strictObject({ id: z.uuid(), request, decision: z.literal('grant'), until: z.iso.date() }),
  z.strictObject({
    id: z.uuid(),
    request,
    decision: z.literal('refuse'),
    reason: z.string().trim().min(2).max(400),
  }),
]);
export type AnswerViewingRequest = z.infer<typeof answerViewingRequest>;

/** One asking for leave to see the records of a case, and what became of it. */
export interface ViewingRow {
  readonly id: number;
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly caseTitle: string;
  readonly person: string;
  readonly isOwn: boolean;
  readonly askedOn: string;
  readonly days: number;
  readonly copying: boolean;
  readonly reason: string;
  /** `over`: granted, and its last day is past. */
  readonly state: 'asked' | 'granted' | 'refused' | 'over';
  readonly decidedBy: string | null;
  readonly decidedOn: string | null;
  readonly until: string | null;
  readonly refusedBecause: string | null;
}

/** What the person asked for, and what waits for their answer. */
export interface ViewingReply {
  readonly today: string;
  /** The last day for which leave may be given. */
  readonly last: string;
  readonly mayDecide: boolean;
  readonly rows: readonly ViewingRow[];
}

/** Whether the person sees the records of a case, and by what. */
export interface CaseViewing {
  /** Why not; null where they may. */
  readonly refusal: Refusal | null;
  /** The person's last asking for this case. */
  readonly asked: ViewingRow | null;
}

/** Who was let at a case: by an emergency, and this person at its records. */
export interface CaseAccess {
  /** When administrators had this case opened to them in an emergency, the newest first. */
  readonly emergencies: readonly EmergencyRow[];
  readonly viewing: CaseViewing;
}
