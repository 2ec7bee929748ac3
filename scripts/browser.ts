import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installFromDebian } from './debian.ts';
import { tool } from './steps.ts';

/** Finds Chromium for the journeys, installing it where that is ours to do; otherwise says what is missing. */
export const findBrowser = async (): Promise<string> => {
  const chosen = process.env.MINGJING_CHROMIUM;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`MINGJING_CHROMIUM 指向的 ${chosen} 不存在。`);
  }
  const hasFonts = await hasChineseFonts();
  const quick = look([WITHOUT_WINDOW]);
  if (quick !== undefined && hasFonts) return quick;
  const whole = look(names);
  let problem: string | undefined;
  for (const name of [WITHOUT_WINDOW, ...(whole === undefined ? ['chromium'] : [])]) {
    problem = await installFromDebian(' Chromium 与中文字体', [name, 'fonts-noto-cjk']);
    if (problem === undefined) break;
  }
  const found = look([WITHOUT_WINDOW, ...names]);
  if (found !== undefined) return found;
  throw new Error(
    `${problem ?? ''}\n` +
      '浏览器全程测试需要 Chromium：请安装 chromium 与 fonts-noto-cjk，或用 MINGJING_CHROMIUM 指明已有的程序。',
  );
};

/** The same browser without the window around the page, which costs as much as many pages and shows nothing here. */
const WITHOUT_WINDOW = 'chromium-headless-shell';
const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const look = (programs: readonly string[]): string | undefined => {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return programs
    .flatMap((name) => (name.startsWith('/') ? [name] : folders.map((folder) => join(folder, name))))
    .find((path) => existsSync(path));
};

// Without them every Chinese character is a box, and pictures of pages mean nothing.
const hasChineseFonts = async (): Promise<boolean> => {
  if (process.platform !== 'linux') return true;
  const { ok, output } = await tool('fc-list', [':lang=zh', 'family']);
  return ok && output.trim() !== '';
};
