import { maskResidentIds } from './resident-id.ts';

/** A written value for a message: short, and never with a full identity number in it. */
export function quoteWritten(text: string, length = 40): string {
  const masked = maskResidentIds(text.trim());
  return masked.length > length ? `${masked.slice(0, length)}…` : masked;
}
