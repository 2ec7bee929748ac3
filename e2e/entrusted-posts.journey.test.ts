import { makeSigner } from '@mingjing/ledger';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { visitor } from './harness/browser.ts';
import { inspect } from './harness/inspect.ts';
import { signIn } from './harness/officer.ts';
import { browser, program, setStage } from './harness/stage.ts';
import { asOwner } from './harness/tamper.ts';

setStage('2025-10-17');

const REASON = '页面报错，核对这一件的数据。';

const confirmAs = async (page: Page, who: string, login: string) => {
  await page.getByLabel(`${who}的账号`).fill(login);
  await page.getByLabel(`${who}的密码`).fill('mingjing-demo');
};

/** The bureau, and the number of one of its cases. */
async function smallBureau(): Promise<{ readonly name: string; readonly number: string }> {
  let found = { name: '', number: '' };
  await asOwner(program.dataFolder, async (ask) => {
    const [row] = await ask(
      `select b.name, f.number from bureau b join case_file f on f.bureau = b.id
       where b.id = 'nandagang' and f.number is not null order by f.number limit 1`,
    );
    found = { name: String(row?.name), number: String(row?.number) };
  });
  return found;
}

test('小机关把安全、审计管理员委托给上级：上级的人当场同意，机关页写明', async () => {
  const small = await signIn(browser, program.office, 'nan-admin');
  const { page } = small;
  await small.open('/bureau');
  for (const [post, login] of [
    ['安全管理员', 'cang-security'],
    ['审计管理员', 'cang-audit'],
  ] as const) {
    await page.getByRole('button', { name: `委托${post}` }).click();
    const dialog = page.getByRole('dialog', { name: `委托${post}` });
    await confirmAs(page, `上级${post}`, login);
    await dialog.getByRole('button', { name: '确定委托' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: `收回${post}` }).waitFor();
  }
  await inspect(page, 'office-entrusted-both');
  await small.leave();
});

test('上级的安全管理员履行职责：确认登记管理员、确认紧急查阅、为这个机关指定见证方，门户写明', async () => {
  const { name, number } = await smallBureau();
  const small = await signIn(browser, program.office, 'nan-admin');
  await small.open('/people');
  await small.page.getByRole('button', { name: '登记人员' }).click();
  const form = small.form('登记人员');
  for (const [label, value] of [
    ['姓名', '秦新管'],
    ['账号', 'nan-admin2'],
    ['初始密码', 'first-password-1'],
  ] as const)
    await form.type(label, value);
  await form.tick('岗位', '系统管理员');
  await confirmAs(small.page, '确认人', 'cang-security');
  await small.page.getByLabel('一次性密码的后半段').fill('hou-ban');
  await form.button('登记').click();
  await small.page.getByRole('row', { name: /秦新管.*系统管理员/ }).waitFor();
  await small.open('/emergency');
  const asked = small.page.getByRole('form', { name: '申请紧急查阅' });
  await asked.getByLabel('案号').fill(number);
  await asked.getByLabel('理由').fill(REASON);
  await asked.getByRole('button', { name: '申请打开' }).click();
  await confirmAs(small.page, '安全管理员', 'cang-security');
  await small.page.getByRole('button', { name: '确定打开' }).click();
  const row = small.page.getByRole('row', { name: /开着/ });
  await row.waitFor();
  expect(await row.textContent()).toContain('安全管理员（沧）');
  await small.page.getByRole('link', { name: number }).click();
  await small.page.getByRole('region', { name: '办理' }).waitFor();
  await small.leave();

  const superior = await signIn(browser, program.office, 'cang-security');
  const { page } = superior;
  await superior.open('/witnesses');
  await page.getByText('还没有见证方').waitFor();
  await page.getByLabel('机关', { exact: true }).selectOption(name);
  await page.getByRole('button', { name: '指定见证方' }).click();
  const key = makeSigner('witness.example/city', new Uint8Array(32).fill(9), 'cosignature').vkey;
  const naming = page.getByRole('form', { name: '指定见证方' });
  for (const [label, value] of [
    ['名称', '沧州市司法局'],
    ['所属机关', '沧州市司法局'],
    ['公钥', key],
  ] as const)
    await naming.getByLabel(label, { exact: true }).fill(value);
  await inspect(page, 'office-witness-naming');
  await naming.getByRole('button', { name: '提出' }).click();
  await confirmAs(page, '确认人', 'nan-admin');
  await inspect(page, 'office-witness-confirm');
  await page.getByRole('button', { name: '确定指定' }).click();
  await page.getByText('等待首次联署').waitFor();
  await inspect(page, 'office-witnesses');
  await superior.leave();

  const portal = await (await browser.newContext(visitor)).newPage();
  await portal.goto(`${program.portal}/nandagang/how-to-verify`);
  await portal.getByText('沧州市司法局').first().waitFor();
  expect(await portal.locator('#main').textContent()).toContain(key);
  await inspect(portal, 'portal-witnesses');
  await portal.context().close();
});

test('上级的审计管理员在查阅记录和紧急查阅里看得到：谁提出、谁确认、看了哪一件；别的机关的看不到', async () => {
  const { name, number } = await smallBureau();
  const auditor = await signIn(browser, program.office, 'cang-audit');
  const { page } = auditor;
  await auditor.open('/reads');
  await page.getByLabel('机关', { exact: true }).selectOption(name);
  await page
    .getByRole('row', { name: /系统管理员（南）.*紧急查阅案件/ })
    .first()
    .waitFor();
  await inspect(page, 'office-reads-entrusted');
  const choices = await page.getByLabel('机关', { exact: true }).locator('option').allTextContents();
  expect(choices).toHaveLength(2);
  await auditor.open('/emergency');
  await page.getByLabel('机关', { exact: true }).selectOption(name);
  const row = page.getByRole('row', { name: new RegExp(number) });
  await row.waitFor();
  expect(await row.textContent()).toContain(REASON);
  expect(await row.textContent()).toContain('安全管理员（沧）');
  await auditor.open('/people');
  await page.getByLabel('机关', { exact: true }).selectOption(name);
  await page.getByRole('link', { name: '秦新管' }).click();
  await page.getByText('安全管理员（沧）').first().waitFor();
  await inspect(page, 'office-person-confirmed-by-superior');
  await auditor.leave();
});
