import { equalBytes, fromUtf8 } from '../encoding.ts';
import { VerificationError } from '../errors.ts';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import {
  decodeEntries,
  encodeTile,
  entriesPath,
  newTiles,
  TILE_LEVELS,
  TILE_WIDTH,
  type Tile,
  tilePath,
} from './tiles.ts';
import { appendLeaves, type Frontier, leafHash } from './tree.ts';
import type { Verifier } from './vkey.ts';

/** Reads a file of a published log by its path below the log's prefix; undefined where it is not there. */
export type ReadLogFile = (path: string) => Promise<Uint8Array | undefined>;

/** A published log that holds: its head, and the note that signs it. */
export type CheckedLog = { readonly checkpoint: Checkpoint; readonly note: string };

/**
 * Verifies a whole published log (checkpoint, every bundle, every tile) from its files alone and gives each entry to `visit`
 * in order. Refuses with the path of the first file that is missing or does not hold.
 */
export async function checkLog(
  read: ReadLogFile,
  log: Verifier,
  visit: (entry: Uint8Array, index: number) => void = () => undefined,
): Promise<CheckedLog> {
  const note = fromUtf8(await readRequired(read, 'checkpoint'));
  if (note === undefined) throw new VerificationError('note-malformed');
  const { checkpoint } = openCheckpoint(note, log);
  const hashes = new Map<string, Uint8Array>();
  let edge: Frontier = [];
  let root = appendLeaves([], 0, []).root;
  for (let size = 0; size < checkpoint.size; size += TILE_WIDTH) {
    const tile = { level: 0, n: size / TILE_WIDTH, width: Math.min(TILE_WIDTH, checkpoint.size - size) };
    const entries = await readEntries(read, tile);
    const leaves = entries.map(leafHash);
    await checkTile(read, tile, leaves);
    const grown = appendLeaves(edge, size, leaves);
    for (const { level, index, hash } of grown.nodes)
      if (level > 0 && level % TILE_LEVELS === 0) hashes.set(`${level}/${index}`, hash);
    for (const [i, entry] of entries.entries()) visit(entry, size + i);
    edge = grown.frontier;
    root = grown.root;
  }
  if (!equalBytes(root, checkpoint.root)) throw new VerificationError('log-root-mismatch');
  for (const tile of newTiles(0, checkpoint.size).filter(({ level }) => level > 0)) {
    const first = tile.n * TILE_WIDTH;
    const nodes = Array.from({ length: tile.width }, (_, i) =>
      hashes.get(`${tile.level * TILE_LEVELS}/${first + i}`),
    );
    await checkTile(read, tile, nodes as Uint8Array[]);
  }
  return { checkpoint, note };
}

async function readEntries(read: ReadLogFile, tile: Tile): Promise<Uint8Array[]> {
  const path = entriesPath(tile);
  const bytes = await readRequired(read, path);
  try {
    return decodeEntries(bytes, tile.width);
  } catch {
    throw new VerificationError('log-file-wrong', path);
  }
}

async function checkTile(read: ReadLogFile, tile: Tile, nodes: readonly Uint8Array[]): Promise<void> {
  const first = tile.n * TILE_WIDTH;
  const expected = encodeTile(tile, (_, index) => nodes[index - first] as Uint8Array);
  const path = tilePath(tile);
  if (!equalBytes(await readRequired(read, path), expected))
    throw new VerificationError('log-file-wrong', path);
}

async function readRequired(read: ReadLogFile, path: string): Promise<Uint8Array> {
  const bytes = await read(path);
  if (bytes === undefined) throw new VerificationError('log-file-missing', path);
  return bytes;
}
