import { expect, test } from 'vitest';
import { visitor } from './harness/browser.ts';
import { inspect } from './harness/inspect.ts';
import { signInFirst } from './harness/officer.ts';
import { browser, program, setStage } from './harness/stage.ts';
import { watch } from './harness/watch.ts';

setStage();

const administrators = [
  { title: '系统管理员', name: '钱系统', login: 'first-system', password: 'first-of-system' },
  { title: '安全管理员', name: '孙安全', login: 'first-security', password: 'first-of-security' },
  { title: '审计管理员', name: '李审计', login: 'first-audit', password: 'first-of-audit' },
] as const;

test('空的数据目录：启动窗口给出一次性链接，由它设单位和三名管理员；用过即失效，管理员首次登录须换密码', async () => {
  for (const origin of [program.portal, program.office]) {
    const health = await fetch(`${origin}/healthz`);
    expect([health.status, await health.json()]).toEqual([
      200,
      expect.objectContaining({ ready: true, database: 'embedded', halted: [] }),
    ]);
  }
  const address = /http:\/\/\S+\/set-up\?token=\S+/.exec(program.said())?.[0];
  expect(address).toBeDefined();
  const context = await browser.newContext(visitor);
  const page = await context.newPage();
  const watched = watch(page);
  await page.goto(`${program.portal}/`);
  expect(await page.getByRole('main').textContent()).toContain('尚未登记执法机关');
  expect(await page.locator('body').textContent()).not.toContain('演示数据');
  await inspect(page, 'portal-empty');

  await page.goto(address ?? '');
  await page.getByRole('heading', { level: 1, name: '初始设置' }).waitFor();
  await inspect(page, 'office-set-up');
  for (const { title, name, login, password } of administrators) {
    await page.getByLabel(`${title}姓名`).fill(name);
    await page.getByLabel(`${title}账号`).fill(login);
    await page.getByLabel(`${title}初始密码`).fill(password);
  }
  await page.getByRole('button', { name: '完成设置' }).click();
  await page.getByRole('status').getByText('设置已完成').waitFor();
  await inspect(page, 'office-set-up-done');
  await page.goto(address ?? '');
  await page.getByText('已经设置过').waitFor();
  await inspect(page, 'office-set-up-before');
  watched.expectNothing();
  await context.close();

  const [system] = administrators;
  const administrator = await signInFirst(browser, program.office, {
    login: system.login,
    first: system.password,
    own: 'a-password-of-my-own',
  });
  await administrator.open('/people');
  await administrator.page.getByText('李审计').first().waitFor();
  await inspect(administrator.page, 'office-first-people');
  await administrator.leave();
});
