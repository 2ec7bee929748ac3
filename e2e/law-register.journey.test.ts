import { expect, test } from 'vitest';
import { inspect } from './harness/inspect.ts';
import { signIn } from './harness/officer.ts';
import { browser, program, setStage } from './harness/stage.ts';

setStage('2026-01-05');

test('法规修改：登记流程图的依据，登记变动，二十个工作日的更新进入待办，各步倒排，登记更新即结', async () => {
  const liaison = await signIn(browser, program.office, 'nan-liaison');
  const { page } = liaison;
  await liaison.open('/articles/changes');
  await page.getByText('还没有登记过变动。').waitFor();
  await page.getByRole('button', { name: '登记内容与依据' }).click();
  const item = page.getByRole('form', { name: '登记内容与依据' });
  await item.getByLabel('类别').selectOption('流程图');
  await item.getByLabel('内容名称').fill('计量检查流程图');
  await item.getByLabel('依据', { exact: true }).fill('《中华人民共和国计量法》第九条');
  const entries = item.getByLabel('对应公示目录的哪一项');
  await entries.selectOption({
    label:
      (await entries
        .getByRole('option', { name: /流程图/ })
        .first()
        .textContent()) ?? '',
  });
  await inspect(page, 'office-linked-item');
  await item.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByRole('row', { name: /计量检查流程图.*流程图.*计量法》第九条/ }).waitFor();

  await page.getByRole('button', { name: '登记法规变动' }).click();
  const form = page.getByRole('form', { name: '登记法规变动' });
  await form.getByLabel('法规、规章或者文件的名称').fill('计量法');
  await form.getByLabel('生效、废止或者变动之日').fill('2025-12-31');
  await inspect(page, 'office-law-change');
  await form.getByRole('button', { name: '登记', exact: true }).click();
  const work = page.getByRole('article', { name: '计量检查流程图' });
  await work.getByText('2026-01-29 前更新').waitFor();
  expect(await work.getByRole('listitem').count()).toBe(4);
  await work.getByText('2026-01-13 前审定（局办公会').waitFor();
  await inspect(page, 'office-law-register');

  await liaison.open('/');
  const row = page.getByRole('row', { name: /更新计量检查流程图.*计量法/ });
  expect(await row.textContent()).toContain('01-29');
  await row.getByRole('link', { name: '更新计量检查流程图' }).click();
  await work.getByRole('button', { name: '登记已更新：计量检查流程图' }).click();
  const mark = page.getByRole('form', { name: '登记已更新' });
  await mark.getByLabel('更新了什么、在哪里公示').fill('已在政府网站换上新图。');
  await mark.getByRole('button', { name: '登记', exact: true }).click();
  await work.getByText('2026-01-05 更新').waitFor();

  await page.getByRole('button', { name: '停用：计量检查流程图' }).click();
  const retire = page.getByRole('form', { name: '停用计量检查流程图' });
  await retire.getByLabel('理由').fill('流程图并入服务指南。');
  await inspect(page, 'office-retire-item');
  await retire.getByRole('button', { name: '停用', exact: true }).click();
  await page.getByRole('row', { name: /计量检查流程图.*流程图.*计量法/ }).waitFor({ state: 'detached' });
  await liaison.leave();
});
