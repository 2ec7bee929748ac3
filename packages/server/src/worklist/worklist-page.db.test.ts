import { randomUUID } from 'node:crypto';
import type {
  CaseRow,
  CaseView,
  MenuCounts,
  Page,
  PublicationRow,
  ViewingReply,
  WorklistReply,
} from '@mingjing/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, caseOf, copyCase } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
  const { reader, app } = office.databases;
  for (const pool of [reader, app]) pool.on('acquire', () => queries++);
});
afterAll(() => office.close());

const logins = [
  'wen-handler',
  'wen-handler2',
  'wen-approver',
  'wen-legal',
  'wen-archive',
  'nan-window',
  'nan-handler',
  'nan-reviewer',
  'nan-approver',
  'cang-seal',
] as const;

async function read(login: string, query = ''): Promise<WorklistReply> {
  return (await (await office.signIn(login)).get(`/api/worklist${query}`)).body as WorklistReply;
}

async function counts(login: string): Promise<MenuCounts> {
  return (await (await office.signIn(login)).get('/api/worklist/counts')).body as MenuCounts;
}

describe('菜单上的件数就是点进去看到的件数', () => {
  test.each(logins)('%s', async (login) => {
    const [menu, list, visitor] = [await counts(login), await read(login), await office.signIn(login)];
    const own = (list.items ?? []).filter(({ group }) => group !== 'party');
    const rows = async <Row>(path: string) => ((await visitor.get(path)).body as Page<Row>).rows;
    expect(menu.worklist).toBe(own.length);
    if ('menu' in list) {
      expect(list.menu).toEqual(menu);
      expect((await read(login, '?group=overdue&kind=penalty')).menu).toEqual(menu);
      expect((await read(login, '?who=bureau')).menu).toBeNull();
    }
    expect(menu.approvals).toBe(list.awaitingMe.length);
    expect(menu.myCases).toBe((await rows<CaseRow>('/api/cases?mine=yes')).length);
    expect(menu.myCases).toBe(list.myCasesCount);
    expect(menu.publications).toBe((await rows<PublicationRow>('/api/publications?state=awaiting')).length);
    expect(menu.publications).toBe(
      list.awaitingMe.filter(({ publicationId }) => publicationId !== undefined).length,
    );
    const viewing = ((await visitor.get('/api/viewing')).body as Partial<ViewingReply>).rows ?? [];
    expect(menu.viewing).toBeLessThanOrEqual(viewing.filter(({ state }) => state === 'asked').length);
  });

  test('不是个个都是零', async () => {
    const all = await Promise.all(logins.map(counts));
    for (const entry of ['worklist', 'approvals', 'myCases'] as const)
      expect(
        all.reduce((sum, one) => sum + one[entry], 0),
        entry,
      ).toBeGreaterThan(0);
  });

  test('办完一步，件数跟着变；案件多了，问数据库的次数不变', async () => {
    const asked = async () => {
      const before = await statements();
      await counts('wen-approver');
      return (await statements()) - before;
    };
    const visitor = await office.signIn('wen-approver');
    await asked();
    const before = { menu: await counts('wen-approver'), statements: await asked() };
    const { id } = await caseOf(office, '示例化工');
    for (let i = 0; i < 5; i++) await copyCase(office, id, 'case-filed');
    await counts('wen-approver');
    const after = { menu: await counts('wen-approver'), statements: await asked() };
    expect(after.menu.approvals).toBe(before.menu.approvals + 5);
    expect(after.statements).toBe(before.statements);
    expect((await act(office, visitor, id, { type: 'refuse-filing', reason: '没有违法事实。' })).status).toBe(
      200,
    );
    expect((await counts('wen-approver')).approvals).toBe(after.menu.approvals - 1);
  });
});

let queries = 0;
async function statements(): Promise<number> {
  return queries;
}

describe('筛选', () => {
  test('事项、条文只列待办里有的；筛出来的正是那几件，件数与各组相符', async () => {
    const { id } = await caseOf(office, '示例铸造');
    await copyCase(office, id, 'report-submitted', (fact) =>
      'matter' in fact.data ? { ...fact, data: { ...fact.data, matter: 'salt-offence' } } : fact,
    );
    const all = await read('wen-handler', '?who=bureau');
    expect(all.choices.matters.length).toBeGreaterThan(1);
    expect(new Set(all.choices.matters)).toEqual(new Set(all.items.flatMap(({ matter }) => matter ?? [])));
    for (const matter of all.choices.matters) {
      const found = await read('wen-handler', `?who=bureau&matter=${encodeURIComponent(matter)}`);
      expect(found.items).toEqual(all.items.filter((item) => item.matter === matter));
      expect(found.choices).toEqual(all.choices);
      expect(found.unfiltered).toBe(all.counts.all);
    }
    for (const { key, cite } of all.choices.articles) {
      const found = await read('wen-handler', `?who=bureau&article=${encodeURIComponent(key)}`);
      const same = all.items.filter(
        (item) => item.cite.regulation === cite.regulation && item.cite.article === cite.article,
      );
      expect(found.items).toEqual(same);
      expect(found.counts.all).toBe(same.filter(({ group }) => group !== 'party').length);
    }
  });

  test('没有的事项：一件也没有，仍说一共有几件', async () => {
    const found = await read('wen-handler', '?matter=%E6%B2%A1%E6%9C%89');
    expect([found.items.length, found.counts.all]).toEqual([0, 0]);
    expect(found.unfiltered).toBeGreaterThan(0);
  });

  test.each([
    '?matter=',
    `?matter=${'x'.repeat(201)}`,
    `?article=${'x'.repeat(201)}`,
    '?matter=a&matter=b',
    '?unit=1',
  ])('%s 不收', async (query) => {
    const visitor = await office.signIn('wen-handler');
    expect((await visitor.get(`/api/worklist${query}`)).status).toBe(400);
  });
});

describe('每行的按钮写这个人现在要办的一步', () => {
  const stepsOf = async (login: string, words: string) =>
    Object.fromEntries(
      (await read(login, '?who=bureau')).items
        .filter(({ party }) => party.includes(words))
        .map(({ duty, step }) => [duty.does, step?.verb ?? null]),
    );

  test.each([
    ['wen-handler', '示例造纸', { publish: '起草公示', serve: '送达' }],
    ['wen-archive', '示例纺织', { 'file-away': '归档' }],
    ['wen-legal', '示例造纸', { publish: null, serve: null }],
  ])('%s 看%s', async (login, words, steps) => {
    expect(await stepsOf(login, words)).toMatchObject(steps);
  });

  test('现状说缺什么、等哪一步，承办人和批准人看到的一样', async () => {
    for (const login of ['wen-handler', 'wen-approver']) {
      const { items } = await read(login, '?who=bureau');
      const standing = (does: string, words: string) =>
        items.flatMap((item) => (item.duty.does === does && item.party.includes(words) ? item.state : []));
      expect(standing('serve', '示例造纸'), login).toEqual(['待送达']);
      expect(standing('publish', '示例造纸'), login).toContain('待起草公示');
      expect(standing('file-away', '示例纺织'), login).toEqual(['待归档']);
      expect(new Set(standing('decide', '示例铸造')), login).toEqual(new Set(['缺 4 项记录']));
    }
  });

  test('南大港 第十三条第（二）项 公开满五年撤下：没有届满就不是今天的事，写明到期，不提供申请撤下', async () => {
    const { items } = await read('nan-handler', '?who=bureau');
    const terms = items.filter(({ duty }) => duty.does === 'end-publication');
    expect(terms.length).toBeGreaterThan(0);
    for (const { due, state, step, distance, group } of terms) {
      expect(due).toMatch(/^20(2[7-9]|3\d)-/);
      expect([state, step, group]).toEqual(['公示中，届满再撤', null, 'later']);
      expect(distance).toMatch(/^\d+ 日后届满$/);
    }
  });

  test('起草以后轮到批准人：拟稿人没有这一步，批准人的菜单、待我审批和公示页都多一件', async () => {
    const before = await counts('wen-approver');
    const { id: caseId } = await caseOf(office, '示例造纸');
    const handler = await office.signIn('wen-handler');
    expect((await handler.post('/api/publications', { id: randomUUID(), caseId })).status).toBe(201);
    expect(await stepsOf('wen-handler', '示例造纸')).toMatchObject({ publish: null });
    expect(await stepsOf('wen-approver', '示例造纸')).toMatchObject({ publish: '批准公示' });
    const after = await counts('wen-approver');
    expect(after.publications).toBe(before.publications + 1);
    expect(after.approvals).toBe(before.approvals + 1);
    const rows = async (login: string) =>
      (
        (await (await office.signIn(login)).get('/api/publications?state=awaiting'))
          .body as Page<PublicationRow>
      ).rows;
    expect((await rows('wen-approver')).map((row) => row.caseId)).toContain(caseId);
    expect((await rows('wen-handler')).map((row) => row.caseId)).toEqual([]);
    expect((await rows('nan-approver')).map((row) => row.caseId)).not.toContain(caseId);
  });
});

test('别的局的案件里，上级和参与单位看不到公示稿，也就不列公示的事：那边已经公示的，这边不说逾期', async () => {
  const { id } = await caseOf(office, '示例造纸');
  const named = { type: 'name-participant', as: 'joint', body: 'siping', reason: '同一线索跨区域，联合查处' };
  expect((await act(office, await office.signIn('wen-approver'), id, named)).status).toBe(200);
  const doneIn = async (login: string, words: string) => {
    const { items } = await read(login, '?who=bureau');
    return items.filter(({ party }) => party.includes(words)).map(({ duty }) => duty.does);
  };
  expect(await doneIn('wen-handler', '示例造纸')).toEqual(expect.arrayContaining(['serve', 'publish']));
  expect(await doneIn('sip-handler', '示例造纸')).toContain('serve');
  for (const [login, words] of [
    ['sip-handler', '示例造纸'],
    ['cang-seal', '示例管业'],
  ] as const) {
    expect(await doneIn(login, words), login).not.toContain('publish');
    const page = await (await office.signIn(login)).get(`/api/cases/${(await caseOf(office, words)).id}`);
    const { duties } = page.body as CaseView;
    expect(duties.length).toBeGreaterThan(0);
    expect(duties.map(({ does }) => does)).not.toContain('publish');
  }
});

test('到期的组写明调休和放假：明天（周六 10-11）上班', async () => {
  const { notes } = await read('wen-handler');
  expect(notes).toEqual({ today: '', soon: '明天（周六 10-11）为调休上班日，计入工作日' });
  expect((await read('wen-handler', '?group=later')).notes).toEqual({ today: '', soon: '' });
});

test('等人答复的更正写成“更正录入”：列的是申请了什么，不预先说同意', async () => {
  const { id } = await caseOf(office, '示例铸造');
  const proposed = await act(office, await office.signIn('wen-handler'), id, {
    type: 'propose-correction',
    entry: '1.suspectedFacts',
    value: '未按规定设立能源管理岗位，也未聘任负责人（演示）。',
    reason: '漏录一项。',
  });
  expect(proposed.status, proposed.text).toBe(200);
  const { awaitingMe } = await read('wen-reviewer');
  expect(awaitingMe.filter((row) => row.caseId === id).map(({ label }) => label)).toEqual(['更正录入']);
});
