/** The time of the office: instants for the record, legal dates (YYYY-MM-DD in +08:00) for the law. */
export type Clock = Readonly<{
  now(): Date;
  today(): string;
  /** Only a demonstration clock can be turned; forward only, to the same time of day. */
  advance?(date: string): void;
}>;

/** The calendar day of an instant in China, whatever the machine's own time zone. */
export const dateInChina = (instant: Date): string => {
  const day = Math.floor((instant.getTime() + chinaOffsetMs) / dayMs);
  // Most questions are about the day of the one before.
  if (day !== last.day) last = { day, date: new Date(day * dayMs).toISOString().slice(0, 10) };
  return last.date;
};

/** The machine's clock. */
export const systemClock = (): Clock => ({ now: () => new Date(), today: () => dateInChina(new Date()) });

/** A clock that starts at a chosen instant, runs at its usual speed and can be turned forward. */
export const demonstrationClock = (start: Date): Clock & Required<Pick<Clock, 'advance'>> => {
  let offset = start.getTime() - Date.now();
  const now = () => new Date(Date.now() + offset);
  const today = () => dateInChina(now());
  const advance = (date: string) => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date)))
      throw new RangeError(`not a date: ${date}`);
    if (date < today()) throw new RangeError(`the clock runs forward only: ${date} < ${today()}`);
    offset += Date.parse(date) - Date.parse(today());
  };
  return { now, today, advance };
};

const chinaOffsetMs = 8 * 3600 * 1000;
const dayMs = 24 * 3600 * 1000;
let last = { day: Number.NaN, date: '' };
