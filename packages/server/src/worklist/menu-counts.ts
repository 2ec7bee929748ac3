import type { MenuCounts } from '@mingjing/api';
import type { Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { awaitingOf } from './awaiting.ts';
import { lawByCase } from './law-of-case.ts';
import { menuOf } from './line-counts.ts';
import { openCases } from './open-cases.ts';
import { workLines } from './work-items.ts';
import { myCases, namesOf } from './worklist.ts';

/** How much waits for this person at each entry of the menu: what the pages behind them list, counted by what lists it. */
export async function menuCounts(context: ServerContext, person: Person): Promise<MenuCounts> {
  const open = await openCases(context, person);
  const names = await namesOf(context, person, open);
  const lines = await workLines(context, person, open, 'mine', names);
  const awaiting = await awaitingOf(context, person, open, names, lawByCase(context, person));
  return menuOf(lines, awaiting, myCases(open, person).length);
}
