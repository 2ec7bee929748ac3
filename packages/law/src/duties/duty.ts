import type { Cite } from '../cite.ts';
import type { Rank } from '../pack/schema.ts';
import type { ScheduledStep } from './chain-steps.ts';

export interface SkippedDay {
  readonly date: string;
  readonly why: string;
  /** Address of the State Council notice for a holiday; absent for weekends. */
  readonly notice?: string;
}

/** A duty that explains itself: what, by whom, from when, which days were counted, which were not, and on what clause. */
export interface Duty {
  readonly id: string;
  readonly name: string;
  readonly does: string;
  /** Null for a duty without figures (及时). */
  readonly due: string | null;
  readonly start: string;
  readonly startEvent: string;
  readonly unit: 'hour' | 'working-day' | 'calendar-day' | 'month' | 'year' | 'yearly' | null;
  readonly count: number | null;
  readonly countedDays: readonly string[];
  readonly skipped: readonly SkippedDay[];
  readonly excluded: readonly { readonly from: string; readonly to: string; readonly cause: string }[];
  readonly modality: 'must' | 'may';
  readonly owner: string;
  readonly channel: string | null;
  readonly layer: string;
  readonly rank: Rank;
  readonly regulation: string;
  readonly article: string;
  readonly quote: string;
  readonly cite: Cite;
  readonly binding: boolean;
  /** Beyond the last announced calendar year. */
  readonly provisional: boolean;
  readonly unverified: boolean;
  readonly note: string | null;
  readonly silence: string | null;
  readonly others: readonly Omit<Duty, 'others'>[];
}

/** A duty in a case, with what became of it. */
export interface CaseDuty extends Duty {
  readonly doneOn: string | null;
  /** Done on paper, before the case was taken in. */
  readonly onPaper?: true;
  /** `party`: it is the party's turn, not a duty of the bureau. */
  readonly waitingFor: 'bureau' | 'party';
  readonly state: 'open' | 'done' | 'done-late' | 'overdue';
  /** The chain that must fit inside it, reckoned backwards; empty where no regulation names one. */
  readonly steps: readonly ScheduledStep[];
}
