/** Where a page of results ended: the next one starts after this row. */
export interface Cursor {
  readonly publishedOn: string;
  readonly id: string;
}

/** As it stands in an address: 2025-10-10~id. */
export const writeCursor = ({ publishedOn, id }: Cursor): string => `${publishedOn}~${id}`;

/** Reads a cursor; undefined where somebody broke it. */
export function readCursor(text: string): Cursor | undefined {
  const [, publishedOn, id] = /^(\d{4}-\d\d-\d\d)~([A-Za-z0-9._:-]{1,100})$/.exec(text) ?? [];
  if (publishedOn === undefined || id === undefined || !isDate(publishedOn)) return undefined;
  return { publishedOn, id };
}

/** Whether a text is a day of the calendar, written 2025-01-31. */
export function isDate(text: string): boolean {
  if (!/^(?:19|20)\d\d-\d\d-\d\d$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}
