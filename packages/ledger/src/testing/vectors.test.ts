import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeVectors } from './make-vectors.ts';
import { runVectors, type VectorFile } from './vectors.ts';

const folder = join(import.meta.dirname, '../../vectors');

test('every vector of ours, valid or invalid, is judged as it says', async () => {
  const { count, wrong } = await runVectors(folder);
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(70);
});

test('a browser’s platform judges them the same', () => {
  const args = ['--conditions=browser', join(import.meta.dirname, 'vectors.ts'), folder];
  expect(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))).toMatchObject({ wrong: [] });
});

test('every format has valid and invalid ones, and they are what is made today', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'ledger-vectors-'));
  makeVectors(fresh);
  for (const name of readdirSync(fresh)) {
    const kept = readFileSync(join(folder, name), 'utf8');
    expect(kept === readFileSync(join(fresh, name), 'utf8'), name).toBe(true);
    const { cases } = JSON.parse(kept) as VectorFile;
    expect(new Set(cases.map(({ valid }) => valid)), name).toEqual(new Set([true, false]));
  }
  expect(readdirSync(folder).sort()).toEqual(readdirSync(fresh).sort());
  rmSync(fresh, { recursive: true });
});
