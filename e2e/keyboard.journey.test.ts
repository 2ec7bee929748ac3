import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from './harness/inspect.ts';
import { signIn } from './harness/officer.ts';
import { browser, program, setStage } from './harness/stage.ts';

setStage('2025-10-10');

test('待办不用鼠标：J K 选行，L 看条文，D 看期限，Esc 关上，焦点回到原处，Enter 打开案件', async () => {
  const officer = await signIn(browser, program.office, 'wen-handler');
  const { page } = officer;
  await page.getByRole('table').locator('.selected').first().waitFor();
  const first = await selectedRow(page);
  await page.keyboard.press('j');
  const second = await selectedRow(page);
  expect(second).not.toBe(first);
  await page.keyboard.press('k');
  expect(await selectedRow(page)).toBe(first);
  await page.keyboard.press('l');
  const article = page.getByRole('complementary', { name: '条文' });
  await article.waitFor();
  await page.keyboard.press('Escape');
  await article.waitFor({ state: 'detached' });
  await page.keyboard.press('j');
  await page.keyboard.press('d');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await withoutFocusRing(page)).toEqual([]);
  await officer.open('/');
  await page.getByRole('table').locator('.selected').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: '办理' }).waitFor();
  await officer.leave();
});

test('案件不用鼠标：E 打开要办的表，Tab 逐项，菜单和对话框 Esc 关上；每一处焦点都看得见', async () => {
  const officer = await signIn(browser, program.office, 'wen-handler');
  const { page } = officer;
  await officer.open('/cases?state=all');
  await page.getByRole('table').getByRole('link', { name: /铸造/ }).first().press('Enter');
  await page.getByRole('region', { name: '办理' }).waitFor();
  expect(await withoutFocusRing(page)).toEqual([]);
  await page.evaluate('document.activeElement?.blur()');
  await page.keyboard.press('e');
  const heading = page.locator('form h3');
  await heading.waitFor();
  expect(await page.evaluate('document.activeElement?.tagName')).toBe('H3');
  await expectAccessible(page, 'form opened by key');
  await page.evaluate('document.activeElement?.blur()');
  await page.getByRole('button', { name: '菜单' }).press('Enter');
  const menu = page.getByRole('dialog', { name: '菜单' });
  await menu.waitFor();
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'hidden' });
  expect(await page.evaluate('document.activeElement?.textContent')).toBe('菜单');
  await page.getByRole('button', { name: '导出卷宗' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: '导出卷宗' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await page.evaluate('document.activeElement?.textContent')).toBe('导出卷宗');
  await page.evaluate('document.activeElement?.blur()');
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.getByRole('heading', { level: 1, name: '公示' }).waitFor();
  await officer.leave();
});

test('待办的筛选：事项、条文用键盘选，写在地址里；筛空了写明怎样清除；菜单的件数就是列出的件数；按钮写要办的一步', async () => {
  const officer = await signIn(browser, program.office, 'wen-handler');
  const { page } = officer;
  const rows = page.getByRole('table').locator('tr[data-row]');
  await rows.first().waitFor();
  const all = await rows.count();
  await page.getByRole('link', { name: new RegExp(`^我的待办\\s*，\\s*${all}\\s*件$`) }).waitFor();
  expect(await page.getByRole('table').textContent()).toContain('明天（周六 10-11）为调休上班日');
  const article = page.getByRole('combobox', { name: '条文' });
  await article.focus();
  await page.keyboard.press('ArrowDown');
  await page.waitForURL(/article=/);
  await expect.poll(() => rows.count()).toBeLessThan(all);
  await page.reload();
  await rows.first().waitFor();
  expect(await article.inputValue()).not.toBe('');
  await page.getByRole('link', { name: '清除筛选' }).press('Enter');
  await expect.poll(() => rows.count()).toBe(all);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('combobox', { name: '事项' }).selectOption({ index: 1 });
  await page.waitForURL(/matter=/);
  await page.getByRole('link', { name: /^等当事人/ }).click();
  await page.getByText('这样筛选没有要办的事。').waitFor();
  await expectAccessible(page, 'worklist filtered empty');
  await page.getByRole('link', { name: '清除筛选' }).click();
  await expect.poll(() => rows.count()).toBe(all);
  expect(new URL(page.url()).search).toBe('');
  await page.getByRole('button', { name: /^送达 / }).click();
  await page.getByRole('heading', { level: 3, name: '登记送达' }).waitFor();
  await officer.leave();
});

function selectedRow(page: Page): Promise<string | null> {
  return page.getByRole('table').locator('.selected').first().textContent();
}

/** Goes through the page by Tab and names what has the focus without showing it. */
async function withoutFocusRing(page: Page): Promise<readonly string[]> {
  await page.evaluate('window.scrollTo(0, 0); document.activeElement?.blur()');
  const found: string[] = [];
  let stops = 0;
  for (; stops < 120; stops++) {
    await page.keyboard.press('Tab');
    const place = await page.evaluate<string | null>(`(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      const rings = [at, at.parentElement, at.parentElement?.parentElement].filter(Boolean).map(getComputedStyle);
      const shown = rings.some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
        || parseFloat(getComputedStyle(at).boxShadow.match(/(\\d+)px$/)?.[1] ?? '0') >= 2;
      return shown ? '' : at.tagName + ' ' + at.className + ' ' + (at.getAttribute('aria-label') ?? at.textContent).slice(0, 30);
    })()`);
    if (place === null) break;
    if (place !== '') found.push(place);
  }
  expect(stops).toBeGreaterThan(10);
  return found;
}
