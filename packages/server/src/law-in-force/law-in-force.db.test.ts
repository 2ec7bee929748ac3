import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LawPreviewReply, LawReply, LawVersionReply } from '@mingjing/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadResources } from '../bureaus/resources.ts';
import { packsFolder } from '../packs/load.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { differingRows } from '../testing/rebuilt.ts';
import type { Answer, Visitor } from '../testing/visitor.ts';
import { watchLaw } from './watch-law.ts';

let office: TestOffice;
let proposer: Visitor;
let approver: Visitor;
beforeAll(async () => {
  office = await openOffice();
  [proposer, approver] = [await office.signIn('wen-host'), await office.signIn('wen-approver')];
});
afterAll(() => office.close());

const text = (name: string) => readFileSync(join(packsFolder, 'wenshang-publicity', name), 'utf8');
const five = {
  packYaml: text('pack.yaml')
    .replace('limit: { count: 7, unit: working-day }', 'limit: { count: 5, unit: working-day }')
    .replaceAll('7个工作日内公开', '5个工作日内公开')
    .replaceAll(/, days: \d+/g, ''),
  articlesYaml: text('articles.yaml').replaceAll('7个工作日内公开', '5个工作日内公开'),
};
const codeOf = ({ status, body }: Answer) =>
  `${status} ${(body as { code?: string } | null)?.code ?? ''}`.trim();
const send = (who: Visitor, command: object, id: string = randomUUID()) =>
  who.post('/api/law', { id, command });
const law = async (who: Visitor = proposer) => (await who.get('/api/law')).body as LawReply;
const takeUp = async (files: object) => {
  const taken = await proposer.post('/api/law/versions', files);
  expect(taken.status, taken.text).toBe(200);
  return taken.body as LawVersionReply;
};

test('现行的规定：哪一版、自何时、谁提请、谁批准；随程序带来的与它一样', async () => {
  const { layers, release, proposal, years, allowed } = await law();
  const own = layers.find(({ pack }) => pack === 'wenshang-publicity');
  expect(own).toMatchObject({ inForce: true, since: '2025-07-01', approvedBy: '演示数据' });
  expect(own?.version).toMatch(/^[0-9a-f]{64}$/);
  expect(release.find(({ pack }) => pack === 'wenshang-publicity')?.status).toBe('same');
  expect(proposal).toBeNull();
  expect(years.find(({ year }) => year === 2026)?.notice).toContain('gov.cn');
  expect([allowed.propose.may, allowed.approve.refusal?.code]).toEqual([true, 'not-permitted']);
});

test('读入的规定包有错：逐处说出文件、行和原因，什么也不留', async () => {
  const before = await office.asOwner('select count(*)::int as n from pack_version');
  const faulty = await proposer.post('/api/law/versions', {
    ...five,
    packYaml: five.packYaml.replaceAll('5个工作日内公开', '五个工作日内公开'),
  });
  expect(codeOf(faulty)).toBe('422 pack-faulty');
  const [first] = (faulty.body as { fields: { key: string; message: string }[] }).fields;
  expect(first?.key).toMatch(/^pack\.yaml 第 \d+ 行$/);
  expect(first?.message).toContain('原文里没有');
  for (const packYaml of ['a: [', 'a: 1\na: 2', '- 1', 'null', 'id: x', `a: ${'&a [*a]'}`])
    expect((await proposer.post('/api/law/versions', { packYaml })).status, packYaml).toBe(422);
  expect(await office.asOwner('select count(*)::int as n from pack_version')).toEqual(before);
});

test('两人启用：提请人自己不能批；批准的是看到的那一份；启用后按新规定，旧案照旧', async () => {
  const { version } = await takeUp(five);
  const change = { packs: { 'wenshang-publicity': version } };
  const preview = (await proposer.post('/api/law/preview', change)).body as LawPreviewReply;
  expect(preview.cases).toBeGreaterThan(3);
  expect(codeOf(await send(proposer, { type: 'propose-packs', packs: {} }))).toBe('422 bad-input');
  expect(
    codeOf(await send(proposer, { type: 'propose-packs', packs: { 'wenshang-publicity': 'a'.repeat(64) } })),
  ).toBe('422 bad-input');
  const id = randomUUID();
  const proposed = await send(proposer, { type: 'propose-packs', ...change, note: '上级文件修订。' }, id);
  expect(proposed.status, proposed.text).toBe(200);
  expect(
    (await send(proposer, { type: 'propose-packs', ...change, note: '上级文件修订。' }, id)).body,
  ).toEqual(proposed.body);
  expect(codeOf(await send(proposer, { type: 'propose-packs', ...change }))).toBe('422 proposal-pending');
  const waiting = (await law()).proposal;
  expect(waiting).toMatchObject({ note: '上级文件修订。', packs: [{ version }] });
  expect(codeOf(await send(approver, { type: 'approve-packs', proposal: 1 }))).toBe('422 proposal-changed');
  const proposal = waiting?.version ?? 0;
  expect(codeOf(await send(proposer, { type: 'approve-packs', proposal }))).toBe('422 not-permitted');
  // Whoever holds both posts may still not approve what they proposed.
  await office.asOwner(
    `update person set roles = array['policy-and-law', 'approver'] where login = 'wen-host'`,
  );
  const own = await send(proposer, { type: 'approve-packs', proposal });
  expect(codeOf(own)).toBe('422 own-work');
  await office.asOwner(
    `update person set roles = array['policy-and-law', 'reviewer'] where login = 'wen-host'`,
  );
  const approved = await send(approver, { type: 'approve-packs', proposal });
  expect(approved.status, approved.text).toBe(200);
  const after = await law();
  expect(after.proposal).toBeNull();
  expect(after.layers.find(({ pack }) => pack === 'wenshang-publicity')).toMatchObject({
    version,
    inForce: true,
  });
  expect(after.release.find(({ pack }) => pack === 'wenshang-publicity')?.status).toBe('changed');
  const { rulebook, packVersion } = office.context.resources();
  const published = (day: string) =>
    rulebook('wenshang', day)
      .deadlines('decision-made', 'penalty', {})
      .find(({ rule }) => rule.id === 'wp-7-1-permit-penalty')?.rule.limit;
  expect(published('2025-10-10')).toEqual({ count: 5, unit: 'working-day' });
  expect(packVersion(version)?.id).toBe('wenshang-publicity');
  expect(await differingRows(office)).toEqual([]);
});

test('退回的提请不留影响，理由给提请人看', async () => {
  const { version } = await takeUp({ release: 'wenshang-publicity' });
  expect(
    (await send(proposer, { type: 'propose-packs', packs: { 'wenshang-publicity': version } })).status,
  ).toBe(200);
  const proposal = (await law()).proposal?.version ?? 0;
  expect((await send(approver, { type: 'reject-packs', proposal, reason: '生效日期未定。' })).status).toBe(
    200,
  );
  expect(await law()).toMatchObject({ proposal: null, rejected: { reason: '生效日期未定。' } });
  expect(codeOf(await send(approver, { type: 'approve-packs', proposal }))).toBe('422 no-proposal');
});

test('两人同时批准：只启用一次', async () => {
  const deputy = await office.signIn('wen-deputy');
  const { version } = await takeUp({ release: 'wenshang-publicity' });
  await send(proposer, { type: 'propose-packs', packs: { 'wenshang-publicity': version } });
  const proposal = (await law()).proposal?.version ?? 0;
  const answers = await Promise.all(
    [approver, deputy].map((who) => send(who, { type: 'approve-packs', proposal })),
  );
  expect(answers.map(({ status }) => status).sort()[0]).toBe(200);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const rows = await office.asOwner(
    `select 1 from journal where stream = 'bureau/wenshang' and type = 'packs-activated'`,
  );
  expect(rows).toHaveLength(3);
});

const year2027 = (changes: { off?: string; work?: string; notice?: string } = {}) => `year: 2027
notice: ${changes.notice ?? 'https://www.gov.cn/zhengce/2027.htm'}
number: null
off:
  '2027-01-01': 元旦
  '2027-02-05': 春节
  '2027-02-06': 春节
  '2027-02-07': 春节
  '2027-02-08': 春节
  '2027-04-05': 清明节
  '2027-05-01': 劳动节
  '2027-05-02': 劳动节
  '2027-06-09': 端午节
  '2027-09-15': 中秋节
  '2027-10-01': 国庆节
  '2027-10-02': 国庆节
  '2027-10-03': 国庆节
${changes.off ?? ''}work:${changes.work ?? `\n  '2027-02-20': 春节`}
`;

test('放假安排：缺法定假日、调休写成平日、网址不是政府网站的不收，逐项说明', async () => {
  office.setClock('2026-11-20');
  const refused = async (yaml: string) => {
    const answer = await send(proposer, { type: 'import-calendar', yaml });
    expect(answer.status, answer.text).toBe(422);
    return JSON.stringify(answer.body);
  };
  expect(await refused(year2027().replace("  '2027-10-01': 国庆节\n", ''))).toContain('2027-10-01（国庆节）');
  expect(await refused(year2027({ work: `\n  '2027-02-22': 春节` }))).toContain('是周一');
  expect(await refused(year2027({ work: `\n  '2027-02-06': 春节` }))).toContain('既写作放假');
  expect(await refused(year2027({ notice: 'https://www.gov.cn.example/2027' }))).toContain('.gov.cn');
  expect(await refused(year2027().replace('year: 2027', 'year: 2029'))).toContain('不属于 2029 年');
  expect(await refused(`${year2027()}year: 2028\n`)).toContain('同一个键写了两次');
  expect(codeOf(await send(approver, { type: 'import-calendar', yaml: year2027() }))).toBe(
    '422 not-permitted',
  );
});

test('导入放假安排：只动本局；暂定的期限随之确定；再导入同一份没有必要', async () => {
  const provisional = async (who: Visitor) =>
    ((await who.get('/api/calendar')).body as { years: { year: number }[] }).years.some(
      ({ year }) => year === 2027,
    );
  expect(await provisional(proposer)).toBe(false);
  const imported = await send(proposer, { type: 'import-calendar', yaml: year2027() });
  expect(imported.status, imported.text).toBe(200);
  expect(await provisional(proposer)).toBe(true);
  expect(await provisional(await office.signIn('nan-window'))).toBe(false);
  expect((await law()).years.find(({ year }) => year === 2027)?.importedOn).toBe('2026-11-20');
  expect(codeOf(await send(proposer, { type: 'import-calendar', yaml: year2027() }))).toBe('422 bad-input');
  expect(await differingRows(office)).toEqual([]);
});

test('另一台服务器不重启就按新规定；连接断过，接上后补读', async () => {
  const connection = office.database.connectionOptions('app');
  let reloads = 0;
  let held = await loadResources(office.databases.app);
  const watch = watchLaw(
    {
      log: office.context.log,
      reloadResources: async () => {
        held = await loadResources(office.databases.app);
        reloads += 1;
      },
    },
    connection,
  );
  await watch.ready;
  const before = held.activePacks('wenshang', '2026-11-20')['wenshang-publicity'];
  const { version } = await takeUp(five);
  await send(proposer, { type: 'propose-packs', packs: { 'wenshang-publicity': version } });
  await send(approver, { type: 'approve-packs', proposal: (await law()).proposal?.version ?? 0 });
  const until = async (met: () => boolean) => {
    while (!met()) await sleep(20);
  };
  await until(() => held.activePacks('wenshang', '2026-11-20')['wenshang-publicity'] === version);
  expect(before).not.toBe(version);
  const seen = reloads;
  await office.asSuperuser(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mingjing-law' and datname = current_database()`,
  );
  await until(() => reloads > seen);
  await watch.stop();
});
