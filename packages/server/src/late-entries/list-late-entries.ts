import type { LateEntriesQuery, LateEntriesReply, LateEntryRow } from '@mingjing/api';
import { type ActKind, factTypes, lateEntry } from '@mingjing/law';
import { z } from 'zod';
import { readCursor } from '../cases/list-cases.ts';
import { type ReadFact, readStoredFact } from '../journal/fact-codec.ts';
import { type Person, peopleOf } from '../people/people.ts';
import { seeAs } from '../people/see-as.ts';
import { dateInChina } from '../platform/clock.ts';
import type { ServerContext } from '../web/context.ts';

const PAGE = 50;

/** One page of what was entered late in the bureau, and in those above which it stands, as far as the person sees their cases. */
export async function listLateEntries(
  context: ServerContext,
  person: Person,
  query: LateEntriesQuery,
): Promise<LateEntriesReply> {
  const asked = lateEntriesStatement(overseen(context, person), query);
  const { rows } = await seeAs(context.databases, person, (db) => db.query<Row>(asked.text, asked.values));
  const shown = rows.slice(0, PAGE);
  const people = await peopleOf(context.databases.app, [
    person.bureau,
    ...new Set(shown.map(({ bureau }) => bureau)),
  ]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => toRow(context, person, row, names)),
    people: people.map(({ id, name }) => ({ id, name })),
    next:
      rows.length > PAGE && last !== undefined
        ? Buffer.from(JSON.stringify([String(last.key), `${last.version}/${last.stream}`])).toString(
            'base64url',
          )
        : null,
  };
}

/** The bureaux whose entries are asked for: the own one, those of which it is the superior, and for a supervising body any. */
function overseen(context: ServerContext, person: Person): readonly string[] {
  const { bureaus } = context.resources();
  const isUnder = (id: string) => bureaus.get(id)?.profile.superior?.id === person.bureau;
  return [...bureaus.keys()].filter(
    (id) =>
      id === person.bureau ||
      person.roles.includes('supervisor') ||
      (person.roles.includes('superior') && isUnder(id)),
  );
}

interface Row {
  readonly stream: string;
  readonly version: number;
  readonly bureau: string;
  readonly bytes: Buffer;
  readonly commitment: Buffer;
  readonly disclosures: readonly (string | null)[] | null;
  readonly case_id: string | null;
  readonly publication_id: string | null;
  readonly kind: ActKind;
  readonly number: string | null;
  readonly title: string;
  readonly key: number;
}

function toRow(
  context: ServerContext,
  person: Person,
  row: Row,
  names: ReadonlyMap<string, string>,
): LateEntryRow {
  const { fact } = openRow(row);
  const resources = context.resources();
  const late = lateEntry(
    resources.rulebook(row.bureau, fact.occurredOn),
    row.kind,
    resources.calendarOf(row.bureau),
    { occurredOn: fact.occurredOn, enteredOn: dateInChina(new Date(fact.recordedAt)) },
  );
  const { lateReason } = fact.data;
  return {
    stream: row.stream,
    version: row.version,
    caseId: row.case_id,
    publicationId: row.publication_id,
    number: row.number,
    title: row.title,
    from: row.bureau === person.bureau ? null : (resources.bureaus.get(row.bureau)?.short ?? row.bureau),
    label: factTypes[fact.type].label,
    occurredOn: fact.occurredOn,
    recordedAt: fact.recordedAt,
    due: late?.due ?? fact.occurredOn,
    workingDays: late?.workingDays ?? 0,
    calendarDays: late?.calendarDays ?? 0,
    allowed: late?.allowed ?? 0,
    cite: late?.cite ?? null,
    reason: typeof lateReason === 'string' ? lateReason : null,
    by: names.get(fact.actor) ?? fact.actor,
  };
}

const openRow = ({ bytes, commitment, disclosures }: Row): ReadFact =>
  readStoredFact({
    bytes,
    commitment,
    disclosures: (disclosures ?? []).filter((one) => one !== null),
  });

const keys: Readonly<Record<LateEntriesQuery['sort'], string>> = {
  entered: 'extract(epoch from j.recorded_at)::float8',
  happened: `(j.occurred_on - date '2000-01-01')::float8`,
  longest: `((j.recorded_at at time zone 'Asia/Shanghai')::date - j.occurred_on)::float8`,
};
const cursor = z.tuple([z.coerce.number(), z.string().regex(/^\d{1,9}\/.{3,120}$/)]);

/** The question as the database is asked it: rows of the partial index alone, of each command its first fact, and only where a reason was asked. */
export function lateEntriesStatement(
  bureaux: readonly string[],
  query: LateEntriesQuery,
): { readonly text: string; readonly values: unknown[] } {
  const key = keys[query.sort];
  const after = cursor.safeParse(readCursor(query.after));
  const [afterKey, place] = after.success ? after.data : [null, '0/'];
  const slash = place.indexOf('/');
  return {
    text: `select j.stream, j.version, j.bureau, j.bytes, j.commitment, d.bytes as disclosures,
      c.id as case_id, p.id as publication_id, coalesce(c.kind, p.kind) as kind, coalesce(c.number, p.number) as number,
      coalesce(c.title, p.title) as title, ${key} as key
    from journal j
    left join case_file c on j.stream like 'case/%' and c.id = substr(j.stream, 6)
    left join publication p on j.stream like 'publication/%' and p.id = substr(j.stream, 13)
    left join disclosure d on d.stream = j.stream and d.version = j.version
    where j.bureau = any($1) and j.occurred_on < (j.recorded_at at time zone 'Asia/Shanghai')::date and j.actor <> 'time'
      and convert_from(j.bytes, 'UTF8')::jsonb -> 'sealed' ? 'lateReason'
      and (c.id is not null or p.id is not null)
      and ($2::date is null or j.recorded_at >= $2::timestamp at time zone 'Asia/Shanghai')
      and ($3::date is null or j.recorded_at < ($3::timestamp + interval '1 day') at time zone 'Asia/Shanghai')
      and ($4::text is null or j.actor = $4)
      and ($5::float8 is null or (${key}, j.stream, j.version) < ($5, $6, $7))
      and not exists (select from journal e where e.stream = j.stream and e.version = j.version - 1
        and e.command_id = j.command_id and e.actor = j.actor)
    order by key desc, j.stream desc, j.version desc limit ${PAGE + 1}`,
    values: [
      bureaux,
      query.from ?? null,
      query.to ?? null,
      query.person ?? null,
      afterKey,
      place.slice(slash + 1),
      Number(place.slice(0, slash)),
    ],
  };
}
