import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadPackFolder } from '../packs/load.ts';
import { runCommand } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingjing-packs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function packs(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommand(['packs', ...args], { out: (t) => out.push(t), err: (t) => err.push(t) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

test('a new regulation starts from a similar one, and a text that differs is answered with file and line', async () => {
  const target = join(folder, 'linxi');
  const started = await packs(
    'new',
    '--from',
    'wenshang-publicity',
    '--id',
    'linxi-publicity',
    '--folder',
    target,
  );
  expect(started.code).toBe(0);
  expect(loadPackFolder(target)).toMatchObject({ id: 'linxi-publicity', inForceFrom: null });
  const articles = join(target, 'articles.yaml');
  writeFileSync(articles, readFileSync(articles, 'utf8').replace('7个工作日', '9个工作日'));
  expect(() => loadPackFolder(target)).toThrow(/linxi\/pack\.yaml 第 \d+ 行：.+原文里没有/);
  expect((await packs('new', '--from', 'none', '--id', 'x1')).err).toBe('没有编号为“none”的规定。');
  expect((await packs('new', '--from', 'wenshang-publicity', '--id', 'wenshang-recording')).code).toBe(1);
  expect((await packs('new', '--from', 'wenshang-publicity', '--id', 'y1', '--folder', target)).code).toBe(1);
});

test('two versions are compared in words, grouped by whose law speaks for matters under way', async () => {
  const target = join(folder, 'changed');
  await packs('new', '--from', 'wenshang-publicity', '--id', 'changed', '--folder', target);
  const file = join(target, 'pack.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('count: 3,', 'count: 2,'));
  const { code, out } = await packs('diff', 'wenshang-publicity', target);
  expect(code).toBe(0);
  expect(out).toContain('适用机关：汶上县工业和信息化局。');
  expect(out).toMatch(/期限“[^”]+”：期限 3 个工作日 → 2 个工作日/);
  expect(out).toContain('正在办理的案件、已经公示的信息和尚未届满的期限都按新规定');
  expect((await packs('diff', 'wenshang-publicity', 'wenshang-publicity')).out).toContain('没有不同');
  expect((await packs('diff', 'wenshang-publicity', 'none')).code).toBe(1);
  expect((await packs('diff', 'wenshang-publicity')).code).toBe(2);
});
