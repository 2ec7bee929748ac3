import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { makeSample } from '../packages/server/src/exchange/make-sample.ts';
import { openVisitor } from './harness/browser.ts';
import { runCommandLine } from './harness/program.ts';
import { browser, program, setStage } from './harness/stage.ts';
import { asOwner } from './harness/tamper.ts';

setStage('2025-09-22');
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  context = await openVisitor(browser);
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
});

const fine = '罚款人民币 20,000 元';

test('下载的证明文件离线核验成立；改动任何一处，说出哪一项不成立', async () => {
  const file = await download('proof.json');
  const whole = await runCommandLine(['verify', file], program.dataFolder);
  expect(whole).toMatchObject({ code: 0 });
  expect(whole.output).toContain('核验成立');
  expect(whole.output).toContain(fine);

  const bytes = await readFile(file);
  for (const part of ['fact', 'disclosures', 'note', 'proof']) {
    const at = bytes.indexOf(`"${part}"`);
    if (at < 0) continue;
    const changed = Buffer.from(bytes);
    const place = at + part.length + 40;
    changed[place] = changed[place] === 0x41 ? 0x42 : 0x41;
    const forged = join(program.dataFolder, `forged-${part}.json`);
    await writeFile(forged, changed);
    const verdict = await runCommandLine(['verify', forged], program.dataFolder);
    expect([part, verdict.code]).toEqual([part, 1]);
    expect(verdict.output).toMatch(
      /不成立　(文件格式|事实与披露一致|存证与链上条目一致|条目在树中|检查点签名)：/,
    );
    expect(verdict.output).toContain('这份证明不能证明所载内容');
  }
  const cut = join(program.dataFolder, 'cut.json');
  await writeFile(cut, bytes.subarray(0, bytes.length / 2));
  expect((await runCommandLine(['verify', cut], program.dataFolder)).output).toContain('不成立　文件格式');
});

test('命令行每一个动词的 JSON，键都写在 docs/USING-CLI.md 里', async () => {
  const text = await readFile(new URL('../docs/USING-CLI.md', import.meta.url), 'utf8');
  const manual = text.replaceAll(/```[\s\S]*?```/g, '');
  const rows = join(program.dataFolder, 'three.csv');
  await writeFile(rows, (await makeSample('penalty', 3, 'csv')).toString().replace('示市监罚', ''));
  const event = [
    '--bureau',
    'wenshang',
    '--event',
    'decision-made',
    '--kind',
    'permit',
    '--date',
    '2025-09-26',
  ];
  const script = fileURLToPath(new URL('../docs/examples/play-permit.json', import.meta.url));
  for (const [verb = '', ...rest] of [
    ['duties', ...event, '--json'],
    ['play', script],
    ['packs', 'check', '--json'],
    ['packs', 'list', '--json'],
    ['packs', 'events', '--json'],
    ['packs', 'kinds', '--json'],
    ['verify', await download('whole.json'), '--json'],
    ['import', '--bureau', 'wenshang', rows, '--dry-run', '--json'],
    ['rebuild', '--json'],
    ['recheck', '--json'],
    ['audit', `${program.portal}/wenshang`, '--json'],
  ]) {
    const { output } = await runCommandLine([verb, ...rest], program.dataFolder);
    const section = manual.split(/^## /m).find((one) => one.startsWith(`\`${verb}`)) ?? '';
    const told = new Set([...section.matchAll(/`[^`]+`/g)].flatMap(([code]) => code.match(/\w+/g) ?? []));
    // What a play says of duties stands where the duties are.
    if (verb === 'play')
      for (const [code] of manual.split(/^## /m)[1]?.matchAll(/`[^`]+`/g) ?? [])
        for (const word of code.match(/\w+/g) ?? []) told.add(word);
    const keys = [...keysOf(JSON.parse(output))];
    expect(keys.length, verb).toBeGreaterThan(1);
    expect([verb, ...rest, keys.filter((key) => !told.has(key))]).toEqual([verb, ...rest, []]);
  }
});

test('有人绕过程序改了页面的数据：页面指明哪一项与存证不一致，证明文件仍说出当初公示的数额', async () => {
  await asOwner(program.dataFolder, async (ask) => {
    await ask('alter table published_result disable trigger user');
    const changed = await ask(
      `update published_result set body = replace(body::text, '20,000', '200')::jsonb
       where party_name like '汶上示例纺织%' and body::text like '%20,000%' returning id`,
    );
    expect(changed.length).toBe(1);
    await ask('alter table published_result enable trigger user');
  });
  await openResult();
  expect(await page.getByRole('main').textContent()).toContain('罚款人民币 200 元');
  expect(await page.getByRole('complementary').textContent()).toContain('验证不通过“执法结论”与存证不一致');
  const verdict = await runCommandLine(['verify', await download('after-page.json')], program.dataFolder);
  expect(verdict.code).toBe(0);
  expect(verdict.output).toContain(fine);
});

test('有人绕过程序改了记录本身：新下载的证明核验不成立，并指明是哪一项内容', async () => {
  await asOwner(program.dataFolder, async (ask) => {
    const rows = await ask(`select stream, version, bytes from disclosure where stream like 'publication/%'`);
    const forged = rows.flatMap(({ stream, version, bytes }) => {
      const before = bytes as readonly string[];
      const after = before.map((one) => changed(one, '20,000', '200'));
      return after.every((one, i) => one === before[i]) ? [] : [[stream, version, after]];
    });
    expect(forged.length).toBeGreaterThan(0);
    await ask('alter table disclosure disable trigger user');
    for (const one of forged)
      await ask('update disclosure set bytes = $3 where stream = $1 and version = $2', one);
    await ask('alter table disclosure enable trigger user');
  });
  const verdict = await runCommandLine(['verify', await download('after-record.json')], program.dataFolder);
  expect(verdict.code).toBe(1);
  expect(verdict.output).toMatch(/不成立　事实与披露一致：.*(fields\.conclusion|执法结论)/);
  expect(verdict.output).toContain('核验不成立');
});

/** A disclosure whose words were replaced; one that does not hold them as it was. */
function changed(disclosure: string, from: string, to: string): string {
  const words = Buffer.from(disclosure, 'base64url').toString();
  return words.includes(from) ? Buffer.from(words.replaceAll(from, to)).toString('base64url') : disclosure;
}

/** Names of members at any depth; what a fact, a count or a case holds is not the command line's to document. */
function keysOf(value: unknown): Set<string> {
  const free = ['data', 'state', 'plain', 'values', 'findingCounts', 'counts', 'command'];
  if (Array.isArray(value)) return new Set(value.flatMap((one) => [...keysOf(one)]));
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set(
    Object.entries(value).flatMap(([key, inner]) => [key, ...(free.includes(key) ? [] : keysOf(inner))]),
  );
}

async function openResult(): Promise<void> {
  await page.goto(`${program.portal}/wenshang/results?q=${encodeURIComponent('示例纺织')}`);
  await page.getByRole('link', { name: /纺织/ }).first().click();
}

async function download(name: string): Promise<string> {
  await openResult();
  const link = page.getByRole('link', { name: '下载证明文件' });
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const path = join(program.dataFolder, name);
  await file.saveAs(path);
  return path;
}
