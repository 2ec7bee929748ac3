import { maskResidentIds } from './resident-id.ts';
import { shortened } from './shortened.ts';

/** A written value for a message: short, and never with a full identity number in it. */
export function quoteWritten(text: string, length = 40): string {
  const masked = maskResidentIds(text.trim());
  return masked.length > length ? `${shortened(masked, length)}…` : masked;
}
