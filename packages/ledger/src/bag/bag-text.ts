/** One line of a manifest: the digest and the path it names, as written and as it is looked up. */
export type ManifestLine = {
  readonly digest: string;
  readonly path: string;
  /** How the path departs from the plain form, where it does. */
  readonly remark?: string;
};

/** What `bagit.txt` states. */
export type BagDeclaration = { readonly version: string; readonly encoding: string };

/** Reads `bagit.txt`; undefined where it is not exactly what BagIt asks for. */
export function readDeclaration(bytes: Uint8Array): BagDeclaration | undefined {
  if (bytes.length > LONGEST_DECLARATION) return undefined;
  const lines =
    decode(bytes, 'UTF-8')
      ?.replace(/\r?\n$/, '')
      .split(/\r\n|\n|\r/) ?? [];
  const version = /^BagIt-Version: (\d+\.\d+)$/.exec(lines[0] ?? '')?.[1];
  const encoding = /^Tag-File-Character-Encoding: (\S+)$/.exec(lines[1] ?? '')?.[1];
  return lines.length !== 2 || version === undefined || encoding === undefined
    ? undefined
    : { version, encoding };
}

/** Reads a tag file in the bag's encoding; undefined where it is not text of that encoding. */
export function decode(bytes: Uint8Array, encoding: string): string | undefined {
  const label = ENCODINGS[encoding.toUpperCase()];
  const bigEndian = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (label === undefined) return undefined;
  try {
    const decoder = new TextDecoder(label === 'utf-16le' && bigEndian ? 'utf-16be' : label, {
      fatal: true,
      ignoreBOM: label === 'utf-8',
    });
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Reads a manifest; undefined where a line is none. */
export function readManifest(text: string, version: string): ManifestLine[] | undefined {
  const lines = linesOf(text);
  if (lines === undefined) return undefined;
  const read = lines.map((line): ManifestLine | undefined => {
    const [, digest, star, written] = /^([0-9A-Fa-f]+)[ \t]+(\*?)(.+)$/.exec(line) ?? [];
    if (digest === undefined || written === undefined) return undefined;
    const path = restorePath(written, version).replace(/^(?:\.\/)+/, '');
    const remark = star
      ? '路径前有星号'
      : path === written || written.includes('%')
        ? undefined
        : '路径以 ./ 开头';
    return { digest: digest.toLowerCase(), path, ...(remark === undefined ? {} : { remark }) };
  });
  return read.every((line) => line !== undefined) ? read : undefined;
}

/** The paths that `fetch.txt` promises; undefined where there are too many to be meant. */
export function readFetch(text: string): string[] | undefined {
  return linesOf(text)?.map((line) => /^\S+[ \t]+\S+[ \t]+(.+)$/.exec(line)?.[1] ?? '');
}

/** Whether a path stays inside the bag, whatever system it is unpacked on. */
export function isInside(path: string): boolean {
  return path !== '' && !/^[~/\\]|^[A-Za-z]:|\\/.test(path) && !path.split('/').includes('..');
}

/** Values of `bag-info.txt` by label, in lower case; continued lines are joined. Undefined where there are too many lines. */
export function readInfo(text: string): ReadonlyMap<string, string> | undefined {
  const unfolded = text.replace(/(?:\r\n|\n|\r)[ \t]+/g, ' ');
  const pairs = linesOf(unfolded)?.flatMap((line): [string, string][] => {
    const at = line.indexOf(':');
    return at <= 0 ? [] : [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]];
  });
  return pairs && new Map(pairs);
}

const LONGEST_DECLARATION = 1_000;
/** More lines than any bag of ours has files. */
const MOST_LINES = 50_000;

/** The lines of a text that are not empty; undefined where there are more than any bag has. */
function linesOf(text: string): string[] | undefined {
  const lines: string[] = [];
  for (const [line] of text.matchAll(/[^\r\n]+/g)) if (lines.push(line) > MOST_LINES) return undefined;
  return lines;
}

const ENCODINGS: Readonly<Record<string, string>> = {
  'UTF-8': 'utf-8',
  'UTF-16': 'utf-16le',
  'ISO-8859-1': 'latin1',
  'US-ASCII': 'utf-8',
};

// BagIt 1.0 escapes exactly these; older bags only the line ends.
function restorePath(path: string, version: string): string {
  const plain = path.replace(/%0A/gi, '\n').replace(/%0D/gi, '\r');
  return version === '1.0' ? plain.replace(/%25/g, '%') : plain;
}
