import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sealCounts } from '../counts/seal-counts.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { type OutsideAudit, openToOutside } from '../testing/outside-audit.ts';
import type { AuditReport } from './audit-open-data.ts';
import { formatRanges, inRanges } from './ordinal-ranges.ts';

let office: TestOffice;
let outside: OutsideAudit;
let address: string;

beforeAll(async () => {
  office = await openOffice();
  outside = await openToOutside(office);
  ({ address } = outside);
  office.setClock('2025-10-13');
  expect(await sealCounts(office.context, 'wenshang')).toBe(1);
  await outside.publish();
});
afterAll(async () => {
  await outside?.close();
  await office?.close();
});

const audit = async (place: string, ...more: string[]): Promise<AuditReport & { code: number }> => {
  const { code, said } = await outside.audit(place, '--json', ...more);
  return { ...(JSON.parse(said) as AuditReport), code };
};
const sentences = async (place = address) => (await audit(place)).findings.map(({ sentence }) => sentence);

describe('外人由公开的日志和数据自行核对', () => {
  test('如实公开的：日志、结果、编号、件数逐一相符；存下来离线再核对也相符', async () => {
    const saved = join(outside.folder, 'saved');
    const online = await audit(address, '--save', saved);
    expect(online.findings).toEqual([]);
    expect(online).toMatchObject({ ok: true, code: 0, bureau: 'wenshang', seals: 1, sealedOn: '2025-10-12' });
    expect(online.decisions).toBeGreaterThan(0);
    expect(online.results).toBeGreaterThan(0);
    expect(await audit(saved)).toEqual(online);
    expect((await audit(saved, '--key', 'other+00000000+AAAA')).findings[0]?.code).toBe('key');
  });

  test('每天封存一次，漏了的日子补上，重复封存不多出一份', async () => {
    expect(await sealCounts(office.context, 'wenshang')).toBe(0);
    const [sealed] = await office.asOwner<{ sums: boolean; disclosed: number }>(
      `select (select bool_and((r ->> 'onTime')::int + (r ->> 'late')::int + (r ->> 'withheld')::int + (r ->> 'withdrawn')::int + (r ->> 'expired')::int
         + (r ->> 'withinLimit')::int + (r ->> 'overdue')::int = (r ->> 'last')::int)
         from jsonb_array_elements(convert_from(j.bytes, 'UTF8')::jsonb #> '{plain,rows}') as r) as sums,
         (select count(*)::int from disclosure d where d.stream = j.stream) as disclosed
       from journal j where j.stream = 'counts/wenshang'`,
    );
    expect(sealed).toEqual({ sums: true, disclosed: 0 });
  });

  test('改了门户上的一项内容：说出哪一件哪一项', async () => {
    const [row] = await office.asOwner<{ id: string; number: string; body: unknown }>(
      `select id, number, body from published_result where bureau = 'wenshang' and state = 'published' and origin = 'case' order by id limit 1`,
    );
    await outside.tamper(
      `update published_result set body = jsonb_set(body, '{fields,0,value}', '"改过的内容"') where id = '${row?.id}';`,
    );
    expect(await sentences()).toEqual([expect.stringMatching(new RegExp(`${row?.number}.*与存证不符`))]);
    await outside.tamper(
      `update published_result set body = '${JSON.stringify(row?.body)}'::jsonb where id = '${row?.id}';`,
    );
    expect(await sentences()).toEqual([]);
  });

  test('把一件决定的公示从门户隐去：说出第几号', async () => {
    const [row] = await office.asOwner<{ id: string; kind: string; year: number; number: number }>(
      `select r.id, d.kind, d.year, d.number from published_result r join publication p on p.id = r.id join decision d on d.case_id = p.case_id
       where r.bureau = 'wenshang' and r.state = 'published' order by r.id limit 1`,
    );
    await outside.tamper(
      `create table hidden as select * from published_result where id = '${row?.id}'; delete from published_result where id = '${row?.id}';`,
    );
    const found = await sentences();
    expect(found.some((one) => one.includes(`${row?.year} 年第 ${row?.number} 号决定不在公开数据中`))).toBe(
      true,
    );
    await outside.tamper(`insert into published_result select * from hidden; drop table hidden;`);
    expect(await sentences()).toEqual([]);
  });

  test('连同登记一起抹去，次日封存：缺的号说得出', async () => {
    const [row] = await office.asOwner<{ id: string; case_id: string; number: number }>(
      `select r.id, d.case_id, d.number from published_result r join publication p on p.id = r.id join decision d on d.case_id = p.case_id where r.bureau = 'wenshang' limit 1`,
    );
    await outside.tamper(
      `create table hidden as select * from decision where case_id = '${row?.case_id}'; delete from decision where case_id = '${row?.case_id}';
       create table unseen as select * from published_result where id = '${row?.id}'; delete from published_result where id = '${row?.id}';`,
    );
    office.setClock('2025-10-14');
    expect(await sealCounts(office.context, 'wenshang')).toBe(1);
    await outside.publish();
    const found = await sentences();
    expect(found.some((one) => one.includes('各栏之和是'))).toBe(true);
    expect(found.some((one) => one.includes(`第 ${row?.number} 号决定不在公开数据中`))).toBe(true);
    await outside.tamper(
      `insert into decision select * from hidden; drop table hidden; insert into published_result select * from unseen; drop table unseen;`,
    );
  });

  test('存下来的数据少一行、日志改一字节：都不相符', async () => {
    const saved = join(outside.folder, 'saved');
    const data = join(saved, 'open-data');
    const name =
      (await readdir(data)).find((one) => one.endsWith('.jsonl') && one.startsWith('results-')) ?? '';
    const whole = await readFile(join(data, name), 'utf8');
    await writeFile(join(data, name), whole.slice(whole.indexOf('\n') + 1));
    const report = await audit(saved);
    expect(report.code).toBe(1);
    expect(report.findings.map(({ code }) => code)).toContain('missing');
    await writeFile(join(data, name), whole);
    expect((await audit(saved)).ok).toBe(true);
    const bundle = join(saved, 'log', 'tile', 'entries');
    const [first] = await readdir(bundle);
    const file = join(
      bundle,
      first ?? '',
      ...(first?.endsWith('.p') ? await readdir(join(bundle, first)) : []),
    );
    const bytes = await readFile(file);
    bytes[10] = (bytes[10] ?? 0) ^ 1;
    await writeFile(file, bytes);
    expect((await audit(saved)).findings[0]?.code).toBe('log');
  });

  test('编号的区间写得出、认得回', () => {
    expect(formatRanges([9, 3, 8, 10])).toBe('3,8-10');
    expect([2, 3, 8, 9, 10, 11].filter(inRanges('3,8-10'))).toEqual([3, 8, 9, 10]);
    expect(inRanges('')(1)).toBe(false);
  });
});
