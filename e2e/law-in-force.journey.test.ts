import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { expectAccessible, inspect } from './harness/inspect.ts';
import { type Officer, signIn } from './harness/officer.ts';
import { browser, program, setStage } from './harness/stage.ts';

setStage('2025-09-29');

const packs = new URL('../packs/', import.meta.url);
const text = (path: string) => readFileSync(new URL(path, packs), 'utf8');
const file = (name: string, words: string) => ({
  name,
  mimeType: 'application/yaml',
  buffer: Buffer.from(words),
});

/** The regulation as it might be revised: five days instead of seven, for open cases too; no duty to show credentials. */
const revised = {
  pack: text('wenshang-publicity/pack.yaml')
    .replace(
      /limit: \{ count: 7, unit: working-day \}([\s\S]*?)frozen: at-event/,
      'limit: { count: 5, unit: working-day }$1frozen: never',
    )
    .replace(/ {2}- guard: credentials-presented[\s\S]*?(?= {2}- guard)/, '')
    .replaceAll('7个工作日内公开', '5个工作日内公开')
    .replaceAll(/, days: \d+/g, ''),
  articles: text('wenshang-publicity/articles.yaml').replaceAll('7个工作日内公开', '5个工作日内公开'),
};

test('换用新的规定版本：一人提请、另一人批准；看得到哪些期限会变；在办案件的程序仍依开始时的条文', async () => {
  const handler = await signIn(browser, program.office, 'wen-handler');
  const approver = await signIn(browser, program.office, 'wen-approver');
  const lawyer = await signIn(browser, program.office, 'wen-host');
  const open = await beginCase(handler, approver);
  await handler.open(open);
  await handler.expectRefused('制作询问笔录', '询问前应当出示执法证件', '公示规定》第六条第（一）项');
  expect(await dueOf(handler, '造纸')).toContain('10-14');

  await handler.open('/articles');
  await handler.page.getByRole('link', { name: '规定版本' }).click();
  const standing = handler.page.getByRole('region', { name: '本局现行规定' });
  await standing.getByRole('row', { name: /行政执法公示规定/ }).waitFor();
  expect(await handler.page.getByRole('main').textContent()).toContain('换用另一版本由政策法规机构提请');
  await inspect(handler.page, 'office-law-in-force');

  await propose(lawyer);
  const { page } = approver;
  await approver.open('/articles/versions');
  const waiting = page.getByRole('region', { name: '待批准的提请' });
  await waiting.getByRole('row', { name: /造纸.*2025-10-14.*2025-10-11/ }).waitFor();
  await inspect(page, 'office-law-proposal');
  await waiting.getByRole('button', { name: '批准启用' }).click();
  await expectAccessible(page, 'approve law');
  await page.getByRole('button', { name: '确定启用' }).click();
  await page.getByText('已启用。').waitFor();
  await waiting.waitFor({ state: 'detached' });

  expect(await dueOf(handler, '造纸')).toContain('10-11');
  await handler.page
    .getByRole('row', { name: /造纸/ })
    .first()
    .getByRole('button', { name: /公示规定/ })
    .click();
  const article = handler.page.getByRole('complementary', { name: '条文' });
  await article.locator('mark').first().waitFor();
  expect(await article.textContent()).toContain('5个工作日内公开');
  await handler.open(open);
  await handler.expectRefused('制作询问笔录', '询问前应当出示执法证件', '公示规定》第六条第（一）项');

  await lawyer.open('/calendar?year=2025');
  await importYear(lawyer);
  expect(await dueOf(handler, '造纸')).toContain('10-13');
  for (const officer of [handler, approver, lawyer]) await officer.leave();
});

async function propose(lawyer: Officer): Promise<void> {
  const { page } = lawyer;
  await lawyer.open('/articles/versions');
  const form = page.getByRole('form', { name: '提请另一版本' });
  await form.getByText('与现行的相同').waitFor();
  await form.getByLabel('读入文件').check();
  await form.getByLabel('规则文件').setInputFiles(file('pack.yaml', revised.pack));
  await form
    .getByLabel('条文文件')
    .setInputFiles(file('articles.yaml', text('wenshang-publicity/articles.yaml')));
  await form.getByRole('button', { name: '检查并看变化' }).click();
  await form.getByRole('alert').getByText('的原文里没有').waitFor();
  lawyer.watch.forgive(/422/);
  await inspect(page, 'office-law-faulty');
  await form.getByLabel('条文文件').setInputFiles(file('articles.yaml', revised.articles));
  await form.getByLabel('说明').fill('县政府办公室要求缩短公示期限。');
  await form.getByRole('button', { name: '检查并看变化' }).click();
  await form.getByRole('row', { name: /造纸.*2025-10-14.*2025-10-11/ }).waitFor();
  await inspect(page, 'office-law-preview');
  await form.getByRole('button', { name: '提请批准' }).click();
  await page.getByText('已提请，等负责人批准。').waitFor();
  const refused = page
    .getByRole('region', { name: '待批准的提请' })
    .getByRole('button', { name: '批准启用' });
  expect(await refused.getAttribute('aria-disabled')).toBe('true');
}

async function importYear(lawyer: Officer): Promise<void> {
  const { page } = lawyer;
  const longer = text('calendar/2025.yaml').replace('work:', "  '2025-10-09': 国庆节、中秋节\nwork:");
  await page.getByRole('heading', { name: '导入放假安排' }).click();
  const form = page.getByRole('form', { name: '导入放假安排' });
  await form.getByLabel('安排文件').setInputFiles(file('2025.yaml', longer));
  await form.getByRole('button', { name: '检查并看变化' }).click();
  await form.getByRole('row', { name: /造纸.*2025-10-11.*2025-10-13/ }).waitFor();
  await inspect(page, 'office-calendar-preview');
  await form.getByRole('button', { name: '导入', exact: true }).click();
  await page.getByText('已导入。').waitFor();
  await page.getByText('2025-09-29 由').waitFor();
}

async function beginCase(handler: Officer, approver: Officer): Promise<string> {
  const address = await handler.begin('propose-filing', '提请立案', async (form) => {
    await form.choose('执法事项', '节约能源违法行为查处');
    await form.type('案件来源', '日常检查');
    await form.type('名称', '汶上示例冶铸有限公司');
    await form.type('统一社会信用代码', '91370830MA0JRN0553');
    await form.type('法定代表人或者负责人', '演示人乙');
    await form.type('地址', '汶上县示例路 9 号');
    await form.type('涉嫌违法事实', '使用国家明令淘汰的用能设备。');
    await form.tick('承办人', '陈思宁');
  });
  await approver.open(address);
  await approver.act('批准立案', (form) => form.type('意见', '符合立案条件。'));
  return address;
}

/** The row of the worklist, with the day on which it is due. */
async function dueOf(officer: Officer, words: string): Promise<string> {
  await officer.open('/');
  const row = officer.page.getByRole('row', { name: new RegExp(words) }).first();
  await row.waitFor();
  return (await row.textContent()) ?? '';
}
