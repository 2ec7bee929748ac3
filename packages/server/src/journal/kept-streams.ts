import pg from 'pg';
import type { Queryable } from './database.ts';
import type { ReadFact } from './fact-codec.ts';

/** The streams a process has opened, those asked for last, up to a number of facts in all. */
export interface KeptStreams {
  get(stream: string): readonly ReadFact[] | undefined;
  set(stream: string, facts: readonly ReadFact[]): void;
  delete(stream: string): void;
}

/** What is kept of a pool's database; nothing is kept inside a transaction, for it may be rolled back. */
export function keptBy(db: Queryable): KeptStreams | undefined {
  if (!(db instanceof pg.Pool)) return undefined;
  const known = pools.get(db) ?? keepStreams();
  pools.set(db, known);
  return known;
}

const pools = new WeakMap<pg.Pool, KeptStreams>();

/** About 50 MB at most, with the facts of an ordinary case. */
const MOST_FACTS = 8000;

function keepStreams(): KeptStreams {
  const streams = new Map<string, readonly ReadFact[]>();
  let total = 0;
  const drop = (stream: string): void => {
    total -= streams.get(stream)?.length ?? 0;
    streams.delete(stream);
  };
  return {
    get: (stream) => streams.get(stream),
    set: (stream, facts) => {
      drop(stream);
      if (facts.length === 0) return;
      streams.set(stream, facts);
      total += facts.length;
      for (const oldest of streams.keys()) {
        if (total <= MOST_FACTS) break;
        drop(oldest);
      }
    },
    delete: drop,
  };
}
