import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  addSignatures,
  formatAddCheckpoint,
  leafHash,
  type Policy,
  parseNote,
  parseSigningKey,
  parseVkey,
  rootFromLeaves,
  signCheckpoint,
} from '@mingjing/ledger';
import { expect } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../demo/demonstration-people.ts';
import { writeCommand } from '../journal/write-command.ts';
import { policyFor } from '../log/witness-policy.ts';
import { startWitnessing } from '../log/witnessing.ts';
import { commandOf, type TestOffice } from './office.ts';
import { openPortal } from './portal.ts';
import { runWitness, type WitnessProcess } from './witness-process.ts';

export const BUREAU = 'wenshang';

/** What a witness is called, its key, and where it is reached. */
export type AgreedWitness = readonly [name: string, at: { readonly vkey: string; readonly url: string }];

/** What tests do with a bureau's log and the bodies that witness it; `office` and `folder` are asked for anew each time. */
export function witnessedLog(office: () => TestOffice, folder: () => string) {
  const leftRunning: (() => Promise<unknown>)[] = [];

  const log = () => parseVkey(office().context.sequencer.vkeyOf(BUREAU));

  async function witness(name: string, port?: number): Promise<WitnessProcess> {
    const started = await runWitness(join(folder(), name), `witness.test/${name}`, log().vkey, port);
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

  /** Puts these and no others into the bureau's row, as its facts would; so many of them must have signed. */
  async function agree(quorum: number, ...witnesses: readonly AgreedWitness[]): Promise<Policy> {
    const named = witnesses.map(([name, { vkey, url }]) => ({
      name,
      body: name,
      vkey,
      address: url,
      from: '2025-10-10',
    }));
    await office().asOwner(`update bureau set profile = profile || $2::jsonb where id = $1`, [
      BUREAU,
      JSON.stringify({ witnesses: named, quorum }),
    ]);
    await office().context.reloadResources();
    return policyFor(office().context, BUREAU);
  }

  /** Names one as the bureau's administrators do. */
  async function name(called: string, { vkey, url }: WitnessProcess): Promise<void> {
    const security = await office().signIn('wen-security');
    const { version } = (await security.get('/api/witnesses')).body as { version: number };
    const confirmer = { login: 'wen-admin', password: DEMONSTRATION_PASSWORD };
    const command = {
      type: 'name-witness',
      name: called,
      body: called,
      vkey,
      address: url,
      quorum: 1,
      confirmer,
    };
    const done = await security.post('/api/witnesses', commandOf(version, command));
    expect(done.status, done.text).toBe(200);
    await office().context.sequencer.drain();
  }

  async function round(): Promise<void> {
    const started = startWitnessing({
      pool: office().databases.sequencer,
      policyOf: (bureau) => policyFor(office().context, bureau),
      now: () => new Date(),
      log: office().context.log,
      every: 3_600_000,
    });
    await started.round();
    await started.stop();
  }

  /** The witness is shown a head of another history, signed by the log's own key: what only a dishonest log can do. */
  async function showForged({ url }: WitnessProcess, size: number): Promise<void> {
    const key = parseSigningKey((await readFile(join(office().keyFolder, BUREAU, 'key'), 'utf8')).trim());
    const root = rootFromLeaves(Array.from({ length: size }, (_, i) => leafHash(Buffer.from(`forged ${i}`))));
    const note = signCheckpoint({ origin: key.name, size, root }, [key]);
    const answer = await fetch(`${url}/add-checkpoint`, {
      method: 'POST',
      body: formatAddCheckpoint({ old: 0, proof: [], note }),
    });
    expect(parseNote(addSignatures(note, [await answer.text()])).signatures).toHaveLength(2);
  }

  /** Facts are still taken in; none is integrated or signed for, and office and portal say so on every screen. */
  async function expectHalted(): Promise<void> {
    const [before, signed] = [await size(), await newestSigned()];
    await grow();
    await grow();
    expect([await size(), await newestSigned()]).toEqual([before, signed]);
    const [pending] = await office().asOwner<{ n: number }>(`select count(*)::int as n from ledger_pending`);
    expect(pending?.n).toBe(2);
    expect(await warnings()).toMatch(/已停签：见证方持有它签过而现在对不上的检查点/);
    const portal = await portalOf();
    for (const path of ['', '/results', '/how-to-verify', '/about', '/matters'])
      expect((await portal.inject({ url: `/${BUREAU}${path}` })).payload, path).toContain('存证日志已停签');
    expect((await portal.inject({ url: '/cangzhou' })).payload).not.toContain('存证日志已停签');
    await portal.close();
  }

  async function newestSigned(): Promise<number> {
    const [row] = await office().asOwner<{ size: number }>(
      `select max(size)::int as size from ledger_checkpoint where bureau = $1`,
      [BUREAU],
    );
    return row?.size ?? 0;
  }

  const portalOf = () =>
    openPortal(office(), { isHalted: (bureau) => office().context.sequencer.halted.has(bureau) });

  async function ask(path: string): Promise<Buffer> {
    const [result] = await office().asOwner<{ id: string }>(
      `select id from published_result where bureau = $1 and state = 'published' order by id limit 1`,
      [BUREAU],
    );
    const portal = await portalOf();
    const answer = await portal.inject({ url: `/${BUREAU}/results/${result?.id}${path}` });
    await portal.close();
    expect(answer.statusCode).toBe(200);
    return answer.rawPayload;
  }

  const pageOf = async () => (await ask('')).toString('utf8');
  const proofOf = () => ask('/proof.json');

  async function grow(): Promise<void> {
    await writeCommand(office().databases.app, {
      commandId: randomUUID(),
      digest: null,
      stream: `bureau/${randomUUID()}`,
      bureau: BUREAU,
      actor: 'system',
      recordedAt: office().context.clock.now().toISOString(),
      after: { version: 0, commitment: null },
      facts: [
        {
          type: 'calendar-imported' as const,
          occurredOn: '2025-10-10',
          data: { year: 2000, sha256: 'x', notice: 'n' },
        },
      ],
      project: [],
    });
    await office().context.sequencer.drain();
  }

  async function size(): Promise<number> {
    const [row] = await office().asOwner<{ size: number }>(
      `select size::int from ledger_head where bureau = $1`,
      [BUREAU],
    );
    return row?.size ?? 0;
  }

  async function signedBy({ vkey }: { readonly vkey: string }): Promise<number[]> {
    const rows = await office().asOwner<{ size: number }>(
      `select size::int from ledger_cosignature where bureau = $1 and witness = $2 order by size`,
      [BUREAU, vkey],
    );
    return rows.map((row) => row.size);
  }

  async function kindsFoundBy({ vkey }: { readonly vkey: string }): Promise<string[]> {
    const rows = await office().asOwner<{ kind: string }>(
      `select kind from ledger_finding where witness = $1 and bureau = $2`,
      [vkey, BUREAU],
    );
    return rows.map(({ kind }) => kind);
  }

  const everything = () =>
    office().asOwner(
      `select (select count(*) from ledger_cosignature) as signed, (select count(*) from ledger_finding) as found`,
    );

  async function warnings(): Promise<string> {
    const visitor = await office().signIn('wen-handler');
    return ((await visitor.get('/api/session')).body as { warnings: string[] }).warnings.join('\n');
  }

  const stopAll = async () => {
    for (const stop of leftRunning.splice(0).reverse()) await stop();
  };
  return {
    log,
    witness,
    served,
    agree,
    name,
    round,
    showForged,
    expectHalted,
    portalOf,
    pageOf,
    proofOf,
    grow,
    size,
    signedBy,
    kindsFoundBy,
    everything,
    warnings,
    newestSigned,
    stopAll,
  };
}
