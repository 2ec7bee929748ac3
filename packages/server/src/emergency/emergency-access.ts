import type { EmergencyRow, OpenEmergencyRequest } from '@mingjing/api';
import { recordInBureau } from '../bureaus/record-in-bureau.ts';
import type { Queryable } from '../journal/database.ts';
import type { ReadFact } from '../journal/fact-codec.ts';
import { readStream } from '../journal/read-stream.ts';
import { commandDigest } from '../journal/repeated-command.ts';
import { confirmedBy } from '../people/confirmed-by.ts';
import { type Person, peopleOf } from '../people/people.ts';
import { seenBy } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';

/** Opens one case of the bureau to an administrator for some hours; the security administrator confirms on the spot. */
export async function openInEmergency(
  context: ServerContext,
  by: Person,
  request: OpenEmergencyRequest,
): Promise<EmergencyRow> {
  const { confirmer, ...told } = request;
  const confirmed = await confirmedBy(context, by, confirmer, 'confirm-emergency-access');
  const seen = seenBy(context.databases, by);
  const { rows } = await seen.query<{ id: string }>(
    `select id from case_file where bureau = $1 and number = $2 limit 2`,
    [by.bureau, request.caseNumber],
  );
  const [found, another] = rows;
  if (found === undefined || another !== undefined)
    throw new RequestError('bad-request', '本机关没有这个案号的案件。', [
      { key: 'caseNumber', message: '核对案号。' },
    ]);
  const until = new Date(context.clock.now().getTime() + request.hours * HOUR).toISOString();
  const asked = {
    id: request.id,
    digest: commandDigest({ ...told, confirmer: confirmed.id }),
    actor: by.id,
  };
  const reply = await recordInBureau(context, by.bureau, asked, async () => ({
    facts: [
      {
        type: 'emergency-access-opened',
        occurredOn: context.clock.today(),
        data: { person: by.id, case: found.id, until, confirmedBy: confirmed.id, reason: request.reason },
      },
    ],
    project: [],
  }));
  const row = (await emergenciesOf(context, seen, by.bureau)).find(({ id }) => id === reply.version);
  if (row === undefined) throw new Error('an emergency access was written and is not there');
  return row;
}

/** Every opening in a bureau, or of one of its cases, the newest first; their numbers as `seen` shows the cases. */
export async function emergenciesOf(
  context: ServerContext,
  seen: Queryable,
  bureau: string,
  caseId?: string,
): Promise<readonly EmergencyRow[]> {
  const db = context.databases.app;
  const opened = (await readStream(db, `bureau/${bureau}`)).filter(
    ({ fact }) =>
      fact.type === 'emergency-access-opened' && (caseId === undefined || fact.data.case === caseId),
  );
  if (opened.length === 0) return [];
  const superior = context.resources().bureaus.get(bureau)?.profile.superior?.id;
  const people = await peopleOf(db, superior === undefined ? [bureau] : [bureau, superior]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const { rows } = await seen.query<{ id: string; number: string | null }>(
    `select id, number from case_file where id = any($1)`,
    [opened.map(({ fact }) => fact.data.case)],
  );
  const numbers = new Map(rows.map(({ id, number }) => [id, number]));
  const now = context.clock.now().toISOString();
  return opened.map((one) => rowOf(one, names, numbers, now)).reverse();
}

/** Whether a case stands open to this very person now; it ends by itself. */
export async function isOpenedTo(context: ServerContext, person: Person, caseId: string): Promise<boolean> {
  const rows = await readStream(context.databases.app, `bureau/${person.bureau}`);
  const now = context.clock.now().toISOString();
  return rows.some(
    ({ fact: { type, data } }) =>
      type === 'emergency-access-opened' &&
      data.person === person.id &&
      data.case === caseId &&
      String(data.until) > now,
  );
}

const HOUR = 3600_000;

function rowOf(
  { fact }: ReadFact,
  names: ReadonlyMap<string, string>,
  numbers: ReadonlyMap<string, string | null>,
  now: string,
): EmergencyRow {
  const text = (key: string) => String(fact.data[key] ?? '');
  return {
    id: fact.version,
    person: names.get(text('person')) ?? text('person'),
    confirmedBy: names.get(text('confirmedBy')) ?? text('confirmedBy'),
    caseId: text('case'),
    caseNumber: numbers.get(text('case')) ?? null,
    reason: fact.erased.includes('reason') ? '已依法删除' : text('reason'),
    openedAt: fact.recordedAt,
    until: text('until'),
    isOpen: text('until') > now,
  };
}
