import type { AwaitingRow } from '@mingjing/api';
import { can } from '@mingjing/law';
import { type Person, toActor } from '../people/people.ts';
import { seenBy } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';
import { listViewing } from './viewing-requests.ts';

/** Askings to see the records of a case that wait for this person's answer; nobody answers their own. */
export async function viewingAwaiting(
  context: ServerContext,
  person: Person,
): Promise<readonly AwaitingRow[]> {
  if (can(toActor(person), 'decide-viewing', { bureau: person.bureau })) return [];
  const { rows } = await listViewing(context, person);
  const asked = rows.filter(({ state, isOwn }) => state === 'asked' && !isOwn);
  if (asked.length === 0) return [];
  const { rows: cases } = await seenBy(context.databases, person).query<{ id: string; party_name: string }>(
    `select id, party_name from case_file where id = any($1)`,
    [asked.map(({ caseId }) => caseId)],
  );
  const parties = new Map(cases.map(({ id, party_name }) => [id, party_name]));
  return asked.map(({ caseId, caseNumber, caseTitle, person: by, askedOn }) => ({
    caseId,
    viewing: true,
    label: '准许或者不准调阅',
    title: caseTitle,
    number: caseNumber,
    party: parties.get(caseId) ?? '',
    from: null,
    by,
    at: askedOn,
  }));
}
