import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSigner, verifyForkProof } from '@mingjing/ledger';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { BUREAU, witnessedLog } from '../testing/witnessed-log.ts';

let office: TestOffice;
let folder: string;
beforeEach(async () => {
  office = await openOffice();
  folder = await mkdtemp(join(tmpdir(), 'mingjing-contradiction-'));
});
const {
  log,
  witness,
  served,
  agree,
  round,
  showForged,
  expectHalted,
  portalOf,
  grow,
  size,
  signedBy,
  kindsFoundBy,
  warnings,
  newestSigned,
  stopAll,
} = witnessedLog(
  () => office,
  () => folder,
);
afterEach(async () => {
  await stopAll();
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a log that contradicts itself', () => {
  test.each([
    ['of the same size', 'same', () => size()],
    ['of a smaller size', 'smaller', async () => (await size()) - 2],
  ])(
    'two heads by its key, the other %s: said on every screen, and the proof is there for anyone',
    async (_title, name, sizeOf) => {
      const deceived = await witness(name);
      const seen = await sizeOf();
      await showForged(deceived, seen);
      await agree(1, ['见过的', deceived]);
      await round();
      expect(await kindsFoundBy(deceived)).toEqual(['fork']);
      expect(await signedBy(deceived)).toEqual([]);
      expect(await warnings()).toMatch(new RegExp(`自相矛盾：它的密钥就前 ${seen} 条签过两个不同的检查点`));
      const portal = await portalOf();
      const told = await portal.inject({ url: `/${BUREAU}/how-to-verify` });
      expect(told.payload).toContain(`/${BUREAU}/contradictions/${seen}.json`);
      const file = await portal.inject({ url: `/${BUREAU}/contradictions/${seen}.json` });
      expect(verifyForkProof(file.rawPayload)).toEqual({ origin: log().name, size: seen });
      expect((await portal.inject({ url: `/${BUREAU}/contradictions/1000000.json` })).statusCode).toBe(404);
      await portal.close();
      await expectHalted();
    },
  );

  test('a head longer than the database, signed by its key, shows a restored backup', async () => {
    const witnessOfMore = await witness('more');
    await showForged(witnessOfMore, (await size()) + 50);
    await agree(1, ['市局', witnessOfMore]);
    await round();
    expect(await kindsFoundBy(witnessOfMore)).toEqual(['behind']);
    expect(await warnings()).toMatch(/少于它签过的.*找回缺的数据/);
    await expectHalted();
  });

  test('that got back what it had lost is signed again', async () => {
    const seen = await witness('patient');
    await agree(1, ['市局', seen]);
    await grow();
    await round();
    const [lost] = await office.asOwner<{ size: number; note: string }>(
      `select size::int, note from ledger_checkpoint where bureau = $1 order by size desc limit 1`,
      [BUREAU],
    );
    await office.asOwner(
      `insert into ledger_finding (bureau, kind, witness, name, seen_size, own_size, evidence, found_at) values ($1, 'behind', $2, 'w', $3, 1, $4, now())`,
      [BUREAU, seen.vkey, lost?.size, Buffer.from(lost?.note ?? '')],
    );
    const before = await size();
    await grow();
    expect([await size(), await newestSigned()]).toEqual([before + 1, before + 1]);
    expect([...office.context.sequencer.halted]).toEqual([]);
  });

  test('is signed on when a witness disputes it without evidence', async () => {
    const url = await served(
      (request, response) => void response.writeHead(request.method === 'POST' ? 422 : 404).end(),
    );
    const stranger = makeSigner('witness.test/stranger', new Uint8Array(32).fill(5), 'cosignature');
    await agree(1, ['市局', { vkey: stranger.vkey, url }]);
    await round();
    expect(await kindsFoundBy(stranger)).toEqual(['disputed']);
    const before = await size();
    await grow();
    expect(await newestSigned()).toBe(before + 1);
  });
});
