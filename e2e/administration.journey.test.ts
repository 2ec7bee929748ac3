import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { sampleRow } from '../packages/server/src/exchange/sample-row.ts';
import { openVisitor, visitor } from './harness/browser.ts';
import { expectAccessible, inspect } from './harness/inspect.ts';
import { signIn, signInFirst } from './harness/officer.ts';
import { browser, program, setStage } from './harness/stage.ts';

setStage('2025-10-17');
let portal: Page;
beforeAll(async () => {
  portal = await (await openVisitor(browser)).newPage();
});

test('系统管理员：停用即出局，名录除名；恢复、重置密码、改证件，门户跟着变', async () => {
  const administrator = await signIn(browser, program.office, 'wen-admin');
  const { page } = administrator;
  const handler = await signIn(browser, program.office, 'wen-handler2');
  await page.getByRole('heading', { level: 1, name: '人员' }).waitFor();
  await inspect(page, 'office-people');
  await page.getByRole('link', { name: '陈思宁' }).click();
  await page.getByRole('heading', { level: 1, name: '陈思宁' }).waitFor();
  await inspect(page, 'office-person');
  await confirm(page, '停用账号', async (dialog) => {
    await dialog.getByRole('button', { name: '确定停用账号' }).click();
    await dialog.getByText('还没有写理由').waitFor();
    await expectAccessible(page, 'deactivation');
    await dialog.getByLabel('理由').fill('调离本局');
  });
  await page.getByText('已停用账号：陈思宁').waitFor();
  expect(await officerOnPortal('陈思宁')).toBe(false);
  await handler.page.goto(`${program.office}/cases`);
  await handler.page.getByRole('button', { name: '登录', exact: true }).waitFor();
  await confirm(page, '恢复账号', (dialog) => dialog.getByLabel('理由').fill('调回本局'));
  await page.getByText('已恢复账号：陈思宁').waitFor();
  expect(await officerOnPortal('陈思宁')).toBe(true);

  await confirm(page, '重置密码');
  const shown = page.getByRole('dialog', { name: '陈思宁的一次性密码' });
  const first = (await shown.locator('.one-time-password').textContent()) ?? '';
  await inspect(page, 'office-one-time-password');
  await shown.getByRole('button', { name: '已抄下，关闭' }).click();
  const back = await signInFirst(browser, program.office, {
    login: 'wen-handler2',
    first,
    own: 'a-word-of-her-own',
  });
  await back.leave();

  const form = page.getByRole('form', { name: '资料' });
  await form.getByLabel('证件有效期至').fill('2031-06-30');
  await form.getByRole('button', { name: '变更', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '变更陈思宁的资料' });
  await dialog.getByText('证件有效期至：2029-12-31 → 2031-06-30').waitFor();
  await dialog.getByRole('button', { name: '确定变更' }).click();
  await page.getByText('已变更：陈思宁').waitFor();
  await portal.goto(`${program.portal}/wenshang/officers`);
  expect(await portal.getByRole('row', { name: /陈思宁/ }).textContent()).toContain('2031 年 6 月 30 日');
  await page.getByRole('row', { name: /变更执法人员/ }).waitFor();
  await inspect(page, 'office-person-changed');
  await administrator.leave();
});

test('锁定的人由系统管理员解锁；最后一名审计管理员停用不了，并说明原因', async () => {
  const stranger = await (await browser.newContext(visitor)).newPage();
  await stranger.goto(`${program.office}/sign-in`);
  for (let i = 0; i < 5; i += 1) await tryPassword(stranger, 'wen-archive');
  await tryPassword(stranger, 'wen-archive');
  await stranger.getByText('已暂时锁定').waitFor();
  await stranger.close();
  const administrator = await signIn(browser, program.office, 'wen-admin');
  const { page } = administrator;
  await page.getByRole('row', { name: /杜若.*已锁定/ }).waitFor();
  await page.getByRole('link', { name: '杜若' }).click();
  await confirm(page, '解除锁定');
  await page.getByText('已解除锁定：杜若').waitFor();
  const archive = await signIn(browser, program.office, 'wen-archive');
  await archive.leave();
  await administrator.open('/people/person-wen-audit');
  const stop = page.getByRole('button', { name: '停用账号' });
  expect(await stop.getAttribute('aria-disabled')).toBe('true');
  await page.getByText('这是本机关最后一名审计管理员').first().waitFor();
  await administrator.leave();
});

test('审计管理员：谁看过哪一件，按人、按日、按案号查；别人看不到这一页', async () => {
  const reader = await signIn(browser, program.office, 'wen-handler');
  await reader.open('/cases?state=all');
  await reader.page
    .getByRole('table')
    .getByRole('link', { name: /示例纺织/ })
    .first()
    .click();
  await reader.page.getByRole('region', { name: '办理' }).waitFor();
  const menu = reader.page.getByRole('navigation', { name: '主菜单' });
  expect(await menu.getByRole('link', { name: '查阅记录' }).count()).toBe(0);
  await reader.open('/reads');
  await reader.page.getByRole('alert').first().waitFor();
  reader.watch.forgive(/422/);
  await reader.leave();
  const auditor = await signIn(browser, program.office, 'wen-audit');
  const { page } = auditor;
  await page.getByRole('heading', { level: 1, name: '查阅记录' }).waitFor();
  await page.getByLabel('谁', { exact: true }).selectOption('周明远');
  await page.getByLabel('做什么').selectOption('查看案件');
  const reads = page.getByRole('table', { name: '查阅记录' });
  await reads
    .getByRole('row', { name: /周明远.*查看案件/ })
    .first()
    .waitFor();
  await inspect(page, 'office-reads');
  const number = (await reads.locator('.wh').first().textContent()) ?? '';
  await page.getByLabel('案号、文号').fill(number);
  await page.getByRole('button', { name: '查找' }).click();
  await reads
    .getByRole('row', { name: new RegExp(number) })
    .first()
    .waitFor();
  await page.getByLabel('哪一天').fill('2025-10-16');
  await page.getByText('这样筛选没有查阅记录').waitFor();
  await page.getByRole('heading', { name: '封存' }).waitFor();
  await inspect(page, 'office-reads-none');
  await auditor.leave();
});

test('批准人：外部导入的选几件，核对将公开的内容，一次批准，逐件有结果', async () => {
  const liaison = await signIn(browser, program.office, 'wen-liaison');
  await liaison.open('/imports');
  const lines = [1, 2, 3].map((n) => ({ ...sampleRow('penalty', n), ...(n === 3 ? { CF_SY: '' } : {}) }));
  await liaison.page.getByLabel('数据文件').setInputFiles({
    name: '三行.jsonl',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n')),
  });
  await liaison.page.getByRole('button', { name: '先检查' }).click();
  await liaison.page.getByText('检查完毕，还没有导入').waitFor();
  await liaison.page.getByRole('button', { name: '导入', exact: true }).click();
  await liaison.page.getByText('已导入').waitFor();
  await liaison.leave();
  const approver = await signIn(browser, program.office, 'wen-approver');
  const { page } = approver;
  await approver.open('/publications');
  await page.getByLabel('来源').selectOption('外部导入');
  await page.getByLabel('状态').selectOption('待批准');
  const first = String(sampleRow('penalty', 1).CF_WSH);
  await page.getByRole('checkbox', { name: `选择 ${first}` }).check();
  await page.getByRole('checkbox', { name: '选择本页待批准的' }).check();
  await inspect(page, 'office-publications-chosen');
  await page.getByRole('button', { name: '核对并批准' }).click();
  await page.getByRole('heading', { name: '将要公开 2 件' }).waitFor();
  await page.locator('summary').filter({ hasText: first }).click();
  await page.getByText('处以罚款').first().waitFor();
  await inspect(page, 'office-approval-previews');
  await page.getByRole('button', { name: '批准 2 件' }).click();
  const dialog = page.getByRole('dialog', { name: '批准公示 2 件' });
  await dialog.getByRole('button', { name: '确定批准公示' }).click();
  await page.getByRole('heading', { name: '已批准公示 2 件' }).waitFor();
  await inspect(page, 'office-approved');
  await page.getByRole('button', { name: '回到目录' }).click();
  await page.getByText('还没有这样的公示').waitFor();
  await portal.goto(`${program.portal}/wenshang/results?q=${encodeURIComponent(first)}`);
  expect(await portal.getByRole('main').getByRole('link', { name: /示例/ }).count()).toBeGreaterThan(0);
  await approver.leave();
});

test('事项：政策法规增加、变更、停止办理，窗口和门户只见现行的', async () => {
  const lawyer = await signIn(browser, program.office, 'wen-legal');
  const { page } = lawyer;
  await lawyer.open('/matters');
  await inspect(page, 'office-matters');
  await page.getByRole('button', { name: '增加事项' }).click();
  const form = page.getByRole('form', { name: '增加事项' });
  await form.getByRole('button', { name: '增加事项' }).click();
  await form.getByText('还没有填依据').first().waitFor();
  await form.getByLabel('事项名称').fill('示例项目核准');
  await form.getByLabel('依据').fill('《示例条例》第十条');
  await form.getByLabel('材料').fill('申请书|原件\n营业执照|复印件');
  await inspect(page, 'office-matter-form');
  await form.getByRole('button', { name: '增加事项' }).click();
  await page.getByRole('button', { name: '确定增加事项' }).click();
  const row = page.getByRole('row', { name: /示例项目核准.*2 份/ });
  await row.waitFor();
  expect(await matterOnPortal('示例项目核准')).toBe(true);
  await page.getByRole('button', { name: '变更 示例项目核准' }).click();
  const change = page.getByRole('form', { name: '变更事项' });
  await change.getByLabel('事项名称').fill('示例项目核准（修订）');
  await change.getByRole('button', { name: '变更事项' }).click();
  await page.getByRole('button', { name: '确定变更事项' }).click();
  await page.getByRole('button', { name: '停止办理 示例项目核准（修订）' }).click();
  const stop = page.getByRole('dialog', { name: /^停止办理/ });
  await stop.getByLabel('理由').fill('依据已废止');
  await stop.getByRole('button', { name: '确定停止办理' }).click();
  await page.getByText('已停止办理：示例项目核准（修订）').waitFor();
  expect(await matterOnPortal('示例项目核准')).toBe(false);
  await lawyer.leave();
});

test('机关：系统管理员改联系方式，门户跟着变；增设机关，三名管理员用一次性密码进入', async () => {
  const administrator = await signIn(browser, program.office, 'wen-admin');
  const { page } = administrator;
  await administrator.open('/bureau');
  await inspect(page, 'office-bureau');
  expect(await page.getByLabel('文号格式').inputValue()).toContain('立案=汶工信立字〔{年份}〕{序号}号');
  await page.getByLabel('电话').fill('0537-7654321');
  await page.getByRole('button', { name: '变更', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '变更机关信息' });
  await dialog.getByText('将变更：电话').waitFor();
  await dialog.getByRole('button', { name: '确定变更' }).click();
  await page.getByText('机关信息已变更').waitFor();
  await dialog.waitFor({ state: 'detached' });
  const numbering = await page.getByLabel('文号格式').inputValue();
  await page.getByLabel('文号格式').fill(numbering.replace('汶工信立字', '汶工信新立字'));
  await page.getByRole('button', { name: '变更', exact: true }).click();
  await dialog.getByText('将变更：文号格式').waitFor();
  await dialog.getByRole('button', { name: '确定变更' }).click();
  await dialog.waitFor({ state: 'detached' });
  await portal.goto(`${program.portal}/wenshang`);
  expect(await portal.locator('body').textContent()).toContain('0537-7654321');
  await page.getByRole('link', { name: '增设机关' }).click();
  const form = page.getByRole('form', { name: '增设机关' });
  for (const [label, value] of [
    ['编号', 'lingshi'],
    ['名称', '示例县市场监督管理局'],
    ['简称', '示例市监局'],
    ['行政区域', '示例省示例县'],
    ['机关代字', '示市监'],
    ['内设机构', '办公室\n法规科'],
  ] as const)
    await form.getByLabel(label, { exact: true }).fill(value);
  await form.getByRole('checkbox', { name: /行政许可法/ }).check();
  await form.getByRole('checkbox', { name: /行政处罚法/ }).check();
  for (const [i, label] of ['系统管理员', '安全管理员', '审计管理员'].entries()) {
    await form.getByLabel(`${label}姓名`).fill(`示例${'甲乙丙'[i]}`);
    await form.getByLabel(`${label}账号`).fill(`ling-${i}`);
  }
  await form.getByRole('combobox', { name: '上级机关' }).click();
  await page.getByTitle('汶上县工业和信息化局', { exact: true }).filter({ visible: true }).last().click();
  await form.getByRole('checkbox', { name: '委托审计管理员' }).waitFor();
  await inspect(page, 'office-new-bureau');
  await form.getByRole('button', { name: '增设机关' }).click();
  await page.getByLabel('安全管理员的账号').fill('wen-security');
  await page.getByLabel('安全管理员的密码').fill('mingjing-demo');
  await page.getByLabel('一次性密码的后半段').fill('hou-ban');
  await expectAccessible(page, 'new bureau confirmed');
  await page.getByRole('button', { name: '确定增设机关' }).click();
  await page.getByRole('heading', { name: '已增设：示例县市场监督管理局' }).waitFor();
  await inspect(page, 'office-new-bureau-done');
  const first = (await page.locator('dd b').first().textContent()) ?? '';
  const fresh = await signInFirst(browser, program.office, {
    login: 'ling-0',
    first: `${first}hou-ban`,
    own: 'a-word-of-my-own',
  });
  await fresh.open('/matters');
  await fresh.page.getByText('还没有登记事项').waitFor();
  await fresh.leave();
  await portal.goto(`${program.portal}/lingshi/matters`);
  await portal.getByText('尚未公布执法事项').waitFor();
  await administrator.leave();
});

/** Opens a dialog by its button, fills it, and says yes. */
async function confirm(
  page: Page,
  label: string,
  fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void> = async () => undefined,
): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: new RegExp(`^${label}`) });
  await dialog.waitFor();
  await fill(dialog);
  await dialog.getByRole('button', { name: `确定${label}` }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function matterOnPortal(name: string): Promise<boolean> {
  await portal.goto(`${program.portal}/wenshang/matters`);
  return (await portal.getByRole('main').getByText(name).count()) > 0;
}

async function officerOnPortal(name: string): Promise<boolean> {
  await portal.goto(`${program.portal}/wenshang/officers`);
  return (await portal.getByRole('main').getByText(name).count()) > 0;
}

async function tryPassword(page: Page, login: string): Promise<void> {
  await page.getByLabel('账号', { exact: true }).fill(login);
  await page.getByLabel('密码').fill('not-the-password');
  const answered = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().endsWith('/api/session'),
  );
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await answered;
}
