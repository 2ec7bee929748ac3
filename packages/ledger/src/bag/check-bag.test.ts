import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toUtf8 } from '../encoding.ts';
import { checkBag } from './check-bag.ts';

const digest = (algorithm: string, bytes: Uint8Array) =>
  ['sha256', 'sm3'].includes(algorithm) ? createHash(algorithm).update(bytes).digest('hex') : undefined;
const sha256 = (text: string) => digest('sha256', toUtf8(text)) ?? '';

function bag(change: Readonly<Record<string, string | undefined>> = {}): Map<string, Uint8Array> {
  const payload = { 'data/记录.json': '{"案号":"1"}', 'data/照片 1.jpg': 'bytes' };
  const declaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
  const manifest = Object.entries(payload).map(([path, text]) => `${sha256(text)}  ${path}\n`);
  const info = `Bagging-Date: 2025-10-10\nPayload-Oxum: ${toUtf8(Object.values(payload).join('')).length}.2\n`;
  const tags = { 'bagit.txt': declaration, 'manifest-sha256.txt': manifest.join(''), 'bag-info.txt': info };
  const tagManifest = Object.entries(tags).map(([path, text]) => `${sha256(text)}  ${path}\n`);
  const files = { ...payload, ...tags, 'tagmanifest-sha256.txt': tagManifest.join(''), ...change };
  return new Map(
    Object.entries(files).flatMap(([path, text]) => (text === undefined ? [] : [[path, toUtf8(text)]])),
  );
}
const faults = (change: Readonly<Record<string, string | undefined>>) =>
  checkBag(bag(change), digest).errors.map(({ path, sentence }) => `${path} ${sentence}`);

describe('a bag', () => {
  test('is whole as it was packed', () => {
    expect(checkBag(bag(), digest)).toMatchObject({ errors: [], warnings: [] });
  });

  test('names the file that was changed, taken away or added', () => {
    expect(faults({ 'data/记录.json': '{"案号":"2"}' })).toEqual([
      'data/记录.json 内容与 manifest-sha256.txt 所列的摘要不一致',
    ]);
    expect(faults({ 'data/照片 1.jpg': undefined })).toContain(
      'data/照片 1.jpg manifest-sha256.txt 列有，资料包里没有',
    );
    expect(faults({ 'data/另.txt': 'x' })).toContain('data/另.txt 载荷清单没有列出这个文件');
    expect(faults({ 'bagit.txt': undefined })).toEqual([
      'bagit.txt 缺少 bagit.txt，或者其内容不符合 BagIt 格式',
    ]);
  });

  test('holds no path that leaves it', () => {
    for (const path of ['../x', '/etc/x', '~/x', 'C:\\x', 'data/../../x'])
      expect(faults({ [path]: 'x' })).toContain(`${path} 路径越出资料包`);
  });

  test('with any byte of any file changed is never taken for whole, and any bytes get a verdict', () => {
    const whole = bag();
    const paths = [...whole.keys()].filter((path) => path !== 'tagmanifest-sha256.txt');
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.nat(), fc.integer({ min: 1, max: 255 }), (path, at, flip) => {
        const bytes = Uint8Array.from(whole.get(path) ?? []);
        const index = at % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ flip;
        expect(checkBag(new Map([...whole, [path, bytes]]), digest).errors).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.uint8Array()), (files) => {
        expect(checkBag(new Map(Object.entries(files)), digest).errors).not.toEqual([]);
      }),
    );
  });
});
