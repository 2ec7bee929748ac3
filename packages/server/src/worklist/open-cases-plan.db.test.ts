import { afterAll, beforeAll, expect, test } from 'vitest';
import { seeAs } from '../people/see-as.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { OPEN_CASES } from './open-cases.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Actual Rows'?: number;
  readonly Plans?: readonly PlanNode[];
}

const CASES = 1000;

/** Closed and filed cases of the bureau, each with so few facts that reading all of them looks cheap; every fiftieth is not filed. */
const manyClosed = (source: string) => `do $$ begin set session_replication_role = replica;
  insert into case_file select (jsonb_populate_record(null::case_file, to_jsonb(c) || jsonb_build_object('id', 'plan-' || n, 'number', 'N' || n, 'version', 2))).*
    from case_file c, generate_series(1, ${CASES}) n where c.id = '${source}';
  insert into publication select (jsonb_populate_record(null::publication, to_jsonb(p) || jsonb_build_object('id', 'plan-' || n, 'case_id', 'plan-' || n, 'state', 'withdrawn', 'import_identity', null))).*
    from (select * from publication where case_id is not null limit 1) p, generate_series(1, ${CASES}) n;
  insert into journal select 'case/plan-' || n, v, case when v = 1 or n % 50 = 0 then 'case-closed' else 'case-archived' end, 1, 'wenshang', '2025-01-01', now(),
      'person-wen-handler', gen_random_uuid(), '\\x00', decode(repeat('00', 32), 'hex')
    from generate_series(1, ${CASES}) n, generate_series(1, 2) v;
  set session_replication_role = origin; end $$`;

test('一千件已结案件，有没有统计都一样：待办只凭键查每一件的最后一条流水，不读整本流水', async () => {
  const [closed] = await office.asOwner<{ id: string }>(
    `select id from case_file where bureau = 'wenshang' and closed_on is not null and decided_on is not null limit 1`,
  );
  await office.asSuperuser(manyClosed(closed?.id ?? ''));
  const unknown = await planAsSeen();
  await office.asOwner('analyze case_file, case_state, journal, publication');
  for (const plan of [unknown, await planAsSeen()]) {
    expect(plan[0]?.['Actual Rows']).toBeGreaterThan(CASES / 50);
    expect(plan[0]?.['Actual Rows']).toBeLessThan(CASES / 50 + 20);
    const asked = plan.filter((node) => node['Relation Name'] === 'journal');
    expect(asked.length).toBeGreaterThan(0);
    for (const node of asked) {
      expect(node['Node Type']).toBe('Index Scan');
      expect(node['Index Cond']).toMatch(/stream = .*version = c\.version/);
    }
  }
});

test('别的局的案件归档以后，公示还在也不是参与的局的事：它们不占待办的两千件', async () => {
  await office.asSuperuser(`do $$ begin set session_replication_role = replica;
    update case_file set participants = array['siping'] where id like 'plan-%';
    update publication set state = 'published' where case_id like 'plan-%';
    set session_replication_role = origin; end $$`);
  const person = { id: 'person-sip-handler', bureau: 'siping' };
  const ids = await seeAs(office.databases, person, async (db) => {
    const { rows } = await db.query<{ id: string }>(OPEN_CASES, ['siping']);
    return rows.map(({ id }) => id).filter((id) => id.startsWith('plan-'));
  });
  const [closed] = await office.asOwner<{ count: number }>(
    `select count(*)::int as count from journal where stream like 'case/plan-%' and version = 2 and type = 'case-closed'`,
  );
  expect(closed?.count).toBe(CASES / 50);
  expect(ids).toHaveLength(CASES / 50);
});

/** Every node of the plan by which the database answers the person. */
const planAsSeen = () =>
  seeAs(office.databases, { id: 'person-wen-handler', bureau: 'wenshang' }, async (db) => {
    await db.query(`set local plan_cache_mode = force_generic_plan`);
    await db.query(`prepare open_cases_plan(text) as ${OPEN_CASES}`);
    const { rows } = await db.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
      `explain (analyze, format json) execute open_cases_plan('wenshang')`,
    );
    await db.query('deallocate open_cases_plan');
    return (rows[0]?.['QUERY PLAN'] ?? []).flatMap(({ Plan }) => nodesOf(Plan));
  });

const nodesOf = (node: PlanNode): readonly PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
