import { isIP } from 'node:net';

/** How many requests one address may send at once, and how many more each minute. */
export interface Rate {
  readonly burst: number;
  readonly perMinute: number;
}

/** Says how many seconds an address must wait before the next request; 0 = it may go on, and this one is counted. */
export interface RateLimit {
  wait(address: string, now: number): number;
}

/** Counts by address in this process; of more than `most` addresses the one that has been quiet for longest is forgotten. */
export function createRateLimit({ burst, perMinute }: Rate, most = 20_000): RateLimit {
  const known = new Map<string, { left: number; at: number }>();
  const perMillisecond = perMinute / 60_000;
  return {
    wait: (address, now) => {
      const who = networkOf(address);
      const before = known.get(who) ?? { left: burst, at: now };
      const left = Math.min(burst, before.left + Math.max(0, now - before.at) * perMillisecond);
      // Taken out and put in again: a map keeps its order of insertion.
      known.delete(who);
      for (const oldest of known.keys()) {
        if (known.size < most) break;
        known.delete(oldest);
      }
      const isFree = left >= 1;
      known.set(who, { left: isFree ? left - 1 : left, at: now });
      return isFree ? 0 : Math.ceil((1 - left) / perMillisecond / 1000);
    },
  };
}

/** One household or office has one IPv4 address, but 2^64 of IPv6: those count as one. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (isIP(plain) !== 6) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const groups = (text: string) => text.split(':').filter(Boolean);
  const missing = 8 - groups(head).length - groups(tail ?? '').length;
  const all = [...groups(head), ...Array.from({ length: tail === undefined ? 0 : missing }, () => '0')];
  return [...all, ...groups(tail ?? '')]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

/** Whether requests come from this very machine: visitors never do, a proxy that nobody named and whoever keeps the machine may. */
export function isThisMachine(address: string): boolean {
  return /^(::1|127\.|::ffff:127\.)/i.test(address);
}
