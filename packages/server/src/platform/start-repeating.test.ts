import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startRepeating } from './start-repeating.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const every = 60_000;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('立即或者稍后开始，此后按时重做，直到停下', async () => {
  const [atOnce, later] = [vi.fn(async () => undefined), vi.fn(async () => undefined)];
  const failed = vi.fn();
  const both = [
    startRepeating(atOnce, { first: 0, every, failed }),
    startRepeating(later, { first: 5_000, every, failed }),
  ];
  expect([atOnce.mock.calls.length, later.mock.calls.length]).toEqual([1, 0]);
  await pass(5_000);
  expect([atOnce.mock.calls.length, later.mock.calls.length]).toEqual([1, 1]);
  await pass(2 * every);
  expect([atOnce.mock.calls.length, later.mock.calls.length]).toEqual([3, 3]);
  await Promise.all(both.map((one) => one.stop()));
  await pass(5 * every);
  expect([atOnce.mock.calls.length, later.mock.calls.length]).toEqual([3, 3]);
  expect(failed).not.toHaveBeenCalled();
});

test('一次出错不停下：报出错误，下一次照做', async () => {
  const failed = vi.fn();
  const work = vi.fn(async () => {
    if (work.mock.calls.length === 1) throw new Error('数据库断开');
  });
  const repeating = startRepeating(work, { first: 0, every, failed });
  await pass(2 * every);
  expect(work).toHaveBeenCalledTimes(3);
  expect(failed.mock.calls).toEqual([[new Error('数据库断开')]]);
  await repeating.stop();
});

test('同步抛出的错误也一样', async () => {
  const failed = vi.fn();
  const work = vi.fn((): Promise<void> => {
    throw new Error('没有准备好');
  });
  const repeating = startRepeating(work, { first: 0, every, failed });
  await pass(every);
  expect([work.mock.calls.length, failed.mock.calls.length]).toEqual([2, 2]);
  await repeating.stop();
});

test('一次做得久的，不与下一次重叠；做完以后再按时开始', async () => {
  const running = { now: 0, most: 0 };
  let done: () => void = () => undefined;
  const work = vi.fn(async () => {
    running.now += 1;
    running.most = Math.max(running.most, running.now);
    await new Promise<void>((resolve) => {
      done = resolve;
    });
    running.now -= 1;
  });
  const repeating = startRepeating(work, { first: 0, every, failed: vi.fn() });
  await pass(3 * every);
  expect([work.mock.calls.length, running.most]).toEqual([1, 1]);
  done();
  await pass(every);
  expect([work.mock.calls.length, running.most]).toEqual([2, 1]);
  done();
  await repeating.stop();
});

test('停下时等正在做的那一次做完；它因停下而出的错不报', async () => {
  const failed = vi.fn();
  let done: () => void = () => undefined;
  const repeating = startRepeating(
    async (stopping) => {
      await new Promise<void>((resolve) => {
        done = resolve;
      });
      stopping.throwIfAborted();
    },
    { first: 0, every, failed },
  );
  let stopped = false;
  const stopping = repeating.stop().then(() => {
    stopped = true;
  });
  await pass(every);
  expect(stopped).toBe(false);
  done();
  await stopping;
  expect(failed).not.toHaveBeenCalled();
});
