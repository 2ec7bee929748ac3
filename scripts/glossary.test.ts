import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { glossary, glossaryFile } from './glossary.ts';

test('docs/GLOSSARY.md is what the vocabulary of law gives now', () => {
  expect(readFileSync(glossaryFile, 'utf8')).toBe(glossary());
});

test('every word of the glossary is Chinese, and every identifier is not', () => {
  const rows = glossary().matchAll(/^\| `([^`]+)` \| (.+) \|$/gm);
  for (const [, identifier = '', word = ''] of rows) {
    expect(identifier).toMatch(/^[A-Za-z][A-Za-z-]*$/);
    expect(word).toMatch(/\p{Script=Han}/u);
  }
});
