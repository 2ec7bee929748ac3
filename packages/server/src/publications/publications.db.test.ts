import { randomUUID } from 'node:crypto';
import type { RecordedFact } from '@mingjing/law';
import { decodeDisclosure, readDisclosure } from '@mingjing/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, actOnPublication, caseOf, copyCase, stateOf } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import type { Answer, Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let handler: Visitor;
let approver: Visitor;
beforeAll(async () => {
  office = await openOffice();
  [handler, approver] = await Promise.all([office.signIn('wen-handler'), office.signIn('wen-approver')]);
});
afterAll(() => office.close());

const codeOf = ({ status, body }: Answer) => `${status} ${(body as { code?: string }).code ?? ''}`.trim();
const draft = (visitor: Visitor, caseId: string) =>
  visitor.post('/api/publications', { id: randomUUID(), caseId });
const draftOf = async (caseId: string) => ((await draft(handler, caseId)).body as { id: string }).id;
const publishedRows = (id: string) =>
  office.asOwner<Record<string, unknown>>('select * from published_result where id = $1', [id]);

describe('公示须经批准', () => {
  test('拟稿人自己不能批；另一人批准之前门户什么也没有', async () => {
    const id = await draftOf(await copyOf('decision-made', true));
    expect(codeOf(await actOnPublication(office, handler, id, { type: 'approve-publication' }))).toBe(
      '422 not-permitted',
    );
    await office.asOwner(`update person set roles = '{handler,approver}' where login = 'wen-handler'`);
    expect(codeOf(await actOnPublication(office, handler, id, { type: 'approve-publication' }))).toBe(
      '422 own-work',
    );
    await office.asOwner(`update person set roles = '{handler}' where login = 'wen-handler'`);
    expect(await publishedRows(id)).toEqual([]);
    const approved = await actOnPublication(office, approver, id, { type: 'approve-publication' });
    expect(approved.status, approved.text).toBe(200);
    expect(await publishedRows(id)).toHaveLength(1);
  });

  test('门户的每一行都有另一人批准的公示事实', async () => {
    const unfounded = await office.asOwner(
      `select r.id from published_result r where not exists (
         select 1 from journal p where p.stream = r.stream and p.type = 'result-published' and p.bureau = r.bureau
           and not exists (select 1 from journal d where d.stream = p.stream and d.version < p.version and d.type = 'publication-drafted' and d.actor = p.actor
             and not exists (select 1 from journal l where l.stream = d.stream and l.type = 'publication-drafted' and l.version > d.version and l.version < p.version)))`,
    );
    expect(unfounded).toEqual([]);
    expect((await office.asOwner('select 1 from published_result')).length).toBeGreaterThan(2);
  });

  test('同一案件两人同时拟稿：只有一份公示稿', async () => {
    const caseId = await copyOf('decision-made', true);
    const liaison = await office.signIn('wen-liaison');
    const answers = await Promise.all([
      draft(handler, caseId),
      draft(liaison, caseId),
      draft(handler, caseId),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => (body as { id: string }).id)).size).toBe(1);
    expect(
      await office.asOwner('select count(*)::int as n from publication where case_id = $1', [caseId]),
    ).toEqual([{ n: 1 }]);
    expect(office.errors).toEqual([]);
  });

  test('退回、决定不予公开的，门户都没有', async () => {
    for (const type of ['return-publication', 'withhold-publication']) {
      const id = await draftOf(await copyOf('decision-made', true));
      const { actions } = (await approver.get(`/api/publications/${id}`)).body as {
        actions: { command: string; form: { key: string; options?: { value: string }[] }[] }[];
      };
      const form = actions.find(({ command }) => command === type)?.form;
      const ground = form?.find(({ key }) => key === 'ground')?.options?.[0]?.value;
      const answer = await actOnPublication(office, approver, id, {
        type,
        reason: '依规定办理。',
        ...(ground === undefined ? {} : { ground }),
      });
      expect(answer.status, answer.text).toBe(200);
      expect(await publishedRows(id)).toEqual([]);
    }
  });
});

describe('撤下', () => {
  test('申请人自己不能批；批准后门户那一行不再有当事人的任何内容，原公示事实门户也读不到', async () => {
    const { id: caseId } = await caseOf(office, '示例纺织');
    const [{ id } = { id: '' }] = await office.asOwner<{ id: string }>(
      'select id from publication where case_id = $1',
      [caseId],
    );
    const party = { ...(await stateOf(office, caseId)).party } as Record<string, string>;
    const values = Object.entries(party)
      .filter(([key]) => key !== 'kind')
      .map(([, value]) => value);
    expect(values.length).toBeGreaterThan(4);
    expect(JSON.stringify(await portalSees())).toContain(party.name);
    const wanted = { type: 'propose-withdrawal', cause: 'wrong', startedOn: '2025-10-10' };
    expect(
      codeOf(
        await actOnPublication(office, handler, id, { ...wanted, explanation: `${party.name}的信息有误。` }),
      ),
    ).toBe('422 bad-input');
    expect(
      (await actOnPublication(office, handler, id, { ...wanted, explanation: '公示内容有误，依法撤下。' }))
        .status,
    ).toBe(200);
    await office.asOwner(`update person set roles = '{handler,approver}' where login = 'wen-handler'`);
    expect(codeOf(await actOnPublication(office, handler, id, { type: 'approve-withdrawal' }))).toBe(
      '422 own-work',
    );
    await office.asOwner(`update person set roles = '{handler}' where login = 'wen-handler'`);
    expect((await actOnPublication(office, approver, id, { type: 'approve-withdrawal' })).status).toBe(200);
    const [row] = await publishedRows(id);
    expect(row).toMatchObject({
      state: 'withdrawn',
      party_name: '',
      body: { fields: [], withheld: [], tombstone: { explanation: '公示内容有误，依法撤下。' } },
    });
    const seen = JSON.stringify((await portalSees()).filter((line) => JSON.stringify(line).includes(id)));
    expect(seen).toContain('公示内容有误');
    for (const value of values) expect(seen).not.toContain(value);
  });
});

describe('门户身份看得到的', () => {
  test('不公开的披露（hidden.*）一件也读不到，公开的正是标题、摘要和公示内容', async () => {
    const { rows } = await office.databases.portal.query<{ disclosures: string[] | null }>(
      'select disclosures from published_fact',
    );
    const names = rows.flatMap(({ disclosures }) =>
      (disclosures ?? []).map((one) => readDisclosure(one).name),
    );
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !/^(title|summary|fields\..+)$/.test(name))).toEqual([]);
    const [hidden] = await office.asOwner<{ n: number }>(
      `select count(*)::int as n from disclosure, unnest(names) as name where name like 'hidden.%'`,
    );
    expect(hidden?.n).toBeGreaterThan(0);
  });

  test('案件里每一处不公开的内容都埋下暗记：门户能读的一切里一个也没有', async () => {
    const caseId = await copyOf('decision-made', false, planted);
    const decided = await act(office, approver, caseId, {
      type: 'make-penalty-decision',
      result: 'penalise',
      reason: mark('事实清楚'),
    });
    expect(decided.status, decided.text).toBe(200);
    const id = await draftOf(caseId);
    const approved = await actOnPublication(office, approver, id, { type: 'approve-publication' });
    expect(approved.status, approved.text).toBe(200);
    await office.context.sequencer.drain();
    const everything = JSON.stringify(await portalSees());
    const shown = await office.asOwner<{ bytes: string }>(
      `select one.bytes from disclosure, unnest(names, bytes) as one(name, bytes)
       where stream = $1 and version = (select version from journal where stream = $1 and type = 'result-published') and (name in ('title', 'summary') or name like 'fields.%')`,
      [`publication/${id}`],
    );
    const allowed = new Set(
      shown.flatMap(({ bytes }) => JSON.stringify(decodeDisclosure(bytes)).match(MARK) ?? []),
    );
    const found = new Set(everything.match(MARK) ?? []);
    expect([...found].filter((one) => !allowed.has(one))).toEqual([]);
    expect(marks - allowed.size).toBeGreaterThan(20);
    expect(everything).not.toMatch(/某某某的电话|130000/);
  });
});

const MARK = /QX\d+ZW/g;
let marks = 0;
const mark = (text: string) => {
  marks += 1;
  return `${text}QX${marks}ZW`;
};
const KEPT: readonly string[] = ['kind', 'types', 'birthDate', 'creditCode'];

/** Every sealed text of the fact with a mark of its own; the party becomes a natural person with everything filled in. */
function planted(fact: RecordedFact): RecordedFact {
  const data = Object.fromEntries(
    Object.entries(fact.data).map(([key, value]) => [key, SEALED.includes(key) ? plant(value) : value]),
  );
  if (fact.type !== 'filing-proposed') return { ...fact, data };
  const person = {
    name: mark('张三'),
    kind: 'natural-person',
    identityNumber: mark('某某某的证件'),
    birthDate: '1990-01-01',
    address: mark('示例路'),
    contact: mark('联系人'),
    phone: mark('130000'),
  };
  return { ...fact, data: { ...data, party: person } };
}

const SEALED: readonly string[] = [
  'source',
  'suspectedFacts',
  'caseName',
  'reason',
  'place',
  'to',
  'interviewee',
  'content',
  'facts',
  'evidence',
  'basis',
  'discretion',
  'penalty',
  'name',
  'fileName',
  'keyContent',
  'receiver',
  'witness',
  'note',
];

function plant(value: unknown): unknown {
  if (typeof value === 'string') return mark(value);
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, KEPT.includes(key) ? inner : plant(inner)]),
  );
}

/** A copy of the demonstration's decided penalty case, decided anew where asked. */
async function copyOf(
  before: string,
  decide: boolean,
  change?: (fact: RecordedFact) => RecordedFact,
): Promise<string> {
  const id = await copyCase(office, (await caseOf(office, '示例造纸')).id, before, change);
  if (decide) {
    const answer = await act(office, approver, id, {
      type: 'make-penalty-decision',
      result: 'penalise',
      reason: '违法事实清楚。',
    });
    expect(answer.status, answer.text).toBe(200);
  }
  return id;
}

/** Every row that the portal's role can read, its bytes as text and its disclosures opened. */
async function portalSees(): Promise<unknown[]> {
  const tables = await office.asOwner<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'v') and has_table_privilege('mj_portal', c.oid, 'select')`,
  );
  expect(tables.length).toBeGreaterThan(5);
  const all = await Promise.all(
    tables.map(async ({ name }) => (await office.databases.portal.query(`select * from ${name}`)).rows),
  );
  return all
    .flat()
    .map((row: Record<string, unknown>) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [
          key,
          Buffer.isBuffer(value)
            ? value.toString('utf8')
            : key === 'disclosures'
              ? ((value as string[] | null) ?? []).map(decodeDisclosure)
              : value,
        ]),
      ),
    );
}
