import {
  addDays,
  type Calendar,
  type CalendarYear,
  type CaseState,
  caseDuties,
  dueDate,
} from '@mingjing/law';
import { openedOn } from '../packages/server/src/cases/case-store.ts';
import { type CaseStateRow, caseStates, STATE_JOIN } from '../packages/server/src/journal/case-states.ts';
import type { Installation } from './installation.ts';
import { type Figure, timed } from './measure.ts';

const DATES = 1_000_000;
const OPEN_DUTIES = 100_000;

/** How fast last days are found, and how fast open duties are reckoned again when a year's holidays become known. */
export async function measureDuties({ context }: Installation): Promise<readonly Figure[]> {
  const calendar = context.resources().calendarOf('wenshang');
  const dates = await timed(async () => findDates(calendar));
  const { rows } = await context.databases.worker.query<CaseStateRow>(
    `select c.id, s.state from case_file c ${STATE_JOIN}`,
  );
  const states = [...(await caseStates(context.databases.worker, rows)).values()];
  let moved = 0;
  const again = await timed(async () => {
    moved = reckonAgain(context, states);
  });
  return [
    { name: '一百万个到期日（不列逐日）', value: dates / 1000, unit: 's', goal: { atMost: 10 } },
    {
      name: '导入放假安排后重算十万项未办期限',
      value: again / 1000,
      unit: 's',
      goal: { atMost: 10 },
      note: `新旧两次，其中 ${moved} 项移动`,
    },
  ];
}

function findDates(calendar: Calendar): void {
  const starts = Array.from({ length: 1800 }, (_, index) => addDays('2022-01-01', index));
  const units = ['working-day', 'calendar-day', 'month', 'year'] as const;
  const counts = [2, 3, 5, 7, 10, 15, 20, 30, 90];
  for (let index = 0; index < DATES; index++) {
    const start = starts[(index * 7919) % starts.length] ?? '';
    const unit = units[index % units.length] ?? 'working-day';
    const count = unit === 'year' ? 5 : (counts[index % counts.length] ?? 7);
    dueDate(calendar, start, { count, unit }, { rolls: index % 3 === 0 });
  }
}

/** Every open duty by the calendar as it was and as it became, as the office does when a year is imported. */
function reckonAgain(context: Installation['context'], states: readonly CaseState[]): number {
  const resources = context.resources();
  const today = context.clock.today();
  const sides = states.map((state) => {
    const calendar = resources.calendarOf(state.bureau);
    const asked = { bureau: state.bureau, openedOn: openedOn(state), packs: state.packs, today };
    return { state, rules: resources.rulebookOver({ ...asked, event: today }), calendar };
  });
  const known = new Map<Calendar, Calendar>();
  let open = 0;
  let moved = 0;
  for (let index = 0; open < OPEN_DUTIES; index++) {
    const side = sides[index % sides.length];
    if (side === undefined) throw new Error('no cases');
    const { state, rules, calendar } = side;
    const after = known.get(calendar) ?? withHoliday(calendar, today);
    known.set(calendar, after);
    const was = caseDuties(state, rules, calendar, today);
    const is = caseDuties(state, rules, after, today);
    for (const [at, duty] of is.entries()) {
      if (duty.doneOn !== null) continue;
      open++;
      if (duty.due !== was[at]?.due) moved++;
    }
  }
  return moved;
}

/** Another calendar: two weeks from today on are off. */
function withHoliday(calendar: Calendar, today: string): Calendar {
  const days = Array.from({ length: 14 }, (_, index) => [addDays(today, index + 1), '加放'] as const);
  const year: CalendarYear = {
    year: 1999,
    notice: '',
    number: null,
    off: Object.fromEntries(days),
    work: {},
  };
  return { years: [...calendar.years, year] };
}
