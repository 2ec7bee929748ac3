import { createHash } from 'node:crypto';
import { factTypes } from '@mingjing/law';
import {
  appendLeaves,
  type CheckedLog,
  checkLog,
  decodeEntries,
  entriesPath,
  equalBytes,
  type FactEnvelope,
  type Frontier,
  factCommitment,
  leafEntry,
  leafHash,
  openCheckpoint,
  parseVkey,
  readFact,
  TILE_WIDTH,
  toHex,
  VerificationError,
} from '@mingjing/ledger';
import type { OpenDataSource } from './open-data-source.ts';
import type { Logged, OpenIndex } from './open-line.ts';

/** A bureau's logs, verified whole, which are asked of any fact whether it stands at its place in them. */
export interface LoggedFacts {
  /** Entries of all of them. */
  readonly size: number;
  /** What of one log's beginning does not agree with the end of the one before it, or of a log with a head that was kept. */
  readonly broken: readonly string[];
  /** The fact, if these bytes are what the entry binds; a sentence saying why not otherwise. */
  readonly find: (place: Logged) => Promise<FactEnvelope | string>;
}

/** Verifies every log of a bureau, that each further one names where the one before it ended, and that each extends every head of it that was kept. */
export async function openLogs(
  source: OpenDataSource,
  logs: OpenIndex['logs'],
  kept: readonly string[] = [],
): Promise<LoggedFacts> {
  const opened: OpenedLog[] = [];
  const broken = kept.filter((note) => !logs.some(({ vkey }) => headOf(note, vkey))).map(() => NOT_OURS);
  for (const log of logs) {
    const heads = kept.flatMap((note) => headOf(note, log.vkey) ?? []);
    const one = await openLog(source, log, heads);
    broken.push(...one.rewritten);
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

const NOT_OURS = '手里的检查点不是这个机关的日志签署的';

/** The head in a note that was kept, if this log's key signed it. */
function headOf(note: string, vkey: string): Head | undefined {
  try {
    return openCheckpoint(note, parseVkey(vkey)).checkpoint;
  } catch (error) {
    if (error instanceof VerificationError) return undefined;
    throw error;
  }
}

interface Head {
  readonly size: number;
  readonly root: Uint8Array;
}

interface OpenedLog extends CheckedLog {
  /** What contradicts heads that were kept. */
  readonly rewritten: readonly string[];
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
  { number, vkey, path: folder }: OpenIndex['logs'][number],
  heads: readonly Head[],
): Promise<OpenedLog> {
  const past = heads.map(rootsOf);
  const digests: string[] = [];
  let open = createHash('sha256');
  const checked = await checkLog(
    (path) => source.file(`${folder}/${path}`),
    parseVkey(vkey),
    (entry, index) => {
      for (const one of past) one.visit(entry, index);
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
    rewritten: past.flatMap((one) => one.problem(number, size) ?? []),
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

/** The root that the log had when it was as long as a head that was kept. */
function rootsOf({ size, root }: Head) {
  let edge: Frontier = [];
  let done = 0;
  let leaves: Uint8Array[] = [];
  let then = appendLeaves([], 0, []).root;
  return {
    visit: (entry: Uint8Array, index: number): void => {
      if (index >= size) return;
      leaves.push(leafHash(entry));
      if (leaves.length < TILE_WIDTH && index + 1 < size) return;
      const grown = appendLeaves(edge, done, leaves);
      edge = grown.frontier;
      then = grown.root;
      done += leaves.length;
      leaves = [];
    },
    problem: (number: number, now: number): string | undefined => {
      if (now < size)
        return `第 ${number} 册日志只有 ${now} 条，而手里的检查点签到 ${size} 条：后来的被截去了，或者日志另换过。两份签名放在一起就是证据`;
      if (!equalBytes(then, root))
        return `第 ${number} 册日志的前 ${size} 条与手里的检查点不符：签过以后被改写。两份签名放在一起就是证据`;
      return undefined;
    },
  };
}

const KEPT = 16;
