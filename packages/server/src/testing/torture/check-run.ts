import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  appendLeaves,
  checkLog,
  type Frontier,
  leafEntry,
  leafHash,
  openCheckpoint,
  parseVkey,
  toHex,
} from '@mingjing/ledger';
import type pg from 'pg';
import { placeOf } from '../../evidence/evidence-store.ts';
import { durableFiles } from '../../platform/durable-files.ts';
import type { Note } from './notes.ts';

/** What a torture run left behind, to be held against what its processes noted. */
export interface Remains {
  readonly owner: pg.ClientBase;
  readonly bureaus: readonly { readonly id: string; readonly vkey: string }[];
  /** The notes of each app node with the folder of its originals. */
  readonly writers: readonly { readonly notes: readonly Note[]; readonly folder: string }[];
  /** The notes of each keeper with the folder of its published logs. */
  readonly keepers: readonly { readonly notes: readonly Note[]; readonly folder: string }[];
}

/** What was found after a run: how much there was, and a sentence for each thing that is not as it was acknowledged. */
export interface Found {
  readonly acknowledged: number;
  readonly facts: number;
  readonly originals: number;
  readonly heads: number;
  readonly wrong: readonly string[];
}

/** Holds journal, log, published files and originals against every note. */
export async function checkRun(remains: Remains): Promise<Found> {
  const wrong: string[] = [];
  const notes = [...remains.writers, ...remains.keepers].flatMap((one) => one.notes);
  for (const note of notes) if (note.kind === 'wrong') wrong.push(note.sentence);
  const { acknowledged, facts } = await checkFacts(remains, wrong);
  let heads = 0;
  for (const { id, vkey } of remains.bureaus) heads += await checkHeads(remains, id, vkey, wrong);
  const originals = await checkOriginals(remains, wrong);
  return { acknowledged, facts, originals, heads, wrong };
}

interface Row {
  readonly stream: string;
  readonly version: number;
  readonly command: string;
  readonly commitment: Buffer;
  readonly leaf: Buffer | null;
  readonly position: number | null;
}

/** Each acknowledged fact is there once, with the commitment that was told, in its case's order, and in the log likewise. */
async function checkFacts({ owner, writers }: Remains, wrong: string[]) {
  const { rows } = await owner.query<Row>(
    `select j.stream, j.version, j.command_id as command, j.commitment, e.leaf, e.index::int as position
     from journal j left join ledger_entry e on e.stream = j.stream and e.version = j.version
     where j.stream like 'case/%' order by j.stream, j.version`,
  );
  const found = new Map(rows.map((row) => [`${row.stream}@${row.version}`, row]));
  const commands = new Set<string>();
  let before: Row | undefined;
  for (const row of rows) {
    const name = `${row.stream}@${row.version}`;
    if (commands.has(row.command)) wrong.push(`${name} was written twice`);
    commands.add(row.command);
    const follows = before?.stream === row.stream ? before.version + 1 : 1;
    if (row.version !== follows) wrong.push(`${name} does not follow the fact before it`);
    if (row.position === null) wrong.push(`${name} is not in the log`);
    else if (!row.leaf?.equals(leafEntry(row.commitment))) wrong.push(`${name} has another leaf in the log`);
    else if (before?.stream === row.stream && (before.position ?? 0) > row.position)
      wrong.push(`${name} stands before its predecessor in the log`);
    before = row;
  }
  let acknowledged = 0;
  for (const note of writers.flatMap(({ notes }) => notes)) {
    if (note.kind !== 'acknowledged') continue;
    acknowledged += 1;
    const row = found.get(`${note.stream}@${note.version}`);
    if (row === undefined) wrong.push(`${note.stream}@${note.version} was acknowledged and is lost`);
    else if (row.command !== note.command || toHex(row.commitment) !== note.commitment)
      wrong.push(`${note.stream}@${note.version} is another fact than was acknowledged`);
  }
  const [pending] = (await owner.query<{ n: number }>(`select count(*)::int as n from ledger_pending`)).rows;
  if (pending?.n !== 0) wrong.push(`${pending?.n} leaves are still pending`);
  return { acknowledged, facts: rows.length };
}

/** Every head that was ever signed or published is a prefix of the log as it is now. */
async function checkHeads({ owner, keepers }: Remains, bureau: string, vkey: string, wrong: string[]) {
  const entries = await owner.query<{ index: number; leaf: Buffer }>(
    `select index::int, leaf from ledger_entry where bureau = $1 order by index`,
    [bureau],
  );
  entries.rows.forEach(({ index }, i) => {
    if (index !== i) wrong.push(`${bureau}: entry ${i} is ${index}`);
  });
  const signed = await owner.query<{ note: string }>(`select note from ledger_checkpoint where bureau = $1`, [
    bureau,
  ]);
  const published = keepers
    .flatMap(({ notes }) => notes)
    .filter((note) => note.kind === 'published' && note.bureau === bureau);
  const notes = [...signed.rows, ...published].map((one) => (one as { note: string }).note);
  const heads = notes
    .map((note) => openCheckpoint(note, parseVkey(vkey)).checkpoint)
    .sort((a, b) => a.size - b.size);
  const leaves = entries.rows.map(({ leaf }) => leafHash(leaf));
  let [size, frontier, root]: [number, Frontier, string] = [0, [], ''];
  for (const head of heads) {
    if (head.size > leaves.length) {
      wrong.push(`${bureau}: a head of ${head.size} entries was signed, there are ${leaves.length}`);
      continue;
    }
    const grown = appendLeaves(frontier, size, leaves.slice(size, head.size));
    [size, frontier, root] = [grown.size, grown.frontier, toHex(grown.root)];
    if (toHex(head.root) !== root)
      wrong.push(`${bureau}: the head of ${head.size} entries has another root now`);
  }
  if (heads.at(-1)?.size !== leaves.length) wrong.push(`${bureau}: the last entries are not signed for`);
  const findings = await owner.query(
    `select kind from ledger_finding where bureau = $1 and kind <> 'stale-witness'`,
    [bureau],
  );
  if (findings.rows.length > 0) wrong.push(`${bureau}: a witness contradicts the log`);
  for (const { folder } of keepers) await checkPublished(join(folder, bureau), vkey, leaves.length, wrong);
  return heads.length;
}

async function checkPublished(folder: string, vkey: string, size: number, wrong: string[]): Promise<void> {
  const files = durableFiles();
  try {
    const { checkpoint } = await checkLog((path) => files.read(join(folder, path)), parseVkey(vkey));
    if (checkpoint.size !== size)
      wrong.push(`${folder}: ${checkpoint.size} of ${size} entries are published`);
  } catch (error) {
    wrong.push(`${folder}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function checkOriginals({ writers }: Remains, wrong: string[]): Promise<number> {
  let originals = 0;
  for (const { notes, folder } of writers)
    for (const note of notes) {
      if (note.kind !== 'stored') continue;
      originals += 1;
      const bytes = await readFile(placeOf(folder, note.sha256)).catch(() => undefined);
      const isWhole =
        bytes?.length === note.size && createHash('sha256').update(bytes).digest('hex') === note.sha256;
      if (!isWhole) wrong.push(`original ${note.sha256} is ${bytes === undefined ? 'lost' : 'damaged'}`);
    }
  return originals;
}
