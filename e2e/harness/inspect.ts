import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Only findings are read: of what passed, axe need not say where it stands. */
const looking = { runOnly: rules, resultTypes: ['violations'] } satisfies Parameters<
  AxeBuilder['options']
>[0];

/** Looks at the page as it stands: accessible by axe, and no sideways scroll on a phone; keeps pictures where asked. */
export async function inspect(page: Page, name: string): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await expectAccessible(page, name);
  await expectChineseNames(page, name);
  await keepPicture(page, `${name}-1280`);
  const before = page.viewportSize() ?? { width: 1280, height: 900 };
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page, name);
  await keepPicture(page, `${name}-390`);
  await page.setViewportSize(before);
}

/** Fails with every finding of axe, and where it is. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  // In the page itself: no page here holds a frame of another server, for which axe opens a second page at each look.
  const { violations } = await new AxeBuilder({ page }).options(looking).setLegacyMode().analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n    ${node.target.join(' ')}\n    ${node.html.slice(0, 300)}`),
  );
  if (found.length > 0) throw new Error(`axe on ${name} (${page.url()}):\n  ${found.join('\n  ')}`);
}

/** Fails where something is called by a word that is not Chinese, as parts of others bring them along. */
export async function expectChineseNames(page: Page, name: string): Promise<void> {
  const foreign = await page.evaluate<string[]>(`(() => {
    const named = ['aria-label', 'title', 'alt', 'placeholder'];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getClientRects().length > 0 && !element.closest('[aria-hidden=true]'))
      .flatMap((element) => named.map((attribute) => element.getAttribute(attribute) ?? ''))
      .filter((words) => /[A-Za-z]{3,}/.test(words) && !/^[0-9a-f]{12,}$/.test(words) && !/\\p{Script=Han}/u.test(words));
  })()`);
  if (foreign.length > 0) throw new Error(`${name} calls things ${foreign.join(', ')}`);
}

/** Fails where the page is wider than the window, and says which elements stick out. */
export async function expectNoSidewaysScroll(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate<string[]>(`(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .slice(0, 8)
      .map((element) => [element.tagName, element.className, element.textContent.slice(0, 40)].join(' '));
  })()`);
  if (wide.length > 0) throw new Error(`${name} scrolls sideways:\n${wide.join('\n')}`);
}

/** Keeps a picture of the page in the folder that MINGJING_SHOTS names, for people to look at. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.MINGJING_SHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
