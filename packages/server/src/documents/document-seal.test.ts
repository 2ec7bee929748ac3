import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import { qrModules } from '../platform/qr-modules.ts';
import { canReadPdf } from '../testing/printed-page.ts';
import { drawDocumentCode } from './document-code.ts';
import { closeDocuments, renderDocument } from './render-document.ts';
import { sampleDocuments } from './sample-documents.ts';

const address = 'https://gs.example.gov.cn/wenshang/verify';
const code = drawDocumentCode((length) => new Uint8Array(length).map((_, i) => i * 7));
const samples = sampleDocuments();

afterAll(closeDocuments);

describe.skipIf(!canReadPdf)('核验码印在第一页右上角', () => {
  test.each(samples)('$template：文字、网址和二维码，二维码里是本文书的核验网址', async (sample) => {
    const pdf = await renderDocument({ ...sample, seal: { code, address } });
    const text = execFileSync('pdftotext', ['-l', '1', '-', '-'], { input: pdf, encoding: 'utf8' });
    for (const words of [`核验码 ${code}`, '扫码或输入核验码核对本文书', address])
      expect(text).toContain(words);
    expect(text).not.toContain('样稿');
    const { size, runs } = qrModules(`${address}/${code.replaceAll('-', '')}`);
    const drawn = Array.from({ length: size }, () => '.'.repeat(size).split(''));
    for (const [x, y, width] of runs) drawn[y]?.fill('#', x, x + width);
    expect(pictureOf(pdf, size)).toEqual(drawn.map((row) => row.join('')));
  });

  test('没有核验码的是样稿，纸上写明', async () => {
    const [sample] = samples;
    if (sample === undefined) throw new Error('no specimen');
    const text = execFileSync('pdftotext', ['-', '-'], {
      input: await renderDocument(sample),
      encoding: 'utf8',
    });
    expect(text).toContain('样稿');
    expect(text).not.toMatch(/核验码 [0-9A-Z]/);
  });
});

/** What the printed code looks like, module by module: ten pixels a millimetre, the code being 18 mm wide. */
function pictureOf(pdf: Uint8Array, size: number): readonly string[] {
  const area = ['-x', '1660', '-y', '100', '-W', '180', '-H', '180'];
  const image = execFileSync('pdftoppm', ['-r', '254', '-gray', '-l', '1', ...area, '-'], {
    input: pdf,
    maxBuffer: 1 << 24,
  });
  const pixels = image.subarray(image.length - 180 * 180);
  const isDark = (x: number, y: number) => (pixels[Math.floor(y) * 180 + Math.floor(x)] ?? 255) < 128;
  const at = (n: number) => ((n + 0.5) * 180) / size;
  return Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_, x) => (isDark(at(x), at(y)) ? '#' : '.')).join(''),
  );
}
