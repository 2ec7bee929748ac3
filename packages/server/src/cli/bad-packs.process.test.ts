import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packsFolder } from '../packs/load.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mingjing-bad-'));
  cpSync(packsFolder, join(root, 'packs'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const twice = `  - id: wp-7-1-twice
    name: 公开许可决定信息
    on: [decision-made]
    kinds: [permit]
    does: publish
    limit: { count: 9, unit: working-day }
    owner: 承办科室
    frozen: at-event
    cite: { article: 第七条第（一）项, quote: 在执法决定作出之日起20个工作日内 }
`;
const pack = 'wenshang-publicity/pack.yaml';

// A process of its own, in a folder without data: the packs of a running one are read once.
test.each([
  ['a dangling id', pack, 'silent: step-days', 'silent: none', '静默事项“none”没有登记'],
  ['a wrong quotation', pack, '之日起7个工作日内公开', '之日起9个工作日内公开', '的原文里没有'],
  ['two rules that both claim to bind', pack, 'deadlines:\n', `deadlines:\n${twice}`, '不能都为准'],
  ['an unknown event', pack, 'on: [decision-made]', 'on: [decided]', '只能是 application-received、'],
  ['a file that is no YAML', pack, 'rank: normative', 'rank: [', '缩进有误'],
  [
    'a layer that does not exist',
    'bureaus/wenshang.yaml',
    'pack: wenshang-recording',
    'pack: none',
    '不存在',
  ],
])('%s is one Chinese sentence with file and line, exit code 1, and nothing is changed', (...fault) => {
  const [, name, from, to, says] = fault;
  const path = join(root, 'packs', name);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
  const before = contents();
  for (const command of ['packs check', `duties ${QUESTION}`]) {
    const { status, stdout, stderr } = mingjing(command);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(says)]);
    expect(stderr).toMatch(/^packs\/.+\.yaml 第 \d+ 行：/);
  }
  expect(contents()).toBe(before);
});

const QUESTION = '--bureau wenshang --event decision-made --kind permit --date 2025-09-26';

function mingjing(command: string) {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  return spawnSync(process.execPath, [main, ...command.split(' ')], {
    cwd: root,
    env: { ...process.env, MINGJING_PACKS: join(root, 'packs') },
    encoding: 'utf8',
  });
}

function contents(): string {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => `${path} ${readFileSync(path, 'utf8')}`)
    .join('\n');
}
