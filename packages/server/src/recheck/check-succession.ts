import { join } from 'node:path';
import { canonicalize, type JsonValue } from '@mingjing/ledger';
import type pg from 'pg';
import { readStream } from '../journal/read-stream.ts';
import { type BureauLog, bureauOfLog, logIdOf, openedStream, readLogs } from '../log/logs.ts';
import { keyIn } from '../log/signer.ts';
import type { Found, RecheckPlaces } from './finding.ts';
import { columnName } from './table-names.ts';

/** A log with the key that its heads must bear. */
export interface LogWithKey {
  readonly id: string;
  readonly bureau: string;
  readonly vkey: string;
  /** Whether it takes the bureau's facts now. */
  readonly isCurrent: boolean;
}

/** Every log there is, by the key in its folder where that is still there. */
export async function readLogsWithKeys(
  db: pg.ClientBase,
  places: RecheckPlaces,
): Promise<readonly LogWithKey[]> {
  const logs: LogWithKey[] = [];
  for (const bureau of await bureausWithLogs(db)) {
    const all = await readLogs(db, bureau);
    for (const [i, { id, vkey }] of all.entries())
      logs.push({
        id,
        bureau,
        vkey: keyOf(join(places.keyFolder, id)) ?? vkey,
        isCurrent: i === all.length - 1,
      });
  }
  return logs;
}

/** That each log is the one its key and the fact that opened it say, and that none of a bureau's logs is missing. */
export async function* checkSuccession(db: pg.ClientBase, places: RecheckPlaces): AsyncGenerator<Found> {
  for (const bureau of await bureausWithLogs(db)) {
    const logs = await readLogs(db, bureau);
    const facts = (await readStream(db, openedStream(bureau))).map(({ fact }) => fact.data);
    for (const log of logs) yield* logHolds(bureau, log, logs, facts[log.number - 2], places);
    for (const number of facts.map((_, i) => i + 2))
      if (!logs.some((log) => log.number === number))
        yield found(bureau, logIdOf(bureau, number), null, '缺失，而有开立它的事实');
    if (!logs.some(({ number }) => number === 1))
      yield found(bureau, bureau, null, '缺失：登记被删，或者编号、所属被改');
  }
}

function* logHolds(
  bureau: string,
  log: BureauLog,
  logs: readonly BureauLog[],
  fact: Readonly<Record<string, unknown>> | undefined,
  { keyFolder }: RecheckPlaces,
): Generator<Found> {
  const say = (column: string | null, reason: string) => found(bureau, log.id, column, reason);
  if (bureauOfLog(log.id) !== bureau) yield say('bureau', '的编号是别的机关的：编号或者所属被改');
  else if (log.id !== logIdOf(bureau, log.number)) yield say('number', '的编号与次第不符');
  const key = keyOf(join(keyFolder, log.id));
  const isCurrent = log.number === Math.max(...logs.map(({ number }) => number));
  if (key === undefined && isCurrent)
    yield { ...say(null, '的签名密钥不在密钥目录中，或者读不出'), table: 'file', row: `keys/${log.id}/key` };
  if (key !== undefined && key !== log.vkey) yield say('vkey', '登记的公钥与密钥目录中的不同');
  if (log.number === 1) return;
  if (fact === undefined) return yield say(null, '没有开立它的事实');
  const after = fact.after as Readonly<Record<string, JsonValue>>;
  const told: readonly (readonly [string, JsonValue, JsonValue])[] = [
    ['vkey', fact.vkey as JsonValue, log.vkey],
    ['after_size', after.size ?? null, log.after?.size ?? null],
    ['after_root', after.root ?? null, log.after?.root ?? null],
    ['held_size', (fact.held as Readonly<Record<string, JsonValue>>).size ?? null, log.held?.size ?? null],
    ['held_root', (fact.held as Readonly<Record<string, JsonValue>>).root ?? null, log.held?.root ?? null],
    ['reason', fact.reason as JsonValue, log.reason],
  ];
  for (const [column, fromFact, fromRow] of told)
    if (canonicalize(fromFact) !== canonicalize(fromRow))
      yield say(column, `的“${columnName('ledger_log', column)}”与开立它的事实不符`);
}

async function bureausWithLogs(db: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await db.query<{ bureau: string }>(
    `select distinct bureau from ledger_log union select split_part(bureau, '~', 1) from ledger_head
     union select substr(stream, 5) from journal where stream like 'log/%' and version = 1 order by 1`,
  );
  return rows.map(({ bureau }) => bureau);
}

function keyOf(folder: string): string | undefined {
  try {
    return keyIn(folder);
  } catch {
    return undefined;
  }
}

const found = (bureau: string, id: string, column: string | null, reason: string): Found => ({
  bureau,
  table: 'ledger_log',
  row: id,
  column,
  sentence: `${bureau}的日志 ${id} ${reason}。`,
});
