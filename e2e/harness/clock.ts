import type { Page } from 'playwright-core';

/** Moves the demonstration's day forward by the button that everybody sees. */
export async function advanceTo(page: Page, day: string): Promise<void> {
  await page.getByRole('button', { name: /日期推进/ }).click();
  const form = page.getByRole('form', { name: '日期推进' });
  await form.getByLabel('推进到').fill(day);
  await form.getByRole('button', { name: '推进', exact: true }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: new RegExp(day) }).waitFor();
}
