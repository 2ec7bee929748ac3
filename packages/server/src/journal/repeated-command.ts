import { hash } from 'node:crypto';
import type { CommandReply } from '@mingjing/api';
import { canonicalize } from '@mingjing/ledger';
import { RequestError } from '../web/request-error.ts';
import type { Queryable } from './database.ts';
import { toJson } from './fact-codec.ts';
import { gather } from './gather.ts';
import { replyOf } from './reply-of.ts';

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
  const row = await findCommand(db, id);
  if (row === undefined) return undefined;
  if (row.digest !== digest || row.actor !== actor) throw new RequestError('command-repeated');
  const types = row.fact_types.split(' ');
  const first = row.version_to - types.length + 1;
  return replyOf(
    row.stream,
    row.stream.slice(row.stream.indexOf('/') + 1),
    types.map((type, i) => ({ type, version: first + i, commitment: row.commitment })),
  );
}

interface CommandRow {
  readonly id: string;
  readonly stream: string;
  readonly version_to: number;
  /** Of the facts that it wrote, one after another, separated by spaces. */
  readonly fact_types: string;
  /** Of the last of them. */
  readonly commitment: Buffer;
  readonly digest: string;
  readonly actor: string;
}

const findCommand = gather<string, CommandRow | undefined>(async (db, ids) => {
  const { rows } = await db.query<CommandRow>({
    name: 'first-reply',
    text: `select id, stream, version_to, fact_types, commitment, digest, actor from command where id = any($1::uuid[])`,
    values: [ids],
  });
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => found.get(id.toLowerCase()));
});
