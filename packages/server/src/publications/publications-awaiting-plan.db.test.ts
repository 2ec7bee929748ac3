import { afterAll, beforeAll, expect, test } from 'vitest';
import { seeAs } from '../people/see-as.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { AWAITING } from './publications-awaiting.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const PUBLISHED = 3000;
const approver = { id: 'person-wen-approver', bureau: 'wenshang' };

/** Published results of the bureau; every thousandth has a correction that waits. */
const manyPublished = `do $$ begin set session_replication_role = replica;
  insert into publication select (jsonb_populate_record(null::publication, to_jsonb(p) || jsonb_build_object('id', 'plan-' || n, 'case_id', null, 'import_identity', null,
      'state_body', p.state_body || case when n % 1000 = 0 then '{"pendingCorrection": {"draftedBy": "person-wen-handler"}}'::jsonb else '{}' end))).*
    from (select * from publication where bureau = 'wenshang' and state = 'published' limit 1) p, generate_series(1, ${PUBLISHED}) n;
  set session_replication_role = origin; end $$`;

const asked = (text: string) =>
  seeAs(office.databases, approver, async (db) => {
    const values = [approver.bureau, approver.id, true, false];
    return (await db.query<Record<string, string>>(text, values)).rows;
  });

test('等人批准的公示凭索引找：不翻开每一件早已公示的', async () => {
  const ids = async () => (await asked(AWAITING)).map(({ id }) => id).sort();
  const before = await ids();
  await office.asSuperuser(manyPublished);
  await office.asOwner('analyze publication');
  const plan = (await asked(`explain ${AWAITING}`)).map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/using publication_waiting on publication|Bitmap Index Scan on publication_waiting/);
  expect(plan).not.toContain('Seq Scan on publication');
  expect(await ids()).toEqual([...before, 'plan-1000', 'plan-2000', 'plan-3000'].sort());
});
