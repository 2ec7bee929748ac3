import { z } from 'zod';

/** One year's holiday arrangement as the State Council announced it. */
export interface CalendarYear {
  readonly year: number;
  /** Address of the notice. */
  readonly notice: string;
  /** Number of the notice where known, e.g. 国办发明电〔2024〕12号. */
  readonly number: string | null;
  /** Days off by name, and make-up working days, all `YYYY-MM-DD`. */
  readonly off: Readonly<Record<string, string>>;
  readonly work: Readonly<Record<string, string>>;
}

/** The calendar that deadlines are counted on: announced years only; beyond them a day is provisional. */
export interface Calendar {
  readonly years: readonly CalendarYear[];
}

const daysByName = z.record(z.iso.date(), z.string().min(1).max(40));

/** A year's arrangement as it is read from a file. */
export const calendarYearSchema = z.strictObject({
  year: z.int().min(2000).max(2100),
  notice: z.url().max(400),
  number: z.string().max(60).nullable(),
  off: daysByName,
  work: daysByName,
});
