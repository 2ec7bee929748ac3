import { readFileSync } from 'node:fs';
import { type FactTypeName, factTypes } from '@mingjing/law';
import { readDisclosure, readFact } from '@mingjing/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../testing/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const CITE = 'the clause that obliges, quoted';
const COUNTS = 'counts of decisions by kind, year, column and ground';

/** Every field of every fact that leaves in public, with what it holds; a field that is not here must not leave. */
const reviewed: Readonly<Partial<Record<FactTypeName, Readonly<Record<string, string>>>>> = {
  'result-published': {
    kind: 'kind of act',
    number: 'number of the decision',
    rule: 'name of the pack’s rule',
    publishedOn: 'day',
    labels: 'names of fields in the pack’s words',
    withheld: 'which fields are withheld, on which ground',
    cite: CITE,
    due: 'day',
    formedOn: 'day',
    authority: 'the organ whose decision it is',
    order: 'order of fields',
    channels: 'carriers in the pack’s words',
    explanation: 'how the last day was counted',
    origin: 'case or import',
    ordinal: 'number of the decision',
    correction: 'what was put right, when and why, written for the public',
    'disclosed title': 'what was approved to be public',
    'disclosed summary': 'what was approved to be public',
    'disclosed fields': 'what was approved to be public; officers only where the regulation lists them',
  },
  'result-withdrawn': {
    cause: 'one of five',
    explanation: 'written for the public: a withdrawal must be explained',
    startedOn: 'day',
    withdrawnOn: 'day',
    publishedOn: 'day',
    cite: CITE,
    ordinal: 'number of the decision',
  },
  'channel-confirmed': { channel: 'carrier', address: 'public address', confirmedOn: 'day' },
  'personal-data-erased': {
    targets: 'which fields of which facts',
    'disclosed authority': 'the authority that ordered it, shown on the page',
  },
  'counts-sealed': { day: 'day', rows: COUNTS, withheld: COUNTS, imported: COUNTS },
  'recheck-sealed': {
    run: 'random id',
    startedAt: 'moment',
    finishedAt: 'moment',
    findings: 'count',
    counts: 'counts',
  },
  'log-opened': {
    successor: 'the bureau that keeps the log',
    number: 'number of the log',
    origin: 'name of the log',
    vkey: 'public key',
    after: 'head of the log before',
    held: 'head that was held',
    reason: 'written for the public: why a log ended',
  },
};

/** What every fact carries besides: none of it says who. */
const envelope: Readonly<Record<string, string>> = {
  v: 'form',
  bureau: 'the bureau',
  stream: 'random id',
  version: 'place in the stream',
  type: 'kind of fact',
  typeVersion: 'form',
  occurredOn: 'day',
  recordedAt: 'moment',
  actor: '“sealed”, or a part of the program',
  command: 'random id',
  previous: 'commitment',
  salt: 'random',
  ordinal: 'number of the decision',
  plain: 'see above',
  sealed: 'digests',
};

const types = Object.keys(reviewed) as FactTypeName[];
const golden = (type: FactTypeName) =>
  JSON.parse(
    readFileSync(
      new URL(`../journal/golden/${type}.v${factTypes[type].version}.json`, import.meta.url),
      'utf8',
    ),
  ) as { bytes: string };

describe('公开的记录里没有工作人员的编号和姓名', () => {
  test('门户读得到的事实只有这几类', async () => {
    const views = await office.asOwner<{ view: string; definition: string }>(
      `select c.relname as view, pg_get_viewdef(c.oid) as definition from pg_class c
       where c.relkind = 'v' and has_table_privilege('mj_portal', c.oid, 'select') and pg_get_viewdef(c.oid) like '%journal%'`,
    );
    const named = views.flatMap(({ definition }) =>
      [...definition.matchAll(/'([a-z-]+)'/g)]
        .map(([, word = '']) => word)
        .filter((word) => word in factTypes),
    );
    expect(views.map(({ view }) => view).sort()).toEqual([
      'log_opening',
      'published_confirmation',
      'published_earlier',
      'published_erasure',
      'published_fact',
      'sealed_count',
      'sealed_recheck',
    ]);
    // A tombstone's fact stands behind published_fact without being named there.
    expect([...new Set([...named, 'result-withdrawn'])].sort()).toEqual([...types].sort());
  });

  test.each(types)('%s：每一个公开的字段都看过，写明是什么；经手人和申请人封存', (type) => {
    const fact = readFact(Buffer.from(golden(type).bytes));
    const allowed = reviewed[type] ?? {};
    const optional = factTypes[type].sealed.concat(factTypes[type].sealedEach);
    expect(Object.keys(fact.plain).filter((key) => !(key in allowed))).toEqual([]);
    expect(optional.filter((key) => key in allowed)).toEqual([]);
    expect(Object.keys(fact).filter((key) => !(key in envelope))).toEqual([]);
    if (types.slice(0, 4).includes(type)) {
      expect(fact.actor).toBe('sealed');
      expect(Object.keys(fact.sealed)).toContain('actor');
      expect(golden(type).bytes).not.toContain('person-');
    }
  });

  test('示范数据里门户读得到的每一份事实、每一项披露：没有一个工作人员的编号、登录名、姓名', async () => {
    const rows = await office.asOwner<{ bytes: Buffer; disclosures: (string | null)[] | null }>(
      `select bytes, disclosures from published_fact
       union all select bytes, null from published_earlier union all select bytes, null from published_confirmation union all select bytes, array[authority] from published_erasure
       union all select bytes, null from sealed_count union all select bytes, null from sealed_recheck union all select bytes, null from log_opening`,
    );
    expect(rows.length).toBeGreaterThan(5);
    const people = await office.asOwner<{ id: string; login: string; name: string }>(
      `select id, login, name from person`,
    );
    const found = new Set<string>();
    for (const { bytes, disclosures } of rows) {
      const fact = readFact(bytes);
      expect(types).toContain(fact.type);
      const shown = (disclosures ?? []).filter((one) => one !== null).map(readDisclosure);
      const text = `${bytes.toString('utf8')} ${JSON.stringify(shown)}`;
      for (const { id, login, name } of people)
        for (const word of [id, `"${login}"`, name])
          if (text.includes(word)) found.add(`${fact.type}: ${word}`);
    }
    expect([...found]).toEqual([]);
  });
});
