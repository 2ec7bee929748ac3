import { describe, expect, test } from 'vitest';
import { createRateLimit, isThisMachine } from './rate-limit.ts';

describe('the limit by address', () => {
  test('lets so many through at once, then one each time that enough has passed; says how long to wait', () => {
    const limit = createRateLimit({ burst: 3, perMinute: 60 });
    const at = (now: number) => limit.wait('192.0.2.1', now);
    expect([at(0), at(0), at(0), at(0), at(0)]).toEqual([0, 0, 0, 1, 1]);
    expect([at(999), at(1000), at(1001)]).toEqual([1, 0, 1]);
    expect([at(100_000), at(100_000), at(100_000), at(100_000)]).toEqual([0, 0, 0, 1]);
    expect(createRateLimit({ burst: 1, perMinute: 2 }).wait('a', 0)).toBe(0);
  });

  test('whoever is refused is not punished for asking: the wait does not grow', () => {
    const limit = createRateLimit({ burst: 1, perMinute: 6 });
    limit.wait('192.0.2.1', 0);
    expect([1, 2, 3].map((now) => limit.wait('192.0.2.1', now))).toEqual([10, 10, 10]);
    expect(limit.wait('192.0.2.1', 10_000)).toBe(0);
  });

  test('one address does not use up another’s; a whole IPv6 network counts as one, and IPv4 in IPv6 as IPv4', () => {
    const limit = createRateLimit({ burst: 1, perMinute: 1 });
    const isFree = (address: string) => limit.wait(address, 0) === 0;
    expect([isFree('192.0.2.1'), isFree('192.0.2.2'), isFree('::ffff:192.0.2.1')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(isFree('2001:db8:0:1::5')).toBe(true);
    expect(isFree('2001:db8:0:1:9:9:9:9')).toBe(false);
    expect(isFree('2001:0db8::1:0:0:0:7')).toBe(false);
    expect(isFree('2001:db8:0:2::5')).toBe(true);
    expect(isFree('fe80::1%eth0')).toBe(true);
    expect(isFree('fe80::1%eth1')).toBe(false);
  });

  test('memory is bounded: of too many addresses the quietest is forgotten, the busy one is not', () => {
    const limit = createRateLimit({ burst: 1, perMinute: 1 }, 100);
    limit.wait('192.0.2.1', 0);
    for (let i = 0; i < 10_000; i += 1) {
      expect(limit.wait(`10.${i >> 8}.${i & 255}.1`, 0)).toBe(0);
      if (i % 50 === 0) expect(limit.wait('192.0.2.1', 0)).toBeGreaterThan(0);
    }
    expect(limit.wait('10.0.0.1', 0)).toBe(0);
  });

  test('a clock that goes back gives nothing away', () => {
    const limit = createRateLimit({ burst: 1, perMinute: 60 });
    expect([limit.wait('a', 10_000), limit.wait('a', 0), limit.wait('a', 500)]).toEqual([0, 1, 1]);
  });

  test('this machine is known by its address', () => {
    for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])
      expect(isThisMachine(address), address).toBe(true);
    for (const address of ['10.0.0.1', '::2', '12.7.0.0', '::ffff:10.0.0.1'])
      expect(isThisMachine(address), address).toBe(false);
  });
});
