import { randomFillSync } from 'node:crypto';

/** Random bytes, each given out once; they are drawn from the system many at a time. */
export function takeRandom(length: number): Uint8Array {
  if (length > POOL) return randomFillSync(new Uint8Array(length));
  if (taken + length > POOL) {
    pool = randomFillSync(new Uint8Array(POOL));
    taken = 0;
  }
  taken += length;
  return pool.subarray(taken - length, taken);
}

const POOL = 8192;
let pool = new Uint8Array(0);
let taken = POOL;
