import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inspect } from './harness/inspect.ts';
import { type Officer, signIn } from './harness/officer.ts';
import { browser, program, setStage } from './harness/stage.ts';

setStage('2025-10-10');

const SOURCE = '群众举报转来的线索';

test('系统更新以后还开着的页面：一句“系统已更新，请刷新页面”，刷新后接着办，草稿仍在', async () => {
  const officer = await beginFiling();
  const { page } = officer;
  // Left within the second after which a draft is saved by itself.
  await page.getByLabel('案件来源').fill(SOURCE);
  await replaceOffice(page);
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '日历' }).click();
  await page.getByRole('heading', { level: 1, name: '系统已更新，请刷新页面' }).waitFor();
  await inspect(page, 'office-updated');
  await page.unrouteAll();
  await page.getByRole('button', { name: '刷新' }).click();
  await page.getByRole('heading', { level: 1, name: '日历' }).waitFor();
  await officer.open('/start/propose-filing');
  expect(await page.getByLabel('案件来源').inputValue()).toBe(SOURCE);
  officer.watch.forgive(/404/);
  await officer.leave();
});

test('连不上时打开别的页面：说连不上，不说系统已更新', async () => {
  const officer = await signIn(browser, program.office, 'wen-handler2');
  const { page } = officer;
  await page.route('**/*', (route) => route.abort('connectionfailed'));
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '日历' }).click();
  await page.getByRole('heading', { level: 1, name: '暂时连不上' }).waitFor();
  officer.watch.forgive(/CONNECTION_FAILED|Failed to fetch/);
  await officer.leave();
});

test('提交时断线：填的内容仍在，恢复后再提交；答复丢失的，再提交也只记一次', async () => {
  const officer = await signIn(browser, program.office, 'wen-handler');
  const { page } = officer;
  const commands = '**/api/cases/*/commands';
  await officer.open('/cases?state=all');
  await page.getByRole('table').getByRole('link', { name: /铸造/ }).first().click();
  await officer.action('登记出示执法证件').click();
  const form = officer.form('登记出示执法证件');
  await form.choose('场合', '监督检查');
  await page.route(commands, (route) => route.abort('connectionfailed'));
  await form.press();
  await form.root.getByRole('alert').getByText('您填的内容仍在本页').waitFor();
  await page.unroute(commands);
  // The server records it, its answer is lost on the way.
  await page.route(commands, async (route) => {
    await route.fetch();
    await route.abort('connectionfailed');
  });
  const before = await shownTimes(page);
  const lost = page.waitForEvent('requestfailed');
  await form.press();
  await lost;
  await page.unroute(commands);
  expect(await form.root.getByRole('radio', { name: '监督检查' }).isChecked()).toBe(true);
  await officer.submit('登记出示执法证件');
  await expect.poll(() => shownTimes(page)).toBe(before + 1);
  officer.watch.forgive(/CONNECTION_FAILED/);
  await officer.leave();
});

test('改动没有存上就离开：先问一次，Esc 留下，改动仍在；“不保存，离开”才离开', async () => {
  const lawyer = await signIn(browser, program.office, 'wen-host');
  const { page } = lawyer;
  await lawyer.open('/articles/versions');
  await page.getByRole('button', { name: /编辑副本：.*行政执法公示规定/ }).click();
  await page.getByText('检查无误。').waitFor();
  await page.route('**/api/law/drafts/**', (route) => route.abort('connectionfailed'));
  const name = page.getByLabel('文本来源');
  await name.fill('汶上县人民政府网站（改）');
  const calendar = page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '日历' });
  await calendar.click();
  const dialog = page.getByRole('dialog', { name: '改动还没有保存' });
  await dialog.waitFor();
  await inspect(page, 'office-leaving');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await name.inputValue()).toContain('（改）');
  await calendar.click();
  await dialog.getByRole('button', { name: '不保存，离开' }).click();
  await page.getByRole('heading', { level: 1, name: '日历' }).waitFor();
  lawyer.watch.forgive(/CONNECTION_FAILED/);
  await lawyer.leave();
});

async function beginFiling(): Promise<Officer> {
  const officer = await signIn(browser, program.office, 'wen-handler');
  await officer.open('/start/propose-filing');
  return officer;
}

/** What an upgrade does to a page that stands open: other parts, and a page that begins with another script. */
async function replaceOffice(page: Page): Promise<void> {
  await page.route('**/assets/*.js', (route) => route.fulfill({ status: 404, body: '' }));
  await page.route(`${program.office}/`, async (route) => {
    const body = (await (await route.fetch()).text()).replace(
      /assets\/index-[\w-]+\.js/,
      'assets/index-next.js',
    );
    await route.fulfill({ body, contentType: 'text/html' });
  });
}

/** How often the case says that credentials were shown. */
function shownTimes(page: Page): Promise<number> {
  return page
    .getByRole('region', { name: '经过' })
    .getByRole('button', { name: /^出示执法证件/ })
    .count();
}
