import { randomUUID } from 'node:crypto';
import type {
  DraftCheck,
  DraftFilesReply,
  DraftSectionReply,
  DraftTrialReply,
  LawDraftReply,
  LawDraftsReply,
  LawReply,
  LawVersionReply,
  SavedSectionReply,
} from '@mingjing/api';
import type { DraftBody } from '@mingjing/law';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parsePack } from '../packs/parse-pack.ts';
import { readYaml } from '../packs/read-yaml.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import type { Answer, Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let writer: Visitor;
let approver: Visitor;
let elsewhere: Visitor;
beforeAll(async () => {
  office = await openOffice();
  [writer, approver] = [await office.signIn('wen-host'), await office.signIn('wen-approver')];
  await office.asOwner(`update person set roles = array['policy-and-law'] where login = 'nan-handler'`);
  elsewhere = await office.signIn('nan-handler');
});
afterAll(() => office.close());

const PACK = 'wenshang-publicity';
const codeOf = ({ status, body }: Answer) =>
  `${status} ${(body as { code?: string } | null)?.code ?? ''}`.trim();
const law = async () => (await writer.get('/api/law')).body as LawReply;
const begin = async (given: object, id: string = randomUUID()) =>
  await writer.post('/api/law/drafts', { id, begin: given });
const copy = async () => {
  const version = (await law()).layers.find(({ pack }) => pack === PACK)?.version;
  const begun = await begin({ as: 'copy', of: { version } });
  expect(begun.status, begun.text).toBe(201);
  return begun.body as LawDraftReply;
};
const save = (id: string, expectedVersion: number, body: DraftBody) =>
  writer.send('PUT', `/api/law/drafts/${id}`, { expectedVersion, body });
const tryOut = (id: string, more: object = {}) =>
  writer.post(`/api/law/drafts/${id}/trial`, {
    event: 'decision-made',
    kind: 'penalty',
    date: '2025-10-15',
    ...more,
  });
const rules = (body: DraftBody) =>
  structuredClone(body.deadlines) as { id: string; limit: object; cite: object }[];
/** Five working days instead of seven, the words of the article with them. */
function shorter({ body }: LawDraftReply): DraftBody {
  const words = JSON.stringify(body).replaceAll('7个工作日内公开', '5个工作日内公开');
  const changed = JSON.parse(words) as DraftBody;
  const deadlines = rules(changed).map((rule) =>
    rule.id === 'wp-7-1-permit-penalty' ? { ...rule, limit: { count: 5, unit: 'working-day' } } : rule,
  );
  const chains = JSON.parse(JSON.stringify(changed.chains ?? []).replaceAll(/,"days":\d+/g, ''));
  return { ...changed, deadlines: deadlines as never, chains };
}

test('编辑副本：现行规定的全部内容成为草稿，什么也不因此生效；别局看不到', async () => {
  const before = await law();
  const draft = await copy();
  expect(draft).toMatchObject({ pack: PACK, version: 1, replaces: true, leftAside: 0 });
  expect(draft.origin).toMatch(/^《.*》版本 [0-9a-f]{12}$/);
  expect(draft.findings.filter(({ level }) => level === 'error')).toEqual([]);
  expect((await begin({ as: 'copy', of: { draft: draft.id } }, draft.id)).status).toBe(201);
  const { drafts } = (await writer.get('/api/law/drafts')).body as LawDraftsReply;
  expect(drafts.filter(({ id }) => id === draft.id)).toHaveLength(1);
  expect(await law()).toEqual(before);
  const path = `/api/law/drafts/${draft.id}`;
  expect(codeOf(await elsewhere.get(path))).toBe('404 not-found');
  expect(codeOf(await elsewhere.send('PUT', path, { expectedVersion: 1, body: {} }))).toBe('404 not-found');
  expect(codeOf(await elsewhere.send('DELETE', path))).toBe('204');
  expect(
    codeOf(
      await elsewhere.post('/api/law/drafts', {
        id: draft.id,
        begin: { as: 'new', pack: 'x-y', title: '别局' },
      }),
    ),
  ).not.toMatch(/^2/);
  expect((await elsewhere.get('/api/law/drafts')).text).not.toContain(draft.id);
  expect(codeOf(await approver.get(path))).toBe('422 not-permitted');
  expect((await approver.get('/api/law/drafts')).body).toMatchObject({ drafts: [], edit: { may: false } });
  expect((await writer.get(path)).status).toBe(200);
});

test('自动保存：错处指到那一项；两人同时改的，后存的不覆盖', async () => {
  const draft = await copy();
  const deadlines = rules(draft.body);
  const index = deadlines.findIndex(({ id }) => id === 'wp-7-1-permit-penalty');
  (deadlines[index] as { cite: object }).cite = { article: '第七条第（一）项', quote: '五日内公开' };
  const saved = await save(draft.id, 1, { ...draft.body, deadlines: deadlines as never });
  expect(saved.status, saved.text).toBe(200);
  const check = saved.body as DraftCheck;
  expect(check.version).toBe(2);
  expect(check.findings.find(({ path }) => path === `deadlines.${index}.cite.quote`)?.message).toContain(
    '原文里没有“五日内公开”',
  );
  const late = await save(draft.id, 1, draft.body);
  expect(codeOf(late)).toBe('409 version-conflict');
  expect(late.text).toContain('改过这份草稿');
  const again = (await writer.get(`/api/law/drafts/${draft.id}`)).body as LawDraftReply;
  expect(again.version).toBe(2);
  expect(rules(again.body)[index]?.cite).toEqual({ article: '第七条第（一）项', quote: '五日内公开' });
  const taken = await writer.post('/api/law/versions', { draft: draft.id });
  expect(codeOf(taken)).toBe('422 pack-faulty');
  expect(taken.text).toContain('草稿还有 1 处没有改好');
});

test('试算：草稿与现行并列，只有改了的义务不同；不认识的事件、情形一律拒绝', async () => {
  const draft = await copy();
  const same = (await tryOut(draft.id)).body as DraftTrialReply;
  expect(same.duties.length).toBeGreaterThan(1);
  expect(new Set(same.duties.map(({ change }) => change))).toEqual(new Set(['same']));
  expect((await save(draft.id, 1, shorter(draft))).status).toBe(200);
  const moved = ((await tryOut(draft.id)).body as DraftTrialReply).duties.filter(
    ({ change }) => change !== 'same',
  );
  expect(moved.map(({ change, before, after }) => [change, before?.due, after?.due])).toContainEqual([
    'moved',
    '2025-10-24',
    '2025-10-22',
  ]);
  expect(moved.find(({ change }) => change === 'moved')?.after?.sentence).toContain(
    '第 5 个工作日是 10 月 22 日',
  );
  for (const wrong of [
    { event: 'x' },
    { kind: 'x' },
    { date: '2025-02-30' },
    { date: '9999-01-01' },
    { circumstances: { moon: 'full' } },
    { circumstances: { party: 'dog' } },
    { circumstances: { fine: '八万' } },
    { more: 1 },
  ])
    expect((await tryOut(draft.id, wrong)).status, JSON.stringify(wrong)).toBe(400);
});

test('提请启用：草稿经检查成为一个版本，说出改了什么；另一人批准后才生效', async () => {
  const draft = await copy();
  await save(draft.id, 1, shorter(draft));
  const taken = await writer.post('/api/law/versions', { draft: draft.id });
  expect(taken.status, taken.text).toBe(200);
  const { version, pack, differences } = taken.body as LawVersionReply;
  expect(pack).toBe(PACK);
  expect(differences?.join('\n')).toMatch(/7 个工作日 → 5 个工作日/);
  const send = (who: Visitor, command: object) => who.post('/api/law', { id: randomUUID(), command });
  expect((await send(writer, { type: 'propose-packs', packs: { [PACK]: version } })).status).toBe(200);
  expect((await law()).layers.find((layer) => layer.pack === PACK)?.version).not.toBe(version);
  const proposal = (await law()).proposal?.version;
  expect((await send(approver, { type: 'approve-packs', proposal })).status).toBe(200);
  expect((await law()).layers.find((layer) => layer.pack === PACK)?.version).toBe(version);
  expect(codeOf(await elsewhere.post('/api/law/versions', { draft: draft.id }))).toBe('404 not-found');
});

test('新建：空白的、仿照一部的、读入文件的；编号已有的不许；最多五十份', async () => {
  const blank = (await begin({ as: 'new', pack: 'wenshang-try', title: '汶上试行规定' }))
    .body as LawDraftReply;
  expect(blank.replaces).toBe(false);
  expect(blank.findings.map(({ path }) => path).sort()).toEqual(['articles', 'issuer', 'source']);
  const alike = (
    await begin({
      as: 'new',
      pack: 'wenshang-like',
      title: '仿照的规定',
      of: { release: 'siping-publicity' },
    })
  ).body as LawDraftReply;
  expect(alike.body.notes).toEqual([expect.stringContaining('起草，尚未核对。')]);
  expect(alike.findings.filter(({ level }) => level === 'error')).toEqual([]);
  expect(((await tryOut(alike.id)).body as DraftTrialReply).duties.map(({ change }) => change)).toContain(
    'changed',
  );
  const files = (await writer.get(`/api/law/drafts/${alike.id}/files`)).body as DraftFilesReply;
  const file = readYaml('pack.yaml', files.packYaml);
  expect(parsePack(file, readYaml('articles.yaml', files.articlesYaml ?? '')).faults).toEqual([]);
  const read = (await begin({ as: 'copy', of: files })).body as LawDraftReply;
  expect(read.body).toEqual(alike.body);
  expect(codeOf(await begin({ as: 'copy', of: { packYaml: 'a: [' } }))).toBe('422 pack-faulty');
  expect(codeOf(await begin({ as: 'copy', of: { packYaml: '- 1' } }))).toBe('422 pack-faulty');
  expect(codeOf(await begin({ as: 'new', pack: PACK, title: '重复的编号' }))).toBe('400 bad-request');
  await office.asOwner(
    `insert into pack_draft select gen_random_uuid(), bureau, pack, title, origin, body, version, created_by, created_at, saved_by, saved_at
     from pack_draft, generate_series(1, 50) where id = $1`,
    [blank.id],
  );
  const full = await begin({ as: 'new', pack: 'wenshang-more', title: '再来一份' });
  expect(full.text).toContain('草稿最多留 50 份');
  expect((await writer.send('DELETE', `/api/law/drafts/${blank.id}`)).status).toBe(204);
  expect(codeOf(await writer.get(`/api/law/drafts/${blank.id}`))).toBe('404 not-found');
  await office.asOwner(`delete from pack_draft where origin = '空白'`);
});

test('一部分也可以按文本改：写错的说出第几行，写对的与表单是同一份', async () => {
  const draft = await copy();
  const path = `/api/law/drafts/${draft.id}/sections/deadlines`;
  const { yaml, version, faults } = (await writer.get(path)).body as DraftSectionReply;
  expect([version, faults]).toEqual([1, []]);
  const put = (text: string, expectedVersion = 1) =>
    writer.send('PUT', path, { expectedVersion, yaml: text });
  const broken = await put(`${yaml}\n  - a: [`);
  expect(codeOf(broken)).toBe('422 pack-faulty');
  expect(broken.text).toMatch(/第 \d+ 行/);
  expect(codeOf(await put('id: x'))).toBe('422 pack-faulty');
  const saved = (await put(yaml.replace('frozen: at-event', 'frozen: sometimes'))).body as SavedSectionReply;
  const line = yaml.split('\n').findIndex((one) => one.includes('frozen: at-event')) + 1;
  expect(saved.faults.filter(({ level }) => level === 'error').map((fault) => fault.line)).toEqual([line]);
  const back = (await put(yaml, 2)).body as SavedSectionReply;
  expect(back.value).toEqual(draft.body.deadlines);
  expect(codeOf(await writer.get(`/api/law/drafts/${draft.id}/sections/nothing`))).toBe('404 not-found');
  const head = `/api/law/drafts/${draft.id}/sections/head`;
  const renamed = await writer.send('PUT', head, {
    expectedVersion: 3,
    yaml: `id: ${PACK}\ntitle: 改名的规定\n`,
  });
  expect((renamed.body as DraftCheck).findings.map((one) => one.path)).toContain('issuer');
  const after = (await writer.get(`/api/law/drafts/${draft.id}`)).body as LawDraftReply;
  expect([after.title, after.body.deadlines]).toEqual(['改名的规定', draft.body.deadlines]);
});

test('太大、太深、不成样子的草稿得到 4xx', async () => {
  const draft = await copy();
  let deep: unknown = 1;
  for (let i = 0; i < 60; i += 1) deep = [deep];
  for (const body of [
    { deep },
    { big: 'x'.repeat(1_100_000) },
    [],
    null,
    'x',
    { ['k'.repeat(90)]: 1 },
    { text: 'a\u0000b' },
  ])
    expect(
      (await writer.send('PUT', `/api/law/drafts/${draft.id}`, { expectedVersion: 1, body })).status,
    ).toBe(400);
  const odd = { deadlines: [null, 3, { limit: [] }], articles: {}, guards: 'x' };
  const kept = await save(draft.id, 1, odd as unknown as DraftBody);
  expect(kept.status, kept.text).toBe(200);
  expect((await tryOut(draft.id)).status).toBeLessThan(500);
  expect(codeOf(await save(draft.id, 99, draft.body))).toBe('409 version-conflict');
});
