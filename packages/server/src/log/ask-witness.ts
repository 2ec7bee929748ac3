import {
  addSignatures,
  completeNodes,
  consistencyNodes,
  consistencyProof,
  equalBytes,
  formatAddCheckpoint,
  hashRange,
  makeForkProof,
  openCheckpoint,
  type PolicyWitness,
  parseDecimal,
  parseNote,
  VerificationError,
  type Verifier,
} from '@mingjing/ledger';
import type { Queryable } from '../journal/database.ts';
import { noteFinding } from './findings.ts';
import { readNodes } from './nodes.ts';
import { getSeenNote, postCheckpoint, type WitnessReply } from './witness-client.ts';

/** What one asking came to. */
export type Asked = 'signed' | 'nothing-new' | 'contradicted';

/** A witness that answered something else than the protocol lets it say here, e.g. 404 where it does not know the log. */
export class WitnessUnwilling extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`the witness answered ${status}`);
    this.status = status;
  }
}

/** The log whose newest head a witness is asked to sign. */
export interface AskedLog {
  readonly bureau: string;
  readonly verifier: Verifier;
}

/**
 * Asks a witness to sign a log's newest signed head, and stores its cosignature once it is verified. What contradicts the log
 * is noted with the evidence that there is. Throws where the witness is out of reach or answers what cannot be used.
 */
export async function askWitness(
  db: Queryable,
  log: AskedLog,
  witness: PolicyWitness & { readonly url: string },
  now: () => Date,
): Promise<Asked> {
  const head = await readHead(db, log.bureau);
  const signed = await signedSize(db, log.bureau, witness);
  if (head === undefined || head.size <= signed) return 'nothing-new';
  const exchange: Exchange = { db, log, witness, head, signed, now };
  const first = await send(exchange, signed);
  if (first.status !== 409) return settle(exchange, first, signed);
  const seen = readSize(first.body);
  if (seen === signed) return contradiction(exchange, seen);
  if (seen > head.size) {
    // Another process may have signed a longer head since this one was read.
    const newest = await readHead(db, log.bureau);
    return newest !== undefined && seen <= newest.size ? 'nothing-new' : contradiction(exchange, seen);
  }
  if (seen < signed) await note(exchange, 'stale-witness', seen, signed);
  return settle(exchange, await send(exchange, seen), seen);
}

interface Head {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
}

interface Exchange {
  readonly db: Queryable;
  readonly log: AskedLog;
  readonly witness: PolicyWitness & { readonly url: string };
  readonly head: Head;
  /** Up to where this witness's cosignatures are held here. */
  readonly signed: number;
  readonly now: () => Date;
}

/** How far ahead of this machine's clock a witness may date its signature. */
const TOLERANCE = 5 * 60 * 1000;

async function readHead(db: Queryable, bureau: string): Promise<Head | undefined> {
  const { rows } = await db.query<Head>(
    `select size, root, note from ledger_checkpoint where bureau = $1 order by size desc limit 1`,
    [bureau],
  );
  return rows[0];
}

async function signedSize(db: Queryable, bureau: string, { verifier }: PolicyWitness): Promise<number> {
  const { rows } = await db.query<{ size: number | null }>(
    `select max(size) as size from ledger_cosignature where bureau = $1 and witness = $2`,
    [bureau, verifier.vkey],
  );
  return rows[0]?.size ?? 0;
}

async function send({ db, log, witness, head }: Exchange, old: number): Promise<WitnessReply> {
  const proof =
    old === 0 || old === head.size
      ? []
      : consistencyProof(old, head.size, await readNodes(db, log.bureau, consistencyNodes(old, head.size)));
  return postCheckpoint(witness.url, formatAddCheckpoint({ old, proof, note: head.note }));
}

async function settle(exchange: Exchange, { status, body }: WitnessReply, old: number): Promise<Asked> {
  if (status === 200) {
    await store(exchange, body);
    return 'signed';
  }
  // Asked anew from its own size, a witness that still says 409 has either moved on or another root at that very size.
  if (status === 422 || (status === 409 && readSize(body) === old)) return contradiction(exchange, old);
  if (status === 409) return 'nothing-new';
  throw new WitnessUnwilling(status);
}

/** Only the line of the key that was configured is kept, and only where it holds for the very head that was sent. */
async function store({ db, log, witness, head, now }: Exchange, body: string): Promise<void> {
  const { cosignatures } = openCheckpoint(addSignatures(head.note, [body]), log.verifier, [witness.verifier]);
  const time = cosignatures[0]?.time;
  if (time === undefined) throw new Error('the witness did not sign with the key that is configured');
  if (time * 1000 > now().getTime() + TOLERANCE) throw new Error('the witness dated its signature ahead');
  const { name, keyId } = witness.verifier;
  const lines = parseNote(addSignatures(head.note, [body])).signatures;
  const own = lines.findLast((signature) => signature.name === name && signature.keyId === keyId);
  await db.query(
    `insert into ledger_cosignature (bureau, witness, size, line, signed_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [log.bureau, witness.verifier.vkey, head.size, own?.line, new Date(time * 1000)],
  );
}

/** The witness saw what this log has not: asks it for the head it saw, and notes what that proves. */
async function contradiction(exchange: Exchange, seen: number): Promise<Asked> {
  const { db, log, witness, head } = exchange;
  const shown = await getSeenNote(witness.url, log.verifier.name).catch(() => undefined);
  const theirs = shown?.status === 200 ? openOwn(shown.body, log.verifier) : undefined;
  if (theirs === undefined) {
    await note(exchange, 'disputed', seen, head.size);
    return 'contradicted';
  }
  const evidence = Buffer.from(theirs.note);
  if (theirs.size > head.size) {
    await note(exchange, 'behind', theirs.size, head.size, evidence);
    return 'contradicted';
  }
  const getNode = await readNodes(db, log.bureau, [
    ...completeNodes({ start: 0, end: theirs.size }),
    ...consistencyNodes(theirs.size, head.size),
  ]);
  const root = hashRange({ start: 0, end: theirs.size }, getNode);
  if (equalBytes(root, theirs.root)) {
    await note(exchange, 'disputed', theirs.size, head.size);
    return 'contradicted';
  }
  const proof = theirs.size === head.size ? [] : consistencyProof(theirs.size, head.size, getNode);
  const file = makeForkProof({
    vkey: log.verifier.vkey,
    smaller: theirs.note,
    larger: head.note,
    root,
    proof,
  });
  await note(exchange, 'fork', theirs.size, head.size, file);
  return 'contradicted';
}

function openOwn(text: string, log: Verifier) {
  try {
    const { size, root } = openCheckpoint(text, log).checkpoint;
    return size === 0 ? undefined : { size, root, note: text };
  } catch (error) {
    if (error instanceof VerificationError) return undefined;
    throw error;
  }
}

function note(
  { db, log, witness, now }: Exchange,
  kind: 'fork' | 'behind' | 'disputed' | 'stale-witness',
  seenSize: number,
  ownSize: number,
  evidence: Uint8Array | null = null,
): Promise<void> {
  const { bureau } = log;
  const { name, verifier } = witness;
  return noteFinding(db, {
    bureau,
    kind,
    witness: verifier.vkey,
    name,
    seenSize,
    ownSize,
    evidence,
    foundAt: now(),
  });
}

function readSize(body: string): number {
  const size = body.endsWith('\n') ? parseDecimal(body.slice(0, -1)) : undefined;
  if (size === undefined) throw new Error('the witness gave no size');
  return size;
}
