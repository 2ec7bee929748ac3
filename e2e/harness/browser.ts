import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { findBrowser } from '../../scripts/browser.ts';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real Chromium; each journey opens contexts of its own in it. */
export async function openBrowser(further: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: await findBrowser(), args: [...quiet, ...further] });
}

/** What every visitor of a journey has in common. */
export const visitor = {
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  viewport: { width: 1280, height: 900 },
  reducedMotion: 'reduce',
} as const;

/** A visitor of the public portal, by default one whose browser runs no script. */
export function openVisitor(browser: Browser, script = false): Promise<BrowserContext> {
  return browser.newContext({ ...visitor, javaScriptEnabled: script });
}
