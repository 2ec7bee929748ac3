import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, inspect } from './harness/inspect.ts';
import { type Officer, signIn } from './harness/officer.ts';
import { browser, program, setStage } from './harness/stage.ts';

setStage('2025-09-29');

const WORDS = '在执法决定作出之日起5个工作日内公开';

test('政策法规机构用表单改一部规定：错处指到那一项，试算看得到新日期，提请后另一人批准，期限随之改变', async () => {
  const handler = await signIn(browser, program.office, 'wen-handler');
  const approver = await signIn(browser, program.office, 'wen-approver');
  const lawyer = await signIn(browser, program.office, 'wen-host');
  expect(await dueOf(handler, '造纸')).toContain('10-14');
  await handler.open('/articles/versions');
  await handler.page
    .getByRole('region', { name: '本局现行规定' })
    .getByRole('row', { name: /公示规定/ })
    .waitFor();
  expect(await handler.page.getByRole('button', { name: /编辑副本/ }).count()).toBe(0);

  const { page } = lawyer;
  await lawyer.open('/articles/versions');
  await page.getByText('还没有草稿。').waitFor();
  await page.getByRole('button', { name: /编辑副本：.*行政执法公示规定/ }).click();
  await page.getByText('检查无误。').waitFor();
  await inspect(page, 'office-law-draft');

  await changeArticle(page);
  await correctDeadline(page);
  await correctSteps(page);
  await page.getByText('检查无误。').waitFor();
  await saved(page);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await part(page, '期限');
  await line(page, '公开行政许可、行政处罚').click();
  expect(await page.getByLabel('数目').first().inputValue()).toBe('5');

  await tryOut(page);
  await propose(page);
  await approver.open('/articles/versions');
  const waiting = approver.page.getByRole('region', { name: '待批准的提请' });
  await waiting.getByRole('row', { name: /造纸.*2025-10-14.*2025-10-11/ }).waitFor();
  await waiting.getByRole('button', { name: '批准启用' }).click();
  await approver.page.getByRole('button', { name: '确定启用' }).click();
  await approver.page.getByText('已启用。').waitFor();
  expect(await dueOf(handler, '造纸')).toContain('10-11');
  for (const officer of [handler, approver, lawyer]) await officer.leave();
});

test('新建一部规定：空白起草，文本与表单是同一份，导出的文件可以读回；删去草稿须再确认', async () => {
  const lawyer = await signIn(browser, program.office, 'wen-host');
  const { page } = lawyer;
  lawyer.watch.forgive(/409/);
  await lawyer.open('/articles/versions');
  await page.getByRole('button', { name: '新建草稿' }).click();
  const form = page.getByRole('form', { name: '新建草稿' });
  await form.getByLabel('规定全称').fill('汶上县节能监察公示试行办法');
  await form.getByLabel('规定编号').fill('wenshang-trial');
  await inspect(page, 'office-law-draft-begin');
  await form.getByRole('button', { name: '开始起草' }).click();
  const findings = page.getByRole('region', { name: '检查结果' });
  await findings.getByText(/检查发现 \d+ 处要改/).waitFor();
  await findings.getByRole('button', { name: '基本信息“制定机关”' }).click();
  const issuer = page.getByLabel('制定机关');
  await expectFocus(issuer);
  await issuer.fill('汶上县节能监察中心');
  await page.getByLabel('文本来源').fill('试行稿');
  await addArticle(page);
  await addDeadline(page);
  await findings.getByText('检查无误。').waitFor();
  await inspect(page, 'office-law-draft-new');
  await page.getByRole('button', { name: '以文本编辑' }).click();
  const text = page.getByRole('textbox', { name: /期限的文本/ });
  expect(await text.inputValue()).toContain('limit: { count: 10, unit: calendar-day }');
  const whole = await text.inputValue();
  await text.fill(whole.replace('frozen: at-event', 'frozen: sometimes'));
  await page.getByRole('button', { name: '检查并保存文本' }).click();
  await page.getByRole('button', { name: /^第 \d+ 行$/ }).click();
  await inspect(page, 'office-law-draft-text');
  await text.fill(whole.replace('count: 10', 'count: 15'));
  await page.getByRole('button', { name: '检查并保存文本' }).click();
  await findings.getByText('检查无误。').waitFor();
  await page.getByRole('button', { name: '回到表单' }).click();
  if ((await page.getByLabel('数目').count()) === 0) await line(page, '公布监察结果').click();
  expect(await page.getByLabel('数目').inputValue()).toBe('15');
  await expectNothingLost(page);
  const downloads: string[] = [];
  page.on('download', async (download) => downloads.push(readFileSync(await download.path(), 'utf8')));
  await page.getByRole('button', { name: '导出文件' }).click();
  await page.getByText('已导出').waitFor();
  await expect.poll(() => downloads.join('\n')).toMatch(/count: 15[\s\S]*number: 第一条/);

  await page.getByRole('link', { name: '规定版本' }).click();
  const remove = page.getByRole('button', { name: '删去草稿：汶上县节能监察公示试行办法' });
  await remove.waitFor();
  await inspect(page, 'office-law-drafts');
  await remove.click();
  await expectAccessible(page, 'delete a draft');
  await page.getByRole('dialog').getByRole('button', { name: '删去', exact: true }).click();
  await page.getByText('已删去草稿。').waitFor();
  expect(await page.getByText('汶上县节能监察公示试行办法').count()).toBe(0);
  await lawyer.leave();
});

async function changeArticle(page: Page): Promise<void> {
  await part(page, '条文');
  await line(page, '第七条').click();
  const text = page.getByLabel('原文', { exact: true });
  await text.fill((await text.inputValue()).replace('7个工作日内公开', '5个工作日内公开'));
  await page
    .getByText(/第七条第（一）项的原文里没有“.*7个工作日内公开/)
    .first()
    .waitFor();
}

async function correctDeadline(page: Page): Promise<void> {
  await page.getByRole('region', { name: '检查结果' }).getByRole('button', { name: /期限“/ }).click();
  const quote = page.getByLabel('引文').first();
  await expectFocus(quote);
  await quote.fill('在决定作出之日起五日内公开');
  const wrong = page.locator('.field-error').getByText('原文里没有“在决定作出之日起五日内公开”');
  await wrong.waitFor();
  expect(await quote.getAttribute('aria-invalid')).toBe('true');
  await inspect(page, 'office-law-draft-faulty');
  await page.getByText('从第七条的原文选取引文').click();
  const original = page.getByLabel(/第七条原文/);
  await original.evaluate(
    (box: { value: string; focus(): void; setSelectionRange(a: number, b: number): void }, words: string) => {
      const start = box.value.indexOf(words);
      box.focus();
      box.setSelectionRange(start, start + words.length);
    },
    WORDS,
  );
  await page.getByRole('button', { name: '以选中的文字作为引文' }).click();
  await wrong.waitFor({ state: 'detached' });
  expect(await quote.inputValue()).toBe(WORDS);
  await page.getByLabel('数目').first().fill('5');
  await page.getByLabel('适用哪一时点的规定').selectOption({ label: '现行规定' });
}

/** The steps of the chain no longer fit inside the shorter limit; the list leads there. */
async function correctSteps(page: Page): Promise<void> {
  const jump = page.getByRole('region', { name: '检查结果' }).getByRole('button', { name: /审核程序/ });
  await jump.click();
  await page.getByText('各步共 7 个工作日，超过').first().waitFor();
  await page.getByLabel('预计工作日').first().fill('1');
}

async function tryOut(page: Page): Promise<void> {
  await part(page, '试算');
  const form = page.getByRole('form', { name: '试算' });
  await form.getByLabel('发生了什么').selectOption({ label: '作出决定' });
  await form.getByLabel('执法类别').selectOption({ label: '行政处罚' });
  await form.getByLabel('日期').fill('2025-09-26');
  await form.getByRole('button', { name: '试算' }).click();
  await page.getByRole('row', { name: /日期变了.*2025-10-13.*2025-10-10/ }).waitFor();
  await page.getByText('第 5 个工作日是 10 月 10 日').waitFor();
  await inspect(page, 'office-law-trial');
}

async function propose(page: Page): Promise<void> {
  await part(page, '提请启用');
  const form = page.getByRole('form', { name: '提请启用' });
  await form.getByRole('button', { name: '检查并看变化' }).click();
  await form.getByText(/7 个工作日 → 5 个工作日/).waitFor();
  await form.getByRole('row', { name: /造纸.*2025-10-14.*2025-10-11/ }).waitFor();
  await inspect(page, 'office-law-draft-propose');
  await form.getByRole('button', { name: '提请批准' }).click();
  await page.getByText('已提请，等负责人批准。').waitFor();
}

async function addArticle(page: Page): Promise<void> {
  await part(page, '条文');
  await page.getByRole('button', { name: '新增一条条文' }).click();
  await page.getByLabel('条号').fill('第一条');
  await page.getByLabel('原文', { exact: true }).fill('监察结果自监察结束之日起10日内公布。');
}

async function addDeadline(page: Page): Promise<void> {
  await part(page, '期限');
  await page.getByRole('button', { name: '新增一条期限' }).click();
  await page.getByLabel('名称', { exact: true }).fill('公布监察结果');
  await page.getByLabel('添加起算事件').selectOption({ label: '检查结束' });
  await page.getByRole('group', { name: '适用的执法类别' }).getByLabel('行政检查').check();
  await page.getByLabel('要完成什么').selectOption({ label: '公开' });
  await page.getByLabel('数目').fill('10');
  await page.getByLabel('单位', { exact: true }).selectOption({ label: '自然日' });
  await page.getByLabel('责任单位或者岗位').fill('监察科');
  await page.getByLabel('适用哪一时点的规定').selectOption({ label: '事件当日的规定' });
  await page.getByLabel('条款', { exact: true }).fill('第一条');
  await page.getByLabel('引文').fill('10日内公布');
}

/** Whoever writes in a second window is not overwritten by the first. */
async function expectNothingLost(page: Page): Promise<void> {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await part(other, '基本信息');
  await other.getByLabel('简称').fill('试行办法');
  await saved(other);
  await other.close();
  await part(page, '基本信息');
  await page.getByLabel('简称').fill('另一个简称');
  const note = page.getByRole('alert').filter({ hasText: '改过这份草稿' });
  await note.waitFor();
  await expectAccessible(page, 'conflict in a draft');
  await note.getByRole('button', { name: '载入最新的一份' }).click();
  await note.waitFor({ state: 'detached' });
  expect(await page.getByLabel('简称').inputValue()).toBe('试行办法');
}

async function part(page: Page, label: string): Promise<void> {
  await page
    .getByRole('navigation', { name: '草稿的各部分' })
    .getByRole('button', { name: new RegExp(`^${label}`) })
    .click();
}

const line = (page: Page, name: string): Locator =>
  page.locator('.rule-line').filter({ hasText: name }).first();

async function saved(page: Page): Promise<void> {
  await page.getByText(/已自动保存/).waitFor();
}

async function expectFocus(field: Locator): Promise<void> {
  await field.waitFor();
  await expect
    .poll(() =>
      field.evaluate(
        (element: unknown) =>
          element ===
          (globalThis as unknown as { document: { activeElement: unknown } }).document.activeElement,
      ),
    )
    .toBe(true);
}

/** The row of the worklist, with the day on which it is due. */
async function dueOf(officer: Officer, words: string): Promise<string> {
  await officer.open('/');
  const row = officer.page.getByRole('row', { name: new RegExp(words) }).first();
  await row.waitFor();
  return (await row.textContent()) ?? '';
}
