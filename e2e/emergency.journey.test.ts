import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { visitor } from './harness/browser.ts';
import { inspect } from './harness/inspect.ts';
import { signIn } from './harness/officer.ts';
import { runCommandLine } from './harness/program.ts';
import { browser, program, setStage } from './harness/stage.ts';
import { asOwner } from './harness/tamper.ts';

setStage('2025-10-17');
let portal: Page;
beforeAll(async () => {
  portal = await (await browser.newContext(visitor)).newPage();
});

const REASON = '当事人反映公示与告知不一致，核对数据。';

async function someCase(): Promise<{ readonly id: string; readonly number: string }> {
  let found = { id: '', number: '' };
  await asOwner(program.dataFolder, async (ask) => {
    const [row] = await ask(
      `select id, number from case_file where bureau = 'wenshang' and number is not null order by number limit 1`,
    );
    found = { id: String(row?.id), number: String(row?.number) };
  });
  return found;
}

const confirmAs = async (page: Page, who: string, login: string) => {
  await page.getByLabel(`${who}的账号`).fill(login);
  await page.getByLabel(`${who}的密码`).fill('mingjing-demo');
};

test('紧急查阅：写明理由和时限，安全管理员当场确认才打开这一件；审计管理员和本案的人看得到', async () => {
  const { id, number } = await someCase();
  const administrator = await signIn(browser, program.office, 'wen-admin');
  const { page } = administrator;
  administrator.watch.forgive(/400/);
  await administrator.open('/emergency');
  await inspect(page, 'office-emergency-none');
  const form = page.getByRole('form', { name: '申请紧急查阅' });
  await form.getByLabel('案号').fill(number);
  await form.getByLabel('理由').fill(REASON);
  await form.getByRole('button', { name: '申请打开' }).click();
  const dialog = page.getByRole('dialog', { name: `紧急查阅：${number}` });
  await confirmAs(page, '安全管理员', 'wen-admin');
  await dialog.getByRole('button', { name: '确定打开' }).click();
  await dialog.getByText('须由另一人确认').waitFor();
  await confirmAs(page, '安全管理员', 'wen-security');
  await inspect(page, 'office-emergency-confirm');
  await dialog.getByRole('button', { name: '确定打开' }).click();
  await page.getByRole('row', { name: /开着/ }).waitFor();
  await inspect(page, 'office-emergency-open');
  await page.getByRole('link', { name: number }).click();
  await page.getByRole('region', { name: '办理' }).waitFor();
  await inspect(page, 'office-emergency-case');
  await administrator.leave();

  const auditor = await signIn(browser, program.office, 'wen-audit');
  await auditor.open('/emergency');
  const row = auditor.page.getByRole('row', { name: new RegExp(number) });
  expect(await row.textContent()).toContain(REASON);
  expect(await row.textContent()).toContain('安全管理员（汶）');
  await inspect(auditor.page, 'office-emergency-audited');
  await auditor.open('/reads');
  await auditor.page
    .getByRole('row', { name: /系统管理员（汶）.*紧急查阅/ })
    .first()
    .waitFor();
  await auditor.leave();

  const handler = await signIn(browser, program.office, 'wen-handler');
  await handler.open(`/cases/${id}`);
  await handler.page.getByText(REASON).waitFor();
  await inspect(handler.page, 'office-emergency-told');
  await handler.leave();
});

test('全量校验有不符：命令逐处说出，门户每页、办公端每屏都说，查明改回之后不再说', async () => {
  const change = (by: number) =>
    asOwner(program.dataFolder, async (ask) => {
      await ask(`update result_count set decided = decided + ${by} where bureau = 'wenshang'`);
    });
  await change(1);
  const found = await runCommandLine(['recheck'], program.dataFolder);
  expect(found.code).toBe(1);
  expect(found.output).toContain('公示计数');
  await portal.goto(`${program.portal}/wenshang`);
  await portal.getByText(/最近一次全量校验/).waitFor();
  expect(await portal.locator('footer').textContent()).toMatch(/发现 \d+ 处不符/);
  await portal.goto(`${program.portal}/wenshang/how-to-verify`);
  await inspect(portal, 'portal-recheck-found');
  const auditor = await signIn(browser, program.office, 'wen-audit');
  await auditor.open('/recheck');
  await auditor.page.getByText(/^公示计数 .*“决定件数”与由流水重建的不同/).waitFor();
  await auditor.page.getByText(/处与存证不符。请审计管理员/).waitFor();
  await inspect(auditor.page, 'office-recheck-found');
  await change(-1);
  const mended = await runCommandLine(['recheck'], program.dataFolder);
  expect(mended.code, mended.output).toBe(0);
  await auditor.open('/recheck');
  await auditor.page.getByText('与存证相符').waitFor();
  await inspect(auditor.page, 'office-recheck-agrees');
  await auditor.leave();
  await portal.goto(`${program.portal}/wenshang`);
  expect(await portal.locator('footer').textContent()).toContain('相符');
});

test('登记审计管理员：要另一类管理员当场确认；上级机关的管理员可以受委托，机关页上写明', async () => {
  const administrator = await signIn(browser, program.office, 'wen-admin');
  const { page } = administrator;
  await administrator.open('/people');
  await page.getByRole('button', { name: '登记人员' }).click();
  const form = administrator.form('登记人员');
  for (const [label, value] of [
    ['姓名', '秦新审'],
    ['账号', 'wen-audit2'],
    ['初始密码', 'first-password-1'],
  ] as const)
    await form.type(label, value);
  await form.tick('岗位', '审计管理员');
  await confirmAs(page, '确认人', 'wen-security');
  await page.getByLabel('一次性密码的后半段').fill('hou-ban');
  await inspect(page, 'office-second-person');
  await form.button('登记').click();
  await page.getByRole('row', { name: /秦新审.*审计管理员/ }).waitFor();
  await page.getByRole('link', { name: '秦新审' }).click();
  await page.getByText('安全管理员（汶）').first().waitFor();
  await inspect(page, 'office-person-confirmed');
  await administrator.leave();

  const small = await signIn(browser, program.office, 'nan-admin');
  small.watch.forgive(/400/);
  await small.open('/bureau');
  await small.page.getByRole('button', { name: '委托审计管理员' }).click();
  const dialog = small.page.getByRole('dialog', { name: '委托审计管理员' });
  await confirmAs(small.page, '上级审计管理员', 'wen-audit');
  await inspect(small.page, 'office-entrust');
  await dialog.getByRole('button', { name: '确定委托' }).click();
  await dialog.getByText('须由上级机关的审计管理员当场同意').waitFor();
  await small.leave();
});
