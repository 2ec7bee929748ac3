import type { WorkItem, WorklistReply } from '@mingjing/api';
import { addDays, type Calendar, calendarNotes, workingDaysBetween } from '@mingjing/law';
import { SOON } from './due-words.ts';

interface NotedLine {
  readonly item: Pick<WorkItem, 'group' | 'due'>;
}

/** Make-up days and holidays on the line of the group they matter to: today and tomorrow at what is due today, the rest at what follows. */
export function groupNotes(
  calendar: Calendar,
  today: string,
  lines: readonly NotedLine[],
  chosen: readonly NotedLine[],
): WorklistReply['notes'] {
  const has = (group: WorkItem['group']) => lines.some(({ item }) => item.group === group);
  const notes = calendarNotes(calendar, today, SOON);
  const near = has('today') ? notes.filter(({ from }) => from <= addDays(today, 1)) : [];
  const words = (found: typeof notes) => found.map(({ sentence }) => sentence).join('；');
  return {
    today: words(near),
    soon: has('soon')
      ? [words(notes.filter((note) => !near.includes(note))), partysSoon(calendar, today, chosen)]
          .filter(Boolean)
          .join('；')
      : '',
  };
}

/** What parties owe in the same days: said beside ours, not counted with it. */
function partysSoon(calendar: Calendar, today: string, chosen: readonly NotedLine[]): string {
  const theirs = chosen.filter(
    ({ item: { group, due } }) =>
      group === 'party' && due !== null && due >= today && workingDaysBetween(calendar, today, due) <= SOON,
  );
  return theirs.length === 0 ? '' : `另有 ${theirs.length} 件等当事人，不计入`;
}
