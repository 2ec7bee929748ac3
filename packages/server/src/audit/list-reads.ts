import type { ListReadsQuery, ReadRow, ReadsReply } from '@mingjing/api';
import { z } from 'zod';
import { readCursor } from '../cases/list-cases.ts';
import { NOBODY } from '../people/note-sign-in.ts';
import { peopleOf } from '../people/people.ts';
import { actingBy } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';
import { escapeLike } from '../web/escape-like.ts';
import { PUBLIC } from './unknown-codes.ts';

const PAGE = 50;

interface Row {
  readonly id: string;
  readonly person: string;
  readonly name: string | null;
  readonly home: string | null;
  readonly action: string;
  readonly subject: string;
  readonly number: string | null;
  readonly read_at: Date;
  readonly segment: number | null;
  readonly index: number | null;
}

/** One page of a bureau's reads, newest first, as the filters ask. */
export async function listReads(
  context: ServerContext,
  bureau: string,
  query: ListReadsQuery,
): Promise<ReadsReply> {
  const [key, afterId] = readCursor(query.after);
  const after = z.iso.datetime().safeParse(key).success && z.uuid().safeParse(afterId).success;
  const { rows } = await actingBy(context.databases, { id: '', bureau }).query<Row>(READS, [
    bureau,
    query.person ?? null,
    query.number === undefined ? null : `%${escapeLike(query.number)}%`,
    query.day ?? null,
    query.action ?? null,
    after ? key : null,
    after ? afterId : null,
  ]);
  const people = await peopleOf(context.databases.app, [bureau]);
  const last = rows[PAGE - 1];
  return {
    rows: rows.slice(0, PAGE).map((row) => toRow(row, bureau, context)),
    people: people.map(({ id, name }) => ({ id, name })),
    next:
      rows.length > PAGE && last !== undefined
        ? Buffer.from(JSON.stringify([last.read_at.toISOString(), last.id])).toString('base64url')
        : null,
  };
}

function toRow(row: Row, bureau: string, context: ServerContext): ReadRow {
  const elsewhere = row.home !== null && row.home !== bureau;
  return {
    id: row.id,
    person: row.person,
    name: row.name ?? unnamed[row.person] ?? row.person,
    from: elsewhere ? (context.resources().bureaus.get(row.home ?? '')?.short ?? row.home) : null,
    action: row.action,
    subject: row.subject,
    number: row.number,
    readAt: row.read_at.toISOString(),
    segment: row.segment,
    logIndex: row.index,
  };
}

const unnamed: Readonly<Record<string, string>> = { [NOBODY]: '没有这个用户名', [PUBLIC]: '公众' };

const READS = `with wanted as (
    select 'case/' || id as stream from case_file where $3::text is not null and bureau = $1 and number ilike $3
    union all select 'publication/' || id from publication where $3::text is not null and bureau = $1 and number ilike $3
  )
  select r.id, r.person, p.name, p.bureau as home, r.action, r.subject, r.read_at, r.segment,
    coalesce(c.number, b.number) as number, e.index
  from audit_read r
  left join person p on p.id = r.person
  left join case_file c on c.bureau = r.bureau and r.subject like 'case/%' and c.id = split_part(r.subject, '/', 2)
  left join publication b on b.bureau = r.bureau and r.subject like 'publication/%' and b.id = split_part(r.subject, '/', 2)
  left join ledger_entry e on e.stream = 'audit/' || r.bureau and e.version = r.segment
  where r.bureau = $1 and ($2::text is null or r.person = $2)
    and ($3::text is null or split_part(r.subject, '/', 1) || '/' || split_part(r.subject, '/', 2) in (select stream from wanted))
    and ($4::date is null or (r.read_at >= $4::timestamp at time zone 'Asia/Shanghai' and r.read_at < ($4::timestamp + interval '1 day') at time zone 'Asia/Shanghai'))
    and ($5::text is null or r.action = $5)
    and ($6::timestamptz is null or (r.read_at, r.id) < ($6, $7::uuid))
  order by r.read_at desc, r.id desc limit ${PAGE + 1}`;
