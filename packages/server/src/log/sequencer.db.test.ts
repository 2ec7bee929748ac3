import { randomUUID } from 'node:crypto';
import { appendLeaves, leafHash, openCheckpoint, parseVkey, toHex, verifyProofFile } from '@mingjing/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FACT_COLUMNS, readRow } from '../journal/read-stream.ts';
import { writeCommand } from '../journal/write-command.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { proofFile } from './proofs.ts';
import { type Sequencer, startSequencer } from './sequencer.ts';

const BUREAU = 'wenshang';
let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

/** Another process's sequencer on a database, with the keys of `keyFolder`. */
const another = (on: TestOffice, keyFolder: string): Sequencer & { readonly errors: unknown[] } => {
  const errors: unknown[] = [];
  const sequencer = startSequencer({
    pool: on.databases.sequencer,
    keyFolder,
    originOf: (bureau) => `mingjing.local/${bureau}`,
    now: () => new Date(),
    onError: (error) => errors.push(error),
  });
  return Object.assign(sequencer, { errors });
};

/** Writes `count` facts one after another into a stream of its own. */
async function writeFacts(on: TestOffice, stream: string, count: number): Promise<void> {
  let commitment: Uint8Array | null = null;
  for (let version = 0; version < count; version += 1) {
    const written = await writeCommand(on.databases.app, {
      commandId: randomUUID(),
      digest: null,
      stream,
      bureau: BUREAU,
      actor: 'system',
      recordedAt: on.context.clock.now().toISOString(),
      after: { version, commitment },
      facts: [
        {
          type: 'calendar-imported',
          occurredOn: '2025-10-10',
          data: { year: 2000 + version, sha256: 'x', notice: stream },
        },
      ],
      project: [],
    });
    commitment = written[0]?.commitment ?? null;
    on.context.sequencer.wake();
  }
}

const entriesOf = (on: TestOffice) =>
  on.asOwner<{ index: number; stream: string; version: number; leaf: Buffer }>(
    'select index, stream, version, leaf from ledger_entry where bureau = $1 order by index',
    [BUREAU],
  );
const headOf = async (on: TestOffice) =>
  (
    await on.asOwner<{ size: number; root: Buffer }>('select size, root from ledger_head where bureau = $1', [
      BUREAU,
    ])
  )[0];
const notesOf = (on: TestOffice) =>
  on.asOwner<{ size: number; root: Buffer; note: string }>(
    'select size, root, note from ledger_checkpoint where bureau = $1 order by size',
    [BUREAU],
  );
const rootOf = (leaves: readonly Buffer[]) =>
  toHex(
    appendLeaves(
      [],
      0,
      leaves.map((leaf) => leafHash(leaf)),
    ).root,
  );

describe('两个定序进程同时运行', () => {
  test('每件事实入链恰好一次，每条流先后不乱，日志头只进不退', async () => {
    const second = another(office, office.keyFolder);
    const sizes: number[] = [];
    let watching = true;
    const watch = (async () => {
      while (watching) sizes.push((await headOf(office))?.size ?? 0);
    })();
    await Promise.all(Array.from({ length: 12 }, (_, i) => writeFacts(office, `bureau/stream-${i}`, 15)));
    await Promise.all([office.context.sequencer.drain(), second.drain()]);
    watching = false;
    await watch;
    await second.stop();
    expect([...second.errors, ...office.errors]).toEqual([]);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));

    const entries = await entriesOf(office);
    expect(entries.map(({ index }) => index)).toEqual(entries.map((_, i) => i));
    const journal = await office.asOwner<{ key: string }>(
      `select stream || '@' || version as key from journal where bureau = $1 order by 1`,
      [BUREAU],
    );
    expect(entries.map(({ stream, version }) => `${stream}@${version}`).sort()).toEqual(
      journal.map(({ key }) => key).sort(),
    );
    expect(await office.asOwner('select 1 from ledger_pending')).toEqual([]);
    const seen = new Map<string, number>();
    for (const { stream, version } of entries) {
      expect(version, stream).toBe((seen.get(stream) ?? 0) + 1);
      seen.set(stream, version);
    }
    const head = await headOf(office);
    expect([head?.size, head && toHex(head.root)]).toEqual([
      entries.length,
      rootOf(entries.map(({ leaf }) => leaf)),
    ]);
  });

  test('每个检查点都以公布的密钥签名，且正是当时全部条目的根', async () => {
    const [entries, notes] = [await entriesOf(office), await notesOf(office)];
    const key = parseVkey(office.context.sequencer.vkeyOf(BUREAU));
    expect(notes.length).toBeGreaterThan(2);
    expect(notes.at(-1)?.size).toBe(entries.length);
    for (const { size, note } of notes) {
      const { checkpoint } = openCheckpoint(note, key);
      expect(checkpoint.origin).toBe(`mingjing.local/${BUREAU}`);
      expect([checkpoint.size, toHex(checkpoint.root)]).toEqual([
        size,
        rootOf(entries.slice(0, size).map(({ leaf }) => leaf)),
      ]);
    }
  });

  test('每一件事实的证明文件都核验成立；换一字节就不成立', async () => {
    const vkey = office.context.sequencer.vkeyOf(BUREAU);
    const { rows } = await office.databases.app.query(
      `select j.stream, j.version, ${FACT_COLUMNS} from journal j where j.bureau = $1`,
      [BUREAU],
    );
    expect(rows.length).toBeGreaterThan(200);
    for (const row of rows) {
      const { stored } = readRow(row);
      const file = await proofFile(office.databases.app, {
        bureau: BUREAU,
        stream: row.stream,
        version: row.version,
        bytes: stored.bytes,
        disclosures: stored.disclosures,
        show: () => true,
      });
      const verdict = verifyProofFile(file ?? new Uint8Array(), { expectedVkey: vkey });
      expect(verdict.ok, `${row.stream}@${row.version}`).toBe(true);
    }
    const [row] = rows;
    const altered = Buffer.from(
      row.bytes.toString('utf8').replace('"recordedAt":"2025', '"recordedAt":"2024'),
    );
    const file = await proofFile(office.databases.app, {
      bureau: BUREAU,
      stream: row.stream,
      version: row.version,
      bytes: altered,
      disclosures: [],
      show: () => true,
    });
    expect(verifyProofFile(file ?? new Uint8Array(), { expectedVkey: vkey }).ok).toBe(false);
  });
});

describe('恢复了旧备份', () => {
  test('数据库落后于已签的检查点：停签、说明缘由，不增一条、不重签', async () => {
    const restored = await openOffice();
    try {
      await restored.context.sequencer.stop();
      const before = {
        entries: await entriesOf(restored),
        head: await headOf(restored),
        notes: await notesOf(restored),
      };
      await writeFacts(restored, 'bureau/after-restore', 3);
      const sequencer = another(restored, office.keyFolder);
      await sequencer.drain();
      expect(sequencer.halted.get(BUREAU)).toMatch(/已停签.*不得重签/);
      await sequencer.drain();
      await sequencer.stop();
      expect({
        entries: await entriesOf(restored),
        head: await headOf(restored),
        notes: await notesOf(restored),
      }).toEqual(before);
      expect(await restored.asOwner<{ n: number }>('select count(*)::int as n from ledger_pending')).toEqual([
        { n: 3 },
      ]);
      expect(sequencer.errors).toEqual([]);
    } finally {
      await restored.close();
    }
  });

  test('条数已经追上而内容不同（分叉）：同样停签', async () => {
    const forked = await openOffice();
    try {
      const size = (await headOf(office))?.size ?? 0;
      await writeFacts(forked, 'bureau/fork', size - ((await headOf(forked))?.size ?? 0) + 2);
      await forked.context.sequencer.drain();
      await forked.context.sequencer.stop();
      expect((await headOf(forked))?.size).toBeGreaterThan(size);
      const notes = await notesOf(forked);
      const sequencer = another(forked, office.keyFolder);
      await sequencer.drain();
      expect(sequencer.halted.get(BUREAU)).toMatch(/已停签/);
      await sequencer.stop();
      expect(await notesOf(forked)).toEqual(notes);
    } finally {
      await forked.close();
    }
  });

  test('没有新事实时，启动后的第一轮就发现落后', async () => {
    const restored = await openOffice();
    await restored.context.sequencer.stop();
    const sequencer = another(restored, office.keyFolder);
    await sequencer.drain();
    expect([...sequencer.halted.keys()]).toEqual([BUREAU]);
    await sequencer.stop();
    await restored.close();
  });

  test('密钥目录丢了：不另造密钥续签', async () => {
    const lost = await openOffice();
    await lost.context.sequencer.stop();
    const notes = await notesOf(lost);
    const sequencer = another(lost, `${lost.keyFolder}-new`);
    await sequencer.drain();
    expect(sequencer.halted.get(BUREAU)).toMatch(/从备份恢复密钥目录/);
    await sequencer.stop();
    expect(await notesOf(lost)).toEqual(notes);
    await lost.close();
  });
});
