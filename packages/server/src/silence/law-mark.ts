import { createHash } from 'node:crypto';
import type { ServerContext } from '../web/context.ts';

/** Tells the law and the calendar that bind a bureau today from any other. */
export function lawMark(context: ServerContext, bureau: string): string {
  const resources = context.resources();
  const { held } = resources.rulebook(bureau, context.clock.today());
  const packs = held.map(({ version, decided = [] }) => [version, decided.map(({ fact }) => fact)]);
  return createHash('sha256')
    .update(JSON.stringify([packs, resources.calendarOf(bureau)]))
    .digest('hex');
}
