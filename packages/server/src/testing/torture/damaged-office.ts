import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { sealReads } from '../../audit/reads.ts';
import { readLogs } from '../../log/logs.ts';
import { publishLog } from '../../log/publish-log.ts';
import { succeedLog } from '../../log/succeed.ts';
import { readAuthority } from '../../log/time-stamp/read-authority.ts';
import { startTimeStamping } from '../../log/time-stamp/time-stamping.ts';
import {
  type RecheckFinding,
  type RecheckPart,
  type RecheckPlaces,
  recheckParts,
} from '../../recheck/finding.ts';
import { recheck } from '../../recheck/recheck.ts';
import { openOffice, type TestOffice } from '../office.ts';
import { openAuthority } from '../time-stamp-authority.ts';
import { witnessedLog } from '../witnessed-log.ts';

/** An office of which every covered table has rows, and somebody who has taken its machine. */
export interface DamagedOffice {
  readonly office: TestOffice;
  readonly places: RecheckPlaces;
  /** Above grants, triggers and checks. */
  readonly intruder: pg.Client;
  findings(parts?: readonly RecheckPart[]): Promise<readonly RecheckFinding[]>;
  close(): Promise<void>;
}

export async function openDamagedOffice(): Promise<DamagedOffice> {
  const office = await openOffice();
  const folder = await mkdtemp(join(tmpdir(), 'mingjing-damaged-'));
  const read = async () => {
    await (await office.signIn('wen-handler')).get('/api/worklist');
    for (const bureau of office.context.resources().bureaus.keys()) await sealReads(office.context, bureau);
  };
  await read();
  await office.context.sequencer.drain();
  const log = witnessedLog(
    () => office,
    () => folder,
  );
  const witness = await log.witness('city');
  await log.name('市局', witness);
  await log.round();
  await log.stopAll();
  await stampNewestHead(office, folder);
  await succeedLog(
    {
      app: office.databases.app,
      sequencer: office.databases.sequencer,
      keyFolder: office.keyFolder,
      originOf: (bureau) => `mingjing.local/${bureau}`,
      now: office.context.clock.now(),
      today: office.context.clock.today(),
    },
    'cangzhou',
    '更换签名密钥。',
  );
  await office.context.sequencer.drain();
  await office.context.sequencer.stop();
  await read();
  const places = {
    evidenceFolder: office.context.evidenceFolder,
    keyFolder: office.keyFolder,
    logFolder: join(office.keyFolder, '..', 'log'),
  };
  for (const bureau of office.context.resources().bureaus.keys())
    for (const { id } of await readLogs(office.databases.portal, bureau))
      await publishLog(office.databases.portal, id, join(places.logFolder, id));
  const intruder = new pg.Client({ ...office.database.connectionOptions('owner'), user: 'postgres' });
  await intruder.connect();
  await intruder.query(`set session_replication_role = replica`);
  await dropChecks(intruder);
  return {
    office,
    places,
    intruder,
    findings: async (parts = recheckParts) => {
      const reader = new pg.Client(office.database.connectionOptions('checker'));
      await reader.connect();
      const found: RecheckFinding[] = [];
      try {
        for await (const finding of recheck(reader, places, { parts })) found.push(finding);
      } finally {
        await reader.end();
      }
      return found;
    },
    close: async () => {
      await intruder.end();
      await office.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function stampNewestHead(office: TestOffice, folder: string): Promise<void> {
  const authority = await openAuthority(folder);
  const stamping = startTimeStamping({
    pool: office.databases.sequencer,
    authority: await readAuthority({ url: authority.url, certificatesFile: authority.rootFile }),
    now: () => new Date(),
    log: office.context.log,
    every: 3_600_000,
  });
  await stamping.round();
  await stamping.stop();
  await authority.close();
}

/** What the database itself would refuse is altered all the same. */
async function dropChecks(intruder: pg.Client): Promise<void> {
  const { rows } = await intruder.query<{ statement: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement
     from pg_constraint where connamespace = 'public'::regnamespace and contype = 'c' and conrelid <> 0`,
  );
  for (const { statement } of rows) await intruder.query(statement);
}
