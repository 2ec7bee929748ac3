import { dirname } from 'node:path';
import type { FileOperations, OpenFile } from '../file-operations.ts';

/** What goes wrong: one call fails, space is out from then on, or the power is. */
export type Fault = 'EIO' | 'ENOSPC' | 'power-cut';

/** What a power cut leaves of what was not flushed: nothing of it, all of it, or some, in the order the disk happened to take. */
export type Leftover = 'nothing' | 'everything' | 'some';

/** The machine is off: nothing asked of it comes to an end. */
export class PowerCut extends Error {}

/** A disk in memory that keeps a content only from its file's flush on, and a name from its folder's. */
export interface SimulatedDisk {
  readonly operations: FileOperations;
  /** Lets the `nth` operation from now on go wrong; true once it has. */
  fail(nth: number, fault: Fault): void;
  hasFailed(): boolean;
  /** The same disk with its faults mended. */
  repair(): void;
  /** What is found when the power is back; this disk stays as it is. */
  afterPowerCut(leftover: Leftover, random?: () => number): SimulatedDisk;
}

interface File {
  content: Buffer;
  flushed: Buffer;
  /** A flush failed: the kernel has let go of what was written, and later flushes say yes. */
  isLost: boolean;
}
type Names = Map<string, File | 'folder'>;

/** An empty disk with the folder `root` on it. */
export function simulatedDisk(root: string): SimulatedDisk {
  const names: Names = new Map([
    [dirname(root), 'folder'],
    [root, 'folder'],
  ]);
  return diskOf(names, new Map(names));
}

function diskOf(live: Names, kept: Names): SimulatedDisk {
  let fault: { left: number; readonly kind: Fault } | undefined;
  const wrongNow = (): Fault | undefined => {
    if (fault === undefined) return undefined;
    fault.left -= 1;
    return fault.left === 0 || (fault.left < 0 && fault.kind !== 'EIO') ? fault.kind : undefined;
  };
  /** A change that the power cut overtakes has reached memory, and the disk perhaps. */
  const change = (work: () => void, half?: () => void): void => {
    const wrong = wrongNow();
    if (wrong === 'EIO' || wrong === 'ENOSPC') {
      half?.();
      throw failure(wrong);
    }
    if (wrong === undefined || fault?.left === 0) work();
    if (wrong === 'power-cut') throw new PowerCut();
  };
  const look = <T>(work: () => T): T => {
    const wrong = wrongNow();
    if (wrong === 'power-cut') throw new PowerCut();
    if (wrong === 'EIO') throw failure('EIO');
    return work();
  };
  const fileAt = (path: string): File => {
    const found = live.get(path);
    if (found === undefined || found === 'folder') throw failure('ENOENT');
    return found;
  };
  const openFolder = (folder: string): OpenFile => ({
    appendFile: () => Promise.reject(failure('EISDIR')),
    close: async () => undefined,
    sync: async () =>
      change(() => {
        for (const path of new Set([...live.keys(), ...kept.keys()])) {
          if (dirname(path) !== folder) continue;
          const now = live.get(path);
          if (now === undefined) kept.delete(path);
          else kept.set(path, now);
        }
      }),
  });
  const openFile = (file: File): OpenFile => ({
    appendFile: async (content) => {
      const added = Buffer.from(content as Uint8Array);
      change(
        () => (file.content = Buffer.concat([file.content, added])),
        () => (file.content = Buffer.concat([file.content, added.subarray(0, added.length / 2)])),
      );
    },
    close: async () => undefined,
    sync: async () =>
      change(
        () => {
          if (!file.isLost) file.flushed = file.content;
        },
        () => (file.isLost = true),
      ),
  });
  const operations: FileOperations = {
    mkdir: async (folder) => {
      const missing: string[] = [];
      for (let one = folder; !live.has(one); one = dirname(one)) missing.push(one);
      change(() => {
        for (const one of missing) live.set(one, 'folder');
      });
      return missing.at(-1);
    },
    open: async (path, flags) => {
      if (live.get(path) === 'folder') return openFolder(path);
      if (flags === 'wx' && live.has(path)) throw failure('EEXIST');
      if (flags === 'r') return openFile(fileAt(path));
      if (!live.has(dirname(path))) throw failure('ENOENT');
      change(() => {
        const there = live.get(path);
        if (there === undefined || there === 'folder')
          live.set(path, { content: Buffer.alloc(0), flushed: Buffer.alloc(0), isLost: false });
        else there.content = Buffer.alloc(0);
      });
      return openFile(fileAt(path));
    },
    rename: async (from, to) => {
      const file = fileAt(from);
      change(() => {
        live.delete(from);
        live.set(to, file);
      });
    },
    link: async (from, to) => {
      const file = fileAt(from);
      if (live.has(to)) throw failure('EEXIST');
      change(() => live.set(to, file));
    },
    remove: async (path) => change(() => live.delete(path)),
    read: async (path) => look(() => fileAt(path).content),
    exists: async (path) => look(() => live.has(path)),
    list: async (folder) =>
      look(() =>
        [...live.keys()]
          .filter((path) => dirname(path) === folder)
          .map((path) => path.slice(folder.length + 1)),
      ),
  };
  return {
    operations,
    fail: (nth, kind) => {
      fault = { left: nth, kind };
    },
    hasFailed: () => fault !== undefined && fault.left <= 0,
    repair: () => {
      fault = undefined;
    },
    afterPowerCut: (leftover, random = Math.random) => {
      const names = remaining(live, kept, leftover, random);
      return diskOf(names, new Map(names));
    },
  };
}

function remaining(live: Names, kept: Names, leftover: Leftover, random: () => number): Names {
  const contents = new Map<File, File>();
  const contentOf = (file: File): File => {
    const known = contents.get(file);
    if (known !== undefined) return known;
    const content = leftContent(file, leftover, random);
    const left = { content, flushed: content, isLost: false };
    contents.set(file, left);
    return left;
  };
  const names: Names = new Map();
  for (const path of [...new Set([...live.keys(), ...kept.keys()])].sort()) {
    const isNew = leftover === 'everything' || (leftover === 'some' && random() < 0.5);
    const found = (isNew ? live : kept).get(path);
    if (found === undefined || (names.size > 0 && !names.has(dirname(path)))) continue;
    names.set(path, found === 'folder' ? found : contentOf(found));
  }
  return names;
}

function leftContent({ content, flushed, isLost }: File, leftover: Leftover, random: () => number): Buffer {
  if (leftover === 'nothing' || isLost) return flushed;
  if (leftover === 'everything' || content === flushed) return content;
  const chance = random();
  if (chance < 0.3) return flushed;
  return chance < 0.6 ? content : content.subarray(0, Math.floor(random() * content.length));
}

const failure = (code: string): Error => Object.assign(new Error(code), { code });
