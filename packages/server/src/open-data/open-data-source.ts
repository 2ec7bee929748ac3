import { createReadStream } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';

/** The files of one bureau as anyone may have them: log and open data, in a folder or on the portal. */
export interface OpenDataSource {
  /** A small file whole; undefined where it is not there. */
  readonly file: (path: string) => Promise<Uint8Array | undefined>;
  /** The lines of a file that may be long; undefined where it is not there. */
  readonly lines: (path: string) => Promise<AsyncIterable<string> | undefined>;
}

/** The largest file read whole, and the longest line, in bytes. */
const MOST = 16_000_000;

export function folderSource(folder: string): OpenDataSource {
  return {
    file: async (path) => {
      try {
        return await readFile(join(folder, path));
      } catch (error) {
        return absent(error);
      }
    },
    lines: async (path) => {
      try {
        const file = await open(join(folder, path));
        const isFile = (await file.stat()).isFile();
        await file.close();
        if (!isFile) throw new SourceError(`“${path}”不是文件`);
        return linesOf(createReadStream(join(folder, path)));
      } catch (error) {
        return absent(error);
      }
    },
  };
}

/** The portal's address of the bureau; with a folder to save in, every byte that is read is kept there too. */
export function portalSource(address: string, saveIn?: string): OpenDataSource {
  const base = address.replace(/\/*$/, '/');
  const ask = async (path: string): Promise<Response | undefined> => {
    const reply = await fetch(new URL(path, base), {
      redirect: 'error',
      signal: AbortSignal.timeout(120_000),
    });
    if (reply.status === 404) return undefined;
    if (!reply.ok || reply.body === null) throw new SourceError(`“${path}”取不到（${reply.status}）`);
    return reply;
  };
  return {
    file: async (path) => {
      const reply = await ask(path);
      if (reply === undefined) return undefined;
      const parts: Uint8Array[] = [];
      let size = 0;
      for await (const part of bytesOf(reply)) {
        size += part.length;
        if (size > MOST) throw new SourceError(`“${path}”过大`);
        parts.push(part);
      }
      const bytes = Buffer.concat(parts);
      if (saveIn !== undefined) await save(join(saveIn, path), [bytes]);
      return bytes;
    },
    lines: async (path) => {
      const reply = await ask(path);
      if (reply === undefined) return undefined;
      if (saveIn === undefined) return linesOf(bytesOf(reply));
      await save(join(saveIn, path), bytesOf(reply));
      return await folderSource(saveIn).lines(path);
    },
  };
}

/** A source that could not be read; the message is the Chinese sentence. */
export class SourceError extends Error {}

const bytesOf = (reply: Response): AsyncIterable<Uint8Array> =>
  Readable.fromWeb(reply.body as Parameters<typeof Readable.fromWeb>[0]);

function absent(error: unknown): undefined {
  if (error instanceof SourceError) throw error;
  const { code } = error as { code?: string };
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
  if (code !== undefined) throw new SourceError(`文件打不开（${code}）`);
  throw error;
}

async function save(path: string, parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'w');
  try {
    for await (const part of parts) await file.write(part);
  } finally {
    await file.close();
  }
}

async function* linesOf(parts: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  for await (const part of parts) {
    const pieces = (rest + decoder.decode(part, { stream: true })).split('\n');
    rest = pieces.pop() ?? '';
    if (rest.length > MOST) throw new SourceError('有一行过长');
    yield* pieces;
  }
  if (rest !== '') yield rest;
}
