import { execFileSync } from 'node:child_process';
import {
  type Hand,
  photograph,
  type Sheet,
} from '../../packages/office/src/document-check/testing/photograph.ts';

/** Part of a printed page, in points of the resolution. */
interface Part {
  readonly page: number;
  readonly resolution: number;
  readonly area?: readonly [x: number, y: number, width: number, height: number];
}

/** A page of a PDF as the printer puts it on paper. */
export function onPaper(pdf: Uint8Array, { page, resolution, area }: Part): Sheet {
  const [x, y, width, height] = area ?? [];
  const cut = area === undefined ? [] : ['-x', x, '-y', y, '-W', width, '-H', height].map(String);
  const pages = ['-r', String(resolution), '-f', String(page), '-l', String(page)];
  const image = execFileSync('pdftoppm', [...pages, ...cut, '-gray', '-'], {
    input: pdf,
    maxBuffer: 1 << 28,
  });
  const head = /^P5\s(\d+)\s(\d+)\s255\s/.exec(image.subarray(0, 64).toString('latin1'));
  if (head === null) throw new Error('no such page');
  const shades = new Uint8Array(image.subarray(head[0].length));
  return { width: Number(head[1]), height: Number(head[2]), shades };
}

/** The number of the first page of a PDF on which these words stand. */
export function pageWith(pdf: Uint8Array, words: string): number {
  const text = execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' });
  return 1 + text.split('\f').findIndex((page) => page.includes(words));
}

/** How an officer holds a telephone over a sheet on the desk. */
export const hand: Hand = { turn: 6, scale: 1, tilt: 0.1, blur: 0.8, noise: 25, shadow: 50 };

/** A sheet as it is seen by such a hand. */
export const photographed = (sheet: Sheet, further: Partial<Hand> = {}): Sheet =>
  photograph(sheet, { ...hand, ...further });

/** A photograph as a file that every browser opens (BMP, 256 shades). */
export function asBitmap({ width, height, shades }: Sheet): Buffer {
  const row = Math.ceil(width / 4) * 4;
  const head = Buffer.alloc(14 + 40 + 1024);
  head.write('BM');
  head.writeUInt32LE(head.length + row * height, 2);
  head.writeUInt32LE(head.length, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(8, 28);
  for (let shade = 0; shade < 256; shade += 1) head.fill(shade, 54 + 4 * shade, 57 + 4 * shade);
  const body = Buffer.alloc(row * height);
  // Rows stand from the bottom up.
  for (let y = 0; y < height; y += 1)
    body.set(shades.subarray(y * width, (y + 1) * width), (height - 1 - y) * row);
  return Buffer.concat([head, body]);
}

/** A photograph as what a camera sees over and over (YUV4MPEG2), cut to 640 by 480 about its middle. */
export function asCamera(picture: Sheet): Buffer {
  const [width, height] = [640, 480];
  const seen = Buffer.alloc(width * height, 235);
  const [left, top] = [(picture.width - width) >> 1, (picture.height - height) >> 1];
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [column, row] = [x + left, y + top];
      if (column < 0 || row < 0 || column >= picture.width || row >= picture.height) continue;
      seen[y * width + x] = 16 + ((picture.shades[row * picture.width + column] ?? 255) * 219) / 255;
    }
  const colours = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), seen, colours]);
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420mpeg2\n`),
    frame,
    frame,
  ]);
}
