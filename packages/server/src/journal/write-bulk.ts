import { factTypes } from '@mingjing/law';
import { leafEntry } from '@mingjing/ledger';
import type pg from 'pg';
import { disclosureValues, insertDisclosures } from './disclosure-rows.ts';
import { type CommandWrite, sealFacts } from './write-command.ts';

/** Writes many new streams at once inside the caller's transaction: journal, disclosures, pending leaves; no command rows. */
export async function writeBulk(
  client: pg.PoolClient,
  writes: readonly Omit<CommandWrite, 'project'>[],
): Promise<void> {
  const rows = writes.flatMap((write) => sealFacts(write).map((sealed) => ({ write, ...sealed })));
  if (rows.length === 0) return;
  await client.query({
    name: 'write-bulk-journal',
    text: `with rows as (
        select * from unnest($1::text[], $2::int[], $3::text[], $4::int[], $5::text[], $6::date[], $7::timestamptz[], $8::text[], $9::uuid[], $10::bytea[], $11::bytea[], $12::bytea[])
          with ordinality as r(stream, version, type, type_version, bureau, occurred_on, recorded_at, actor, command_id, bytes, commitment, leaf, n)
      ), journal_rows as (
        insert into journal (stream, version, type, type_version, bureau, occurred_on, recorded_at, actor, command_id, bytes, commitment)
        select stream, version, type, type_version, bureau, occurred_on, recorded_at, actor, command_id, bytes, commitment from rows
      )
      insert into ledger_pending (bureau, stream, version, leaf) select bureau, stream, version, leaf from rows order by n`,
    values: [
      rows.map(({ write }) => write.stream),
      rows.map(({ version }) => version),
      rows.map(({ fact }) => fact.type),
      rows.map(({ fact }) => factTypes[fact.type].version),
      rows.map(({ write }) => write.bureau),
      rows.map(({ fact }) => fact.occurredOn),
      rows.map(({ write }) => write.recordedAt),
      rows.map(({ write }) => write.actor),
      rows.map(({ write }) => write.commandId),
      rows.map(({ bytes }) => Buffer.from(bytes)),
      rows.map(({ commitment }) => Buffer.from(commitment)),
      rows.map(({ commitment }) => Buffer.from(leafEntry(commitment))),
    ],
  });
  const disclosing = rows.map(({ write, version, names, disclosures }) => ({
    stream: write.stream,
    version,
    names,
    disclosures,
  }));
  for (let start = 0; start < disclosing.length; start += DISCLOSING)
    await client.query({
      name: 'write-bulk-disclosures',
      text: insertDisclosures(1),
      values: disclosureValues(disclosing.slice(start, start + DISCLOSING)),
    });
}

/** Facts a statement: each takes its own out of the values of all, which is a walk from the first. */
const DISCLOSING = 64;
