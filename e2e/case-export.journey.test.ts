import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { readCode } from '../packages/office/src/document-check/read-code.ts';
import { asPicture } from '../packages/office/src/document-check/testing/photograph.ts';
import { canReadPdf } from '../packages/server/src/testing/printed-page.ts';
import { visitor } from './harness/browser.ts';
import { giveDamagedFiles } from './harness/damaged-files.ts';
import { inspect } from './harness/inspect.ts';
import { type Officer, signIn } from './harness/officer.ts';
import { onPaper, pageWith, photographed } from './harness/paper.ts';
import { runCommandLine } from './harness/program.ts';
import { sampleJpeg } from './harness/sample-files.ts';
import { browser, program, setStage } from './harness/stage.ts';
import { unpack } from './harness/unpack.ts';

setStage('2025-10-10');
let handler: Officer;
let zip: string;
const photograph = sampleJpeg('车间全景.jpg');

test('承办人附上现场照片，导出卷宗：对话框写明里面有什么，下载得到压缩包', async () => {
  handler = await signIn(browser, program.office, 'wen-handler');
  const { page } = handler;
  await page.goto(`${program.office}/cases`);
  await page
    .getByRole('link', { name: /示例铸造/ })
    .first()
    .click();
  await handler.act('补入记录', async (form) => {
    await form.choose('记录的用途', '其他记录');
    await form.upload('文件', photograph);
    await form.type('名称', '车间全景');
  });
  await page.getByText('已存证至').waitFor();
  await page.getByRole('button', { name: '导出卷宗' }).click();
  const dialog = page.getByRole('dialog', { name: '导出卷宗' });
  await dialog.getByText('1 份').first().waitFor();
  await inspect(page, 'office-case-export');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('link', { name: '下载压缩包' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^卷宗 .+\.zip$/);
  zip = join(program.dataFolder, 'case.zip');
  await download.saveAs(zip);
  expect((await runCommandLine(['verify', zip], program.dataFolder)).output).toContain('核验成立');
});

test('系统管理员在命令行导出同一案：核验同样成立，已有的文件不覆盖', async () => {
  const id = new URL(handler.page.url()).pathname.split('/').at(-1) ?? '';
  const out = join(program.dataFolder, 'by-command.zip');
  const made = await runCommandLine(['export', '--case', id, '--out', out], program.dataFolder);
  expect(made.output).toContain('已导出');
  expect(made.code).toBe(0);
  const verdict = await runCommandLine(['verify', out], program.dataFolder);
  expect(verdict.output).toContain('核验成立');
  const again = await runCommandLine(['export', '--case', id, '--out', out], program.dataFolder);
  expect([again.code, again.output.includes('已经存在')]).toEqual([1, true]);
});

test('压缩包解开后的说明页和核验页：断网，从本机打开，核验成立', async () => {
  const folder = await unpacked();
  const offline = await offlineVisitor();
  const reading = await offline.newPage();
  await reading.goto(pathToFileURL(join(folder, '说明.html')).href);
  await expect.poll(() => reading.getByRole('heading', { name: '怎样核验' }).count()).toBe(1);
  await inspect(reading, 'case-file-reading');
  const page = await verifierPage(offline, folder);
  await page.getByLabel(/把卷宗压缩包/).setInputFiles(zip);
  await page.getByText('核验成立', { exact: true }).waitFor();
  const result = await page.getByRole('article').textContent();
  expect(result).toContain('车间全景');
  expect(result).toContain('是自称的');
  await inspect(page, 'verifier-holds');
  await offline.close();
});

test.skipIf(!canReadPdf)('说明页打印出来拍成照片：二维码里就是包里的检查点，一字不差', async () => {
  const offline = await offlineVisitor();
  const page = await offline.newPage();
  const folder = join(program.dataFolder, 'unpacked');
  await page.goto(pathToFileURL(join(folder, '说明.html')).href);
  const note = await readFile(join(folder, 'checkpoint'), 'utf8');
  expect(await page.locator('.checkpoint pre').textContent()).toBe(note);
  const pdf = await page.pdf({ format: 'A4' });
  const root = note.split('\n')[2] ?? '';
  const sheet = onPaper(pdf, { page: pageWith(pdf, root.slice(0, 20)), resolution: 150 });
  expect(readCode(asPicture(sheet))).toBe(note);
  expect(readCode(asPicture(photographed(sheet, { turn: 3, tilt: 0.05, noise: 15 })))).toBe(note);
  await offline.close();
});

test('改动一个字节：核验不成立，指名是哪个文件', async () => {
  const folder = join(program.dataFolder, 'unpacked');
  const bytes = await readFile(zip);
  const at = bytes.indexOf(photograph.buffer) + 40;
  bytes[at] = (bytes[at] as number) ^ 1;
  const broken = join(program.dataFolder, 'broken.zip');
  await writeFile(broken, bytes);
  const offline = await offlineVisitor();
  const page = await verifierPage(offline, folder);
  await page.getByLabel(/把卷宗压缩包/).setInputFiles(broken);
  await page.getByText('核验不成立', { exact: true }).waitFor();
  const wrong = page.locator('section').filter({ has: page.getByRole('heading', { name: '不符的地方' }) });
  expect(await wrong.textContent()).toMatch(/data\/originals\/[0-9a-f]{64}\.jpg：内容损坏/);
  await inspect(page, 'verifier-fails');
  await page.getByLabel(/把卷宗压缩包/).setInputFiles({
    name: 'noise.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from('PK neither a zip nor anything else'),
  });
  await page.getByText('压缩包不完整或者不符合格式').first().waitFor();
  await offline.close();
});

test('随意弄坏的卷宗和证明，一份份交给真的核验页：每一份都有结论，与命令行的结论一样', async () => {
  const offline = await offlineVisitor();
  const page = await verifierPage(offline, join(program.dataFolder, 'unpacked'));
  expect(await giveDamagedFiles(page, 200, 20_261_122)).toEqual([]);
  await offline.close();
});

test('另行取得的公钥粘进核验页：一致就写明一致，别的公钥就不成立', async () => {
  const offline = await offlineVisitor();
  const page = await verifierPage(offline, join(program.dataFolder, 'unpacked'));
  const policy = await readFile(join(program.dataFolder, 'unpacked', 'policy.txt'), 'utf8');
  const vkey = /^log (\S+)/.exec(policy)?.[1] ?? '';
  await page.getByLabel(/公钥或者指纹/).fill(vkey);
  await page.getByLabel(/把卷宗压缩包/).setInputFiles(zip);
  await page.getByText('公钥与您另行取得的一致').first().waitFor();
  await page.getByLabel(/公钥或者指纹/).fill('0'.repeat(64));
  await page.getByLabel(/公钥或者指纹/).blur();
  await page.getByText('核验不成立', { exact: true }).waitFor();
  await offline.close();
});

test('公示门户的结果页“验证此页”：浏览器当场重算，不联网，核验成立', async () => {
  const context = await browser.newContext(visitor);
  const page = await context.newPage();
  await page.goto(program.portal);
  await page.goto(`${program.portal}/results?q=${encodeURIComponent('汶上示例纺织')}`);
  await page
    .getByRole('link', { name: /示例纺织/ })
    .first()
    .click();
  await page.getByRole('link', { name: '验证此页' }).click();
  await page.getByText('核验成立', { exact: true }).waitFor();
  expect(await page.getByRole('article').textContent()).toContain('罚款');
  await inspect(page, 'portal-verify');
  await context.close();
});

async function unpacked(): Promise<string> {
  const folder = join(program.dataFolder, 'unpacked');
  await unpack(zip, folder);
  return folder;
}

/** A browser that has no network at all. */
async function offlineVisitor(): Promise<BrowserContext> {
  const context = await browser.newContext({ ...visitor, offline: true });
  context.setDefaultTimeout(20_000);
  return context;
}

async function verifierPage(context: BrowserContext, folder: string): Promise<Page> {
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => asked.push(String(error)));
  await page.goto(pathToFileURL(join(folder, 'verify.html')).href);
  expect(asked.length).toBe(1);
  return page;
}
