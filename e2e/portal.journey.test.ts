import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openVisitor } from './harness/browser.ts';
import { expectNoSidewaysScroll, inspect, keepPicture } from './harness/inspect.ts';
import { browser, program, setStage } from './harness/stage.ts';
import { watch } from './harness/watch.ts';

setStage('2025-09-22');
let context: BrowserContext;
beforeAll(async () => {
  context = await openVisitor(browser);
  context.setDefaultTimeout(15_000);
});

test('不用脚本：首页、按当事人查、按内容查、按类别和日期筛选、看结果和条文', async () => {
  const page = await context.newPage();
  const watched = watch(page);
  await page.goto(program.portal);
  await page
    .getByRole('link', { name: /南大港/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await search(page, '示例电缆');
  const found = page.getByRole('region', { name: '查询结果' });
  expect(await found.textContent()).toContain('南大港示例电缆有限公司');

  await page.goto(`${program.portal}/wenshang`);
  await search(page, '罚款人民币');
  expect(await found.getByRole('link').first().textContent()).toContain('汶上示例纺织有限公司');

  await page.goto(`${program.portal}/results`);
  expect(await found.textContent()).toMatch(/电缆[\s\S]*纺织|纺织[\s\S]*电缆/);
  await page.getByLabel('执法类别').selectOption({ label: '行政处罚' });
  await page.getByLabel('公示日期自').fill('2025-08-01');
  await page.getByLabel('公示日期至').fill('2025-08-31');
  await page.getByRole('button', { name: '查询' }).click();
  expect(await found.textContent()).toContain('纺织');
  expect(await found.textContent()).not.toContain('电缆');
  await found.getByRole('link', { name: /纺织/ }).click();
  const main = page.getByRole('main');
  expect(await main.textContent()).toContain('罚款人民币 20,000 元');
  expect(await main.textContent()).toContain('按时');
  await page
    .getByText(/第.+条/)
    .first()
    .waitFor();
  await page.getByRole('link', { name: '大字版' }).click();
  expect(await main.textContent()).toContain('汶上示例纺织有限公司');

  await page.goto(`${program.portal}/results?from=2025-13-01`);
  expect(await main.textContent()).toContain('日期');
  watched.forgive(/400|does not conform/); // what was mistyped is shown again
  watched.expectNothing();
  await page.close();
});

test('不用脚本：执法人员、执法事项、监督与更正、如何验证、网站地图', async () => {
  const page = await context.newPage();
  const watched = watch(page);
  const main = page.getByRole('main');
  for (const [entry, words] of [
    ['执法人员', '周明远'],
    ['执法事项', '节约能源违法行为查处'],
    ['如何验证', 'mingjing'],
    ['监督与更正', '0537-0000000'],
  ] as const) {
    await page.goto(`${program.portal}/wenshang`);
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: entry }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await main.textContent()).toContain(words);
  }
  await page.goto(`${program.portal}/wenshang/officers`);
  await page.getByRole('main').getByRole('searchbox').fill('鲁H演示0102');
  await page.getByRole('main').getByRole('button', { name: /查/ }).click();
  expect(await main.textContent()).toContain('陈思宁');
  expect(await main.textContent()).not.toContain('周明远');
  await page.goto(`${program.portal}/wenshang/sitemap`);
  for (const link of await main.getByRole('link').all()) {
    const answer = await page.request.get(new URL((await link.getAttribute('href')) ?? '', page.url()).href);
    expect([await link.textContent(), answer.status()]).toEqual([await link.textContent(), 200]);
  }
  watched.expectNothing();
  await page.close();
});

test('期限说明：按所问分组，每项有条文；选事件、类别和日期，逐日看怎样算', async () => {
  const page = await context.newPage();
  const watched = watch(page);
  const main = page.getByRole('main');
  await page.goto(`${program.portal}/wenshang`);
  await main.getByRole('link', { name: '期限说明' }).click();
  await page.getByRole('heading', { level: 1, name: '期限说明' }).waitFor();
  const permits = main.getByRole('region', { name: /申请行政许可/ });
  expect(await permits.textContent()).toContain('自受理申请之日起 20 个工作日内');
  expect(await permits.textContent()).toContain('《中华人民共和国行政许可法》第四十二条第一款');
  await page.getByLabel('发生了什么').selectOption({ label: '作出决定' });
  await page.getByLabel('执法类别').selectOption({ label: '行政处罚' });
  await page.getByLabel('哪一天').fill('2025-09-26');
  await page.getByRole('button', { name: '计算' }).click();
  const answer = main.getByRole('region', { name: '计算结果' });
  expect(await answer.textContent()).toContain('第 7 个工作日是 10 月 13 日');
  expect(await answer.textContent()).toContain('10 月 1 日至 8 日国庆、中秋放假不计');
  expect(await answer.getByRole('list', { name: '期限逐日说明' }).first().isVisible()).toBe(true);
  await page.goto(`${program.portal}/wenshang/deadlines?event=decision-made&kind=penalty&date=2001-01-05`);
  await page.getByRole('heading', { level: 1, name: '期限说明' }).waitFor();
  watched.expectNothing();
  await page.close();
});

test('每一页：无障碍检查无一发现，390 点宽不横向滚动，能打印', async () => {
  const scripted = await openVisitor(browser, true);
  const page = await scripted.newPage();
  const watched = watch(page);
  await page.goto(`${program.portal}/wenshang/results`);
  const result = (await page.getByRole('link', { name: /纺织/ }).getAttribute('href')) ?? '';
  const pages = {
    chooser: '/',
    home: '/wenshang',
    results: '/wenshang/results',
    'all-results': '/results?q=%E7%A4%BA%E4%BE%8B',
    nothing: '/results?q=%E6%9F%A5%E4%B8%8D%E5%88%B0%E7%9A%84%E5%85%AC%E5%8F%B8',
    'result-page': result,
    officers: '/wenshang/officers',
    matters: '/wenshang/matters',
    deadlines: '/wenshang/deadlines',
    'deadline-counted': '/nandagang/deadlines?event=decision-made&kind=penalty&date=2025-09-26',
    'deadline-problem': '/siping/deadlines?event=published&kind=penalty&date=2025-02-30',
    about: '/wenshang/about',
    verify: '/wenshang/how-to-verify',
    sitemap: '/wenshang/sitemap',
    missing: '/wenshang/results/none',
  };
  watched.forgive(/40[04]|does not conform/);
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(new URL(path, program.portal).href);
    await inspect(page, `portal-${name}`);
  }
  await page.goto(new URL(result, program.portal).href);
  await page.emulateMedia({ media: 'print' });
  await page.getByRole('img', { name: '本页地址的二维码' }).waitFor();
  expect(await page.getByRole('navigation', { name: '主导航' }).isVisible()).toBe(false);
  expect(await page.getByText('罚款人民币 20,000 元').first().isVisible()).toBe(true);
  expect(await page.getByRole('navigation', { name: '页脚' }).isVisible()).toBe(false);
  const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(sheets.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  await keepPicture(page, 'portal-print');
  await page.goto(`${program.portal}/wenshang/deadlines`);
  await page.emulateMedia({ media: 'print' });
  await page.getByText('自受理申请之日起 20 个工作日内').first().waitFor();
  await keepPicture(page, 'portal-deadlines-print');
  await page.goto(new URL(result, program.portal).href);
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page, 'result at 320');
  watched.expectNothing();
  await scripted.close();
});

async function search(page: Page, words: string): Promise<void> {
  await page.getByRole('search').getByRole('searchbox').fill(words);
  await page.getByRole('search').getByRole('button', { name: '查询' }).click();
  await page.getByRole('heading', { level: 1, name: '执法结果' }).waitFor();
}
