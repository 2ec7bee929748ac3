import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseOf, copyCase } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { gather } from './gather.ts';
import { readStream } from './read-stream.ts';
import { type CommandWrite, writeCommand } from './write-command.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const closing = (stream: string, after: CommandWrite['after'], commandId: string): CommandWrite => ({
  commandId,
  digest: null,
  stream,
  bureau: 'wenshang',
  actor: 'person-wen-handler',
  recordedAt: '2025-10-10T01:00:00.000Z',
  after,
  facts: [{ type: 'case-closed', occurredOn: '2025-10-10', data: { summary: '合并写入的测试' } }],
  project: [
    {
      name: 'test-draft',
      text: `delete from draft where (person, subject, command) in (values ($1, $2, $3))`,
      values: ['nobody', stream, 'close-case'],
    },
  ],
});

describe('同时到来的写入合成一句', () => {
  test('其中一件撞了版本：只有它被拒，其余都写下，各得各的答复', async () => {
    const { app } = office.databases;
    const source = await caseOf(office, '汶上示例铸造');
    const streams: string[] = [];
    for (let i = 0; i < 12; i += 1) streams.push(`case/${await copyCase(office, source.id, 'none')}`);
    const writes: { stream: string; commandId: string }[] = [];
    for (const stream of [...streams, streams[3] ?? '']) writes.push({ stream, commandId: randomUUID() });
    const heads = new Map<string, CommandWrite['after']>();
    for (const stream of streams) {
      const facts = await readStream(office.databases.worker, stream);
      heads.set(stream, { version: facts.length, commitment: facts.at(-1)?.stored.commitment ?? null });
    }
    const outcomes = await Promise.allSettled(
      writes.map(({ stream, commandId }) =>
        writeCommand(app, closing(stream, heads.get(stream) ?? { version: 0, commitment: null }, commandId)),
      ),
    );
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused.map((error) => error.code)).toEqual(['version-conflict']);
    for (const stream of streams) {
      const facts = await readStream(office.databases.worker, stream);
      expect(facts).toHaveLength((heads.get(stream)?.version ?? 0) + 1);
      expect(facts.at(-1)?.fact.type).toBe('case-closed');
    }
    const ids = writes.map(({ commandId }) => commandId);
    const kept = await office.asOwner<{ stream: string }>(
      `select stream from journal where command_id = any($1)`,
      [ids],
    );
    expect(kept.map(({ stream }) => stream).sort()).toEqual([...streams].sort());
  });
});

describe('同时到来的问题合成一问', () => {
  test('问题只搭在它之后才开始的那一问上：刚写下的立即看得见', async () => {
    const { app } = office.databases;
    const started: number[][] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const ask = gather<number, number>(async (_, items) => {
      started.push([...items]);
      if (started.length <= 2) await held;
      return items.map((item) => item * 10);
    });
    const first = [ask(app, 1)];
    await nextTurn();
    first.push(ask(app, 2));
    await nextTurn();
    const later = [3, 4, 5, 6].map((item) => ask(app, item));
    await nextTurn();
    expect(started).toEqual([[1], [2]]);
    release();
    expect(await Promise.all([...first, ...later])).toEqual([10, 20, 30, 40, 50, 60]);
    expect(started).toEqual([[1], [2], [3, 4, 5, 6]]);
  });

  test('一问失败，只有搭在这一问上的人得到失败', async () => {
    const { app } = office.databases;
    const ask = gather<number, number>(async (_, items) => {
      if (items.includes(1)) throw new Error('lost');
      return items;
    });
    const lost = ask(app, 1);
    lost.catch(() => undefined);
    await nextTurn();
    await expect(ask(app, 2)).resolves.toBe(2);
    await expect(lost).rejects.toThrow('lost');
  });
});

const nextTurn = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
