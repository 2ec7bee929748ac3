import { createHash } from 'node:crypto';
import { factTypes } from '@mingjing/law';
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
  toHex,
} from '@mingjing/ledger';
import type { OpenDataSource } from './open-data-source.ts';
import type { Logged, OpenIndex } from './open-line.ts';

/** A bureau's logs, verified whole, which are asked of any fact whether it stands at its place in them. */
export interface LoggedFacts {
  /** Entries of all of them. */
  readonly size: number;
  /** What of one log's beginning does not agree with the end of the one before it. */
  readonly broken: readonly string[];
  /** The fact, if these bytes are what the entry binds; a sentence saying why not otherwise. */
  readonly find: (place: Logged) => Promise<FactEnvelope | string>;
}

/** Verifies every log of a bureau, and that each further one names where the one before it ended. */
export async function openLogs(source: OpenDataSource, logs: OpenIndex['logs']): Promise<LoggedFacts> {
  const opened: OpenedLog[] = [];
  const broken: string[] = [];
  for (const log of logs) {
    const one = await openLog(source, log);
    const before = opened.at(-1);
    const wrong = before === undefined ? null : await followingProblem(log, one, before);
    if (wrong !== null || log.number !== opened.length + 1)
      broken.push(`第 ${log.number} 册日志${wrong ?? '的册次不连续'}`);
    opened.push(one);
  }
  return {
    size: opened.reduce((sum, { checkpoint }) => sum + checkpoint.size, 0),
    broken,
    find: async ({ log, index, fact }) => {
      if (log === null || index === null) return '还没有进入日志';
      const one = opened[log - 1];
      return one === undefined
        ? `说在第 ${log} 册日志，而没有这一册`
        : one.find(index, Buffer.from(fact, 'base64'));
    },
  };
}

interface OpenedLog extends CheckedLog {
  readonly find: (index: number, bytes: Uint8Array) => Promise<FactEnvelope | string>;
}

/** A log that follows another begins with the fact that names the other's end. What was signed and is gone is said, not hidden. */
async function followingProblem(
  { number, opened, vkey }: OpenIndex['logs'][number],
  log: OpenedLog,
  before: OpenedLog,
): Promise<string | null> {
  const fact = await log.find(0, Buffer.from(opened ?? '', 'base64'));
  if (typeof fact === 'string') return `的第一条${fact}`;
  const said = factTypes['log-opened'].schema.safeParse(fact.plain);
  if (fact.type !== 'log-opened' || !said.success || said.data.number !== number || said.data.vkey !== vkey)
    return '的第一条没有写明前一册在何处结束';
  const { after, held } = said.data as Record<
    'after' | 'held',
    { readonly size: number; readonly root: string }
  >;
  if (held.size < after.size)
    return `说前一册签到 ${after.size} 条，而本机只剩 ${held.size} 条：缺 ${after.size - held.size} 条`;
  const { size, root } = before.checkpoint;
  return size === after.size && toHex(root) === after.root ? null : '所写的前一册结束之处与前一册不符';
}

/** Verifies the whole log and keeps one digest for each bundle of entries, so that what is read again is what was verified. */
async function openLog(
  source: OpenDataSource,
  { vkey, path: folder }: OpenIndex['logs'][number],
): Promise<OpenedLog> {
  const digests: string[] = [];
  let open = createHash('sha256');
  const checked = await checkLog(
    (path) => source.file(`${folder}/${path}`),
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
    const bytes = await source.file(`${folder}/${entriesPath({ n, width })}`);
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
