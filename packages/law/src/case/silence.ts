import type { Duty } from '../duties/duty.ts';
import type { Fact } from '../facts/fact-types.ts';

/** What a case will come to if nobody says anything until the end of `due`; null while that day is not settled. */
export interface Silence extends Pick<Fact, 'type' | 'data'> {
  readonly due: string | null;
}

/** The last day of a period, unless a calendar not yet announced may move it. */
export const settledDue = ({ due, provisional }: Duty): string | null => (provisional ? null : due);
