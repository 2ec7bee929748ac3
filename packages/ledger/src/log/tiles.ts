import { concatBytes, parseDecimal } from '../encoding.ts';
import { VerificationError } from '../errors.ts';
import { HASH_LENGTH } from '../hash.ts';
import { type GetNode, requireCount, requireHash, rootFromLeaves } from './tree.ts';

/** A tile of the log (C2SP tlog-tiles): `width` of 256 hashes, the `n`-th on its level. */
export type Tile = { readonly level: number; readonly n: number; readonly width: number };

/** The number of hashes or entries in a full tile or bundle. */
export const TILE_WIDTH = 256;

/** Levels of the tree between one level of tiles and the next. */
export const TILE_LEVELS = 8;

/** The path of a tile of hashes below the log's prefix. */
export function tilePath(tile: Tile): string {
  return `tile/${tile.level}/${indexPath(tile)}`;
}

/** The path of a bundle of entries below the log's prefix. */
export function entriesPath(bundle: { readonly n: number; readonly width: number }): string {
  return `tile/entries/${indexPath(bundle)}`;
}

/** Reads the path of a tile of hashes. */
export function parseTilePath(path: string): Tile {
  const [, level = '', rest = ''] = /^tile\/([0-9]{1,2})\/(.*)$/.exec(path) ?? [];
  const value = parseDecimal(level);
  if (value === undefined || value > 63) throw new VerificationError('tile-malformed', path);
  return { level: value, ...parseIndexPath(rest, path) };
}

/** Reads the path of a bundle of entries. */
export function parseEntriesPath(path: string): { n: number; width: number } {
  if (!path.startsWith('tile/entries/')) throw new VerificationError('tile-malformed', path);
  return parseIndexPath(path.slice('tile/entries/'.length), path);
}

/** The tiles that a tree of `newSize` leaves has and the tree of `oldSize` leaves had not, lower levels first. */
export function newTiles(oldSize: number, newSize: number): Tile[] {
  const tiles: Tile[] = [];
  let [before, after] = [requireCount(oldSize), requireCount(newSize)];
  for (let level = 0; after > 0; level++) {
    if (after > before) {
      for (let n = Math.floor(before / TILE_WIDTH); n * TILE_WIDTH < after; n++) {
        tiles.push({ level, n, width: Math.min(TILE_WIDTH, after - n * TILE_WIDTH) });
      }
    }
    [before, after] = [Math.floor(before / TILE_WIDTH), Math.floor(after / TILE_WIDTH)];
  }
  return tiles;
}

/** The bytes of a tile, built from the hashes of complete subtrees. */
export function encodeTile(tile: Tile, getNode: GetNode): Uint8Array {
  const first = tile.n * TILE_WIDTH;
  return concatBytes(
    ...Array.from({ length: tile.width }, (_, i) => {
      const hash = getNode(tile.level * TILE_LEVELS, first + i);
      requireHash(hash);
      return hash;
    }),
  );
}

/** The hashes in the bytes of a tile of this width. */
export function decodeTile(bytes: Uint8Array, width: number): Uint8Array[] {
  if (bytes.length !== width * HASH_LENGTH) throw new VerificationError('tile-malformed', `${bytes.length}`);
  return Array.from({ length: width }, (_, i) => bytes.subarray(i * HASH_LENGTH, (i + 1) * HASH_LENGTH));
}

/** Reads the nodes of a tree of `size` leaves out of its tiles; `readTile` may be asked for the same tile again. */
export function nodesFromTiles(size: number, readTile: (tile: Tile) => Uint8Array): GetNode {
  return (level, index) => {
    const tileLevel = Math.floor(level / TILE_LEVELS);
    const width = 2 ** (level % TILE_LEVELS);
    const n = Math.floor((index * width) / TILE_WIDTH);
    const onLevel = Math.floor(size / TILE_WIDTH ** tileLevel) - n * TILE_WIDTH;
    const first = index * width - n * TILE_WIDTH;
    if (first + width > onLevel) throw new VerificationError('tree-range', `${level}/${index}`);
    const tile = { level: tileLevel, n, width: Math.min(TILE_WIDTH, onLevel) };
    return rootFromLeaves(decodeTile(readTile(tile), tile.width).slice(first, first + width));
  };
}

/** The bytes of a bundle: each entry after its length as a big-endian 16-bit number. */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(
    ...entries.flatMap((entry) => {
      if (entry.length > 0xffff) throw new VerificationError('tile-malformed', `${entry.length}`);
      return [Uint8Array.of(entry.length >> 8, entry.length & 255), entry];
    }),
  );
}

/** The entries in the bytes of a bundle of this width. */
export function decodeEntries(bytes: Uint8Array, width: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const length = (bytes[offset] ?? 0) * 256 + (bytes[offset + 1] ?? 0);
    const end = offset + 2 + length;
    if (end > bytes.length) throw new VerificationError('tile-malformed');
    entries.push(bytes.subarray(offset + 2, end));
    offset = end;
  }
  if (entries.length !== width) throw new VerificationError('tile-malformed', `${entries.length}`);
  return entries;
}

function indexPath({ n, width }: { readonly n: number; readonly width: number }): string {
  const groups =
    String(n)
      .padStart(Math.ceil(String(n).length / 3) * 3, '0')
      .match(/.{3}/g) ?? [];
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return width === TILE_WIDTH ? path : `${path}.p/${width}`;
}

function parseIndexPath(text: string, whole: string): { n: number; width: number } {
  const match = /^((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(text);
  const n = Number(match?.[1]?.replaceAll(/[x/]/g, '') ?? Number.NaN);
  const width = match?.[2] === undefined ? TILE_WIDTH : Number(match[2]);
  const isPartial = match?.[2] !== undefined;
  if (!Number.isSafeInteger(n) || (isPartial && width >= TILE_WIDTH) || indexPath({ n, width }) !== text) {
    throw new VerificationError('tile-malformed', whole);
  }
  return { n, width };
}
