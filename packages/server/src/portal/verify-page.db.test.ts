import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Databases, openDatabases } from '../journal/database.ts';
import { type Sequencer, startSequencer } from '../log/sequencer.ts';
import { createTestDatabase, type TestDatabase } from '../platform/testing/database.ts';
import { createPortalServer } from './create-portal-server.ts';
import { addSampleBureau, addSampleResult, sampleLaw } from './testing/sample-site.ts';

let database: TestDatabase;
let databases: Databases;
let sequencer: Sequencer;
let folder: string;
let app: FastifyInstance;
let result: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'portal-verify-'));
  databases = openDatabases(
    (role) => database.connectionOptions(role),
    () => undefined,
  );
  sequencer = startSequencer({
    pool: databases.sequencer,
    keyFolder: folder,
    originOf: (bureau) => `mingjing.example/${bureau}`,
    now: () => new Date('2025-10-10T02:12:09Z'),
    onError: () => undefined,
  });
  await addSampleBureau(databases.app, 'wenshang');
  result = await addSampleResult(databases.app, {
    bureau: 'wenshang',
    kind: 'penalty',
    decidedOn: '2025-09-26',
    number: '汶工信罚字〔2025〕7号',
    party: '汶上示例纺织有限公司',
    title: '汶上示例纺织有限公司未按规定报送案',
    publishedOn: '2025-10-10',
  });
  await sequencer.drain();
  app = await createPortalServer({
    portal: databases.portal,
    clock: { today: () => '2025-10-21', now: () => new Date('2025-10-21T02:00:00Z') },
    baseAddress: 'https://gs.example.gov.cn/',
    law: () => sampleLaw,
    health: async () => ({ state: 'ready' }),
    logger: false,
  });
});

afterAll(async () => {
  await app.close();
  await sequencer.stop();
  await databases.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (url: string) => app.inject({ method: 'GET', url });

describe('验证此页', () => {
  it('carries the proof and the one script of the portal, which may connect to nothing', async () => {
    const { body } = await get(`/wenshang/results/${result}`);
    expect(body).toContain(`href="/wenshang/results/${result}/verify.html"`);
    const page = await get(`/wenshang/results/${result}/verify.html`);
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; .*sandbox allow-scripts/,
    );
    const [, held = ''] = /id="preloaded">[\w.-]+\n([^<]+)</.exec(page.body) ?? [];
    const proof = (await get(`/wenshang/results/${result}/proof.json`)).rawPayload;
    expect(Buffer.from(held, 'base64').equals(proof)).toBe(true);
  });
  it('is to be had alone, as a download', async () => {
    const { headers, body } = await get('/verify.html');
    expect(headers['content-disposition']).toContain('attachment');
    expect(body).not.toContain('id="preloaded"');
  });
  it('of a result that is not there is a missing page', async () => {
    expect((await get('/wenshang/results/none/verify.html')).statusCode).toBe(404);
  });
});
