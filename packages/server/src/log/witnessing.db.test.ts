import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addSignatures,
  cosignatureLine,
  formatAddCheckpoint,
  leafHash,
  makeSigner,
  openCheckpoint,
  type Policy,
  parseCheckpoint,
  parseNote,
  parseSigningKey,
  parseVkey,
  rootFromLeaves,
  signCheckpoint,
  verifyForkProof,
  verifyProofFile,
} from '@mingjing/ledger';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { writeCommand } from '../journal/write-command.ts';
import { createPortalServer } from '../portal/create-portal-server.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { runWitness, type WitnessProcess } from '../testing/witness-process.ts';
import { publishLog } from './publish-log.ts';
import { readWitnessPolicy } from './witness-policy.ts';
import { startWitnessing } from './witnessing.ts';

const BUREAU = 'wenshang';
let office: TestOffice;
let folder: string;
beforeAll(async () => {
  office = await openOffice();
  folder = await mkdtemp(join(tmpdir(), 'mingjing-witnessing-'));
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

const leftRunning: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of leftRunning.splice(0).reverse()) await stop();
});

describe('a log and the bodies that witness it', () => {
  test('a new head is signed by each; page, proof file and published checkpoint say so; the proof holds offline', async () => {
    const [city, justice] = [await witness('city'), await witness('justice')];
    const policy = await agree(
      `witness 济宁市工信局 ${city.vkey} ${city.url}`,
      `witness 汶上县司法局 ${justice.vkey} ${justice.url}`,
      'group two all 济宁市工信局 汶上县司法局',
      'quorum two',
    );
    expect(await pageOf(policy)).toContain('尚无见证');
    await round(policy);
    expect([await signedBy(city), await signedBy(justice)]).toEqual([[await size()], [await size()]]);
    const page = await pageOf(policy);
    expect(page).not.toContain('尚无见证');
    expect(page).toMatch(/已见证.*济宁市工信局.*汶上县司法局/s);
    const file = await proofOf(policy);
    const verdict = verifyProofFile(file, {
      expectedVkey: log().vkey,
      requiredWitnesses: [city.vkey, justice.vkey],
    });
    expect(verdict.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(verdict.witnesses).toHaveLength(2);
    await publishLog(office.databases.portal, BUREAU, join(folder, 'log'));
    const published = await readFile(join(folder, 'log', 'checkpoint'), 'utf8');
    const opened = openCheckpoint(published, log(), [city.vkey, justice.vkey].map(parseVkey));
    expect([opened.checkpoint.size, opened.cosignatures.length]).toEqual([await size(), 2]);
  });

  test('the published checkpoint gains the signatures that come after it', async () => {
    const city = await witness('later');
    await grow();
    const checkpoint = async () => {
      await publishLog(office.databases.portal, BUREAU, join(folder, 'log'));
      return parseNote(await readFile(join(folder, 'log', 'checkpoint'))).signatures.length;
    };
    expect(await checkpoint()).toBe(1);
    await round(await agree(`witness a ${city.vkey} ${city.url}`, 'quorum a'));
    expect(await checkpoint()).toBe(2);
  });

  test('a witness out of reach: the page claims nothing; when it is back it signs all that grew meanwhile', async () => {
    const first = await witness('absent');
    const policy = await agree(`witness 市局 ${first.vkey} ${first.url}`, 'quorum 市局');
    await first.stop();
    await round(policy);
    expect(await signedBy(first)).toEqual([]);
    expect(await pageOf(policy)).toContain('尚无见证');
    const again = await witness('absent', first.port);
    await round(policy);
    const before = await size();
    await again.stop();
    await grow();
    await round(policy);
    await witness('absent', first.port);
    await grow();
    await round(policy);
    expect(await signedBy(first)).toEqual([before, await size()]);
    expect(await pageOf(policy)).toMatch(/已见证.*市局/s);
  });

  test('fewer than agreed is not yet 已见证', async () => {
    const [city, justice] = [await witness('one'), await witness('two')];
    const policy = await agree(
      `witness 市局 ${city.vkey} ${city.url}`,
      `witness 司法局 ${justice.vkey} ${justice.url}`,
      'group both 2 市局 司法局',
      'quorum both',
    );
    await justice.stop();
    await round(policy);
    expect(await pageOf(policy)).toMatch(/市局.*尚未达到约定的见证方/s);
  });

  test('a witness restored from an old backup is named on every screen, and signs again', async () => {
    const first = await witness('restored');
    const policy = await agree(`witness 县司法局 ${first.vkey} ${first.url}`, 'quorum 县司法局');
    await round(policy);
    await first.stop();
    await cp(join(folder, 'restored'), join(folder, 'backup'), { recursive: true });
    const second = await witness('restored', first.port);
    await grow();
    await round(policy);
    await second.stop();
    await rm(join(folder, 'restored'), { recursive: true });
    await cp(join(folder, 'backup'), join(folder, 'restored'), { recursive: true });
    await witness('restored', first.port);
    expect(await warnings()).not.toContain('县司法局');
    await grow();
    await round(policy);
    expect(await kindsFoundBy(first)).toEqual(['stale-witness']);
    expect(await warnings()).toMatch(/县司法局”忘记了它联署过的汶上县.*恢复了旧备份/);
    expect((await signedBy(first)).at(-1)).toBe(await size());
  });
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
      const policy = await agree(`witness 见过的 ${deceived.vkey} ${deceived.url}`, 'quorum 见过的');
      await round(policy);
      expect(await kindsFoundBy(deceived)).toEqual(['fork']);
      expect(await signedBy(deceived)).toEqual([]);
      expect(await warnings()).toMatch(new RegExp(`自相矛盾：它的密钥就前 ${seen} 条签过两个不同的检查点`));
      const portal = await portalOf(policy);
      const told = await portal.inject({ url: `/${BUREAU}/how-to-verify` });
      expect(told.payload).toContain(`/${BUREAU}/contradictions/${seen}.json`);
      const file = await portal.inject({ url: `/${BUREAU}/contradictions/${seen}.json` });
      expect(verifyForkProof(file.rawPayload)).toEqual({ origin: log().name, size: seen });
      expect((await portal.inject({ url: `/${BUREAU}/contradictions/1000000.json` })).statusCode).toBe(404);
      await portal.close();
    },
  );

  test('a head longer than the database, signed by its key, shows a restored backup', async () => {
    const witnessOfMore = await witness('more');
    await showForged(witnessOfMore, (await size()) + 50);
    await round(await agree(`witness w ${witnessOfMore.vkey} ${witnessOfMore.url}`, 'quorum w'));
    expect(await kindsFoundBy(witnessOfMore)).toEqual(['behind']);
    expect(await warnings()).toMatch(/少于它签过的.*找回缺的数据/);
  });
});

describe('what answers at a witness’s address is not trusted', () => {
  const stranger = makeSigner('witness.test/stranger', new Uint8Array(32).fill(5), 'cosignature');
  const trusted = makeSigner('witness.test/trusted', new Uint8Array(32).fill(6), 'cosignature');
  const signedWith = (signer: typeof trusted, time: number, change = (line: string) => line) =>
    served((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => {
        body += part.toString('utf8');
      });
      request.on('end', () => {
        const checkpoint = parseCheckpoint(parseNote(body.slice(body.indexOf('\n\n') + 2)).text);
        response.end(change(cosignatureLine(checkpoint, signer, time)));
      });
    });
  const now = () => Math.floor(Date.now() / 1000);

  test('its line is kept when it holds, whatever other lines come with it', async () => {
    const url = await signedWith(
      trusted,
      now(),
      (line) => `— unknown ${Buffer.alloc(68).toString('base64')}\n${line}`,
    );
    await round(await agree(`witness w ${trusted.vkey} ${url}`, 'quorum w'));
    const [row] = await office.asOwner<{ line: string }>(
      `select line from ledger_cosignature where witness = $1`,
      [trusted.vkey],
    );
    expect(row?.line).toMatch(/^— witness\.test\/trusted \S+\n$/);
  });

  test.each([
    ['a signature of another key', () => signedWith(stranger, now())],
    ['a signature dated an hour ahead', () => signedWith(trusted, now() + 3600)],
    [
      'a signature changed on the way',
      () =>
        signedWith(trusted, now(), (line) =>
          line.replace(/.(?=.{30}\n)/, (one) => (one === 'A' ? 'B' : 'A')),
        ),
    ],
    ['nothing', () => served((_, response) => void response.end())],
    ['an endless answer', () => served((_, response) => endless(response))],
    ['a size that is none', () => served((_, response) => void response.writeHead(409).end('many\n'))],
    ['500', () => served((_, response) => void response.writeHead(500).end())],
  ])('%s is stored nowhere and accuses nobody', async (_title, serve) => {
    await grow();
    const before = await everything();
    await round(await agree(`witness w ${trusted.vkey} ${await serve()}`, 'quorum w'));
    expect(await everything()).toEqual(before);
  });

  test('a redirect is not followed, wherever it leads', async () => {
    const real = await witness('behind-redirect');
    const url = await served(
      (request, response) => void response.writeHead(307, { location: `${real.url}${request.url}` }).end(),
    );
    await round(await agree(`witness w ${real.vkey} ${url}`, 'quorum w'));
    expect(await signedBy(real)).toEqual([]);
  });

  test('a refusal without evidence is said as such, not as a proof against the log', async () => {
    const url = await served(
      (request, response) => void response.writeHead(request.method === 'POST' ? 422 : 404).end(),
    );
    await round(await agree(`witness 说不清的 ${stranger.vkey} ${url}`, 'quorum 说不清的'));
    expect(await kindsFoundBy(stranger)).toEqual(['disputed']);
    expect(await warnings()).toContain('没有出示凭据');
  });
});

const log = () => parseVkey(office.context.sequencer.vkeyOf(BUREAU));

async function witness(name: string, port?: number): Promise<WitnessProcess> {
  const started = await runWitness(join(folder, name), `witness.test/${name}`, log().vkey, port);
  leftRunning.push(started.stop);
  return started;
}

async function served(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  leftRunning.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function endless(response: {
  write(text: string): boolean;
  on(event: 'drain', next: () => void): unknown;
}): void {
  const more = () => {
    while (response.write('x'.repeat(4096)));
  };
  response.on('drain', more);
  more();
}

/** Writes the file of witnesses and reads it as the program does at its start. */
async function agree(...lines: readonly string[]): Promise<Policy> {
  await writeFile(join(folder, 'witnesses'), `${lines.join('\n')}\n`);
  return readWitnessPolicy(folder);
}

async function round(policy: Policy): Promise<void> {
  const started = startWitnessing({
    pool: office.databases.sequencer,
    policy,
    bureaus: () => [BUREAU],
    vkeyOf: (bureau) => office.context.sequencer.vkeyOf(bureau),
    now: () => new Date(),
    log: office.context.log,
    every: 3_600_000,
  });
  await started.round();
  await started.stop();
}

/** The witness is shown a head of another history, signed by the log's own key: what only a dishonest log can do. */
async function showForged({ url }: WitnessProcess, size: number): Promise<void> {
  const key = parseSigningKey((await readFile(join(office.keyFolder, BUREAU, 'key'), 'utf8')).trim());
  const root = rootFromLeaves(Array.from({ length: size }, (_, i) => leafHash(Buffer.from(`forged ${i}`))));
  const note = signCheckpoint({ origin: key.name, size, root }, [key]);
  const answer = await fetch(`${url}/add-checkpoint`, {
    method: 'POST',
    body: formatAddCheckpoint({ old: 0, proof: [], note }),
  });
  expect(parseNote(addSignatures(note, [await answer.text()])).signatures).toHaveLength(2);
}

const portalOf = (policy: Policy) =>
  createPortalServer({
    portal: office.databases.portal,
    clock: office.context.clock,
    law: () => office.context.resources(),
    baseAddress: 'http://localhost',
    vkeyOf: (bureau) => office.context.sequencer.vkeyOf(bureau),
    witnesses: policy,
    health: async () => ({}),
    logger: false,
  });

async function ask(policy: Policy, path: string): Promise<Buffer> {
  const [result] = await office.asOwner<{ id: string }>(
    `select id from published_result where bureau = $1 and state = 'published' order by id limit 1`,
    [BUREAU],
  );
  const portal = await portalOf(policy);
  const answer = await portal.inject({ url: `/${BUREAU}/results/${result?.id}${path}` });
  await portal.close();
  expect(answer.statusCode).toBe(200);
  return answer.rawPayload;
}

const pageOf = async (policy: Policy) => (await ask(policy, '')).toString('utf8');
const proofOf = (policy: Policy) => ask(policy, '/proof.json');

async function grow(): Promise<void> {
  await writeCommand(office.databases.app, {
    commandId: randomUUID(),
    digest: '',
    stream: `bureau/${randomUUID()}`,
    bureau: BUREAU,
    actor: 'system',
    recordedAt: office.context.clock.now().toISOString(),
    after: { version: 0, commitment: null },
    facts: [
      {
        type: 'calendar-imported' as const,
        occurredOn: '2025-10-10',
        data: { year: 2000, sha256: 'x', notice: 'n' },
      },
    ],
    project: [],
    reply: () => ({}),
  });
  await office.context.sequencer.drain();
}

async function size(): Promise<number> {
  const [row] = await office.asOwner<{ size: number }>(
    `select size::int from ledger_head where bureau = $1`,
    [BUREAU],
  );
  return row?.size ?? 0;
}

async function signedBy({ vkey }: { readonly vkey: string }): Promise<number[]> {
  const rows = await office.asOwner<{ size: number }>(
    `select size::int from ledger_cosignature where bureau = $1 and witness = $2 order by size`,
    [BUREAU, vkey],
  );
  return rows.map((row) => row.size);
}

async function kindsFoundBy({ vkey }: { readonly vkey: string }): Promise<string[]> {
  const rows = await office.asOwner<{ kind: string }>(`select kind from ledger_finding where witness = $1`, [
    vkey,
  ]);
  return rows.map(({ kind }) => kind);
}

const everything = () =>
  office.asOwner(
    `select (select count(*) from ledger_cosignature) as signed, (select count(*) from ledger_finding) as found`,
  );

async function warnings(): Promise<string> {
  const visitor = await office.signIn('wen-handler');
  return ((await visitor.get('/api/session')).body as { warnings: string[] }).warnings.join('\n');
}
