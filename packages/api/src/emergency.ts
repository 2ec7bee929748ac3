import { z } from 'zod';
import { confirmer } from './people-requests.ts';

/** The longest that one case stays open to an administrator. */
export const MOST_HOURS = 4;

/** The fewest characters that say why a closed case should be opened. */
export const FEWEST_OF_REASON = 5;

export const openEmergencyRequest = z.strictObject({
  id: z.uuid(),
  /** The number of the one case. */
  caseNumber: z.string().trim().min(2).max(80),
  reason: z.string().trim().min(FEWEST_OF_REASON).max(400),
  hours: z.int().min(1).max(MOST_HOURS),
  /** The security administrator, on the spot. */
  confirmer,
});
export type OpenEmergencyRequest = z.infer<typeof openEmergencyRequest>;

/** One opening of one case to an administrator. */
export interface EmergencyRow {
  readonly id: number;
  readonly person: string;
  readonly confirmedBy: string;
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly reason: string;
  readonly openedAt: string;
  readonly until: string;
  readonly isOpen: boolean;
}

export interface EmergencyReply {
  readonly rows: readonly EmergencyRow[];
}
