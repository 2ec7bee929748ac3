import type { WorklistReply } from '@mingjing/api';
import { columnOf, type Standing } from '@mingjing/law';
import type { Person } from '../people/people.ts';
import { seenBy } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';

/** What became of the decisions of the person's bureau whose last day to be public lies in this month; null where there are none. */
export async function monthFigures(context: ServerContext, person: Person): Promise<WorklistReply['month']> {
  const today = context.clock.today();
  const { rows } = await seenBy(context.databases, person).query<{
    standing: Standing;
    due: string;
    decisions: number;
  }>({ name: 'month-figures', text: DUE_THIS_MONTH, values: [person.bureau, today] });
  const figures = { onTime: 0, late: 0, overdue: 0, withinLimit: 0 };
  for (const { standing, due, decisions } of rows) {
    const column = columnOf(standing, due, today);
    if (column in figures) figures[column as keyof typeof figures] += decisions;
  }
  const { onTime, late, overdue, withinLimit } = figures;
  const judged = onTime + late + overdue;
  return judged + withinLimit === 0
    ? null
    : { month: Number(today.slice(5, 7)), onTime, judged, overdue, withinLimit };
}

// The day by which a decision must be public comes within weeks of it: older ones are not joined with what became of them.
const DUE_THIS_MONTH = `select case when d.revoked_on is not null and coalesce(p.standing, 'waiting') = 'waiting' then 'revoked' else coalesce(p.standing, 'waiting') end as standing,
    coalesce(p.due, d.due) as due, count(*)::int as decisions
  from decision d left join publication p on p.case_id = d.case_id
  where d.bureau = $1 and d.made_on >= ($2::date - interval '1 year')::date and coalesce(p.due, d.due) >= date_trunc('month', $2::date)::date
    and coalesce(p.due, d.due) < (date_trunc('month', $2::date) + interval '1 month')::date
  group by 1, 2`;
