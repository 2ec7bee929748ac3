import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startSealing } from './audit/sealing.ts';
import { startCountingUnknownCodes } from './audit/unknown-codes.ts';
import { holdResources } from './bureaus/hold-resources.ts';
import { startSealingCounts } from './counts/seal-counts.ts';
import { requireOneKind } from './demo/demonstration-data.ts';
import { demonstrationStart, keepDemonstrationDate } from './demo/demonstration-date.ts';
import { closeDocuments } from './documents/render-document.ts';
import { clearIncoming } from './evidence/evidence-store.ts';
import { openDatabases, type Queryable } from './journal/database.ts';
import { finishErasures } from './journal/erase.ts';
import { watchLaw } from './law-in-force/watch-law.ts';
import { closeSucceeded } from './log/close-succeeded.ts';
import { logOrigin } from './log/logs.ts';
import { startPublishing } from './log/publishing.ts';
import { startSequencer } from './log/sequencer.ts';
import { readAuthority } from './log/time-stamp/read-authority.ts';
import { startTimeStamping } from './log/time-stamp/time-stamping.ts';
import { policyFor } from './log/witness-policy.ts';
import { startWitnessing } from './log/witnessing.ts';
import { officeApi } from './office-api.ts';
import { type Clock, demonstrationClock, systemClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { type Database, startDatabase } from './platform/database/start-database.ts';
import { insistFree, listenClearly, probePort } from './platform/listen.ts';
import { describeError, type Log } from './platform/log.ts';
import { migrate } from './platform/migrations.ts';
import { ensureOfficeBundle } from './platform/office-bundle.ts';
import { startRepeating } from './platform/start-repeating.ts';
import { readTlsFiles } from './platform/tls/read-tls-files.ts';
import { readVerifier } from './platform/verifier-bundle.ts';
import { createPortalServer } from './portal/create-portal-server.ts';
import { DEFAULT_RATES } from './portal/http/limited-doors.ts';
import { readLastOwnRecheck } from './recheck/last-recheck.ts';
import { startNightlyRecheck } from './recheck/nightly.ts';
import { sealRechecks } from './recheck/seal-rechecks.ts';
import { openSetUp } from './set-up/set-up.ts';
import { startWatchingSilence } from './silence/start-watching-silence.ts';
import type { ServerContext } from './web/context.ts';
import { createOfficeServer } from './web/office-server.ts';

/** A running installation. */
export interface RunningServer {
  readonly portalAddress: string;
  readonly officeAddress: string;
  /** One-time address of the set-up page while there is no bureau yet. */
  readonly setUpAddress: string | null;
  readonly context: ServerContext;
  readonly database: Database;
  stop(): Promise<void>;
}

/** Starts everything in order, and stops it in reverse; whatever fails on the way leaves nothing running. */
export async function startServer(config: Config, log: Log): Promise<RunningServer> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = once(async () => {
    for (const step of stops.reverse()) await step();
  });
  try {
    return { ...(await assemble(config, log, stops)), stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

async function assemble(
  given: Config,
  log: Log,
  stops: (() => Promise<unknown>)[],
): Promise<Omit<RunningServer, 'stop'>> {
  // Nothing that stays holds the address of an external database's owner.
  const { databaseUrl: _, ...config } = given;
  const now = new Date();
  const tls = config.tls === undefined ? undefined : await readTlsFiles(config.tls, now);
  const https = tls === undefined ? undefined : { cert: Buffer.from(tls.cert), key: Buffer.from(tls.key) };
  const bundle = ensureOfficeBundle();
  bundle.catch(() => undefined);
  // Built beside the rest of the start, so that the first who verifies need not wait.
  readVerifier().catch(() => undefined);
  const authority = config.timeStamps && (await readAuthority(config.timeStamps));
  const database = await startDatabase(given, log);
  stops.push(() => database.stop());
  await insistFree({ host: config.host, port: config.portalPort, variable: 'PORT' });
  await insistFree({ host: config.host, port: config.officePort, variable: 'OFFICE_PORT' });
  await migrate(database.connectionOptions('owner'), log);
  database.forgetOwner();
  const databases = openDatabases(
    (role) => database.connectionOptions(role),
    (error) => log.warn('database-connection-lost', describeError(error)),
  );
  stops.push(() => databases.close());
  stops.push(async () => closeDocuments());
  await mkdir(join(config.dataFolder, 'evidence'), { recursive: true, mode: 0o700 });

  const clock = await openClock(config, databases.app);
  const logFolder = join(config.dataFolder, 'log');
  const sequencer = startSequencer({
    pool: databases.sequencer,
    keyFolder: join(config.dataFolder, 'keys'),
    publishedFolder: logFolder,
    originOf: logOrigin,
    now: () => clock.now(),
    onError: (error) => log.error('sequencer-round-failed', describeError(error)),
  });
  stops.push(() => sequencer.stop());

  const portalPort = config.portalPort === 0 ? await probePort(config.host, 0) : config.portalPort;
  const context: ServerContext = {
    databases,
    clock,
    sequencer,
    ...(await holdResources(databases.app)),
    evidenceFolder: join(config.dataFolder, 'evidence'),
    keyFolder: join(config.dataFolder, 'keys'),
    // Documents bear it from the first on, those of the demonstration too.
    portalAddress:
      config.portalAddress ??
      addressOf(`${https === undefined ? 'http' : 'https'}://${config.host}:${portalPort}`),
    demonstration: config.demonstration,
    weaker: database.weaker,
    log,
  };
  await clearIncoming(context.evidenceFolder);
  await finishErasures(context);
  await requireOneKind(context);
  const setUp = await openSetUp(context, config);
  const law = watchLaw(context, database.connectionOptions('app'));
  stops.push(() => law.stop());
  const sealing = startSealing(context);
  stops.push(() => sealing.stop());
  const unknownCodes = startCountingUnknownCodes(context);
  stops.push(() => unknownCodes.stop());
  const counting = startSealingCounts(context);
  stops.push(() => counting.stop());
  const silence = startWatchingSilence(context);
  stops.push(() => silence.stop());
  const closing = startRepeating(() => closeSucceeded(context, logFolder), {
    first: 0,
    every: 2000,
    failed: (error) => log.error('succeeded-log-not-closed', describeError(error)),
  });
  stops.push(() => closing.stop());
  const publishing = startPublishing(context, logFolder);
  stops.push(() => publishing.stop());
  // What others sign bears their time: it is compared with the machine's, not with a demonstration's.
  const others = {
    pool: databases.sequencer,
    now: () => new Date(),
    log,
  };
  const witnessing = startWitnessing({ ...others, policyOf: (bureau) => policyFor(context, bureau) });
  stops.push(() => witnessing.stop());
  if (authority !== undefined) {
    const stamping = startTimeStamping({ ...others, authority });
    stops.push(() => stamping.stop());
  }
  const rechecking = startNightlyRecheck({
    connection: database.connectionOptions('checker'),
    places: { evidenceFolder: context.evidenceFolder, logFolder, keyFolder: context.keyFolder },
    last: async () => (await readLastOwnRecheck(databases.app, context.keyFolder))?.finishedAt ?? null,
    seal: () => sealRechecks(context),
    log,
  });
  stops.push(() => rechecking.stop());
  const health = async () => {
    await databases.app.query('select 1');
    return {
      ready: true,
      database: database.kind,
      databaseVersion: database.version,
      halted: [...sequencer.halted.keys()],
    };
  };

  const portal = await createPortalServer({
    portal: databases.portal,
    demonstration: config.demonstration,
    clock,
    baseAddress: context.portalAddress,
    law: () => context.resources(),
    isHalted: (bureau) => sequencer.halted.has(bureau),
    logFolder,
    rates: DEFAULT_RATES,
    trustedProxies: config.trustedProxies ?? [],
    onUnknownCode: (bureau) => unknownCodes.noted(bureau),
    ...(https === undefined ? {} : { https }),
    health,
    logger: false,
  });
  stops.push(() => portal.close());
  await listenClearly({ host: config.host, port: portalPort, variable: 'PORT' }, () =>
    portal.listen({ host: config.host, port: portalPort }),
  );
  const office = await createOfficeServer({
    context,
    bundle: await bundle,
    https,
    // What is weaker here is for those who run it, not for the public.
    health: async () => ({ ...(await health()), weaker: database.weaker }),
    routes: (app, inside) => officeApi(app, inside, setUp),
  });
  stops.push(() => office.close());
  const officeAddress: string = await listenClearly(
    { host: config.host, port: config.officePort, variable: 'OFFICE_PORT' },
    () => office.listen({ host: config.host, port: config.officePort }),
  );
  return {
    portalAddress: context.portalAddress,
    officeAddress: addressOf(officeAddress),
    setUpAddress: setUp.token() === null ? null : `${addressOf(officeAddress)}/set-up?token=${setUp.token()}`,
    context,
    database,
  };
}

async function openClock(config: Config, db: Queryable): Promise<Clock> {
  if (!config.demonstration && config.clockStart === undefined) return systemClock();
  const clock = demonstrationClock(config.clockStart ?? (await demonstrationStart(db)));
  if (config.demonstration) await keepDemonstrationDate(db, clock.today());
  return clock;
}

/** What a person types: a wildcard address is reached as localhost. */
const addressOf = (listening: string) =>
  listening.replace('0.0.0.0', 'localhost').replace('[::]', 'localhost').replace('127.0.0.1', 'localhost');

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
