import { keyFingerprint, openFact, readProofFile, verifyProofFile } from '@mingjing/ledger';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPortalServer } from './create-portal-server.ts';
import { readResultQuery } from './read/result-query.ts';
import { RESULT_STATEMENT } from './read/results.ts';
import { newestStatement } from './read/search-results.ts';
import { type SamplePortal, startSamplePortal } from './testing/sample-portal.ts';
import {
  addImportedResults,
  addSampleResult,
  countDecisions,
  madeUpResult,
  sampleLaw,
} from './testing/sample-site.ts';

let portal: SamplePortal;
let databases: SamplePortal['databases'];
let sequencer: SamplePortal['sequencer'];
let textile: string;
let withdrawn: string;
const PARTY = '汶上示例纺织有限公司';
const GONE = '汶上示例机械有限公司';

beforeAll(async () => {
  portal = await startSamplePortal();
  ({ databases, sequencer } = portal);
  await countDecisions(databases.worker, 'wenshang', 2025, 'penalty', 5, 3);
  const penalty = { bureau: 'wenshang', kind: 'penalty', decidedOn: '2025-09-26' } as const;
  textile = await addSampleResult(databases.worker, {
    ...penalty,
    number: '汶工信罚字〔2025〕7号',
    ordinal: 1,
    party: PARTY,
    title: `${PARTY}未按规定报送案`,
    publishedOn: '2025-10-10',
  });
  withdrawn = await addSampleResult(databases.worker, {
    ...penalty,
    number: '汶工信罚字〔2025〕3号',
    ordinal: 2,
    party: GONE,
    title: `${GONE}案`,
    publishedOn: '2025-10-09',
    withdrawnOn: '2025-10-10',
  });
  await addSampleResult(databases.worker, {
    ...penalty,
    number: '汶工信罚字〔2025〕17号',
    ordinal: 3,
    party: '<script>alert(1)</script>有限公司',
    title: `'; drop table journal; --<script>alert(1)</script>`,
    publishedOn: '2025-10-20',
  });
  await sequencer.drain();
});
afterAll(() => portal.close());

const get = (url: string, headers?: Record<string, string>) => portal.get(url, headers);
const search = (parameters: Record<string, string>) =>
  get(`/wenshang/results?${new URLSearchParams(parameters)}`);
const links = (page: string) =>
  [...page.matchAll(/<a class="t" href="([^"]+)"/g)].map(([, address]) => address);

describe('every page', () => {
  it.each([
    '/',
    '/wenshang',
    '/wenshang/results',
    '/results',
    '/wenshang/officers',
    '/wenshang/matters',
    '/wenshang/about',
    '/wenshang/how-to-verify',
    '/wenshang/sitemap',
    '/wenshang/verify',
    '/wenshang/deadlines?event=decision-made&kind=penalty&date=2025-09-26',
  ])('%s answers without script, under a strict policy', async (url) => {
    const reply = await get(url);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'");
    expect(reply.body).not.toMatch(/<script| style="| on[a-z]+="/);
    expect(reply.body).toContain('演示数据');
    expect(reply.body.length).toBeLessThan(url.includes('/deadlines') ? 60_000 : 20_000);
  });
  it.each([
    ['/nobody', 404],
    ['/wenshang/nothing', 404],
    ['/wenshang/results/none', 404],
    ['/wenshang/verify/AAAA', 404],
    ['/results?from=2025-13-01', 400],
    ['/%', 400],
  ])('%s, which is answered with %i, bears the mark of a demonstration as well', async (url, status) => {
    const reply = await get(url);
    expect(reply.statusCode).toBe(status);
    expect(reply.body).toContain('演示数据');
  });
  it('leads only to pages that exist', async () => {
    const seen = new Set<string>();
    const open = ['/', '/wenshang/sitemap', `/wenshang/results/${textile}`, `/wenshang/results/${withdrawn}`];
    for (let url = open.pop(); url !== undefined; url = open.pop()) {
      if (seen.has(url)) continue;
      seen.add(url);
      const reply = await get(url);
      expect([url, reply.statusCode]).toEqual([url, 200]);
      if (!String(reply.headers['content-type']).startsWith('text/html')) continue;
      for (const [, address = ''] of reply.body.matchAll(/ (?:href|action)="(\/[^"]*)"/g)) {
        const [path = '', anchor] = address.replaceAll('&#38;', '&').replaceAll('&#61;', '=').split('#');
        open.push(path);
        if (anchor !== undefined) expect((await get(path)).body).toContain(`id="${anchor}"`);
      }
    }
    expect(seen.size).toBeGreaterThan(20);
  });
  it('is sent again only when it changed', async () => {
    const first = await get('/wenshang/about');
    const again = await get('/wenshang/about', { 'if-none-match': String(first.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });
  it('keeps large type in a cookie and in the address, and gives it up again', async () => {
    const large = await get('/wenshang?text=large');
    expect(large.body).toContain('<html lang="zh-CN" class="large">');
    expect(large.body).toContain('href="/wenshang/officers?text&#61;large"');
    expect(large.headers['set-cookie']).toContain('text=large');
    expect((await get('/wenshang', { cookie: 'text=large' })).body).toContain('class="large"');
    expect((await get('/wenshang?text=normal', { cookie: 'text=large' })).body).not.toContain(
      'class="large"',
    );
  });
  it('the style sheet is kept for ever', async () => {
    const address = /href="(\/assets\/[^"]+)"/.exec((await get('/')).body)?.[1] ?? '';
    const reply = await get(address);
    expect(reply.headers['cache-control']).toContain('immutable');
    expect(reply.headers['content-type']).toContain('text/css');
  });
});

describe('公示完整度', () => {
  it('counts each decision once from what the portal may read', async () => {
    const page = (await get('/wenshang')).body;
    const counts = [...page.matchAll(/<\/i>([^<]+)<\/dt>\s*<dd>(\d+)<small>/g)].map(([, name, count]) => [
      name,
      Number(count),
    ]);
    expect(counts).toEqual([
      ['按时公示', 1],
      ['逾期公示', 1],
      ['依法不予公开', 0],
      ['已撤下', 1],
      ['期满', 0],
      ['尚在期限内', 0],
      ['逾期未公示', 2],
    ]);
  });
});

describe('a result and its proof', () => {
  it('shows fields, article, deadline, what is withheld, and the steps of its proof', async () => {
    const page = (await get(`/wenshang/results/${textile}`)).body;
    expect(page).toContain(`<h1>${PARTY}<wbr>未按规定报送案</h1>`);
    expect(page).toContain('按时公示');
    expect(page).toContain('第七条第（一）项');
    expect(page).toMatch(/已入链 <span class="num">#\d/);
    expect(page).toContain('2025-10-10 10:12:07');
    expect(page).toContain('https://gs.example.gov.cn/wenshang/results/');
    expect(page).not.toContain('SECRET');
  });
  it('the proof file verifies offline and opens only what is public', async () => {
    const reply = await get(`/wenshang/results/${textile}/proof.json`);
    expect(reply.headers['content-disposition']).toMatch(/^attachment; filename="mingjing-[\w-]+\.json"$/);
    const file = readProofFile(reply.rawPayload);
    const { values } = openFact(file.fact, file.disclosures);
    expect(values['fields.party-name']).toBe(PARTY);
    expect(Object.keys(values).filter((name) => name.startsWith('hidden'))).toEqual([]);
    expect(verifyProofFile(reply.rawPayload, { expectedVkey: sequencer.vkeyOf('wenshang') }).ok).toBe(true);
  });
  it('第七条第（三）项 a withdrawn one leaves number, cause and dates, and nothing of the party anywhere', async () => {
    const addresses = [
      `/wenshang/results/${withdrawn}`,
      `/wenshang/results/${withdrawn}/proof.json`,
      '/wenshang',
      '/wenshang/results?state=withdrawn',
      `/wenshang/results?q=${encodeURIComponent('罚字〔2025〕3号')}`,
    ];
    for (const address of addresses) {
      const reply = await get(address);
      expect(reply.statusCode).toBe(200);
      expect(reply.body).not.toContain('示例机械');
      if (address.endsWith('proof.json')) expect(readProofFile(reply.rawPayload).disclosures).toEqual([]);
      else expect(reply.body).toContain('3号');
    }
  });
  it('without an entry in the log there is no proof yet, and the page says so', async () => {
    const fresh = await addSampleResult(databases.worker, {
      bureau: 'wenshang',
      kind: 'permit',
      number: '汶工信许准字〔2025〕1号',
      party: '汶上示例玻璃有限公司',
      title: '审批',
      decidedOn: '2025-10-15',
      publishedOn: '2025-10-16',
    });
    const place = await databases.portal.query('select 1 from ledger_entry where stream = $1', [
      `publication/${fresh}`,
    ]);
    const reply = await get(`/wenshang/results/${fresh}/proof.json`);
    if (place.rowCount === 0) expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '2']);
    await sequencer.drain();
    expect((await get(`/wenshang/results/${fresh}/proof.json`)).statusCode).toBe(200);
  });
  it('the key to check it against is published', async () => {
    const fingerprint = keyFingerprint(sequencer.vkeyOf('wenshang'));
    expect((await get('/wenshang/how-to-verify')).body).toContain(`<code>${fingerprint}</code>`);
  });
  it('the checkpoint is handed out as signed', async () => {
    const reply = await get('/checkpoint/wenshang');
    expect(reply.headers['content-type']).toContain('text/plain');
    expect(reply.body).toMatch(/^mingjing\.example\/wenshang\n\d+\n/);
  });
});

describe('searching', () => {
  it.each([
    ['纺织', 1],
    ['示例纺织有限', 1],
    ['汶工信罚字[2025]7号', 1],
    ['2025 纺织', 1],
    ['未按规定', 1],
    ['不存在的', 0],
  ])('%s finds %i', async (q, count) => {
    const reply = await search({ q });
    expect([reply.statusCode, links(reply.body).length]).toEqual([200, count]);
    if (count === 0) expect(reply.body).toContain('没有查到“不存在的”');
  });
  it('a list says what was asked: printed, it has no form above it', async () => {
    const { body } = await search({ q: ' 纺织', kind: 'penalty', from: '2025-01-01' });
    expect(body).toContain('符合“纺织”、行政处罚、公示日期 2025-01-01 起的有 1 件，');
    expect((await search({})).body).toMatch(/>共 \d+ 件，/);
  });
  it('a withdrawn result cannot be found by its party', async () => {
    await databases.app.query(`update published_result set search_text = search_text || $1 where id = $2`, [
      GONE,
      withdrawn,
    ]);
    expect(links((await search({ q: '示例机械' })).body)).toEqual([]);
  });
  it('an officer found by credential is named beside the results', async () => {
    expect((await search({ q: '演示0101' })).body).toContain('执法人员中也有 1 人符合');
    expect((await get('/wenshang/officers?q=0104')).body).toContain('已过期');
  });
});

describe('hostile visitors', () => {
  it.each([
    ['/wenshang/results?q=%00%25_%5C', 400],
    [`/wenshang/results?q=${'%E6%B1%B6'.repeat(1500)}`, 200],
    ["/wenshang/results?q=';drop+table+journal;--", 200],
    ['/wenshang/results?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E', 200],
    ['/wenshang/results?after=2025-10-10~%27%20or%201=1', 400],
    ['/wenshang/results?kind=penalty&kind=permit', 200],
    ['/wenshang/results?from=9999-99-99', 400],
    ['/wenshang/results/%27%20or%20%271%27=%271', 404],
    ['/wenshang/results/..%2f..%2fetc', 404],
    ['/nobody', 404],
    ['/nobody/results', 404],
    ["/'%20or%201=1--", 404],
    ['/__proto__', 404],
    ['/wenshang/officers?q=%25%25', 200],
    ['/%E0%A4%A', 400],
    [`/${'a'.repeat(300)}`, 400],
    ['/checkpoint/nobody', 404],
    ['/no/such/page/at/all', 404],
  ])('%s gets a plain answer', async (url, status) => {
    const reply = await get(url);
    expect(reply.statusCode).toBe(status);
    expect(reply.headers['content-type']).toContain('text/html');
    expect(reply.body).not.toMatch(/<script|at .*\.ts|select .* from|syntax error|node_modules/i);
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'");
  });
  it('the role of the portal reads published views only', async () => {
    for (const table of [
      'journal',
      'disclosure',
      'case_file',
      'person',
      'session',
      'publication',
      'evidence',
      'bureau',
    ]) {
      await expect(databases.portal.query(`select 1 from ${table}`)).rejects.toMatchObject({ code: '42501' });
    }
  });
  it('a query that takes too long is ended after five seconds and answered in plain words', async () => {
    const owner = new pg.Client(portal.database.connectionOptions('owner'));
    await owner.connect();
    await owner.query('begin; lock table published_result in access exclusive mode');
    const reply = await get(`/wenshang/results/${textile}`);
    await owner.end();
    expect([reply.statusCode, reply.body.includes('这次查询太久')]).toEqual([503, true]);
    expect((await get(`/wenshang/results/${textile}`)).statusCode).toBe(200);
  });
  it('a database that is away is said in plain words', async () => {
    const away = await createPortalServer({
      portal: {
        connect: () => Promise.reject(Object.assign(new Error('connect /run/x'), { code: 'ECONNREFUSED' })),
      } as never,
      clock: { today: () => '2025-10-21', now: () => new Date() },
      baseAddress: 'http://127.0.0.1:8080',
      law: () => sampleLaw,
      health: async () => ({}),
      logger: false,
    });
    const reply = await away.inject('/wenshang');
    await away.close();
    expect([reply.statusCode, reply.body.includes('暂时查不到'), reply.body.includes('/run/x')]).toEqual([
      503,
      true,
      false,
    ]);
  });
});

describe('ten thousand results', () => {
  beforeAll(async () => {
    const numbers = Array.from({ length: 10_000 }, (_, i) => i + 1);
    await addImportedResults(
      databases.worker,
      numbers.map((i) => madeUpResult(i, i === 137 ? '罕见之词' : '')),
    );
    const owner = new pg.Client(portal.database.connectionOptions('owner'));
    await owner.connect();
    await owner.query('analyze published_result');
    await owner.end();
  });

  const planOf = async (text: string, values: unknown[]) => {
    const { rows } = await databases.portal.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };

  it('one result and the first page of a list are found by index', async () => {
    const first = (bureau: string | null, parameters: Record<string, string> = {}) =>
      newestStatement(readResultQuery(bureau, parameters).query, 21);
    const statements = [
      { text: RESULT_STATEMENT, values: [textile, 'wenshang'] },
      first('wenshang'),
      first('wenshang', { kind: 'permit' }),
      first(null),
    ];
    for (const { text, values } of statements)
      expect(await planOf(text, [...values])).not.toContain('Seq Scan on published_result');
  });
  it('pages follow each other without a gap or a repetition', async () => {
    const seen: string[] = [];
    let url: string | undefined = '/wenshang/results?kind=permit';
    for (let page = 0; page < 6 && url !== undefined; page++) {
      const { body } = await get(url);
      seen.push(...links(body).map(String));
      url = /href="([^"]+)">后 20 件/.exec(body)?.[1]?.replaceAll('&#38;', '&').replaceAll('&#61;', '=');
    }
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
    const { rows } = await databases.portal.query<{ id: string }>(
      `select id from published_result where bureau = 'wenshang' and kind = 'permit' order by published_on desc, id desc limit 120`,
    );
    expect(seen).toEqual(rows.map(({ id }) => `/wenshang/results/${id}`));
  });
  it('a word that stands only in an old result is found by the index, a common one in the newest; counts stop at 1000+', async () => {
    expect(links((await search({ q: '罕见之词' })).body)).toEqual(['/wenshang/results/g-137']);
    const common = await search({ q: '普通内容' });
    expect(links(common.body)).toHaveLength(20);
    expect(common.body).toContain('1000+ 件');
    expect(links((await search({ q: '普通 罕见' })).body)).toEqual(['/wenshang/results/g-137']);
    expect(links((await search({ number: '第137号' })).body)).toEqual(['/wenshang/results/g-137']);
  });
});
