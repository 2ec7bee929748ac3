import { foldCase, foldPublication } from '@mingjing/law';
import { eraseOriginals, removeOriginals } from '../evidence/erase-originals.ts';
import { projectPublication } from '../publications/project-publication.ts';
import { replaceCaseState } from './case-states.ts';
import { type Databases, inTransaction, type Queryable } from './database.ts';
import type { ReadFact } from './fact-codec.ts';
import { renewCase } from './projections.ts';
import { readStream } from './read-stream.ts';
import { writeProjections } from './write-projections.ts';

/**
 * Carries out the erasures that two-person facts of a stream ordered, under the eraser's own role, and makes the
 * projection anew from what remains. Repeating it changes nothing.
 */
export async function carryOutErasures(
  { databases, evidenceFolder }: ErasureSurroundings,
  stream: string,
): Promise<void> {
  const facts = await readStream(databases.worker, stream);
  const orders = facts.filter(({ fact }) => fact.type === 'personal-data-erased');
  if (orders.length === 0) return;
  const digests = await inTransaction(databases.eraser, async (client) => {
    for (const order of orders) await erase(client, stream, order, facts);
    return await eraseOriginals(client, originalsOf(orders, facts));
  });
  // The files last: until they are gone, repeating finds them by the rows that say so.
  await removeOriginals(databases.eraser, evidenceFolder, digests);
  await projectRemains(databases.worker, stream);
}

/** Finishes erasures that were recorded but interrupted before they were carried out. */
export async function finishErasures(surroundings: ErasureSurroundings): Promise<void> {
  const { rows } = await surroundings.databases.worker.query<{ stream: string }>(
    `select distinct stream from journal where type = 'personal-data-erased' order by stream`,
  );
  for (const { stream } of rows) await carryOutErasures(surroundings, stream);
}

/** Where what is to be erased stands. */
export interface ErasureSurroundings {
  readonly databases: Databases;
  readonly evidenceFolder: string;
}

type Targets = readonly { version: number; fields: readonly string[] }[];

function originalsOf(orders: readonly ReadFact[], facts: readonly ReadFact[]): readonly string[] {
  const versions = orders
    .flatMap(({ fact }) => fact.data.targets as Targets)
    .filter(({ fields }) => fields.includes('attachment'))
    .map(({ version }) => version);
  return facts
    .filter(({ fact }) => fact.type === 'record-attached' && versions.includes(fact.version))
    .map(({ fact }) => (fact.data.attachment as { evidenceId: string }).evidenceId);
}

async function erase(
  client: Queryable,
  stream: string,
  order: ReadFact,
  facts: readonly ReadFact[],
): Promise<void> {
  const targets = order.fact.data.targets as Targets;
  for (const { version, fields } of targets) {
    await client.query(
      `update disclosure d set bytes = (
         select array_agg(case when one.name = any($3) then null else one.bytes end order by one.n)
         from unnest(d.names, d.bytes) with ordinality as one(name, bytes, n))
       where stream = $1 and version = $2
         and exists (select from unnest(d.names, d.bytes) as one(name, bytes) where one.name = any($3) and one.bytes is not null)`,
      [stream, version, fields],
    );
  }
  // What the commands behind them asked holds the words too, as a digest without salt. Empty, it still keeps their ids taken.
  await client.query(
    `update journal set asked = '' where stream = $1 and octet_length(asked) > 0
       and command_id in (select command_id from journal where stream = $1 and version = any($2))`,
    [stream, targets.map(({ version }) => version)],
  );
  // Documents made before the order repeat the erased words: their bytes go too, their digests stay in the journal.
  const documents = facts
    .filter(({ fact }) => fact.type === 'document-issued' && fact.version < order.fact.version)
    .map(({ fact }) => fact.data.documentId);
  await client.query(
    `update document set bytes = null where stream = $1 and id = any($2) and bytes is not null`,
    [stream, documents],
  );
}

/**
 * The case's row and everybody's unsent drafts of it hold erased words too. Under the row's lock, and from what the stream says
 * then, so that no command in between is overwritten.
 */
async function projectRemains(worker: Databases['worker'], stream: string): Promise<void> {
  if (stream.startsWith('publication/')) return await projectPublicationRemains(worker, stream);
  const id = stream.replace(/^case\//, '');
  await inTransaction(worker, async (client) => {
    await client.query(`select from case_file where id = $1 for update`, [id]);
    const facts = (await readStream(client, stream)).map(({ fact }) => fact);
    const last = facts.at(-1);
    const state = foldCase(facts);
    if (state === null || last === undefined) return;
    await writeProjections(client, [renewCase(state, last)]);
    await replaceCaseState(client, state);
    await client.query(`delete from draft where subject = $1`, [id]);
  });
}

/** What office and public see of a publication; under its row's lock, so that no command in between is overwritten. */
async function projectPublicationRemains(worker: Databases['worker'], stream: string): Promise<void> {
  const id = stream.replace(/^publication\//, '');
  await inTransaction(worker, async (client) => {
    await client.query(`select from publication where id = $1 for update`, [id]);
    const read = await readStream(client, stream);
    const facts = read.map(({ fact }) => fact);
    const [first] = read;
    const state = foldPublication(facts);
    if (first === undefined || state === null) return;
    await writeProjections(client, projectPublication(first.envelope.bureau, state, facts));
    await client.query(`delete from draft where subject = $1`, [id]);
  });
}
