import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { makeSample } from '../packages/server/src/exchange/make-sample.ts';
import { openVisitor } from './harness/browser.ts';
import { encodeGb18030 } from './harness/gb18030.ts';
import { inspect } from './harness/inspect.ts';
import { type Officer, signIn } from './harness/officer.ts';
import { runCommandLine } from './harness/program.ts';
import { browser, program, setStage } from './harness/stage.ts';

setStage('2026-01-05');
let portal: Page;
beforeAll(async () => {
  portal = await (await openVisitor(browser)).newPage();
});

test('XLSX 十行：先检查，再导入；由批准人批准才公开', async () => {
  const liaison = await signIn(browser, program.office, 'wen-liaison');
  const buffer = Buffer.from(await makeSample('penalty', 10, 'xlsx'));
  await liaison.open('/imports');
  const guide = liaison.page.getByRole('radiogroup', { name: '执法类别' });
  await guide.waitFor();
  expect(await guide.getByRole('radio', { checked: true }).count()).toBe(0);
  await choose(liaison, { name: '处罚十行.xlsx', mimeType: 'application/octet-stream', buffer });
  await liaison.page.getByRole('button', { name: '先检查' }).click();
  await liaison.page.getByText('检查完毕，还没有导入').waitFor();
  expect(await liaison.page.getByRole('main').textContent()).toContain('行政处罚共 10 行：合格 10 行');
  await guide.getByRole('radio', { name: '行政处罚', checked: true }).waitFor();
  await inspect(liaison.page, 'office-import-checked');
  expect(await findOnPortal('示例第3商贸有限公司')).toBe(false);
  await liaison.page.getByRole('button', { name: '导入', exact: true }).click();
  await liaison.page.getByText('已导入 10 行').waitFor();
  expect(await findOnPortal('示例第3商贸有限公司')).toBe(false);

  const approver = await signIn(browser, program.office, 'wen-approver');
  await approver.open('/publications');
  await approver.page.getByLabel('文号、当事人').fill('示例第3商贸有限公司');
  await approver.page.getByRole('button', { name: '查找' }).click();
  await inspect(approver.page, 'office-publications');
  await approver.page
    .getByRole('table')
    .getByRole('row', { name: /示市监罚〔2023〕3号/ })
    .getByRole('link')
    .first()
    .click();
  await approver.act('批准公示');
  expect(await findOnPortal('示例第3商贸有限公司')).toBe(true);
  await liaison.leave();
  await approver.leave();
});

test('GB18030 编码的 CSV：错一格，指明行列，全部不收；改正后收下', async () => {
  const lawyer = await signIn(browser, program.office, 'wen-legal');
  const text = Buffer.from(await makeSample('permit', 10, 'csv'))
    .toString('utf8')
    .replace('\uFEFF', '');
  const lines = text.split('\r\n');
  const broken = lines.map((line, row) => (row === 4 ? line.replace(/\d{4}-\d\d-\d\d/, '2024-02-30') : line));
  await choose(lawyer, {
    name: '许可十行.csv',
    mimeType: 'text/csv',
    buffer: encodeGb18030(broken.join('\r\n')),
  });
  await lawyer.page.getByRole('button', { name: '先检查' }).click();
  await lawyer.page.getByText('检查完毕，还没有导入').waitFor();
  expect(await lawyer.page.getByRole('main').textContent()).toContain('有错 1 行');
  const finding = lawyer.page.getByRole('table').getByRole('row').nth(1);
  expect(await finding.textContent()).toMatch(/^5.*2024-02-30/);
  await inspect(lawyer.page, 'office-import-faults');
  await choose(lawyer, { name: '许可十行.csv', mimeType: 'text/csv', buffer: encodeGb18030(text) });
  await lawyer.page.getByRole('button', { name: '先检查' }).click();
  await lawyer.page.getByText('合格 10 行').waitFor();
  await lawyer.page.getByRole('button', { name: '导入', exact: true }).click();
  await lawyer.page.getByText('已导入 10 行').waitFor();
  await lawyer.leave();
});

test('命令行导入一万行，门户上立即查得到', async () => {
  const path = join(program.dataFolder, 'ten-thousand.csv');
  await writeFile(path, await makeSample('penalty', 10_000, 'csv'));
  const run = await runCommandLine(['import', '--bureau', 'wenshang', path], program.dataFolder);
  expect([run.code, run.output.slice(0, 400)]).toEqual([0, expect.stringContaining('10')]);
  expect(await findOnPortal('示例第9876副食店')).toBe(false);
  expect(await findOnPortal('示例县第9876副食店')).toBe(true);
  expect(await findOnPortal('示例街道7777号')).toBe(true);
  await portal.goto(`${program.portal}/wenshang/results?kind=penalty`);
  await portal.getByRole('link', { name: '后 20 件' }).click();
  expect(await portal.getByRole('main').getByRole('link', { name: /示例/ }).count()).toBeGreaterThan(9);
});

async function choose(
  officer: Officer,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  await officer.open('/imports');
  await officer.page.getByLabel('数据文件').setInputFiles(file);
}

async function findOnPortal(words: string): Promise<boolean> {
  await portal.goto(`${program.portal}/wenshang/results?q=${encodeURIComponent(words)}`);
  return (await portal.getByRole('main').getByText('没有查到').count()) === 0;
}
