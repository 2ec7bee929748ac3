import { readdirSync, readFileSync } from 'node:fs';
import {
  type FactTypeName,
  factTypes,
  foldBureau,
  foldCase,
  foldProfile,
  foldPublication,
  type RecordedFact,
} from '@mingjing/law';
import { factCommitment } from '@mingjing/ledger';
import { describe, expect, test } from 'vitest';
import { readStoredFact } from './fact-codec.ts';

const folder = new URL('./golden/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** A specimen as a later program reads it from a journal, whole or after everything sealed was erased. */
function readBack(name: string, erased = false): RecordedFact {
  const { bytes, disclosures } = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  const stored = Buffer.from(bytes, 'utf8');
  return readStoredFact({
    bytes: stored,
    commitment: factCommitment(stored),
    disclosures: erased ? [] : disclosures,
  }).fact;
}

/** The facts in one stream, in this order. */
const stream = (...facts: readonly RecordedFact[]): readonly RecordedFact[] =>
  facts.map((fact, i) => ({ ...fact, version: i + 1 }));

const ofStream = (wanted: string) =>
  names.filter((name) => factTypes[name.replace(/\.v\d+\.json$/, '') as FactTypeName].stream === wanted);

const opening = [
  'application-received.v1.json',
  'filing-proposed.v1.json',
  'case-adopted.v1.json',
  'case-adopted.v2.json',
];

describe('存过的每一类、每一版事实，以后的程序照样折叠成案件、公示和机关', () => {
  test.each(ofStream('case'))('%s', (name) => {
    for (const erased of [false, true]) {
      const fact = readBack(name, erased);
      if (name.startsWith('case-adopted') || opening.includes(name)) {
        expect(foldCase(stream(fact))?.version).toBe(1);
        continue;
      }
      for (const first of opening) {
        const adopted = name.startsWith('adoption-') !== first.startsWith('case-adopted');
        if (adopted) continue;
        const state = foldCase(stream(readBack(first), fact));
        expect(state?.entries.at(-1)?.type, `after ${first}`).toBe(fact.type);
        expect(state?.version).toBe(2);
      }
    }
  });

  test.each(ofStream('publication'))('%s', (name) => {
    for (const erased of [false, true]) {
      const fact = readBack(name, erased);
      for (const first of [
        'publication-drafted.v1.json',
        'result-imported.v1.json',
        'result-imported.v2.json',
      ]) {
        const facts = [readBack(first), readBack('result-published.v4.json'), fact];
        expect(foldPublication(stream(...facts))?.version, `after ${first}`).toBe(3);
      }
    }
  });

  test('导入的公示：早先版本里没有封存的来源，不算可以删除的内容；封存的文件名算', () => {
    const looseOf = (name: string) => foldPublication(stream(readBack(name)))?.loose[0]?.fields;
    expect(looseOf('result-imported.v1.json')).toEqual(['row', 'identity']);
    expect(looseOf('result-imported.v2.json')).toEqual(['row', 'identity', 'fileName']);
  });

  test('机关由它设立的事实算出；只存摘要的第一版算不出，也不出错', () => {
    expect(foldProfile(stream(readBack('bureau-created.v2.json')))?.id).toBe('wenshang');
    expect(foldProfile(stream(readBack('bureau-created.v1.json')))).toBeNull();
  });

  test.each(ofStream('bureau').filter((name) => !name.startsWith('bureau-created')))('%s', (name) => {
    const first = readBack('bureau-created.v2.json');
    for (const erased of [false, true]) {
      const facts = stream(first, readBack(name, erased));
      expect(foldProfile(facts)?.id).toBe('wenshang');
      expect(foldBureau(facts)).toBeDefined();
    }
  });
});
