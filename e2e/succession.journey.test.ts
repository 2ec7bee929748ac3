import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openVisitor } from './harness/browser.ts';
import { inspect } from './harness/inspect.ts';
import { type Officer, signIn } from './harness/officer.ts';
import { runCommandLine } from './harness/program.ts';
import { browser, program, setStage } from './harness/stage.ts';
import { TypedValues } from './harness/typed-values.ts';

setStage('2025-10-10');

const successor = '四平市工业和信息化局';
const predecessor = '汶上县工业和信息化局';
const handlers = ['姜北辰', '于思远'];

test('机关承继：两机关的系统管理员当场登记，原机关的账号都停用；承继机关接办一件、公示结果；门户写明由谁承继，承继前后的证明都可核验', async () => {
  const visitor = await openVisitor(browser, true);
  const portal = await visitor.newPage();
  const old = await resultOf(portal, '纺织');
  const before = await download(portal, 'before.json');

  await succeed();
  const typed = new TypedValues();
  const approver = await actIn('sip-approver', typed);
  await approver.openCase('造纸');
  expect(await approver.page.getByRole('region', { name: '办理' }).textContent()).not.toContain('登记送达');
  await approver.act('接办案件', async (form) => {
    for (const name of handlers) await form.tick('承办人', name);
    await inspect(approver.page, 'office-take-over');
  });
  await inspect(approver.page, 'office-taken-over');

  const handler = await actIn('sip-handler', typed);
  await handler.openCase('造纸');
  await handler.page.getByRole('button', { name: '起草公示' }).click();
  await handler.page.waitForURL(/\/publications\/[0-9a-f-]{36}/);
  const draft = new URL(handler.page.url()).pathname;
  expect(await handler.page.getByRole('region', { name: '公示内容' }).textContent()).toContain(predecessor);
  await approver.open(draft);
  await approver.act('批准公示');
  for (const officer of [approver, handler]) await officer.leave();
  expect(typed.count).toBe(0);

  await portal.goto(`${program.portal}/wenshang`);
  const stripe = portal.getByRole('region', { name: '机关承继' });
  expect(await stripe.textContent()).toMatch(
    new RegExp(`2025.*10.*10.*${successor}.*示例县机构改革方案`, 's'),
  );
  await inspect(portal, 'portal-succeeded');
  expect((await portal.goto(old))?.status()).toBe(200);
  expect(await portal.getByRole('main').textContent()).toContain('汶上示例纺织有限公司');
  for (const file of [before, await download(portal, 'after.json')]) await expectHolds(file);
  await resultOf(portal, '造纸');
  expect(await portal.getByRole('main').textContent()).toContain(predecessor);
  await inspect(portal, 'portal-result-after-succession');
  await expectHolds(await download(portal, 'by-successor.json'));
  await visitor.close();
});

/** The system administrators of both bureaux, at one screen; the people of the one are gone after that. */
async function succeed(): Promise<void> {
  const administrator = await signIn(browser, program.office, 'wen-admin');
  const { page } = administrator;
  await administrator.open('/bureau');
  await page.getByRole('button', { name: '由其他机关承继' }).click();
  const dialog = page.getByRole('dialog', { name: '由其他机关承继' });
  await dialog.getByRole('combobox', { name: '承继机关' }).click();
  await page.getByTitle(successor, { exact: true }).filter({ visible: true }).last().click();
  for (const [label, value] of [
    ['依据的文件', '示例县机构改革方案'],
    ['文号', '示发〔2025〕1号'],
    ['理由', '职责整体划入。'],
    ['承继机关系统管理员的账号', 'sip-admin'],
    ['承继机关系统管理员的密码', 'not the password'],
  ] as const)
    await dialog.getByLabel(label, { exact: true }).fill(value);
  expect(await dialog.textContent()).toContain('都不能撤回，也不能更改');
  await inspect(page, 'office-succession');
  await dialog.getByRole('button', { name: '确定承继' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('承继机关系统管理员的密码', { exact: true }).fill('mingjing-demo');
  await dialog.getByRole('button', { name: '确定承继' }).click();
  await page.getByRole('heading', { name: '演示账号' }).waitFor();
  const accounts = await page.getByRole('main').textContent();
  expect(accounts).not.toContain('周明远');
  expect(accounts).toContain('关立群');
  await inspect(page, 'office-signed-out-by-succession');
  administrator.watch.forgive(/40[13]/);
  await administrator.leave();
}

/** Somebody of the successor, who goes to the predecessor's work by the button of the worklist. */
async function actIn(login: string, typed: TypedValues): Promise<Officer> {
  const officer = await signIn(browser, program.office, login, typed);
  const panel = officer.page.getByRole('region', { name: '承继的机关' });
  await panel.getByRole('button', { name: '去办理' }).click();
  const stripe = officer.page.getByRole('region', { name: '以原机关办理' });
  await stripe.waitFor();
  expect(await stripe.textContent()).toContain(predecessor);
  return officer;
}

/** Opens the result of a party; answers with its address. */
async function resultOf(page: Page, party: string): Promise<string> {
  await page.goto(`${program.portal}/wenshang/results?q=${encodeURIComponent(party)}`);
  await page
    .getByRole('link', { name: new RegExp(party) })
    .first()
    .click();
  await page.getByRole('link', { name: '下载证明文件' }).waitFor();
  return page.url();
}

async function download(page: Page, name: string): Promise<string> {
  const link = page.getByRole('link', { name: '下载证明文件' });
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const path = join(program.dataFolder, name);
  await file.saveAs(path);
  return path;
}

async function expectHolds(file: string): Promise<void> {
  const { code, output } = await runCommandLine(['verify', file], program.dataFolder);
  expect(code, output).toBe(0);
  expect(output).toContain('核验成立');
}
