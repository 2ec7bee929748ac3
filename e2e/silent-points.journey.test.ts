import { expect, test } from 'vitest';
import { inspect } from './harness/inspect.ts';
import { signIn } from './harness/officer.ts';
import { browser, program, setStage } from './harness/stage.ts';

setStage('2025-09-29');

test('规定没有写明的，政策法规科登记本局的答案；登记簿、公示目录随之改写，别的岗位只能看', async () => {
  const lawyer = await signIn(browser, program.office, 'wen-host');
  const handler = await signIn(browser, program.office, 'wen-handler');
  const { page } = lawyer;
  await lawyer.open('/articles');
  await page.getByRole('link', { name: '静默事项', exact: true }).click();
  const point = page.getByRole('article', { name: /归档期限最后一日是法定休假日/ });
  await point.getByText('规定未写明；拟：').waitFor();
  await point.getByText('用在：期限“形成案卷并归档”').waitFor();
  await point.getByRole('button', { name: /^确定：/ }).click();
  const form = page.getByRole('form', { name: '确定静默事项' });
  await form.getByLabel('不顺延，以最后一日为期限届满之日').check();
  await form.getByLabel('理由、依据').fill('局务会议研究。');
  await inspect(page, 'office-silent-point-form');
  await form.getByRole('button', { name: '登记' }).click();
  await point.getByText('本局已定：不顺延，以最后一日为期限届满之日').waitFor();
  await point.getByText('2025-09-29 登记').waitFor();

  const chain = page.getByRole('article', { name: /科室/ }).filter({ hasText: '规定未写明' }).first();
  const name = (await chain.getByRole('heading').textContent()) ?? '';
  await chain.getByRole('button', { name: /^确定：/ }).click();
  await page.getByLabel('本局的答案').fill('由承办科室负责人审核');
  await page.getByLabel('理由、依据').fill('内部分工。');
  await page.getByRole('button', { name: '登记' }).click();
  await page.getByRole('article', { name }).getByText('本局已定：由承办科室负责人审核').waitFor();
  await page.getByLabel('状态').selectOption('本局已定');
  expect(await page.getByRole('article').count()).toBe(2);
  await inspect(page, 'office-silent-points');

  await handler.open('/articles/silent-points');
  const refused = handler.page.getByRole('button', { name: /^重新确定：.*最后一日/ });
  expect(await refused.getAttribute('aria-disabled')).toBe('true');
  for (const officer of [lawyer, handler]) await officer.leave();
});
