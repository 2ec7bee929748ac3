import { addDays, can, endOfImported } from '@mingjing/law';
import { type Person, toActor } from '../people/people.ts';
import { seenBy } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';
import { dueWords } from './due-words.ts';
import type { WorkLine } from './work-items.ts';

/** Lines that a worklist holds of these; a whole import may end on one day. */
const MOST = 20;
/** How many days before its end a result is listed. */
const AHEAD = 15;

/** Somebody has asked for its withdrawal. */
export const AWAITS_APPROVAL = '等待批准撤下';

interface Row {
  readonly id: string;
  readonly kind: 'permit' | 'penalty';
  readonly number: string;
  readonly title: string;
  readonly party: string;
  readonly ends_on: string;
  readonly pending: boolean;
  readonly count: number;
}

const ENDED = 'from publication where bureau = $1 and ends_on is not null and ends_on <= $2::date';

/** By the index `publication_ending`: what stays long is not read, and of what ends only the lines shown are opened. */
export const ENDING = `select shown.id, kind, number, title, party_name as party, shown.ends_on::text, state_body -> 'pendingWithdrawal' <> 'null'::jsonb as pending, ended.count
  from (select id, kind, number, title, party_name, ends_on, state_body ${ENDED} order by ends_on, id limit ${MOST}) shown,
    (select count(*)::int ${ENDED}) ended
  order by shown.ends_on, shown.id`;

/** Imported results whose own last day in public has come or is near, for whoever asks for their withdrawal, or for the whole bureau. */
export async function endingResults(
  context: ServerContext,
  person: Person,
  who: 'mine' | 'bureau',
): Promise<readonly WorkLine['item'][]> {
  const { bureau } = person;
  // Handlers look after the results of their cases; these have none.
  const withdraws =
    person.roles.some((role) => role !== 'handler') &&
    can(
      toActor({ ...person, roles: person.roles.filter((role) => role !== 'handler') }),
      'propose-withdrawal',
      {
        bureau,
      },
    ) === undefined;
  if (who === 'mine' && !withdraws) return [];
  const resources = context.resources();
  const today = context.clock.today();
  const { rows } = await seenBy(context.databases, person).query<Row>({
    name: 'ending-results',
    text: ENDING,
    values: [bureau, addDays(today, AHEAD)],
  });
  const law = { rules: resources.rulebook(bureau, today), calendar: resources.calendarOf(bureau), today };
  return rows.flatMap((row, i) => {
    const duty = endOfImported({ kind: row.kind, endsOn: row.ends_on }, law);
    if (duty === undefined) return [];
    const more = i === MOST - 1 && row.count > MOST ? `（另有 ${row.count - MOST} 件，随办随列）` : '';
    return [
      {
        ...dueWords(duty, today, law.calendar),
        caseId: '',
        publicationId: row.id,
        number: row.number,
        title: row.title,
        party: row.party,
        kind: row.kind,
        what: `${duty.name}${more}`,
        cite: duty.cite,
        owner: '联络员',
        state: row.pending ? AWAITS_APPROVAL : today < (duty.due ?? '') ? '外部导入' : '尚未撤下',
        duty,
        matter: null,
      },
    ];
  });
}
