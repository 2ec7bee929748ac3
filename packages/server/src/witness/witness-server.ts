import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  cosignatureLine,
  judgeCheckpoint,
  keepSignature,
  parseAddCheckpoint,
  type SeenHead,
  type Verifier,
} from '@mingjing/ledger';
import type { WitnessStore } from './witness-store.ts';

/** What a witness answers to one request. */
export interface WitnessAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Answers add-checkpoint requests (C2SP tlog-witness): a head is stored durably before its cosignature leaves. */
export function makeWitness(
  store: WitnessStore,
  now: () => Date = () => new Date(),
): (body: string) => Promise<WitnessAnswer> {
  // Requests are judged one after another, so that what was judged is still so when it is stored.
  let turn: Promise<unknown> = Promise.resolve();
  return (body) => {
    const answer = turn.then(() => addCheckpoint(store, body, now));
    turn = answer.catch(() => undefined);
    return answer;
  };
}

async function addCheckpoint(store: WitnessStore, body: string, now: () => Date): Promise<WitnessAnswer> {
  const origin = originOf(body);
  const last = await store.lastOf(origin);
  const judgement = judgeCheckpoint(body, store.logOf, () => last);
  if (judgement.status === 200) {
    const log = store.logOf(origin) as Verifier;
    return await sign(store, judgement, last, keepSignature(parseAddCheckpoint(body).note, log), now);
  }
  const type = judgement.size === undefined ? 'text/plain; charset=utf-8' : 'text/x.tlog.size';
  return { status: judgement.status, type, body: judgement.body };
}

async function sign(
  store: WitnessStore,
  { checkpoint, seen }: Extract<ReturnType<typeof judgeCheckpoint>, { readonly status: 200 }>,
  last: SeenHead | undefined,
  note: string,
  now: () => Date,
): Promise<WitnessAnswer> {
  const type = 'text/plain; charset=utf-8';
  if (!(await store.replace(checkpoint.origin, last, seen, note)))
    return { status: 409, type: 'text/x.tlog.size', body: `${last?.size ?? 0}\n` };
  return {
    status: 200,
    type,
    body: cosignatureLine(checkpoint, store.signer, Math.floor(now().getTime() / 1000)),
  };
}

/** The first line of the checkpoint inside a request; an empty name where there is none. */
function originOf(body: string): string {
  const start = body.indexOf('\n\n') + 2;
  const end = body.indexOf('\n', start);
  return start < 2 || end < 0 ? '' : body.slice(start, end);
}

/** The witness as an HTTP server: `POST /add-checkpoint`, its public key at `/`, and what it saw last at `/checkpoint?origin=…`. */
export function createWitnessServer(store: WitnessStore, now?: () => Date): Server {
  const witness = makeWitness(store, now);
  const server = createServer((request, response) => {
    answer(request, store, witness)
      .catch(() => ({ status: 500, type: 'text/plain; charset=utf-8', body: 'internal error\n' }))
      .then((result) => send(response, result));
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 10_000;
  return server;
}

async function answer(
  request: IncomingMessage,
  store: WitnessStore,
  witness: (body: string) => Promise<WitnessAnswer>,
): Promise<WitnessAnswer> {
  const plain = (status: number, body: string) => ({ status, type: 'text/plain; charset=utf-8', body });
  if (request.method === 'GET' && request.url === '/') return plain(200, `${store.signer.vkey}\n`);
  const origin = /^\/checkpoint\?origin=([^&#]{1,400})$/.exec(request.url ?? '')?.[1];
  if (request.method === 'GET' && origin !== undefined) {
    const note = await store.noteOf(new URLSearchParams(`origin=${origin}`).get('origin') ?? '');
    return note === undefined ? plain(404, 'unknown log\n') : plain(200, note);
  }
  if (request.url !== '/add-checkpoint') return plain(404, 'not found\n');
  if (request.method !== 'POST') return plain(405, 'use POST\n');
  const body = await readBody(request);
  return body === undefined ? plain(413, 'too large\n') : await witness(body);
}

const LARGEST = 64 * 1024;

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, { status, type, body }: WitnessAnswer): void {
  if (!response.destroyed) response.writeHead(status, { 'content-type': type }).end(body);
}
