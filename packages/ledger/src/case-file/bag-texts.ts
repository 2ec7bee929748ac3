import { toUtf8 } from '../bytes.ts';
import { algorithms, manifestText, places } from './bag-layout.ts';

/** A file that stands in a bag already. */
export type Listed = { readonly path: string; readonly size: number } & Digested;
type Digested = { readonly sha256: string; readonly sm3: string };

/** The texts that make files a bag (BagIt 1.0): declaration, information, both manifests and both lists of tag files, in this order. */
export function bagTexts(
  listed: readonly Listed[],
  info: Readonly<Record<string, string>>,
  digestsOf: (bytes: Uint8Array) => Digested,
): [path: string, bytes: Uint8Array][] {
  const payload = listed.filter(({ path }) => path.startsWith('data/'));
  const size = payload.reduce((sum, file) => sum + file.size, 0);
  const lines = Object.entries({ ...info, 'Payload-Oxum': `${size}.${payload.length}` });
  const texts: [string, Uint8Array][] = [
    [places.declaration, toUtf8('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')],
    [places.info, toUtf8(lines.map(([name, value]) => `${name}: ${oneLine(value)}\n`).join(''))],
    ...algorithms.map((algorithm): [string, Uint8Array] => [
      `manifest-${algorithm}.txt`,
      toUtf8(manifestText(payload.map((file) => [file[algorithm], file.path]))),
    ]),
  ];
  const tags = [
    ...listed.filter(({ path }) => !path.startsWith('data/')),
    ...texts.map(([path, bytes]) => ({ path, ...digestsOf(bytes) })),
  ];
  const lists = algorithms.map((algorithm): [string, Uint8Array] => [
    `tagmanifest-${algorithm}.txt`,
    toUtf8(manifestText(tags.map((file) => [file[algorithm], file.path]))),
  ]);
  return [...texts, ...lists];
}

const oneLine = (value: string): string => value.replace(/\s+/g, ' ').trim();
