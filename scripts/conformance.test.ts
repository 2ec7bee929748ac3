import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkRows } from '../packages/server/src/conformance/check-rows.ts';
import { readRows } from '../packages/server/src/conformance/rows.ts';
import { loadPacks } from '../packages/server/src/packs/load.ts';
import { conformanceFile, conformancePage } from './conformance.ts';

test('every article of the seven regulations stands on a row, and every rule, file and test a row names exists', () => {
  expect(checkRows(readRows(), loadPacks(), new Map())).toEqual([]);
});

test('docs/CONFORMANCE.md holds the rows as they are now', () => {
  const page = readFileSync(conformanceFile, 'utf8');
  expect(page).toBe(conformancePage(page));
});
