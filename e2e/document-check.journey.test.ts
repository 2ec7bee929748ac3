import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canReadPdf, readPaper } from '../packages/server/src/testing/printed-page.ts';
import { openBrowser, visitor } from './harness/browser.ts';
import { inspect } from './harness/inspect.ts';
import { signIn } from './harness/officer.ts';
import { asBitmap, asCamera, onPaper, photographed } from './harness/paper.ts';
import { type Program, startProgram } from './harness/program.ts';
import { watch } from './harness/watch.ts';

let program: Program;
let browser: Browser;
let pdf: Buffer;
let paper: { readonly code: string; readonly address: string };
let folder: string;
/** What the browser's camera sees; it is looked at when the camera is opened. */
const camera = () => join(folder, 'camera.y4m');
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingjing-camera-'));
  [program, browser] = await Promise.all([
    startProgram({ today: '2025-10-10' }),
    openBrowser([
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${camera()}`,
    ]),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await program?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.skipIf(!canReadPdf)('一份打印出来的决定书', () => {
  test('承办人打开决定书：纸上有核验码和核验网址', async () => {
    const officer = await signIn(browser, program.office, 'wen-handler');
    await officer.open('/cases?state=all');
    await officer.page
      .getByRole('link', { name: /示例纺织/ })
      .first()
      .click();
    const link = officer.page.getByRole('link', { name: /行政处罚决定书/ }).first();
    const address = new URL((await link.getAttribute('href')) ?? '', program.office).href;
    pdf = Buffer.from(await (await officer.page.request.get(address)).body());
    paper = readPaper(pdf);
    expect(paper.code).toMatch(/^\w{5}(-\w{5}){3}$/);
    expect(paper.address).toBe(`${program.portal}/wenshang/verify`);
    await officer.leave();
  });

  test('执法人员核验别人递来的文书：粘贴扫出的网址，查到文书、所在案件和登记，PDF 比对一致', async () => {
    const officer = await signIn(browser, program.office, 'wen-legal');
    const { page } = officer;
    await page.getByRole('link', { name: '核验文书' }).click();
    await page.getByRole('heading', { level: 1, name: '核验文书' }).waitFor();
    await inspect(page, 'office-document-check-empty');
    await page.getByLabel('核验码或者网址').fill(`${paper.address}/${paper.code.replaceAll('-', '')}`);
    await page.getByRole('button', { name: '核验', exact: true }).click();
    await page.getByRole('heading', { name: '《行政处罚决定书》' }).waitFor();
    await page
      .getByText(/^已入链 #/)
      .first()
      .waitFor();
    expect(await page.getByRole('region', { name: '所在案件' }).textContent()).toMatch(
      /示例纺织[\s\S]*制作文书/,
    );
    const chooser = page.getByLabel('这份文书的 PDF 文件');
    await chooser.setInputFiles({ name: '决定书.pdf', mimeType: 'application/pdf', buffer: pdf });
    await page.getByText('一致：就是制作时的那个文件').waitFor();
    await inspect(page, 'office-document-check');
    const changed = Buffer.from(pdf);
    changed[200] = (changed[200] ?? 0) ^ 1;
    await chooser.setInputFiles({ name: '改过.pdf', mimeType: 'application/pdf', buffer: changed });
    await page.getByText('这不是制作时的那个文件').waitFor();
    officer.watch.expectNothing();
    await page.getByLabel('核验码或者网址').fill('12345-12345-12345-12345');
    await page.getByRole('button', { name: '核验', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: '没有印有这个核验码的文书' }).waitFor();
    officer.watch.forgive(/404/);
    await inspect(page, 'office-document-check-unknown');
    await officer.leave();
  });

  test('不输入一个字：摄像头对着纸、或者选一张拍歪了的照片，同样查到；没有码的照片说认不出', async () => {
    const corner = onPaper(pdf, { page: 1, resolution: 300, area: [1860, 40, 480, 380] });
    await writeFile(camera(), asCamera(photographed(corner)));
    const officer = await signIn(browser, program.office, 'wen-legal');
    await officer.open('/document-check');
    const { page } = officer;
    const found = page.getByRole('heading', { name: '《行政处罚决定书》' });
    await page.getByRole('button', { name: '用摄像头扫码' }).click();
    await found.waitFor();
    const typed = page.getByLabel('核验码或者网址');
    expect(await typed.inputValue()).toBe(`${paper.address}/${paper.code.replaceAll('-', '')}`);
    await page.reload();
    const photo = (name: string, buffer: Buffer) =>
      page.getByLabel('文书的照片或者截图').setInputFiles({ name, mimeType: 'image/bmp', buffer });
    await photo('白纸.bmp', asBitmap({ width: 60, height: 60, shades: new Uint8Array(3600).fill(255) }));
    await page.getByRole('alert').filter({ hasText: '没有认出二维码' }).waitFor();
    await photo('不是图.bmp', Buffer.from('BM neither a picture nor anything else'));
    await page.getByRole('alert').filter({ hasText: '没有认出二维码' }).waitFor();
    const sheet = onPaper(pdf, { page: 1, resolution: 200, area: [554, 0, 1100, 500] });
    await photo('半页.bmp', asBitmap(photographed(sheet, { turn: -4, noise: 15 })));
    await found.waitFor();
    officer.watch.expectNothing();
    await officer.leave();
  });

  test('别的机关的人凭码只看到公众也能看到的', async () => {
    const officer = await signIn(browser, program.office, 'nan-handler');
    await officer.open('/document-check');
    const { page } = officer;
    await page.getByLabel('核验码或者网址').fill(paper.code.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByText('这份文书所在的案件您无权查看').waitFor();
    expect(await page.getByRole('main').textContent()).not.toContain('示例纺织');
    await inspect(page, 'office-document-check-outside');
    await officer.leave();
  });

  test('公众扫码或者输入核验码：不运行脚本就有答案', async () => {
    const context = await browser.newContext({ ...visitor, javaScriptEnabled: false });
    const page = await context.newPage();
    const watched = watch(page);
    await page.goto(`${program.portal}/wenshang/how-to-verify`);
    await page.getByRole('link', { name: '输入核验码核对文书' }).click();
    await page.getByLabel('核验码').fill(paper.code.toLowerCase().replaceAll('-', ' '));
    await page.getByRole('button', { name: '核对' }).click();
    await page.getByRole('heading', { name: '查到这份文书' }).waitFor();
    const told = (await page.getByRole('main').textContent()) ?? '';
    expect(told).toContain('行政处罚决定书');
    expect(told).toContain('汶上县工业和信息化局');
    expect(told).not.toContain('纺织');
    watched.expectNothing();
    await page.getByLabel('核验码').fill('0000000000');
    await page.getByRole('button', { name: '核对' }).click();
    await page.getByRole('heading', { name: '没有查到这份文书' }).waitFor();
    await context.close();
  });

  test('公众的各页：无障碍检查无一发现，手机宽度不横向滚动；比对页断网也能用', async () => {
    const context = await browser.newContext(visitor);
    const page = await context.newPage();
    await page.goto(paper.address);
    await inspect(page, 'portal-document-check');
    await page.goto(`${paper.address}/00000-00000-00000-00000`);
    await inspect(page, 'portal-document-check-unknown');
    await page.goto(`${paper.address}/${paper.code}`);
    await inspect(page, 'portal-document-check-found');
    await page.getByRole('link', { name: '在本机比对 PDF' }).click();
    await page.getByRole('heading', { name: '在本机比对文书' }).waitFor();
    await context.setOffline(true);
    const chooser = page.getByLabel(/把这份文书的 PDF/);
    await chooser.setInputFiles({ name: '决定书.pdf', mimeType: 'application/pdf', buffer: pdf });
    await page.getByText('核验成立', { exact: true }).waitFor();
    await inspect(page, 'portal-document-compare');
    await chooser.setInputFiles({ name: '别的.pdf', mimeType: 'application/pdf', buffer: pdf.subarray(1) });
    await page.getByText('核验不成立', { exact: true }).waitFor();
    await context.close();
  });
});
