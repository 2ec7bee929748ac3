import { join } from 'node:path';
import {
  encodeEntries,
  encodeTile,
  entriesPath,
  equalBytes,
  newTiles,
  parseCheckpoint,
  parseNote,
  TILE_LEVELS,
  TILE_WIDTH,
  type Tile,
  tilePath,
} from '@mingjing/ledger';
import type { Queryable } from '../journal/database.ts';
import { type DurableFiles, durableFiles } from '../platform/durable-files.ts';
import { fileOperations } from '../platform/file-operations.ts';
import { withCosignatures } from './cosignatures.ts';
import { readNodes, rootAt } from './nodes.ts';

/** The file that names the head up to which everything before it has been written. */
export const CHECKPOINT = 'checkpoint';

/**
 * Writes what a log's newest signed head has and the published one had not: tiles, entry bundles, the checkpoint last, and that
 * again when witnesses have signed it. Answers the published size. Every file is a function of the log, so that a second writer or a second try writes the same.
 */
export async function publishLog(
  db: Queryable,
  bureau: string,
  folder: string,
  files: DurableFiles = durableFiles(fileOperations, { isPublic: true, root: folder }),
): Promise<number> {
  const published = await publishedSize(folder, files);
  const { rows } = await db.query<{ size: number; note: string }>(
    `select size, note from ledger_checkpoint where bureau = $1 order by size desc limit 1`,
    [bureau],
  );
  const head = rows[0];
  if (head === undefined || head.size < published) return published;
  await mustExtendPublished(db, bureau, folder, files);
  for (const tile of newTiles(published, head.size)) {
    await files.write(join(folder, tilePath(tile)), await readTile(db, bureau, tile));
    if (tile.level === 0)
      await files.write(join(folder, entriesPath(tile)), await readBundle(db, bureau, tile));
  }
  const note = await withCosignatures(db, bureau, head.size, head.note);
  if (published < head.size || note !== (await files.read(join(folder, CHECKPOINT)))?.toString('utf8'))
    await files.write(join(folder, CHECKPOINT), note);
  return head.size;
}

/** Nothing is written over files that tell another history. */
async function mustExtendPublished(
  db: Queryable,
  bureau: string,
  folder: string,
  files: DurableFiles,
): Promise<void> {
  const note = (await files.read(join(folder, CHECKPOINT)))?.toString('utf8');
  if (note === undefined) return;
  const { size, root } = parseCheckpoint(parseNote(note).text);
  if (!equalBytes(await rootAt(db, bureau, size), root))
    throw new Error(`the published head of ${bureau} at ${size} is not what the database holds`);
}

/** The size of the published head; 0 where nothing is published yet. */
export async function publishedSize(folder: string, files: DurableFiles = durableFiles()): Promise<number> {
  const note = await files.read(join(folder, CHECKPOINT));
  return note === undefined ? 0 : parseCheckpoint(parseNote(note).text).size;
}

/** The bytes of a tile of hashes as the database gives them. */
export async function readTile(db: Queryable, bureau: string, tile: Tile): Promise<Uint8Array> {
  const level = tile.level * TILE_LEVELS;
  const first = tile.n * TILE_WIDTH;
  const wanted = Array.from({ length: tile.width }, (_, i) => ({ level, index: first + i }));
  return encodeTile(tile, await readNodes(db, bureau, wanted));
}

/** The bytes of a bundle of entries as the database gives them. */
export async function readBundle(db: Queryable, bureau: string, { n, width }: Tile): Promise<Uint8Array> {
  const { rows } = await db.query<{ leaf: Buffer }>(
    `select leaf from ledger_entry where bureau = $1 and index >= $2 and index < $3 order by index`,
    [bureau, n * TILE_WIDTH, n * TILE_WIDTH + width],
  );
  if (rows.length !== width) throw new Error(`entries ${n * TILE_WIDTH}… of ${bureau} are missing`);
  return encodeEntries(rows.map(({ leaf }) => leaf));
}
