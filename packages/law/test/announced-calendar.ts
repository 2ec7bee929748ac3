import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Calendar, calendarYearSchema } from '../src/duties/calendar.ts';

const folder = join(process.env.MINGJING_PACKS ?? join(import.meta.dirname, '../../../packs'), 'calendar');

/** The years of holidays that the repository holds. */
export const calendar: Calendar = {
  years: readdirSync(folder)
    .sort()
    .map((file) => calendarYearSchema.parse(parse(readFileSync(join(folder, file), 'utf8')))),
};
