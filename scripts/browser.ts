import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
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
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get'))
    await install();
  const found = look();
  if (found !== undefined) return found;
  throw new Error(
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

const install = async (): Promise<void> => {
  process.stdout.write('正在安装 Chromium 与中文字体（仅首次）……\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await tool('apt-get', ['update', '-q'], { env });
  const { ok, output } = await tool(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
    { env },
  );
  if (!ok) throw new Error(`Chromium 未能安装：\n${output.split('\n').slice(-15).join('\n')}`);
};
