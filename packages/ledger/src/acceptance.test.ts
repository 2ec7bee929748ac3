import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acceptFolder } from './acceptance.ts';

let folder: string;
let lines: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-acceptance-'));
  lines = [];
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const digest = 'X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0';
const disclosure = 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0';
const decoded = ['_26bc4LT-ac6q2KI6cBW5es', 'family_name', 'Möbius'];

function accept(name: string, content: unknown): boolean {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return acceptFolder(folder, (line) => lines.push(line));
}

test('a vector that holds is counted as passed', () => {
  expect(accept('sd-jwt-disclosures.json', { cases: [{ disclosure, decoded, digest }] })).toBe(true);
  expect(lines[0]).toContain('passed 2, failed 0');
});

test('a vector that does not hold fails the run and is named', () => {
  const cases = [{ disclosure, decoded, digest: digest.replace('X', 'Y') }];
  expect(accept('sd-jwt-disclosures.json', { cases })).toBe(false);
  expect(lines.join('\n')).toContain(`failed: digest of ${disclosure}`);
});

test('a vector that ought to be refused but is accepted fails the run', () => {
  const root = 'bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=';
  const probe = { leafIdx: 0, treeSize: 1, root, leafHash: root, proof: null, wantErr: true, file: 'one' };
  expect(accept('merkle-inclusion.json', { cases: [probe] })).toBe(false);
  expect(accept('merkle-inclusion.json', { cases: [{ ...probe, wantErr: false }] })).toBe(true);
});

test('a damaged vector file fails the run, an unknown one is not applicable', () => {
  expect(accept('other.json', '{}')).toBe(true);
  expect(lines[0]).toContain('not applicable');
  expect(accept('tlog-roots.json', '{')).toBe(false);
});

test('an empty folder proves nothing and fails', () => {
  expect(acceptFolder(folder, () => {})).toBe(false);
});
