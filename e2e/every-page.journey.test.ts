import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openVisitor } from './harness/browser.ts';
import { inspect } from './harness/inspect.ts';
import { signIn } from './harness/officer.ts';
import { browser, program, setStage } from './harness/stage.ts';
import { watch } from './harness/watch.ts';

setStage('2025-10-17');

/** One of each role, and what a button of theirs opens; between them they reach every screen. */
const people: Readonly<Record<string, readonly string[]>> = {
  'wen-handler': ['/start/propose-filing'],
  'wen-reviewer': [],
  'wen-legal': [],
  'wen-host': [],
  'wen-approver': [],
  'wen-liaison': [],
  'wen-archive': [],
  'wen-admin': ['/bureau/new'],
  'wen-security': [],
  'wen-audit': [],
  'nan-window': [],
  'cang-seal': [],
};
/** Looked at as each person: what they show differs most by role. */
const byRole = ['/', '/cases/:id'];
/** Opened as each person for what they link to. */
const ways = ['/cases'];
/** Nothing links to these; other journeys look at them. */
const elsewhere: Readonly<Record<string, string>> = {
  '/sign-in': 'screens',
  '/set-up': 'set-up',
  '/articles/drafts/:id': 'law-draft',
  '*': 'screens',
};

test('办案系统：每个岗位从主菜单和列表能走到的每一页，无障碍检查无一发现，手机宽度不横向滚动，题目同菜单', async () => {
  const seen = new Set<string>();
  for (const [login, further] of Object.entries(people)) {
    const officer = await signIn(browser, program.office, login);
    const { page } = officer;
    const own = new Set<string>();
    const waiting = ['/', ...further];
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const pattern = screenOf(path);
      if (own.has(pattern) || path.startsWith('/api/')) continue;
      own.add(pattern);
      const isNew = !seen.has(pattern) || byRole.includes(pattern);
      if (!isNew && !ways.includes(pattern)) continue;
      await officer.open(pattern === '/cases' ? '/cases?state=all' : path);
      await page.waitForLoadState('networkidle');
      seen.add(pattern);
      expect(await misnamed(page), path).toBeUndefined();
      expect(await page.getByRole('region', { name: '演示提示' }).count(), path).toBe(1);
      if (isNew) await inspect(page, `every-office-${login}${pattern.replaceAll(/[/:*]+/g, '-')}`);
      waiting.push(...(await linksOf(page, program.office)));
    }
    await officer.leave();
  }
  const routes = await readFile(new URL('../packages/office/src/routes.tsx', import.meta.url), 'utf8');
  const screens = [...routes.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path);
  expect(screens.length).toBeGreaterThan(20);
  expect(screens.filter((screen) => !seen.has(screen) && elsewhere[screen] === undefined)).toEqual([]);
}, 600_000);

test('门户：从首页能走到的每一页，无障碍检查无一发现，手机宽度不横向滚动，没有一处断链', async () => {
  const context = await openVisitor(browser, true);
  const page = await context.newPage();
  const watched = watch(page);
  const seen = new Set<string>();
  const asked = new Set<string>();
  const waiting = ['/'];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (asked.has(path)) continue;
    asked.add(path);
    const answer = await page.request.get(`${program.portal}${path}`);
    expect([path, answer.status()]).toEqual([path, 200]);
    const { 'content-type': type = '', 'content-disposition': kept = '' } = answer.headers();
    if (!type.startsWith('text/html') || kept.startsWith('attachment')) continue;
    const text = await answer.text();
    expect(text, path).toContain('演示数据');
    waiting.push(...linksIn(text, `${program.portal}${path}`));
    const pattern = pageOf(path);
    if (seen.has(pattern)) continue;
    seen.add(pattern);
    await page.goto(`${program.portal}${path}`);
    await inspect(page, `every-portal${pattern.replaceAll(/[/:*?=&]+/g, '-')}`);
  }
  // From here on the letters are large.
  await page.goto(`${program.portal}/wenshang?text=large`);
  await inspect(page, 'every-portal-large');
  expect(seen.size).toBeGreaterThan(10);
  expect(asked.size).toBeGreaterThan(60);
  watched.expectNothing();
  await context.close();
}, 600_000);

/** A page that the menu leads to, titled otherwise than the menu calls it. */
const misnamed = (page: Page) =>
  page.evaluate<string | undefined>(`(() => {
    const entry = document.querySelector('nav[aria-label="主菜单"] a[aria-current="page"]');
    if (entry?.pathname !== location.pathname) return undefined;
    const label = entry.firstChild.textContent;
    const titles = [document.querySelector('h1')?.textContent, document.title.split(/ [·—|-] |　/)[0]];
    return titles.every((title) => title === label) ? undefined : [label, ...titles].join('／');
  })()`);

/** Addresses on the same server that the page links to. */
async function linksOf(page: Page, server: string): Promise<readonly string[]> {
  const found = await page.evaluate<string[]>(`[...document.querySelectorAll('a[href]')].map((a) => a.href)`);
  const urls = found.map((href) => new URL(href)).filter(({ origin }) => origin === new URL(server).origin);
  return [...new Set(urls.map(({ pathname, search }) => pathname + search))];
}

/** Addresses on the same server that a page without script links to. */
function linksIn(html: string, address: string): readonly string[] {
  const plain = (text: string) =>
    text.replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))).replaceAll('&amp;', '&');
  const found = [...html.matchAll(/ href="([^"]+)"/g)].map(([, href = '']) => new URL(plain(href), address));
  return found
    .filter(({ origin, searchParams }) => origin === new URL(address).origin && !searchParams.has('text'))
    .map(({ pathname, search }) => pathname + search);
}

const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** The screen that an address of the office shows, by the name of its route. */
function screenOf(path: string): string {
  const { pathname } = new URL(path, 'http://office');
  return pathname
    .replace(ID, ':id')
    .replace(/^\/people\/[^/]+$/, '/people/:id')
    .replace(/^\/start\/[^/]+$/, '/start/:command')
    .replace(/^\/articles\/drafts\/[^/]+$/, '/articles/drafts/:id');
}

/** Pages of the portal that differ only in what they are about, or in the size of their letters, have one name. */
function pageOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://portal');
  const kind = pathname
    .replace(ID, ':id')
    .replace(/^\/(?!results)[a-z]+/, '/:bureau')
    .replaceAll(/\d+/g, ':n');
  return [kind, ...[...searchParams.keys()].sort()].join('?');
}
