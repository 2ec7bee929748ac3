import { readFact } from '@mingjing/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sealCounts } from '../counts/seal-counts.ts';
import { actOnPublication } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { type OutsideAudit, openToOutside } from '../testing/outside-audit.ts';
import { openLineSchema } from './open-line.ts';

let office: TestOffice;
let outside: OutsideAudit;
let shown: { readonly id: string; readonly number: string };
const article = '《中华人民共和国个人信息保护法》第四十七条';

beforeAll(async () => {
  office = await openOffice();
  outside = await openToOutside(office);
  office.setClock('2025-10-13');
  await sealCounts(office.context, 'wenshang');
  const [found] = await office.asOwner<{ id: string; number: string }>(
    `select id, number from published_result where bureau = 'wenshang' and state = 'published' and origin = 'case' order by id limit 1`,
  );
  shown = found ?? { id: '', number: '' };
});
afterAll(async () => {
  await outside?.close();
  await office?.close();
});

const audit = async () => {
  await outside.publish();
  return await outside.audit(outside.address);
};

describe('依法删除公示中的个人信息以后，外人照样核对', () => {
  test('没有删除命令而把内容抹去：说成删除也算改动', async () => {
    await outside.tamper(
      `create table kept as select * from published_result where id = '${shown.id}';
       create table disclosed as select * from disclosure where stream = 'publication/${shown.id}';
       update disclosure set bytes[array_position(names, 'fields.party')] = null where stream = 'publication/${shown.id}' and 'fields.party' = any(names);
       update published_result set body = jsonb_set(body, '{fields}', (
         select jsonb_agg(case f ->> 'key' when 'party' then f || '{"value": "已依法删除"}' else f end) from jsonb_array_elements(body -> 'fields') f)) where id = '${shown.id}';`,
    );
    const { code, said } = await audit();
    expect(code).toBe(1);
    expect(said).toContain(shown.number);
    expect(said).toContain('“执法对象”说已依法删除，日志中没有删除它的命令');
    await outside.tamper(
      `update disclosure d set bytes = k.bytes from disclosed k where k.stream = d.stream and k.version = d.version; drop table disclosed;
       update published_result r set body = k.body from kept k where k.id = r.id; drop table kept;`,
    );
    expect((await audit()).said).not.toContain('不符　');
  });

  test('两人依法删除的：核对相符，列出删了什么、依据哪一条；命令里没有内容', async () => {
    const [keeper, lawyer] = await Promise.all([office.signIn('wen-archive'), office.signIn('wen-legal')]);
    const [{ party } = { party: '' }] = await office.asOwner<{ party: string }>(
      `select party_name as party from published_result where id = '${shown.id}'`,
    );
    const asked = await actOnPublication(office, keeper, shown.id, {
      type: 'propose-erasure',
      items: ['title', 'fields.party'].map((id) => ({ id, state: 'erase' })),
      article,
      ground: '处理目的已实现',
    });
    expect(asked.status, asked.text).toBe(200);
    const done = await actOnPublication(office, lawyer, shown.id, { type: 'confirm-erasure' });
    expect(done.status, done.text).toBe(200);
    const { code, said } = await audit();
    expect(said).toContain(`依法删除　“${shown.number}”`);
    expect(said).toContain('“执法对象”');
    expect(said).toContain(article);
    expect(said).not.toContain('不符　');
    expect(code).toBe(0);
    const year = (await outside.portal.inject(`/wenshang/open-data/results-2025.jsonl`)).body;
    expect(party).not.toBe('');
    expect(year).not.toContain(party);
    const line = openLineSchema.parse(
      JSON.parse(year.split('\n').find((one) => one.includes(shown.id)) ?? '{}'),
    );
    expect(line.erasures).toHaveLength(1);
    const fact = Buffer.from(line.erasures[0]?.fact ?? '', 'base64');
    expect(Object.keys(readFact(fact).plain)).toEqual(['targets']);
    expect(year).not.toContain('proposedBy');
    expect(fact.toString('utf8')).not.toContain('person-wen-archive');
  });

  test('删除命令之外的一项再抹去：仍算改动', async () => {
    await outside.tamper(
      `update published_result set body = jsonb_set(body, '{fields}', (
         select jsonb_agg(case f ->> 'key' when 'conclusion' then f || '{"value": "已依法删除"}' else f end) from jsonb_array_elements(body -> 'fields') f)) where id = '${shown.id}';`,
    );
    const { code, said } = await audit();
    expect(code).toBe(1);
    expect(said).toContain('“执法结论”');
  });
});
