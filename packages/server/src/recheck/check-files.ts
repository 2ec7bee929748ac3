import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  addSignatures,
  checkLog,
  entriesPath,
  newTiles,
  openCheckpoint,
  parseEntriesPath,
  parseNote,
  parseTilePath,
  parseVkey,
  type Tile,
  tilePath,
  VerificationError,
} from '@mingjing/ledger';
import type pg from 'pg';
import { bureauOfLog } from '../log/logs.ts';
import { CHECKPOINT, readBundle, readTile } from '../log/publish-log.ts';
import { readLogsWithKeys } from './check-succession.ts';
import type { Found, Recheck } from './finding.ts';

/** Every published file of every log against the log: what anybody may have fetched must be what the tree gives. */
export const checkFiles: Recheck = async function* (job) {
  for (const { id: bureau, vkey } of await readLogsWithKeys(job.db, job.places)) {
    const folder = join(job.places.logFolder, bureau);
    const note = await readFile(join(folder, CHECKPOINT)).catch(() => null);
    if (note === null) {
      if (await isWritten(folder)) yield found(bureau, CHECKPOINT, '缺失');
      continue;
    }
    const wrong = new Map<string, string>();
    const size = sizeOf(note, vkey);
    if (typeof size === 'string') wrong.set(CHECKPOINT, `不成立：${size}`);
    else {
      const signed = await isSigned(job.db, bureau, size, note);
      if (!signed) wrong.set(CHECKPOINT, '与数据库所记的检查点不同');
      for (const path of required(size)) {
        const reason = await compareFile(job.db, bureau, folder, path);
        if (reason !== null) wrong.set(path, reason);
        await job.worked('files', 1);
      }
      const whole = await wholeLog(folder, vkey);
      if (whole !== null && wrong.size === 0) wrong.set(CHECKPOINT, `与其他文件不符：${whole}`);
    }
    const known = new Set([...(typeof size === 'number' ? required(size) : []), CHECKPOINT]);
    for await (const path of filesIn(folder)) {
      if (known.has(path) || path.endsWith('.tmp')) continue;
      const reason = await compareFile(job.db, bureau, folder, path);
      if (reason !== null) wrong.set(path, reason);
      await job.worked('files', 1);
    }
    for (const [path, reason] of wrong) yield found(bureau, path, reason);
  }
};

const isWritten = async (folder: string): Promise<boolean> =>
  (await readdir(folder).catch(() => [])).length > 0;

function sizeOf(note: Buffer, vkey: string): number | string {
  try {
    return openCheckpoint(note, parseVkey(vkey)).checkpoint.size;
  } catch (error) {
    if (error instanceof VerificationError) return error.message;
    throw error;
  }
}

/** Whether a published note says what the database signed, under its signatures and cosignatures that the database holds, no other. */
async function isSigned(db: pg.ClientBase, bureau: string, size: number, file: Buffer): Promise<boolean> {
  const { rows } = await db.query<{ note: string; lines: string[] }>(
    `select note, array(select line from ledger_cosignature s where s.bureau = c.bureau and s.size = c.size) as lines
     from ledger_checkpoint c where bureau = $1 and size = $2`,
    [bureau, size],
  );
  const [row] = rows;
  if (row === undefined) return false;
  const linesOf = (note: string | Buffer) => new Set(parseNote(note).signatures.map(({ line }) => line));
  const published = linesOf(file);
  const held = linesOf(addSignatures(row.note, row.lines));
  return (
    parseNote(file).text === parseNote(row.note).text &&
    [...linesOf(row.note)].every((line) => published.has(line)) &&
    [...published].every((line) => held.has(line))
  );
}

const required = (size: number): readonly string[] =>
  newTiles(0, size).flatMap((tile) =>
    tile.level === 0 ? [tilePath(tile), entriesPath(tile)] : [tilePath(tile)],
  );

/** Why a file is not what the database gives; null where it is. */
async function compareFile(
  db: pg.ClientBase,
  bureau: string,
  folder: string,
  path: string,
): Promise<string | null> {
  const bundle = parsed(() => parseEntriesPath(path));
  const tile = bundle === undefined ? parsed(() => parseTilePath(path)) : undefined;
  if (bundle === undefined && tile === undefined) return '不是日志的文件';
  const file = await readFile(join(folder, path)).catch(() => null);
  if (file === null) return '缺失';
  const wanted = await expected(() =>
    bundle === undefined
      ? readTile(db, bureau, tile as Tile)
      : readBundle(db, bureau, { level: 0, ...bundle }),
  );
  if (wanted === null) return '超出日志现有的条目，或者日志的节点缺失';
  if (file.equals(wanted)) return null;
  return file.length === wanted.length
    ? '的内容被改'
    : `应为 ${wanted.length} 字节，实为 ${file.length} 字节`;
}

function parsed<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

async function expected(read: () => Promise<Uint8Array>): Promise<Uint8Array | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && /missing$/.test(error.message)) return null;
    throw error;
  }
}

/** The files by themselves, as a stranger checks them. */
async function wholeLog(folder: string, vkey: string): Promise<string | null> {
  try {
    await checkLog((path) => readFile(join(folder, path)).catch(() => undefined), parseVkey(vkey));
    return null;
  } catch (error) {
    if (error instanceof VerificationError) return error.message;
    throw error;
  }
}

async function* filesIn(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) yield entry.name;
    else for await (const inner of filesIn(path)) yield join(entry.name, inner);
  }
}

const found = (bureau: string, path: string, reason: string): Found => ({
  bureau: bureauOfLog(bureau),
  table: 'file',
  row: `log/${bureau}/${path}`,
  column: null,
  sentence: `${bureau}的日志文件“${path}”${reason}。`,
});
