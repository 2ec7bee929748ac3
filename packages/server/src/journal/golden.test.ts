import { readdirSync, readFileSync } from 'node:fs';
import { type FactTypeName, factTypes } from '@mingjing/law';
import { disclosureDigest, factCommitment, readDisclosure, toHex } from '@mingjing/ledger';
import { describe, expect, test } from 'vitest';
import { asRead, readSealedFact, readStoredFact, toSealedInput } from './fact-codec.ts';

interface Specimen {
  readonly type: FactTypeName;
  readonly typeVersion: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly bytes: string;
  readonly commitment: string;
  readonly disclosures: readonly string[];
}

const folder = new URL('./golden/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const specimens = files.map((name) => ({
  name,
  specimen: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Specimen,
}));

describe('存过的事实，以后的程序永远读得回来', () => {
  test('每一类事实的每一个版本都有一份样本，样本各归其类', () => {
    const wanted = Object.entries(factTypes).flatMap(([type, { version }]) =>
      Array.from({ length: version }, (_, before) => `${type}.v${before + 1}.json`),
    );
    expect(wanted.filter((name) => !files.includes(name))).toEqual([]);
    expect(
      specimens.filter(
        ({ name, specimen }) =>
          name !== `${specimen.type}.v${specimen.typeVersion}.json` || factTypes[specimen.type] === undefined,
      ),
    ).toEqual([]);
  });

  test.each(specimens)('$name', ({ specimen }) => {
    const bytes = Buffer.from(specimen.bytes, 'utf8');
    expect(toHex(factCommitment(bytes))).toBe(specimen.commitment);
    const { fact, envelope } = readStoredFact({
      bytes,
      commitment: factCommitment(bytes),
      disclosures: specimen.disclosures,
    });
    expect(fact).toMatchObject({
      type: specimen.type,
      typeVersion: specimen.typeVersion,
      erased: [],
      occurredOn: '2025-10-10',
    });
    expect(
      Object.fromEntries(
        Object.entries(fact.data).filter(
          ([key, value]) => key in specimen.data || Object.keys(value as object).length > 0,
        ),
      ),
    ).toEqual(specimen.data);
    expect(
      Object.fromEntries(
        specimen.disclosures.map((one) => [readDisclosure(one).name, disclosureDigest(one)]),
      ),
    ).toEqual(envelope.sealed);
    const stored = { bytes, commitment: factCommitment(bytes), disclosures: specimen.disclosures };
    expect(JSON.stringify(readSealedFact(stored))).toBe(JSON.stringify({ stored, fact, envelope }));
    if (factTypes[specimen.type].version === specimen.typeVersion)
      expect(JSON.stringify(asRead(specimen.type, specimen.data))).toBe(JSON.stringify(fact.data));
  });

  test.each(specimens.filter(({ specimen }) => factTypes[specimen.type].version === specimen.typeVersion))(
    '$name：现行规则仍收，封存与公开的分法未变',
    ({ specimen }) => {
      expect(factTypes[specimen.type].schema.safeParse(specimen.data)).toMatchObject({ success: true });
      const { plain, sealed } = JSON.parse(specimen.bytes) as { plain: object; sealed: object };
      const head = {
        bureau: 'x',
        stream: 'case/x',
        version: 1,
        occurredOn: '2025-10-10',
        recordedAt: '2025-10-11T01:02:03.004Z',
        actor: 'x',
        command: 'x',
        previous: 'x',
      };
      const now = toSealedInput(head, specimen.type, specimen.data);
      expect([now.plain, Object.keys(now.sealed).sort()]).toEqual([plain, Object.keys(sealed).sort()]);
    },
  );

  test.each(specimens)('$name：披露全部依法删除后，照样读得回来', ({ specimen }) => {
    const bytes = Buffer.from(specimen.bytes, 'utf8');
    const { fact, envelope } = readStoredFact({ bytes, commitment: factCommitment(bytes), disclosures: [] });
    expect([...fact.erased].sort()).toEqual(Object.keys(envelope.sealed).sort());
  });
});
