/** How long a clause gives, as this second reading understands it; null for 及时 and for terms without figures. */
export type Figure =
  | {
      readonly count: number;
      readonly of: 'worked' | 'days' | 'months' | 'years' | 'hours';
      /** A last day off moves to the next day worked. */
      readonly rolls?: boolean;
      readonly backwards?: boolean;
      /** The figure stands in a law whose text is not held: it must be said to be unchecked. */
      readonly unchecked?: boolean;
      /** Causes of days that the text itself takes out. */
      readonly without?: readonly string[];
    }
  | { readonly each: string }
  | null;

/** One clause that gives a limit: where it stands, on what it starts, and under which circumstances of several. */
export interface Clause {
  readonly regulation: string;
  readonly article: string;
  readonly on: readonly string[];
  readonly figure: Figure;
  readonly where?: (set: Told) => boolean;
}

/** Circumstances with this reading's own defaults filled in. */
export interface Told {
  readonly kind: string;
  /** What the duty is for, where one article asks for two things of one event. */
  readonly does: string;
  readonly value: (name: string) => readonly string[];
}

export const worked = (count: number, ...without: readonly string[]): Figure => ({
  count,
  of: 'worked',
  without,
});
export const workedBefore = (count: number): Figure => ({ count, of: 'worked', backwards: true });
export const days = (count: number, ...without: readonly string[]): Figure => ({
  count,
  of: 'days',
  without,
});
export const daysBefore = (count: number): Figure => ({ count, of: 'days', backwards: true });
/** As `days`, and a last day off moves on. */
export const daysRolling = (count: number, ...without: readonly string[]): Figure => ({
  count,
  of: 'days',
  rolls: true,
  without,
});
export const months = (count: number): Figure => ({ count, of: 'months' });
export const monthsRolling = (count: number): Figure => ({ count, of: 'months', rolls: true });
export const years = (count: number): Figure => ({ count, of: 'years' });
export const hours = (count: number): Figure => ({ count, of: 'hours' });
export const unchecked = (figure: Figure): Figure =>
  figure === null || 'each' in figure ? figure : { ...figure, unchecked: true };
export const each = (monthDay: string): Figure => ({ each: monthDay });
/** 当场, 即时. */
export const atOnce: Figure = { count: 0, of: 'days' };
/** 及时, or no figure at all. */
export const noFigure = null;
