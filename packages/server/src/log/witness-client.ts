/** What a witness answered. */
export interface WitnessReply {
  readonly status: number;
  readonly body: string;
}

const PATIENCE = 10_000;
const LARGEST = 16 * 1024;

/** Sends a signed head to a witness's address (C2SP tlog-witness); throws where nothing usable comes back. */
export function postCheckpoint(address: string, body: string): Promise<WitnessReply> {
  return ask(`${base(address)}/add-checkpoint`, { method: 'POST', body });
}

/** Asks a witness for the log's own note that it saw last; not every witness keeps one. */
export function getSeenNote(address: string, origin: string): Promise<WitnessReply> {
  return ask(`${base(address)}/checkpoint?origin=${encodeURIComponent(origin)}`, { method: 'GET' });
}

/** Only the address that was configured is asked: a redirect is an answer like any other that is not understood. */
async function ask(url: string, request: RequestInit): Promise<WitnessReply> {
  const response = await fetch(url, {
    ...request,
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE),
    headers: request.body === undefined ? {} : { 'content-type': 'text/plain; charset=utf-8' },
  });
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > LARGEST) throw new Error('the answer of the witness is too large');
    parts.push(part);
  }
  return { status: response.status, body: Buffer.concat(parts).toString('utf8') };
}

const base = (address: string) => address.replace(/\/+$/, '');
