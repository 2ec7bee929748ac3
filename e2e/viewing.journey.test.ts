import { expect, test } from 'vitest';
import { inspect } from './harness/inspect.ts';
import { signIn } from './harness/officer.ts';
import { browser, program, setStage } from './harness/stage.ts';

setStage('2025-10-10');

const REASON = '信访答复需要核对现场照片。';

test('记录规定 第十五条 调阅：没有办理本案的人写明事由申请，到负责人的待我审批，不准须写理由，准许写明最后一日', async () => {
  const clerk = await signIn(browser, program.office, 'wen-liaison');
  const approver = await signIn(browser, program.office, 'wen-approver');
  await clerk.open('/cases?state=all');
  await clerk.page.getByRole('table').getByRole('link', { name: /纺织/ }).first().click();
  const records = clerk.page.getByRole('region', { name: '文书与证据' });
  await records.getByRole('button', { name: '申请调阅' }).click();
  await records.getByRole('button', { name: '提交申请' }).click();
  await records.getByText('还没有写事由。').waitFor();
  await inspect(clerk.page, 'office-viewing-ask');
  await records.getByLabel('事由').fill(REASON);
  await records.getByRole('button', { name: '提交申请' }).click();
  await records.getByText('等待批准').waitFor();

  await approver.open('/');
  const { page } = approver;
  await page.getByRole('link', { name: /^调阅申请\s*，\s*1\s*件$/ }).waitFor();
  await inspect(page, 'office-viewing-awaits');
  await page
    .getByRole('region', { name: /^待我审批/ })
    .getByRole('link', { name: /准许或者不准调阅/ })
    .click();
  await page.getByRole('row', { name: new RegExp(REASON) }).waitFor();
  await inspect(page, 'office-viewing');
  await page.getByRole('button', { name: '不准冯小满调阅' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '确定不准' }).click();
  await dialog.getByText('还没有写理由。').waitFor();
  await inspect(page, 'office-viewing-refuse');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '准许冯小满调阅' }).click();
  await dialog.getByLabel('最后一日').fill('2025-10-12');
  await inspect(page, 'office-viewing-grant');
  await dialog.getByRole('button', { name: '确定准许' }).click();
  await page.getByText('准许调阅，至 2025-10-12 止').waitFor();
  await page.getByRole('link', { name: '调阅申请', exact: true }).waitFor();
  await inspect(page, 'office-viewing-granted');
  await approver.open('/');
  expect(await page.getByRole('link', { name: /准许或者不准调阅/ }).count()).toBe(0);

  await clerk.page.reload();
  await records.getByText('至 2025-10-12 止').waitFor();
  for (const officer of [clerk, approver]) await officer.leave();
});
