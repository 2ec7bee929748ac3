import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { PassThrough, Transform } from 'node:stream';
import { bagTexts, type Listed, zipSize } from '@mingjing/ledger';
import { ZipFile } from 'yazl';
import type { PlannedFile } from './planned-file.ts';

/** A bag on its way out: the size of the whole zip, and its bytes as they are made. */
export interface PackedBag {
  readonly size: number;
  readonly stream: Readable;
}

/**
 * Packs files into the zip of a bag, one after another, none held whole. Nothing is compressed, so that the size is known
 * from the start; nothing in it depends on when or where it is packed. A file that cannot be read breaks the stream off.
 */
export function packBag(planned: readonly PlannedFile[], info: Readonly<Record<string, string>>): PackedBag {
  const zip = new ZipFile();
  const out = new PassThrough();
  const listed: Listed[] = [];
  let current: Readable | undefined;
  const fail = (error: Error): void => {
    out.destroy(error);
  };
  const add = (path: string, size: number, open: () => Promise<Readable>): void => {
    zip.addReadStreamLazy(path, { ...PLAIN, size }, (give) => {
      open().then((source) => {
        current = source;
        const watched = digested(path, size, (file) => listed.push(file));
        source.on('error', fail);
        give(null, source.pipe(watched).on('error', fail));
      }, fail);
    });
  };
  for (const { path, size, open } of planned) add(path, size, open);
  const unlisted = planned.map(({ path, size }) => ({ path, size, ...NO_DIGESTS }));
  for (const [i, [path, bytes]] of bagTexts(unlisted, info, digestsOf).entries())
    add(path, bytes.length, async () =>
      held(bagTexts(listed.slice(0, planned.length), info, digestsOf)[i]?.[1]),
    );
  zip.on('error', fail);
  zip.outputStream.on('error', fail).pipe(out);
  out.on('close', () => current?.destroy());
  zip.end();
  return { size: sizeOfBag(planned, info), stream: out };
}

/** The size of the zip of a bag before it is packed. */
export function sizeOfBag(planned: readonly PlannedFile[], info: Readonly<Record<string, string>>): number {
  const unlisted = planned.map(({ path, size }) => ({ path, size, ...NO_DIGESTS }));
  const texts = bagTexts(unlisted, info, () => NO_DIGESTS);
  return zipSize([...unlisted, ...texts.map(([path, { length }]) => ({ path, size: length }))]);
}

/** Stored, with the date at which zips begin: when a bag was packed stands in its text. */
const PLAIN = {
  compress: false,
  mode: 0o100644,
  mtime: new Date(1980, 0, 1),
  forceDosTimestamp: true,
} as const;

const NO_DIGESTS = { sha256: '0'.repeat(64), sm3: '0'.repeat(64) };

function digested(path: string, size: number, done: (file: Listed) => void): Transform {
  const [sha256, sm3] = [createHash('sha256'), createHash('sm3')];
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      sha256.update(chunk);
      sm3.update(chunk);
      seen += chunk.length;
      next(null, chunk);
    },
    flush(next) {
      if (seen !== size)
        return next(new Error(`a file of the export has changed its size: ${seen} of ${size}`));
      done({ path, size, sha256: sha256.digest('hex'), sm3: sm3.digest('hex') });
      next();
    },
  });
}

function digestsOf(bytes: Uint8Array) {
  const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex');
  return { sha256: digest('sha256'), sm3: digest('sm3') };
}

function held(bytes: Uint8Array | undefined): Readable {
  const stream = new PassThrough();
  stream.end(bytes);
  return stream;
}
