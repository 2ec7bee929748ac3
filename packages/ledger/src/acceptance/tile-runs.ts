import { createHash } from 'node:crypto';
import { equalBytes, toUtf8 } from '../encoding.ts';
import { openCheckpoint } from '../log/checkpoint.ts';
import {
  decodeEntries,
  encodeEntries,
  encodeTile,
  entriesPath,
  newTiles,
  nodesFromTiles,
  parseEntriesPath,
  parseTilePath,
  TILE_WIDTH,
  type Tile,
  tilePath,
} from '../log/tiles.ts';
import { appendLeaves, consistencyProof, inclusionProof, leafHash } from '../log/tree.ts';
import { verifyConsistency, verifyInclusion } from '../log/tree-verify.ts';
import { parseVkey } from '../log/vkey.ts';
import { numberedTree, treeOver } from './merkle-runs.ts';
import { bytesOf, type Run, type Tally } from './run.ts';

type TileVectors = {
  sizes: {
    size: number;
    allTilesDigest: string;
    tiles: { path: string; bytes: number; sha256: string }[];
  }[];
};
type PathVectors = { valid: (Tile & { path: string })[]; invalid: string[] };
type BundleVectors = { bundles: { path: string; size: number; bytes: number; sha256: string }[] };
type LogVectors = { vkey: string; leaves: string[]; files: Record<string, string> };

/** The vector files about tiles, bundles and a whole log kept in them. */
export const tileRuns: Readonly<Record<string, Run>> = {
  'tlog-tiles.json': tiles,
  'tlog-tile-paths.json': tilePaths,
  'tlog-entry-bundles.json': entryBundles,
  'tessera-testlog.json': wholeLog,
};

function tiles({ sizes }: TileVectors, counts: Tally): void {
  const getNode = numberedTree(Math.max(...sizes.map(({ size }) => size)));
  for (const { size, allTilesDigest, tiles: listed } of sizes) {
    const built = newTiles(0, size).map((tile) => {
      const bytes = encodeTile(tile, getNode);
      return { path: tilePath(tile), bytes: bytes.length, sha256: sha256Hex(bytes) };
    });
    const lines = built.map(({ path, sha256 }) => `${path} ${sha256}\n`).join('');
    counts.same(`all tiles of ${size}`, sha256Hex(toUtf8(lines)), allTilesDigest);
    for (const { path, bytes, sha256 } of listed) {
      counts.check(`${path} of ${size}`, () =>
        built.some((tile) => tile.path === path && tile.bytes === bytes && tile.sha256 === sha256),
      );
    }
  }
}

function tilePaths({ valid, invalid }: PathVectors, counts: Tally): void {
  for (const { path, level, n, width } of valid) {
    counts.same(path, tilePath({ level, n, width }), path);
    counts.check(path, () => {
      const tile = parseTilePath(path);
      return tile.level === level && tile.n === n && tile.width === width;
    });
  }
  for (const path of invalid) counts.refuses(path, () => parseTilePath(path));
}

function entryBundles({ bundles }: BundleVectors, counts: Tally): void {
  for (const { path, size, bytes, sha256 } of bundles) {
    const { n, width } = parseEntriesPath(path);
    const entries = Array.from({ length: width }, (_, i) => toUtf8(`leaf-${n * TILE_WIDTH + i}`));
    const bundle = encodeEntries(entries);
    counts.same(`path of ${path}`, entriesPath({ n, width }), path);
    counts.check(`${path} lies in ${size}`, () => n * TILE_WIDTH + width <= size);
    counts.check(path, () => bundle.length === bytes && sha256Hex(bundle) === sha256);
    counts.check(`${path} read back`, () =>
      decodeEntries(bundle, width).every((entry, i) => equalBytes(entry, entries[i] as Uint8Array)),
    );
  }
}

function wholeLog({ vkey, leaves, files }: LogVectors, counts: Tally): void {
  const log = parseVkey(vkey);
  const entries: Uint8Array[] = leaves.map(toUtf8);
  const file = (path: string) => bytesOf(files[path] as string);
  const own = treeOver(entries);
  const heads = Array.from({ length: entries.length + 1 }, (_, size) => {
    const { root } = appendLeaves([], 0, entries.slice(0, size).map(leafHash));
    counts.check(`checkpoint.${size}`, () => {
      const { checkpoint } = openCheckpoint(file(`checkpoint.${size}`), log);
      return checkpoint.size === size && equalBytes(checkpoint.root, root);
    });
    return root;
  });
  for (const [path, content] of Object.entries<string>(files)) {
    if (path.startsWith('tile/entries/')) {
      const { width } = parseEntriesPath(path);
      counts.check(path, () => equalBytes(encodeEntries(entries.slice(0, width)), bytesOf(content)));
    } else if (path.startsWith('tile/')) {
      counts.check(path, () => equalBytes(encodeTile(parseTilePath(path), own), bytesOf(content)));
    }
  }
  heads.forEach((root, size) => {
    const getNode = nodesFromTiles(size, (tile) => file(tilePath(tile)));
    entries.slice(0, size).forEach((entry, i) => {
      const proof = inclusionProof(i, size, getNode);
      counts.check(`entry ${i} of ${size}`, () => verifyInclusion(i, size, leafHash(entry), proof, root));
      const steps = consistencyProof(i + 1, size, getNode);
      const old = heads[i + 1] as Uint8Array;
      counts.check(`${i + 1} to ${size}`, () => verifyConsistency(i + 1, size, old, root, steps));
    });
  });
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
