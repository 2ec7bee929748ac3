import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { BUREAU, witnessedLog } from '../testing/witnessed-log.ts';
import { CatchUpRefused, catchUpSigner } from './catch-up.ts';
import { logOrigin } from './logs.ts';
import { publishLog } from './publish-log.ts';
import { succeedLog } from './succeed.ts';
import { NO_WITNESSES } from './witness-policy.ts';

// Both offices begin with the same database and the same keys: the second is the first, restored whole from an old backup.
let lost: TestOffice;
let restored: TestOffice;
let folder: string;
const [before, after] = [
  witnessedLog(
    () => lost,
    () => folder,
  ),
  witnessedLog(
    () => restored,
    () => folder,
  ),
];
beforeAll(async () => {
  [lost, folder] = [await openOffice(), await mkdtemp(join(tmpdir(), 'mingjing-published-'))];
  for (let i = 0; i < 3; i += 1) await before.grow();
  await publishLog(lost.databases.portal, BUREAU, join(folder, BUREAU));
});
afterAll(async () => {
  await lost.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  restored = await openOffice();
});
afterEach(async () => {
  await after.stopAll();
  await restored.close();
});

const published = () => join(dirname(restored.keyFolder), 'log');
/** The published files as they outlived the restoring. */
const leavePublished = () => cp(join(folder, BUREAU), join(published(), BUREAU), { recursive: true });
const given = () => ({
  app: restored.databases.app,
  sequencer: restored.databases.sequencer,
  keyFolder: restored.keyFolder,
  publishedFolder: published(),
  originOf: logOrigin,
  now: restored.context.clock.now(),
  today: restored.context.clock.today(),
});

describe('数据库和密钥目录一起恢复了同一份旧备份，公布的日志文件还在', () => {
  test('停签，不增一条，每个页面都说；公布的文件不被覆盖', async () => {
    const [size, signed] = [await after.size(), await after.newestSigned()];
    await leavePublished();
    await after.grow();
    expect([await after.size(), await after.newestSigned()]).toEqual([size, signed]);
    expect(await after.warnings()).toMatch(`公布的日志文件里有它签到 ${signed + 3} 条的检查点`);
    const portal = await after.portalOf();
    expect((await portal.inject({ url: `/${BUREAU}` })).payload).toContain('存证日志已停签');
    await portal.close();
    const note = await readFile(join(published(), BUREAU, 'checkpoint'), 'utf8');
    await publishLog(restored.databases.portal, BUREAU, join(published(), BUREAU));
    expect(await readFile(join(published(), BUREAU, 'checkpoint'), 'utf8')).toBe(note);
  });

  test('恢复以后又写了别的、条数已经超过公布的：同样停签；公布的文件也不改成另一段历史', async () => {
    for (let i = 0; i < 5; i += 1) await after.grow();
    await leavePublished();
    const signed = await after.newestSigned();
    await after.grow();
    expect(await after.newestSigned()).toBe(signed);
    expect(await after.warnings()).toMatch(/公布的日志文件里.*内容不一致/);
    await expect(publishLog(restored.databases.portal, BUREAU, join(published(), BUREAU))).rejects.toThrow(
      /is not what the database holds/,
    );
  });

  test('不据此补记；接续时写明前一册签到公布的那一条，缺的数得出来', async () => {
    const held = await after.size();
    await leavePublished();
    await after.grow();
    await expect(catchUpSigner({ ...given(), witnesses: NO_WITNESSES }, BUREAU, '理由')).rejects.toThrow(
      CatchUpRefused,
    );
    const opened = await succeedLog(given(), BUREAU, '恢复了旧备份');
    expect([opened.after?.size, opened.held?.size]).toEqual([held + 3, held]);
    await restored.context.sequencer.drain();
    expect([...restored.context.sequencer.halted.values()]).toEqual([]);
  });

  test('没有这册日志签名的检查点文件：不因此停签', async () => {
    await leavePublished();
    const place = join(published(), BUREAU, 'checkpoint');
    await writeFile(place, (await readFile(place, 'utf8')).replace(/— (.+) .+\n$/, '— $1 AAAA\n'));
    await after.grow();
    expect(await after.warnings()).not.toMatch(/已停签/);
  });
});
