import { type JsonValue, packForm, packSchema, toDraftBody } from '@mingjing/law';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadPacks } from './load.ts';
import { parsePack } from './parse-pack.ts';
import { readYaml } from './read-yaml.ts';
import { writePack, writeYaml } from './write-pack.ts';

const { packs } = loadPacks();

describe('form → YAML → form', () => {
  test.each(packs.map((pack) => [pack.id, pack] as const))(
    '%s is the same pack when its draft was written and read again',
    (_id, pack) => {
      const { packYaml, articlesYaml } = writePack(toDraftBody(pack));
      const file = readYaml('pack.yaml', packYaml);
      const articles = articlesYaml === undefined ? undefined : readYaml('articles.yaml', articlesYaml);
      expect([...file.faults, ...(articles?.faults ?? [])]).toEqual([]);
      const read = parsePack(file, articles);
      expect(read.faults).toEqual([]);
      expect(read.pack).toEqual(pack);
    },
  );

  test('a draft loses nothing, whatever was typed into it', () => {
    fc.assert(
      fc.property(draft, (body) => {
        const { packYaml, articlesYaml } = writePack(body);
        const own = readYaml('pack.yaml', packYaml);
        const articles = articlesYaml === undefined ? undefined : readYaml('articles.yaml', articlesYaml);
        expect([...own.faults, ...(articles?.faults ?? [])]).toEqual([]);
        const read = {
          ...(own.value as object),
          ...(articles === undefined ? {} : { articles: articles.value }),
        };
        expect(read).toEqual(body);
        expect(toDraftBody(read as typeof body)).toEqual(toDraftBody(body));
      }),
      { numRuns: 300 },
    );
  });

  test('taking the defaults away changes no pack', () => {
    for (const pack of packs) expect(packSchema.parse(toDraftBody(pack))).toEqual(pack);
  });
});

const word: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom(
    '',
    'null',
    'true',
    '2025-09-26',
    '1e3',
    '- a',
    '# x',
    'a: b',
    '  前后有空格  ',
    '第一款\n（一）项\n',
    '\n',
    ' \n 缩进',
    '“引文”',
    "it's",
    '\\',
    '\t',
    '@',
    '&a',
    '*a',
    '%',
    '|',
    '0x1F',
    '~',
  ),
);
const scalar: fc.Arbitrary<JsonValue> = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null));
const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom('id', 'cite', 'quote', 'limit', 'text'), key()), tie('value'), {
      maxKeys: 4,
    }),
  ),
}));
function key() {
  return word.filter((one) => one !== '__proto__');
}
const draft = fc
  .dictionary(
    fc.constantFrom(
      'id',
      'title',
      ...packForm()
        .slice(1)
        .map(({ key: section }) => section),
    ),
    value,
    { maxKeys: 6 },
  )
  .filter((body) => Object.keys(body).length > 0);

test('a rule stands on few lines, as people write it', () => {
  expect(
    writeYaml({
      deadlines: [
        {
          id: 'a',
          on: ['decision-made'],
          limit: { count: 7, unit: 'working-day' },
          cite: { article: '第七条', quote: '7个工作日内公开' },
        },
      ],
    }),
  ).toBe(
    'deadlines:\n  - id: a\n    on: [ decision-made ]\n    limit: { count: 7, unit: working-day }\n    cite: { article: 第七条, quote: 7个工作日内公开 }\n',
  );
});
