import { boundedFetch } from '../platform/bounded-fetch.ts';

/** What a witness answered. */
export interface WitnessReply {
  readonly status: number;
  readonly body: string;
}

/** Sends a signed head to a witness's address (C2SP tlog-witness); throws where nothing usable comes back. */
export function postCheckpoint(address: string, body: string): Promise<WitnessReply> {
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  return ask(`${base(address)}/add-checkpoint`, { method: 'POST', body, headers });
}

/** Asks a witness for the log's own note that it saw last; not every witness keeps one. */
export function getSeenNote(address: string, origin: string): Promise<WitnessReply> {
  return ask(`${base(address)}/checkpoint?origin=${encodeURIComponent(origin)}`, { method: 'GET' });
}

const LIMITS = { milliseconds: 10_000, largest: 16 * 1024 };

async function ask(url: string, request: RequestInit): Promise<WitnessReply> {
  const { status, body } = await boundedFetch(url, request, LIMITS);
  return { status, body: body.toString('utf8') };
}

const base = (address: string) => address.replace(/\/+$/, '');
