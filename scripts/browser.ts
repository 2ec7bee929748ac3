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
  const present = look();
  if (present !== undefined && (await hasChineseFonts())) return present;
  const problem = await installFromDebian(' Chromium 与中文字体', ['chromium', 'fonts-noto-cjk']);
  const found = look();
  if (found !== undefined) return found;
  throw new Error(
    `${problem ?? ''}\n` +
      '浏览器全程测试需要 Chromium：请安装 chromium 与 fonts-noto-cjk，或用 MINGJING_CHROMIUM 指明已有的程序。',
  );
};

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const look = (): string | undefined => {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const elsewhere = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ];
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere].find(
    (path) => existsSync(path),
  );
};

// Without them every Chinese character is a box, and pictures of pages mean nothing.
const hasChineseFonts = async (): Promise<boolean> => {
  if (process.platform !== 'linux') return true;
  const { ok, output } = await tool('fc-list', [':lang=zh', 'family']);
  return ok && output.trim() !== '';
};
