import { createHash } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { act, caseOf, picture } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { writingPool } from './database.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

test('一件命令查表只凭键：案卷、原件再多，写入的那一句也不读整张表', async () => {
  const handler = await office.signIn('wen-handler');
  const { id } = await caseOf(office, '汶上示例铸造');
  const bytes = picture('plan');
  const digests = { sha256: createHash('sha256').update(bytes).digest('hex') };
  const { body } = await handler.upload('/api/evidence', { name: '现场.png', bytes }, digests);
  await office.asOwner(
    `insert into case_evidence (evidence, case_id) select $1, 'plan-' || n from generate_series(1, 20000) as n`,
    [(body as { evidenceId: string }).evidenceId],
  );
  await office.asOwner(
    `insert into draft (person, subject, command, body, saved_at)
     select 'person-wen-handler', 'plan-' || n, 'attach-record', '{}', now() from generate_series(1, 20000) as n`,
  );
  await office.asOwner('analyze');
  const attached = await act(office, handler, id, {
    type: 'attach-record',
    requirement: 'other',
    name: '现场照片',
    attachment: body,
  });
  expect(attached.status).toBe(200);

  const plan = await planOfWriting(writingPool(office.databases.app));
  const tables = plan.filter((node) => node['Relation Name'] !== undefined && /Scan/.test(node['Node Type']));
  expect(new Set(tables.map((node) => node['Relation Name']))).toEqual(
    new Set(['draft', 'person', 'person_version', 'evidence', 'journal', 'case_evidence', 'case_file']),
  );
  const whole = tables.filter((node) => node['Node Type'] === 'Seq Scan');
  expect(whole.map((node) => node['Relation Name'])).toEqual([]);
  // Orders to erase are few and have an index of their own, which is read through; all else is looked up by key.
  const unkeyed = plan.filter((node) => node['Index Name'] !== undefined && node['Index Cond'] === undefined);
  expect(unkeyed.map((node) => node['Index Name'])).toEqual(['journal_erasures']);
});

/** Every node of the plan by which PostgreSQL carries out the longest statement that wrote commands. */
async function planOfWriting(pool: pg.Pool): Promise<readonly PlanNode[]> {
  const client = await pool.connect();
  try {
    const prepared = await client.query<{ statement: string }>(
      `select statement from pg_prepared_statements where name like 'write-commands-%' order by length(statement) desc limit 1`,
    );
    const { rows } = await client.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
      `explain (generic_plan, format json) ${prepared.rows[0]?.statement}`,
    );
    const nodes = (node: PlanNode): readonly PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodes)];
    return (rows[0]?.['QUERY PLAN'] ?? []).flatMap(({ Plan }) => nodes(Plan));
  } finally {
    client.release();
  }
}
