import { randomUUID } from 'node:crypto';
import type { BureauView } from '@mingjing/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../demo/demonstration-people.ts';
import { readStream } from '../journal/read-stream.ts';
import { caseOf } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { differingRows } from '../testing/rebuilt.ts';
import type { Answer, Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let administrator: Visitor;
let lawyer: Visitor;
beforeAll(async () => {
  office = await openOffice();
  [administrator, lawyer] = [await office.signIn('wen-admin'), await office.signIn('wen-legal')];
});
afterAll(() => office.close());

const codeOf = ({ status, body }: Answer) =>
  `${status} ${(body as { code?: string } | null)?.code ?? ''}`.trim();
const view = async (by = lawyer) => (await by.get('/api/bureau')).body as BureauView;
const send = async (by: Visitor, command: object, changes: object = {}) =>
  await by.post('/api/bureau', {
    id: randomUUID(),
    expectedVersion: (await view(by)).version,
    command,
    ...changes,
  });
const offered = async (by: Visitor) => {
  const { actions } = (await by.get('/api/cases/start')).body as {
    actions: { command: string; form: { key: string; options?: { label: string }[] }[] }[];
  };
  return (actions[0]?.form.find(({ key }) => key === 'matter')?.options ?? []).map(({ label }) => label);
};
const matter = {
  kind: 'permit',
  name: '示例备案核准',
  basis: '《示例条例》第十条',
  unit: 'energy',
  materials: [{ name: '申请书', form: '原件' }],
  onSiteCheck: false,
};

describe('事项', () => {
  test('增加、变更、停止办理：各一条事实，窗口只看到现行的', async () => {
    const clerk = await office.signIn('wen-window');
    expect((await send(lawyer, { type: 'add-matter', matter })).status).toBe(200);
    expect(await offered(clerk)).toContain('示例备案核准');
    const added = (await view()).profile.matters.find(({ name }) => name === matter.name);
    const change = {
      type: 'change-matter',
      replaces: added?.id,
      matter: { ...matter, name: '示例备案核准（新）' },
    };
    expect((await send(lawyer, change)).status).toBe(200);
    expect((await offered(clerk)).filter((name) => name.startsWith('示例备案核准'))).toEqual([
      '示例备案核准（新）',
    ]);
    expect(codeOf(await send(lawyer, change))).toBe('422 matter-retired');
    const now = (await view()).profile.matters.findLast(({ retired }) => !retired);
    const retire = { type: 'retire-matter', matter: now?.id, reason: '依据已废止' };
    expect((await send(lawyer, retire)).status).toBe(200);
    expect((await offered(clerk)).filter((name) => name.startsWith('示例备案核准'))).toEqual([]);
    expect((await view()).timeline.slice(0, 3).map(({ label }) => label)).toEqual([
      '停止办理事项',
      '变更事项',
      '增加事项',
    ]);
    expect(await differingRows(office)).toEqual([]);
  });

  test('办理中的案件，事项按立案、收件时的样子', async () => {
    const { id } = await caseOf(office, '示例纺织');
    const handler = await office.signIn('wen-handler');
    const nameOf = async () =>
      ((await handler.get(`/api/cases/${id}`)).body as { matterName: string }).matterName;
    const before = await nameOf();
    const held = (await view()).profile.matters.find(({ name }) => name === before);
    if (held === undefined) throw new Error('no such matter');
    const changed = { ...matter, kind: held.kind, name: `${before}（修订）`, unit: held.unit };
    expect((await send(lawyer, { type: 'change-matter', replaces: held.id, matter: changed })).status).toBe(
      200,
    );
    expect(await nameOf()).toBe(before);
    expect(await differingRows(office)).toEqual([]);
  });

  test.each([
    ['没有的科室', { unit: 'nowhere' }, '422 no-unit'],
    ['本机关不办的类别', { kind: 'levy' }, '422 kind-not-held'],
    ['同一材料两次', { materials: [{ name: '申请书' }, { name: '申请书' }] }, '422 material-repeated'],
    ['自定编号', { id: 'mine' }, '400 bad-request'],
    ['冒充演示', { demonstration: true }, '400 bad-request'],
  ])('不收：%s', async (_, changes, code) => {
    const facts = (await readStream(office.databases.worker, 'bureau/wenshang')).length;
    expect(codeOf(await send(lawyer, { type: 'add-matter', matter: { ...matter, ...changes } }))).toBe(code);
    expect((await readStream(office.databases.worker, 'bureau/wenshang')).length).toBe(facts);
  });

  test('系统管理员不管事项，政策法规不改机关信息', async () => {
    expect(codeOf(await send(administrator, { type: 'add-matter', matter }))).toBe('422 not-permitted');
    const remedies = { reconsiderationOrgan: '示例县人民政府', court: '示例县人民法院' };
    expect(codeOf(await send(lawyer, { type: 'change-profile', changes: { remedies } }))).toBe(
      '422 not-permitted',
    );
  });
});

describe('机关信息', () => {
  test('联系方式、救济、科室、文号一改即用，各为一条事实；没有改动的不记', async () => {
    const { profile } = await view();
    const contact = { address: '示例路 9 号', postcode: '272500', phone: '0537-1234567' };
    const units = [...profile.units, { id: 'unit-new', name: '新设科' }];
    const numbering = { ...profile.numbering, received: '汶工信新收字〔{year}〕{number}号' };
    const changes = { contact, units, numbering };
    expect((await send(administrator, { type: 'change-profile', changes })).status).toBe(200);
    expect(codeOf(await send(administrator, { type: 'change-profile', changes }))).toBe(
      '422 nothing-changed',
    );
    const [row] = await office.asOwner<{ profile: BureauView['profile'] }>(
      `select profile from portal_bureau where id = 'wenshang'`,
    );
    expect(row?.profile).toMatchObject({ contact, units, numbering });
    expect(await differingRows(office)).toEqual([]);
    const clerk = await office.signIn('wen-window');
    const opened = await clerk.post('/api/cases', {
      id: randomUUID(),
      expectedVersion: 0,
      command: {
        type: 'receive-application',
        matter: profile.matters.find(({ kind, retired }) => kind === 'permit' && !retired)?.id,
        applicant: { name: '示例新号', kind: 'organisation', address: '示例路' },
        content: '试新文号',
      },
    });
    expect(opened.status, opened.text).toBe(201);
    const [numbered] = await office.asOwner<{ number: string }>(
      `select number from case_file where party_name = '示例新号'`,
    );
    expect(numbered?.number).toContain('汶工信新收字');
  });

  test('有人员或者事项的科室不能撤；文号格式不全、重复、没有序号的不收；看见之后别人改过的不覆盖', async () => {
    const { profile, version } = await view(administrator);
    const change = (changes: object, more: object = {}) =>
      send(administrator, { type: 'change-profile', changes }, more);
    const { received: _, ...fewer } = profile.numbering;
    expect(codeOf(await change({ units: profile.units.filter(({ id }) => id !== 'energy') }))).toBe(
      '422 unit-in-use',
    );
    expect(codeOf(await change({ numbering: fewer }))).toBe('422 numbering-incomplete');
    expect(codeOf(await change({ numbering: { ...profile.numbering, received: '收文' } }))).toBe(
      '422 numbering-pattern',
    );
    const same = { ...profile.numbering, received: profile.numbering['penalty-decision'] };
    expect(codeOf(await change({ numbering: same }))).toBe('422 numbering-repeated');
    const payment = { channel: '示例银行' };
    expect((await change({ payment })).status).toBe(200);
    expect(codeOf(await change({ payment: { channel: '别的银行' } }, { expectedVersion: version }))).toBe(
      '409 version-conflict',
    );
  });
});

describe('增设机关', () => {
  const administrators = (prefix: string) =>
    ['system', 'security', 'audit'].map((role) => ({
      login: `${prefix}-${role}`,
      name: `管理员${role}`,
      password: 'first-password',
      role: `${role}-administrator`,
    }));
  const entered = {
    id: 'lingshi',
    name: '示例县市场监督管理局',
    short: '示例市监局',
    region: '示例省示例县',
    kinds: ['permit', 'penalty'],
    packs: ['administrative-permit-law', 'administrative-penalty-law', 'state-council-2018-118'],
    units: ['办公室', '法规科'],
    codeWord: '示市监',
  };
  const security = { login: 'wen-security', password: DEMONSTRATION_PASSWORD, part: '-second' };
  const add = (bureau: object, prefix: string, confirmer: object = security) =>
    administrator.post('/api/bureaux', {
      id: randomUUID(),
      bureau,
      administrators: administrators(prefix),
      confirmer,
    });

  test('自行填写的和本版自带的都能设立：三名管理员首次登录换密码，没有演示事项，文号齐全', async () => {
    expect((await add(entered, 'ling')).status).toBe(201);
    expect(codeOf(await add(entered, 'other'))).toBe('400 bad-request');
    const fresh = await office.signIn('ling-system', 'first-password-second');
    expect((await fresh.get('/api/session')).body).toMatchObject({ mustChangePassword: true });
    const { releases } = (await administrator.get('/api/bureaux')).body as { releases: { id: string }[] };
    const [release] = releases;
    expect((await add({ release: release?.id }, 'release')).status).toBe(201);
    const rows = await office.asOwner<{ id: string; demonstration: boolean; profile: BureauView['profile'] }>(
      `select id, demonstration, profile from bureau where id = any($1)`,
      [['lingshi', release?.id]],
    );
    expect(rows).toHaveLength(2);
    for (const { demonstration, profile } of rows) {
      expect([demonstration, profile.matters]).toEqual([false, []]);
      expect(Object.keys(profile.numbering)).toHaveLength(20);
    }
    expect((await readStream(office.databases.worker, 'bureau/wenshang')).at(-1)?.fact).toMatchObject({
      type: 'bureau-added',
      actor: 'person-wen-admin',
    });
    const born = (await readStream(office.databases.worker, 'bureau/lingshi')).map(({ fact }) => fact);
    expect(born.find(({ type }) => type === 'packs-activated')).toMatchObject({
      actor: 'person-wen-security',
      data: { proposedBy: 'person-wen-admin' },
    });
    expect(await differingRows(office)).toEqual([]);
    await office.context.sequencer.drain();
    expect(
      await office.asOwner(
        `select h.size = (select count(*) from journal j where j.bureau = 'lingshi') as whole from ledger_head h where bureau = 'lingshi'`,
      ),
    ).toEqual([{ whole: true }]);
  });

  test('没有安全管理员当场确认，设立不了', async () => {
    const confirm = async (login: string, password = DEMONSTRATION_PASSWORD) =>
      codeOf(await add({ ...entered, id: 'alone' }, 'alone', { login, password }));
    expect(await confirm('wen-security', 'not-the-password')).toBe('401 wrong-password');
    expect(codeOf(await add({ ...entered, id: 'alone' }, 'alone', { ...security, part: undefined }))).toBe(
      '422 second-part-needed',
    );
    expect(await confirm('wen-admin')).toBe('400 bad-request');
    expect(await confirm('wen-audit')).toBe('422 not-permitted');
    expect(await confirm('nan-admin')).toBe('422 not-permitted');
    expect(await office.asOwner(`select 1 from bureau where id = 'alone'`)).toEqual([]);
  });

  test.each([
    ['登录名已有人用', entered, 'ling'],
    ['没有的规定', { ...entered, id: 'second', packs: ['nothing'] }, 'second'],
    ['没有的上级', { ...entered, id: 'second', superior: 'nowhere' }, 'second'],
    ['本版没有的机关', { release: 'nowhere' }, 'second'],
    ['编号不合格式', { ...entered, id: '局' }, 'second'],
  ])('不收：%s', async (_, bureau, prefix) => {
    const count = () => office.asOwner('select id from bureau order by id');
    const before = await count();
    expect(
      codeOf(
        await add(
          { ...bureau, ...('id' in bureau && bureau.id === 'lingshi' ? { id: 'third' } : {}) },
          prefix,
        ),
      ),
    ).toBe('400 bad-request');
    expect(await count()).toEqual(before);
  });

  test('真实机关里由旧版带来的演示事项，不再供选、不在门户', async () => {
    await office.asOwner(`update bureau set demonstration = false where id = 'nandagang'`);
    await office.context.reloadResources();
    expect(await offered(await office.signIn('nan-window'))).toEqual([]);
    await office.asOwner(`update bureau set demonstration = true where id = 'nandagang'`);
    await office.context.reloadResources();
    expect((await offered(await office.signIn('nan-window'))).length).toBeGreaterThan(0);
  });
});
