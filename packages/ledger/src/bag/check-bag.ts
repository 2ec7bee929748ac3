import {
  decode,
  isInside,
  type ManifestLine,
  readDeclaration,
  readFetch,
  readInfo,
  readManifest,
} from './bag-text.ts';

/** What is wrong, or only odd, about a file of a bag. */
export type BagFinding = { readonly path: string; readonly sentence: string };

/** The verdict on a bag: valid where there are no errors. */
export type BagVerdict = { readonly errors: readonly BagFinding[]; readonly warnings: readonly BagFinding[] };

/** Digest in lower-case hexadecimal, or undefined for an algorithm that is not known here. */
export type Digest = (algorithm: string, bytes: Uint8Array) => string | undefined;

/** A file of a bag: how long it is, its digest by each algorithm known here, and its bytes where they are kept (tag files must be). */
export type BagFile = {
  readonly size: number;
  readonly digestBy: (algorithm: string) => string | undefined;
  readonly bytes?: Uint8Array;
};

/** Checks a bag (BagIt 1.0 and the 0.9x before it) of which every file is given by its path; any bytes get a verdict. */
export function checkBag(files: ReadonlyMap<string, Uint8Array>, digest: Digest): BagVerdict {
  const whole = [...files].map(([path, bytes]): [string, BagFile] => [
    path,
    { size: bytes.length, digestBy: (algorithm) => digest(algorithm, bytes), bytes },
  ]);
  return checkBagFiles(new Map(whole));
}

/** The same for a bag whose payload is too large to hold. */
export function checkBagFiles(files: ReadonlyMap<string, BagFile>): BagVerdict {
  const bag = new Findings();
  const declared = readDeclaration(files.get('bagit.txt')?.bytes ?? new Uint8Array());
  if (declared === undefined) return bag.error('bagit.txt', '缺少 bagit.txt，或者其内容不符合 BagIt 格式');
  const folded = new Set([...files.keys()].map(fold));
  const texts: Texts = { files, folded, bag, ...declared };
  for (const path of files.keys()) if (!isInside(path)) bag.error(path, '路径越出资料包');
  const payload = manifests(texts, /^manifest-([a-z0-9]+)\.txt$/);
  const tags = manifests(texts, /^tagmanifest-([a-z0-9]+)\.txt$/);
  if (payload.length === 0) bag.error('manifest', '没有载荷清单');
  for (const manifest of [...payload, ...tags]) checkManifest(texts, manifest);
  checkCoverage(texts, payload);
  checkFetch(texts);
  checkOxum(texts);
  return bag;
}

type Manifest = {
  readonly name: string;
  readonly algorithm: string;
  readonly lines: readonly ManifestLine[];
};
type Texts = {
  readonly files: ReadonlyMap<string, BagFile>;
  /** Their names as file systems fold them. */
  readonly folded: ReadonlySet<string>;
  readonly bag: Findings;
  readonly version: string;
  readonly encoding: string;
};

class Findings implements BagVerdict {
  readonly errors: BagFinding[] = [];
  readonly warnings: BagFinding[] = [];
  error(path: string, sentence: string): this {
    this.errors.push({ path, sentence });
    return this;
  }
  warn(path: string, sentence: string): void {
    this.warnings.push({ path, sentence });
  }
}

function manifests({ files, bag, version, encoding }: Texts, pattern: RegExp): Manifest[] {
  return [...files].flatMap(([name, { bytes }]) => {
    const algorithm = pattern.exec(name)?.[1];
    if (algorithm === undefined) return [];
    const text = bytes && decode(bytes, encoding);
    const lines = text === undefined ? undefined : readManifest(text, version);
    if (lines !== undefined) return [{ name, algorithm, lines }];
    bag.error(name, '清单无法读取');
    return [];
  });
}

function checkManifest(texts: Texts, { name, algorithm, lines }: Manifest): void {
  const { files, bag, version } = texts;
  const seen = new Map<string, string>();
  const payload = name.startsWith('manifest-');
  for (const line of lines) {
    const { path } = line;
    if (!isInside(path) || (payload && !path.startsWith('data/')))
      bag.error(path, `${name} 所列路径越出资料包`);
    const before = seen.get(path);
    if (before !== undefined) {
      if (before !== line.digest || version === '1.0') bag.error(path, `${name} 中列了两次`);
      else bag.warn(path, `${name} 中列了两次`);
    }
    seen.set(path, line.digest);
    if (line.remark !== undefined) bag.warn(path, `${name}：${line.remark}`);
    const file = files.get(path);
    if (file === undefined) checkMissing(texts, name, path);
    else if (file.digestBy(algorithm) === undefined)
      bag.warn(path, `${name} 的算法 ${algorithm} 在此无法计算`);
    else if (file.digestBy(algorithm) !== line.digest) bag.error(path, `内容与 ${name} 所列的摘要不一致`);
  }
}

/** A listed file that is not there; a name that differs only as file systems fold names is odd, not wrong. */
function checkMissing({ folded, bag }: Texts, manifest: string, path: string): void {
  if (folded.has(fold(path)) || SYSTEM_FILES.test(path))
    bag.warn(path, `${manifest} 所列文件名与资料包中的写法不同，或为系统文件`);
  else bag.error(path, `${manifest} 列有，资料包里没有`);
}

const SYSTEM_FILES = /(?:^|\/)(?:\.DS_Store|Thumbs\.db|\._[^/]+)$/;
const fold = (path: string): string => path.normalize('NFC').toLowerCase();

function checkCoverage({ files, bag, version }: Texts, payload: readonly Manifest[]): void {
  const listed = payload.map(({ lines }) => new Set(lines.map(({ path }) => fold(path))));
  for (const path of files.keys()) {
    if (!path.startsWith('data/')) continue;
    const inAll = listed.every((paths) => paths.has(fold(path)));
    const inSome = listed.some((paths) => paths.has(fold(path)));
    if (version === '1.0' ? !inAll : !inSome) bag.error(path, '载荷清单没有列出这个文件');
  }
}

function checkFetch({ files, bag, encoding }: Texts): void {
  const fetch = files.get('fetch.txt');
  if (fetch === undefined) return;
  const paths = readFetch(decode(fetch.bytes ?? new Uint8Array(), encoding) ?? '');
  if (paths === undefined) bag.error('fetch.txt', '无法读取');
  for (const path of paths ?? [])
    if (!isInside(path)) bag.error('fetch.txt', '所列路径越出资料包，或者写法不对');
}

function checkOxum({ files, bag, encoding }: Texts): void {
  const file = files.get('bag-info.txt');
  if (file === undefined) return;
  const text = file.bytes && decode(file.bytes, encoding);
  const info = text === undefined ? undefined : readInfo(text);
  if (info === undefined) {
    bag.error('bag-info.txt', '无法按资料包写明的编码读取');
    return;
  }
  const oxum = info.get('payload-oxum');
  if (oxum === undefined) return;
  const payload = [...files].filter(([path]) => path.startsWith('data/'));
  const size = payload.reduce((sum, [, content]) => sum + content.size, 0);
  if (oxum === `${size}.${payload.length}`) return;
  const odd = bag.warnings.some(({ path }) => SYSTEM_FILES.test(path));
  if (odd) bag.warn('bag-info.txt', 'Payload-Oxum 与载荷不符，缺系统文件');
  else bag.error('bag-info.txt', 'Payload-Oxum 与载荷的字节数、文件数不符');
}
