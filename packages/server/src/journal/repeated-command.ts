import { hash } from 'node:crypto';
import type { CommandReply } from '@mingjing/api';
import { canonicalize } from '@mingjing/ledger';
import { RequestError } from '../web/request-error.ts';
import type { Queryable } from './database.ts';
import { toJson } from './fact-codec.ts';
import { gather } from './gather.ts';
import { replyOf } from './reply-of.ts';
import type { WrittenFact } from './write-command.ts';

/** A command as it was asked: who, by which id, and the digest of all that was asked. */
export interface AskedCommand {
  readonly id: string;
  readonly digest: string;
  readonly actor: string;
}

/** The digest by which a repetition is known from another command under the same id. */
export function commandDigest(asked: unknown): string {
  return hash('sha256', canonicalize(toJson(asked)), 'hex');
}

/** Runs a command once: a repetition, even one sent while the first is still running, gets the first one's reply. */
export async function once(
  db: Queryable,
  asked: AskedCommand,
  work: () => Promise<CommandReply>,
): Promise<CommandReply> {
  try {
    return await work();
  } catch (error) {
    // A repetition can never be written, its id is taken: whatever stopped it, it gets the first one's reply.
    const first = await firstReply(db, asked);
    if (first === undefined) throw error;
    return first;
  }
}

async function firstReply(
  db: Queryable,
  { id, digest, actor }: AskedCommand,
): Promise<CommandReply | undefined> {
  const rows = await findWritten(db, id);
  const first = rows[0];
  if (first === undefined) return undefined;
  if (first.asked === '' && first.actor === actor) throw new RequestError('command-repeated', ERASED);
  if (first.asked !== digest || first.actor !== actor) throw new RequestError('command-repeated');
  return replyOf(first.stream, first.stream.slice(first.stream.indexOf('/') + 1), rows);
}

/** With the words that a command wrote, what was asked by it was erased: whether this asks the same is not known any more. */
const ERASED =
  '这次提交已经办过，它写下的内容后来有依法删除的，不再重复答复，也没有再办一次。刷新后看现在的情况。';

/** A fact that a command wrote; the first of them bears what was asked. */
interface WrittenRow extends WrittenFact {
  readonly id: string;
  readonly stream: string;
  readonly actor: string;
  readonly asked: string | null;
}

const findWritten = gather<string, readonly WrittenRow[]>(async (db, ids) => {
  const { rows } = await db.query<WrittenRow>({
    name: 'first-reply',
    text: `select id, stream, version, type, commitment, actor, encode(asked, 'hex') as asked from commands_written($1::uuid[]) order by stream, version`,
    values: [ids],
  });
  return ids.map((id) => rows.filter((row) => row.id === id.toLowerCase()));
});
