import { createHash } from 'node:crypto';
import {
  type CheckedLog,
  checkLog,
  decodeEntries,
  entriesPath,
  type FactEnvelope,
  factCommitment,
  leafEntry,
  parseVkey,
  readFact,
  TILE_WIDTH,
} from '@mingjing/ledger';
import type { OpenDataSource } from './open-data-source.ts';

/** A log that was verified whole, and which asks of any fact whether it stands at its place in it. */
export interface LoggedFacts extends CheckedLog {
  /** The fact, if these bytes are what the entry binds; a sentence saying why not otherwise. */
  readonly find: (index: number | null, bytes: Uint8Array) => Promise<FactEnvelope | string>;
}

/** Verifies the whole log and keeps one digest for each bundle of entries, so that what is read again is what was verified. */
export async function openLog(source: OpenDataSource, vkey: string): Promise<LoggedFacts> {
  const digests: string[] = [];
  let open = createHash('sha256');
  const checked = await checkLog(
    (path) => source.file(`log/${path}`),
    parseVkey(vkey),
    (entry, index) => {
      open.update(entry);
      if ((index + 1) % TILE_WIDTH !== 0) return;
      digests.push(open.digest('hex'));
      open = createHash('sha256');
    },
  );
  digests.push(open.digest('hex'));
  const { size } = checked.checkpoint;
  const kept = new Map<number, readonly Uint8Array[]>();
  const bundle = async (n: number): Promise<readonly Uint8Array[]> => {
    const known = kept.get(n);
    if (known !== undefined) return known;
    const width = Math.min(TILE_WIDTH, size - n * TILE_WIDTH);
    const bytes = await source.file(`log/${entriesPath({ n, width })}`);
    const entries = bytes === undefined ? [] : decodeEntries(bytes, width);
    const digest = createHash('sha256');
    for (const entry of entries) digest.update(entry);
    if (digest.digest('hex') !== digests[n]) throw new Error('the log changed while it was read');
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value ?? 0);
    kept.set(n, entries);
    return entries;
  };
  return {
    ...checked,
    find: async (index, bytes) => {
      if (index === null) return '还没有进入日志';
      if (index >= size) return `说在日志第 ${index} 号，而日志只有 ${size} 条`;
      const entry = (await bundle(Math.floor(index / TILE_WIDTH)))[index % TILE_WIDTH];
      const bound = Buffer.from(leafEntry(factCommitment(bytes)));
      if (entry === undefined || !bound.equals(entry)) return `与日志第 ${index} 号条目不符，内容已被改动`;
      try {
        return readFact(bytes);
      } catch {
        return '不是规范的事实';
      }
    },
  };
}

const KEPT = 16;
