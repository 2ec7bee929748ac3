import { expect, test } from 'vitest';
import { visitor } from './harness/browser.ts';
import { advanceTo } from './harness/clock.ts';
import { expectAccessible, inspect, keepPicture } from './harness/inspect.ts';
import { signIn } from './harness/officer.ts';
import { browser, program, setStage } from './harness/stage.ts';
import { watch } from './harness/watch.ts';

setStage('2025-10-17');

test('登录页：演示提示、演示账号，一键以某人身份登录，密码不对说明原因', async () => {
  const context = await browser.newContext(visitor);
  const page = await context.newPage();
  const watched = watch(page);
  await page.goto(program.office);
  await page.getByRole('heading', { name: '演示账号' }).waitFor();
  await inspect(page, 'office-sign-in');
  await page.getByLabel('账号', { exact: true }).fill('wen-handler');
  await page.getByLabel('密码').fill('not-the-password');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await expectAccessible(page, 'refused sign-in');
  await page.getByRole('button', { name: '以此身份登录 周明远' }).click();
  await page.getByRole('button', { name: '退出' }).waitFor();
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('heading', { name: '演示账号' }).waitFor();
  watched.forgive(/40[01]/);
  watched.expectNothing();
  await context.close();
});

test('登录正在办：按钮仍叫“登录”，不念出图标', async () => {
  const context = await browser.newContext({ ...visitor, reducedMotion: 'no-preference' });
  const page = await context.newPage();
  await page.goto(program.office);
  const held = Promise.withResolvers<void>();
  await page.route('**/api/session', async (route) => {
    if (route.request().method() === 'POST') await held.promise;
    await route.continue();
  });
  await page.getByLabel('账号', { exact: true }).fill('wen-handler');
  await page.getByLabel('密码').fill('not-the-password');
  const button = page.getByRole('button', { name: '登录', exact: true });
  await button.click();
  await page.locator('button[type=submit] .turning').waitFor();
  expect(await button.count()).toBe(1);
  held.resolve();
  await page.getByRole('alert').waitFor();
  expect(await button.count()).toBe(1);
  await context.close();
});

test('没有的页面：说明没有这一页，指回待办', async () => {
  const officer = await signIn(browser, program.office, 'wen-handler');
  await officer.open('/nothing-here');
  await inspect(officer.page, 'office-missing');
  const main = officer.page.getByRole('main');
  await main.getByRole('heading', { level: 1, name: '没有这一页' }).waitFor();
  await main.getByRole('link', { name: '回到我的待办' }).click();
  await main.getByRole('heading', { level: 1, name: '我的待办' }).waitFor();
  await officer.leave();
});

test('条文页列出每条读出的规则；公示目录写明各项的责任单位、位置和审核程序，条文点开即见', async () => {
  const officer = await signIn(browser, program.office, 'nan-handler');
  const { page } = officer;
  await officer.open('/articles?pack=nandagang-publicity');
  const rules = page.getByRole('list', { name: '从第十三条读出的规则' }).first();
  await rules.getByText('公开行政执法决定和结果').waitFor();
  expect(await rules.textContent()).toContain('承办机构 · 7 个工作日');
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '公示目录' }).click();
  const row = page.getByRole('row', { name: /双随机抽查事项清单/ }).first();
  await row.waitFor();
  expect(await row.textContent()).toContain('局办公室 → 园区工商行政管理部门 → 局办公室');
  await page.getByText('审核（园区工商行政管理部门，10 个工作日）').waitFor();
  await inspect(page, 'office-catalogue-nandagang');
  await row.getByRole('button', { name: /公示办法/ }).click();
  await page.getByRole('complementary').getByText('随机抽查事项清单。').waitFor();
  await officer.leave();
});

test('期限逐日说明：从待办打开，写明条文、节假日和调休', async () => {
  const officer = await signIn(browser, program.office, 'wen-handler');
  const { page } = officer;
  await page.getByRole('link', { name: /造纸/ }).first().click();
  await page.getByRole('region', { name: '期限' }).getByRole('button', { name: '逐日看' }).first().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('国庆').first().waitFor();
  expect(await drawer.textContent()).toContain('第');
  await expectAccessible(page, 'duty drawer');
  await keepPicture(page, 'office-duty-drawer');
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
  // The article stands beside the work and pushes nothing apart.
  await page.getByRole('region', { name: '期限' }).getByRole('button', { name: /法/ }).first().click();
  await page.getByRole('complementary', { name: '条文' }).waitFor();
  const [work, record] = [
    await page.getByRole('region', { name: '办理' }).boundingBox(),
    await page.getByRole('region', { name: '经过' }).boundingBox(),
  ];
  expect((record?.y ?? 0) - (work?.y ?? 0) - (work?.height ?? 0)).toBeLessThan(40);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await expectAccessible(page, 'shortcut dialog');
  await officer.leave();
});

test('没有的案件：说明没有找到，指回首页，不劝人再试', async () => {
  const officer = await signIn(browser, program.office, 'wen-handler');
  const { page } = officer;
  await officer.open('/cases/00000000-0000-4000-8000-000000000000');
  const note = page.getByRole('main').getByRole('alert');
  await note.getByText('没有找到').waitFor();
  expect(await note.getByRole('button', { name: '再试一次' }).count()).toBe(0);
  await inspect(page, 'office-no-such-case');
  await note.getByRole('link', { name: '回到首页' }).click();
  await page.getByRole('heading', { level: 1, name: '我的待办' }).waitFor();
  officer.watch.forgive(/404/);
  await officer.leave();
});

test('日期推进不能往回：按钮不能用，并说明原因', async () => {
  const officer = await signIn(browser, program.office, 'wen-handler');
  const { page } = officer;
  await page.getByRole('button', { name: /日期推进/ }).click();
  const form = page.getByRole('form', { name: '日期推进' });
  await form.getByLabel('推进到').fill('2025-10-01');
  const button = form.getByRole('button', { name: '推进', exact: true });
  expect(await button.getAttribute('aria-disabled')).toBe('true');
  await form.getByText('日期只能向后推进').waitFor();
  await officer.leave();
});

test('日期推进：三个工作日内的一件，推进到那一天是今天到期，过了就在已逾期里', async () => {
  const officer = await signIn(browser, program.office, 'wen-handler');
  const { page } = officer;
  const table = page.getByRole('table');
  const row = table.getByRole('row', { name: /在政府信息公开平台主动公开/ });
  await row.getByText('10 个工作日').waitFor();
  const headed = async () => {
    const lines = (await table.innerText()).split('\n').map((line) => line.trim());
    const at = lines.findIndex((line) => line.startsWith('在政府信息公开平台主动公开'));
    return lines.slice(0, at).findLast((line) => /^(已逾期|今天到期|三个工作日内|以后|等当事人)/.test(line));
  };
  for (const [day, group] of [
    ['2025-10-28', /^三个工作日内/],
    ['2025-10-31', /^今天到期/],
    ['2025-11-03', /^已逾期/],
  ] as const) {
    await advanceTo(page, day);
    await expect.poll(headed).toMatch(group);
  }
  await row.getByText(/逾期 3 日/).waitFor();
  await inspect(page, 'office-worklist-overdue');
  await officer.leave();
});

test('三员分立：系统管理员看不到案件', async () => {
  const administrator = await signIn(browser, program.office, 'wen-admin');
  const menu = administrator.page.getByRole('navigation', { name: '主菜单' });
  expect((await menu.getByRole('link').allTextContents()).join()).not.toMatch(/案件|审批|待办/);
  const answer = await administrator.page.request.get(`${program.office}/api/cases`);
  expect(await answer.json()).toMatchObject({
    code: 'administrator',
    title: expect.stringContaining('不接触案件内容'),
  });
  await administrator.leave();
});
