import { composeRulebook } from '@mingjing/law';
import { expect, test } from 'vitest';
import { loadPacks } from '../packs/load.ts';
import { articlesReply, catalogueReply } from './law-replies.ts';

const { packs, bureaus } = loadPacks();
function lawOf(id: string) {
  const bureau = bureaus.find((one) => one.id === id);
  if (bureau === undefined) throw new Error(`no bureau ${id}`);
  return composeRulebook(bureau, packs, '2026-03-02').held;
}

test('every article of a regulation held whole lists the rules read from it', () => {
  const whole = articlesReply(packs).filter(({ whole: held, textHeld }) => held && textHeld);
  expect(whole.length).toBeGreaterThanOrEqual(4);
  const bare = whole.flatMap(({ regulation, articles }) =>
    articles.filter(({ rules }) => rules.length === 0).map(({ number }) => `${regulation}${number}`),
  );
  expect(bare).toEqual([]);
});

test('南大港 第十二条 清单、抽查清单、流程图各走各的审核程序，都在二十个工作日内', () => {
  const found = catalogueReply(lawOf('nandagang')).find(({ pack }) => pack === 'nandagang-publicity');
  const item = (id: string) => found?.items.find((one) => one.id === id);
  const route = (id: string) => found?.chains.find(({ subject }) => subject === item(id)?.chain)?.route;
  expect(item('np-6-8-matter-list')).toMatchObject({ owner: '局办公室', channels: ['南大港政府网站'] });
  expect(route('np-6-8-matter-list')).toEqual(['相关科室', '局办公室', '园区法制办', '局办公室']);
  expect(route('np-6-5-inspection-list')).toEqual([
    '相关科室',
    '局办公室',
    '园区工商行政管理部门',
    '局办公室',
  ]);
  expect(route('np-6-8-charts')).toEqual(['相关人员', '局办公会', '园区法制办', '局办公室']);
  expect(route('np-6-1-officers')).toEqual(['局办公室']);
  expect(found?.chains.map(({ within }) => within)).toEqual(Array(4).fill('20 个工作日'));
  expect(found?.silent.map(({ id }) => id)).toEqual(['step-days', 'catalogue-owner', 'guide-chain']);
  expect(item('np-8-window')).toMatchObject({
    place: 'window',
    owner: '政务服务中心质监局窗口',
    chain: null,
  });
});

test('汶上 第五条 清单、流程图由政策法规科编制，服务指南由窗口编制；第六条岗位公示牌在窗口', () => {
  const items = catalogueReply(lawOf('wenshang')).find(({ pack }) => pack === 'wenshang-publicity')?.items;
  expect(items?.map(({ id, owner, place }) => [id, owner, place])).toEqual([
    ['wp-5-1-items', '政策法规科', 'portal'],
    ['wp-5-2-officers', '政策法规科', 'portal'],
    ['wp-5-3-inspection-list', '政策法规科', 'portal'],
    ['wp-5-4-charts', '政策法规科', 'portal'],
    ['wp-5-5-guides', '局驻县为民服务中心窗口', 'portal'],
    ['wp-5-6-other', '行政执法承办科室', 'portal'],
    ['wp-6-3-post-board', '行政执法承办科室', 'window'],
  ]);
});

test('忻州 第十三条 主动公示的各项都经录入、审核、公示三步', () => {
  const found = catalogueReply(lawOf('xinzhou')).find(({ pack }) => pack === 'xinzhou-publicity');
  expect(found?.items).toHaveLength(8);
  for (const { chain } of found?.items ?? [])
    expect(found?.chains.find(({ subject }) => subject === chain)?.route).toEqual([
      '录入并提出公示',
      '审核',
      '公示',
    ]);
});

test('目的、范围、定义、施行等没有数字的条款，也在各自条文下面', () => {
  const named = (pack: string, number: string) =>
    articlesReply(packs)
      .find((one) => one.pack === pack)
      ?.articles.find((article) => article.number === number)
      ?.rules.filter(({ section }) => section === 'provisions')
      .map(({ name, owner }) => (owner === null ? name : `${name}（${owner}）`));
  expect(named('nandagang-recording', '第二条')).toEqual([
    '全过程记录的范围和方式',
    '文字记录方式',
    '音像记录方式',
    '文字与音像记录可以同时或者分别使用',
  ]);
  expect(named('nandagang-recording', '第二十二条')).toEqual(['自发布之日起实施']);
  expect(named('wenshang-publicity', '第一条')).toEqual(['制定目的和依据']);
  expect(named('wenshang-publicity', '第四条')).toEqual([
    '谁执法谁公示（行政执法承办科室）',
    '公示的组织协调和监督检查（政策法规科）',
  ]);
  expect(named('wenshang-publicity', '第十三条')).toEqual(['自发布之日起施行']);
  expect(named('wenshang-recording', '第一条')).toEqual(['制定目的和依据']);
  expect(named('wenshang-recording', '第二条')).toEqual(['全过程留痕和可回溯管理']);
  expect(named('wenshang-recording', '第七条')).toEqual(['音像记录记明的内容']);
  expect(named('wenshang-recording', '第十七条')).toEqual(['自印发之日起施行']);
  expect(named('xinzhou-publicity', '第三条')).toEqual(['以公开为常态、不公开为例外']);
  expect(named('xinzhou-publicity', '第十三条')).toEqual([
    '谁执法、谁录入、谁负责（局机关各科室、直属事业单位及派出机构）',
  ]);
  expect(named('xinzhou-publicity', '第十七条')).toEqual(['自印发之日起施行']);
  expect(named('xinzhou-recording', '第二十三条')).toEqual(['自印发之日起施行']);
});

test('汶上 第十五条 谁可以调阅、经谁同意、不得私自调阅，都在条文下面', () => {
  const rules = articlesReply(packs)
    .find(({ pack }) => pack === 'wenshang-recording')
    ?.articles.find(({ number }) => number === '第十五条')
    ?.rules.filter(({ section }) => section === 'access');
  expect(rules?.map(({ name }) => name)).toEqual([
    '政策法规科调阅记录信息',
    '其他人员因工作需要调阅记录信息',
    '私自调阅记录',
  ]);
});

test('南大港 第一条 所依据的省级规定是本局与国家之间的一层，写明文本未存', () => {
  expectLayersWithoutText('nandagang', ['河北省行政执法公示办法', '河北省行政执法全过程记录实施办法']);
});

test('忻州 第一条 所依据的市级方案是本局与国家之间的一层，写明文本未存', () => {
  expectLayersWithoutText('xinzhou', ['忻政办发〔2019〕60号']);
});

function expectLayersWithoutText(bureau: string, titles: readonly string[]): void {
  const layers = lawOf(bureau).map(({ pack }) => pack);
  const named = articlesReply(layers).filter(({ textHeld }) => !textHeld);
  expect(named).toHaveLength(titles.length);
  for (const [i, title] of titles.entries()) {
    expect(`${named[i]?.regulation}${named[i]?.short}`).toContain(title);
    expect(named[i]?.articles).toEqual([]);
    expect(named[i]?.notes[0]).toContain('没有它的条文');
  }
  const place = (held: boolean) => layers.findIndex(({ textHeld }) => textHeld === held);
  const nation = layers.findIndex(({ issuer }) => issuer.includes('全国人民代表大会'));
  expect(place(true)).toBeLessThan(place(false));
  expect(place(false)).toBeLessThan(nation);
  const first = articlesReply(layers).filter(
    ({ whole, articles }) => whole && articles[0]?.number === '第一条',
  );
  expect(first.length).toBeGreaterThanOrEqual(2);
  for (const { articles } of first)
    expect(articles[0]?.rules.map(({ name }) => name)).toContainEqual(
      expect.stringMatching(/^制定目的和(上位)?依据$/),
    );
}

test('南大港 第十四条 终止办理的情形所援引的文本未存，登记为静默事项，标明未核', () => {
  const pack = packs.find(({ id }) => id === 'nandagang-recording');
  const point = pack?.silentPoints.find(({ id }) => id === 'termination-grounds');
  expect(point?.point).toContain('未核');
  const rules = articlesReply(pack ? [pack] : [])[0]?.articles.find(
    ({ number }) => number === '第十四条',
  )?.rules;
  expect(rules?.map(({ name }) => name)).toContain('终止办理并出具《行政执法终止办理决定书》');
});

test('南大港 第十条第二款、汶上 记录规定 第五条 列在各自条文下面', () => {
  const names = (id: string, number: string) =>
    articlesReply(packs)
      .find(({ pack }) => pack === id)
      ?.articles.find((article) => article.number === number)
      ?.rules.map(({ name }) => name);
  expect(names('nandagang-publicity', '第十条')).toContain('法律、法规、规章对公开另有规定的从其规定');
  expect(names('wenshang-recording', '第五条')).toContain('统一的行政执法文书格式');
});
