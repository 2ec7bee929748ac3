import type { WorkItem } from '@mingjing/api';
import { lawChangeLabels, type RecordedChange, type UpdateDuty, updateDuties } from '@mingjing/law';

import type { Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { dueWords } from '../worklist/due-words.ts';

type UpdateItem = Omit<WorkItem, 'step' | 'lacks'>;

/** What changes of the law ask to be updated, as lines of the worklist; nothing of another unit for those who look at their own. */
export function updateItems(context: ServerContext, person: Person, who: 'mine' | 'bureau'): UpdateItem[] {
  const resources = context.resources();
  const calendar = resources.calendarOf(person.bureau);
  const today = context.clock.today();
  const keeps = person.roles.some((role) => role === 'policy-and-law' || role === 'liaison');
  return resources.registerOf(person.bureau).changes.flatMap((change) => {
    const { bureau, ...rules } = resources.rulebook(person.bureau, change.effectiveOn);
    return updateDuties(change, { bureau, ...rules }, calendar, today)
      .filter(
        ({ item, updatedOn }) =>
          updatedOn === null && (keeps || who === 'bureau' || item.unit === person.unit),
      )
      .flatMap((update) => {
        const unit = bureau.units.find(({ id }) => id === update.item.unit)?.name ?? update.item.unit;
        return toItem(change, update, unit, (duty) => dueWords(duty, today, calendar));
      });
  });
}

function toItem(
  change: RecordedChange,
  { item, duty: found, steps, state }: UpdateDuty,
  unit: string,
  words: (duty: WorkItem['duty']) => ReturnType<typeof dueWords>,
): UpdateItem[] {
  if (found === null) return [];
  const overdue = state === 'overdue' ? 'overdue' : 'open';
  const duty = {
    ...found,
    doneOn: null,
    waitingFor: 'bureau' as const,
    state: overdue as 'overdue' | 'open',
    steps,
  };
  return [
    {
      ...words(duty),
      caseId: '',
      update: { change: change.id, item: item.id },
      number: null,
      title: titleOf(change),
      party: unit,
      kind: 'update',
      what: `更新${item.name}`,
      cite: duty.cite,
      owner: unit,
      state: state === 'to-come' ? '尚未生效' : '待更新',
      duty,
      matter: null,
    },
  ];
}

function titleOf({ what, title }: RecordedChange): string {
  const name = what === 'duties' ? `${title}：` : `《${title.replaceAll(/[《》]/g, '')}》`;
  return `${name}${lawChangeLabels[what]}`;
}
