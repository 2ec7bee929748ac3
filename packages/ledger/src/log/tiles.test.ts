import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toUtf8 } from '../encoding.ts';
import {
  decodeEntries,
  decodeTile,
  encodeEntries,
  encodeTile,
  entriesPath,
  newTiles,
  nodesFromTiles,
  parseEntriesPath,
  parseTilePath,
  tilePath,
} from './tiles.ts';
import { appendLeaves, type GetNode, inclusionProof, leafHash } from './tree.ts';

const refused = expect.objectContaining({ code: 'tile-malformed' });

test('tlog-tiles: the index is written in groups of three digits', () => {
  expect(tilePath({ level: 0, n: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
  expect(tilePath({ level: 3, n: 7, width: 5 })).toBe('tile/3/007.p/5');
  expect(entriesPath({ n: 1000, width: 1 })).toBe('tile/entries/x001/000.p/1');
});

test('every tile path reads back', () => {
  const tile = fc.record({
    level: fc.nat({ max: 63 }),
    n: fc.nat({ max: 2 ** 40 }),
    width: fc.integer({ min: 1, max: 256 }),
  });
  fc.assert(
    fc.property(tile, (value) => {
      expect(parseTilePath(tilePath(value))).toEqual(value);
      expect(parseEntriesPath(entriesPath(value))).toEqual({ n: value.n, width: value.width });
    }),
  );
});

test.each([
  'tile/0/1',
  'tile/00/001',
  'tile/64/001',
  'tile/0/x000/001',
  'tile/0/001.p/0',
  'tile/0/001.p/256',
  'tile/0/001.p/01',
  'tile/0/../checkpoint',
  'tile/0/001/',
  'tile/entries/001',
  'tile/0/٠٠١',
])('%s is no tile path', (path) => {
  expect(() => parseTilePath(path)).toThrow(refused);
});

test('a tree of 70,000 has the tiles the specification counts', () => {
  const tiles = newTiles(0, 70_000);
  const count = (level: number, isFull: boolean) =>
    tiles.filter((tile) => tile.level === level && (tile.width === 256) === isFull);
  expect(count(0, true)).toHaveLength(273);
  expect(count(0, false)).toMatchObject([{ width: 112 }]);
  expect(count(1, true)).toHaveLength(1);
  expect(count(1, false)).toMatchObject([{ width: 17 }]);
  expect(count(2, false)).toMatchObject([{ width: 1 }]);
});

test('what newTiles gives in steps is what a tree of the last size needs', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 70_000 }), { minLength: 1, maxLength: 6 }), (sizes) => {
      const steps = [0, ...sizes.sort((a, b) => a - b)];
      const written = new Set(
        steps.slice(1).flatMap((to, i) => newTiles(steps[i] as number, to).map(tilePath)),
      );
      const needed = newTiles(0, steps.at(-1) as number).map(tilePath);
      expect(needed.filter((path) => !written.has(path))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test('a size that adds nothing needs no new tiles', () => {
  expect(newTiles(256, 256)).toEqual([]);
});

test('proofs made from tiles equal proofs made from the nodes', () => {
  const size = 600;
  const leaves = Array.from({ length: size }, (_, i) => leafHash(toUtf8(`${i}`)));
  const known = new Map(
    appendLeaves([], 0, leaves).nodes.map((node) => [`${node.level}/${node.index}`, node.hash]),
  );
  const direct: GetNode = (level, index) => known.get(`${level}/${index}`) as Uint8Array;
  const stored = new Map(newTiles(0, size).map((tile) => [tilePath(tile), encodeTile(tile, direct)]));
  const fromTiles = nodesFromTiles(size, (tile) => stored.get(tilePath(tile)) as Uint8Array);
  for (const index of [0, 255, 256, 511, 512, 599]) {
    expect(inclusionProof(index, size, fromTiles)).toEqual(inclusionProof(index, size, direct));
  }
  expect(() => fromTiles(0, size)).toThrow(expect.objectContaining({ code: 'tree-range' }));
});

test('bundles read back, and one cut short or with something behind is refused', () => {
  const entries = [toUtf8('一'), new Uint8Array(), new Uint8Array(300).fill(7)];
  const bytes = encodeEntries(entries);
  expect(decodeEntries(bytes, 3)).toEqual(entries);
  expect(() => decodeEntries(bytes, 2)).toThrow(refused);
  expect(() => decodeEntries(bytes.slice(0, -1), 3)).toThrow(refused);
  expect(() => decodeEntries(Uint8Array.of(...bytes, 0), 3)).toThrow(refused);
  expect(() => encodeEntries([new Uint8Array(65_536)])).toThrow(refused);
});

test('a tile of another length than its width is refused', () => {
  expect(() => decodeTile(new Uint8Array(33), 1)).toThrow(refused);
});
