import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packZip, sampleCaseFiles, sampleLog } from '../src/testing/sample-case-file.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-verifier-'));
  execFileSync(process.execPath, [join(import.meta.dirname, '../verifier/build.ts'), folder], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the page is one file that names no other and forbids itself every connection', () => {
  const page = readFileSync(join(folder, 'verify.html'), 'utf8');
  expect(page).toContain(`content="default-src 'none'; script-src 'sha256-`);
  expect(page).not.toMatch(/unsafe-|<link|<img|src="|href="|url\(|@import/);
  expect(page).not.toMatch(/fetch\(|XMLHttpRequest|WebSocket|sendBeacon|innerHTML|eval\(/);
  expect(page).not.toContain('{{');
  expect(page.split('<!--preloaded-->')).toHaveLength(2);
});

test('the program is one file that needs nothing but Node and opens no connection', () => {
  const program = readFileSync(join(folder, 'verify.mjs'), 'utf8');
  const needed = [...program.matchAll(/(?:from|import) ?"([^"]+)"/g)].map(([, name]) => name);
  expect(new Set(needed)).toEqual(new Set(['node:fs', 'node:process', 'node:crypto', 'node:fs/promises']));
  expect(program).not.toMatch(/fetch\(|node:net|node:http|WebSocket/);
});

test('the program says that a case file holds, and with one byte changed which file does not', async () => {
  const files = sampleCaseFiles();
  const whole = await verify('whole.zip', packZip(files), sampleLog.vkey);
  expect(whole.code).toBe(0);
  expect(whole.out).toContain('公钥与您另行取得的一致');
  const [path, bytes] = [...files].find(([name]) => name.startsWith('data/originals/')) as [
    string,
    Uint8Array,
  ];
  const changed = bytes.slice();
  changed[0] = (changed[0] as number) ^ 1;
  const broken = await verify('broken.zip', packZip(new Map([...files, [path, changed]])));
  expect(broken.code).toBe(1);
  expect(broken.out).toContain(`不符　${path}：内容与事实所记的摘要不一致`);
  expect((await verify('nothing.zip', new Uint8Array())).out).toContain('核验不成立');
});

function verify(name: string, bytes: Uint8Array, ...keys: string[]): Promise<{ code: number; out: string }> {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return new Promise((resolve) => {
    execFile(process.execPath, [join(folder, 'verify.mjs'), file, ...keys], (error, out) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out }),
    );
  });
}
