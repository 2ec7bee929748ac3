import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SamplePortal, startSamplePortal } from './testing/sample-portal.ts';
import { addSampleResult } from './testing/sample-site.ts';

let portal: SamplePortal;
let result: string;

beforeAll(async () => {
  portal = await startSamplePortal();
  result = await addSampleResult(portal.databases.worker, {
    bureau: 'wenshang',
    kind: 'penalty',
    decidedOn: '2025-09-26',
    number: '汶工信罚字〔2025〕7号',
    party: '汶上示例纺织有限公司',
    title: '汶上示例纺织有限公司未按规定报送案',
    publishedOn: '2025-10-10',
  });
  await portal.sequencer.drain();
});
afterAll(() => portal.close());
const get = (url: string) => portal.get(url);

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
