import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  addSignatures,
  equalBytes,
  openCheckpoint,
  parseNote,
  parseVkey,
  VerificationError,
  type Verifier,
} from '@mingjing/ledger';
import type pg from 'pg';
import { headsBeyond } from '../log/heads-beyond.ts';
import { bureauOfLog } from '../log/logs.ts';
import { lastSigned } from '../log/signer.ts';
import { TimeStampRefused } from '../log/time-stamp/refused.ts';
import { verifyTimeStamp } from '../log/time-stamp/time-stamp.ts';
import { checkSuccession, readLogsWithKeys } from './check-succession.ts';
import { type Found, type Recheck, rowsOf } from './finding.ts';
import { tableName } from './table-names.ts';

/** Every signature over a log's heads: the log's own, those of witnesses and time-stamp authorities, and what the signer remembers. */
export const checkHeads: Recheck = async function* ({ db, places, worked }) {
  yield* checkSuccession(db, places);
  const logs = await readLogsWithKeys(db, places);
  yield* ofNoLog(db);
  for (const { id, vkey, isCurrent } of logs) {
    if (isCurrent) yield* signerAgrees(db, id, vkey, join(places.keyFolder, id));
    const log = opens(() => parseVkey(vkey));
    if (typeof log === 'string') continue;
    for await (const heads of rowsOf<Head>(
      db,
      `select size, root, note, signed_at from ledger_checkpoint where bureau = $1 order by size`,
      [id],
    )) {
      yield* signaturesHold(id, heads, log);
      await worked('checkpoints', heads.length);
    }
    yield* cosignaturesHold(db, id, log);
    yield* stampsHold(db, id);
  }
};

/** Rows under the name of a log that there is not: it was renamed, or they were made up. */
async function* ofNoLog(db: pg.ClientBase): AsyncGenerator<Found> {
  const { rows } = await db.query<{ table: string; bureau: string; row: string }>(
    `select * from (
       select 'ledger_checkpoint' as table, bureau, concat_ws('/', bureau, size) as row from ledger_checkpoint
       union all select 'ledger_cosignature', bureau, concat_ws('/', bureau, witness, size) from ledger_cosignature
       union all select 'ledger_time_stamp', bureau, concat_ws('/', bureau, size) from ledger_time_stamp) as named
     where bureau not in (select id from ledger_log) order by 1, 3 limit 200`,
  );
  for (const { table, bureau, row } of rows)
    yield found(bureau, table, row, 'bureau', `${tableName(table)} ${row} 所属的日志不存在，签名无从核验`);
}

interface Head {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
  readonly signed_at: Date;
}

/** The signer must never have signed more than there is, nor anything else at that size. */
async function* signerAgrees(
  db: pg.ClientBase,
  id: string,
  vkey: string,
  folder: string,
): AsyncGenerator<Found> {
  const read = () => lastSigned(folder).catch(() => undefined);
  let last = await read();
  const isKey = typeof opens(() => parseVkey(vkey)) !== 'string';
  const beyond = last === undefined || !isKey ? [] : await headsBeyond(db, id, vkey, last);
  // The signer may have signed since its memory was read: it remembers before the database does.
  if (beyond[0] !== undefined) last = await read();
  if (last === undefined)
    return yield found(id, 'file', `keys/${id}/signed`, null, `${id}的密钥目录中记录已签到哪里的文件坏了`);
  if (beyond[0] !== undefined && beyond[0].size > (last?.size ?? 0))
    yield found(
      id,
      'file',
      `keys/${id}/signed`,
      null,
      `${id}的密钥目录只记得签到 ${last?.size ?? 0} 条，数据库里有它签到 ${beyond[0].size} 条的检查点：多半是密钥目录恢复了旧备份`,
    );
  if (last === null || last.size === 0) return;
  const { size, root } = await headOnceSigned(db, id, last.size);
  if (size < last.size)
    yield found(
      id,
      'ledger_head',
      id,
      'size',
      `${id}的日志已签到 ${last.size} 条，数据库只有 ${size} 条：多半是恢复了旧备份`,
    );
  if (root && !equalBytes(root, last.root))
    yield found(
      id,
      'ledger_checkpoint',
      `${id}/${last.size}`,
      'root',
      `${id}前 ${last.size} 条的树根与签名者最后所签的不同`,
    );
}

/** How far the database has come; what was signed a moment ago is given a moment to stand there. */
async function headOnceSigned(
  db: pg.ClientBase,
  id: string,
  signed: number,
): Promise<{ readonly size: number; readonly root: Buffer | null }> {
  for (let left = 20; ; left -= 1) {
    const { rows } = await db.query<{ size: number; root: Buffer | null }>(
      `select h.size, (select c.root from ledger_checkpoint c where c.bureau = h.bureau and c.size = $2) as root from ledger_head h where h.bureau = $1`,
      [id, signed],
    );
    const head = rows[0] ?? { size: 0, root: null };
    if (head.size >= signed || left === 0) return head;
    await sleep(100);
  }
}

function* signaturesHold(bureau: string, heads: readonly Head[], log: Verifier): Generator<Found> {
  for (const { size, root, note } of heads) {
    const row = `${bureau}/${size}`;
    const opened = opens(() => openCheckpoint(note, log).checkpoint);
    if (typeof opened === 'string')
      yield found(bureau, 'ledger_checkpoint', row, 'note', `${bureau} ${size} 条的检查点不成立：${opened}`);
    else if (opened.size !== size || !equalBytes(opened.root, root))
      yield found(
        bureau,
        'ledger_checkpoint',
        row,
        opened.size === size ? 'root' : 'size',
        `${bureau} ${size} 条的检查点与所签的文字不符（所签为 ${opened.size} 条）`,
      );
  }
}

async function* cosignaturesHold(db: pg.ClientBase, bureau: string, log: Verifier): AsyncGenerator<Found> {
  type Row = { witness: string; size: number; line: string; signed_at: Date; note: string | null };
  for await (const rows of rowsOf<Row>(
    db,
    `select s.witness, s.size, s.line, s.signed_at, c.note from ledger_cosignature s
     left join ledger_checkpoint c on c.bureau = s.bureau and c.size = s.size where s.bureau = $1`,
    [bureau],
  ))
    for (const { witness, size, line, signed_at, note } of rows) {
      const say = (column: string | null, reason: string) =>
        found(
          bureau,
          'ledger_cosignature',
          `${bureau}/${witness}/${size}`,
          column,
          `见证方对${bureau} ${size} 条的联署${reason}`,
        );
      if (note === null) {
        yield say('size', '所指的检查点不存在');
        continue;
      }
      const by = opens(() => parseVkey(witness));
      if (typeof by === 'string') {
        yield say('witness', `的公钥读不出：${by}`);
        continue;
      }
      const opened = opens(() => openCheckpoint(addSignatures(note, [line]), log, [by]).cosignatures);
      const time =
        typeof opened === 'string' ? undefined : opened.find(({ verifier }) => verifier === by)?.time;
      const signed = parseNote(note).signatures.length;
      const lines = opens(() => parseNote(addSignatures(note, [line])).signatures.length);
      if (time === undefined || lines !== signed + 1) yield say('line', '不成立');
      else if (time * 1000 !== signed_at.getTime()) yield say('signed_at', '的时间与联署中的不同');
    }
}

/** What a token itself says; whether its authority is trusted was asked when it came. */
async function* stampsHold(db: pg.ClientBase, bureau: string): AsyncGenerator<Found> {
  type Row = { size: number; token: Buffer; authority: string; stamped_at: Date; note: string | null };
  for await (const rows of rowsOf<Row>(
    db,
    `select t.size, t.token, t.authority, t.stamped_at, c.note from ledger_time_stamp t
     left join ledger_checkpoint c on c.bureau = t.bureau and c.size = t.size where t.bureau = $1`,
    [bureau],
  ))
    for (const { size, token, authority, stamped_at, note } of rows) {
      const say = (column: string, reason: string) =>
        found(
          bureau,
          'ledger_time_stamp',
          `${bureau}/${size}`,
          column,
          `${bureau} ${size} 条检查点的时间戳${reason}`,
        );
      const digest = createHash('sha256')
        .update(note ?? '')
        .digest();
      const stamp = opens(() => verifyTimeStamp(token, digest, null));
      if (typeof stamp === 'string') yield say('token', `不成立：${stamp}`);
      else if (stamp.time.getTime() !== stamped_at.getTime()) yield say('stamped_at', '的时间与令牌中的不同');
      else if (stamp.authority !== authority) yield say('authority', '的机构与令牌中的不同');
    }
}

function opens<T>(open: () => T): T | string {
  try {
    return open();
  } catch (error) {
    if (error instanceof VerificationError || error instanceof TimeStampRefused) return error.message;
    throw error;
  }
}

const found = (log: string, table: string, row: string, column: string | null, sentence: string): Found => ({
  bureau: bureauOfLog(log),
  table,
  row,
  column,
  sentence: `${sentence}。`,
});
