import { createHash, randomUUID } from 'node:crypto';
import type { RecordedFact } from '@mingjing/law';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentCodeDigest, drawDocumentCode } from '../documents/document-code.ts';
import { takeRandom } from '../journal/random.ts';
import { readStream } from '../journal/read-stream.ts';
import { writeCommand } from '../journal/write-command.ts';
import { act, caseOf, copyCase } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openPortal } from '../testing/portal.ts';
import { canReadPdf, readPaper } from '../testing/printed-page.ts';
import { differingRows } from '../testing/rebuilt.ts';

let office: TestOffice;
let portal: FastifyInstance;
let code: string;
let sealed: RecordedFact;

beforeAll(async () => {
  office = await openOffice();
  portal = await openPortal(office);
  ({ code, sealed } = await issueAgain());
  await office.context.sequencer.drain();
});
afterAll(async () => {
  await portal?.close();
  await office?.close();
});

/** The decision of a case of the demonstration, issued again in a case of its own under a code that the test knows. */
async function issueAgain(which: 'decision' | 'before' = 'decision') {
  const code = drawDocumentCode(takeRandom);
  const source = await caseOf(office, '示例管业');
  const facts = (await readStream(office.databases.worker, `case/${source.id}`)).map(({ fact }) => fact);
  const decision = facts.find(({ type }) => type === 'decision-made');
  const sealed = facts.find(
    ({ type, version, data }) =>
      type === 'document-issued' &&
      (which === 'before'
        ? version < (decision?.version ?? 0)
        : data.documentNumber === decision?.data.documentNumber),
  );
  if (sealed === undefined) throw new Error('no document');
  const caseId = await copyCase(office, source.id, '', (fact) =>
    fact.version === sealed.version
      ? { ...fact, data: { ...fact.data, codeDigest: documentCodeDigest(code) } }
      : fact,
  );
  return { code, caseId, sealed };
}

const get = (url: string) => portal.inject({ method: 'GET', url });
const check = (typed: string, bureau = 'nandagang') =>
  get(`/${bureau}/verify?code=${encodeURIComponent(typed)}`);
/** The page without its own address, which the link to large type repeats. */
const plain = (body: string) => body.replaceAll(/href="[^"]*text&#61;large"/g, '');

describe('核对文书', () => {
  test('扫码或者输入核验码：是什么文书、文号、机关、日期、登记在日志第几条；不写当事人', async () => {
    const page = await get(`/nandagang/verify/${code.replaceAll('-', '')}`);
    expect(page.statusCode).toBe(200);
    expect(page.headers['cache-control']).toBe('no-store');
    for (const words of [sealed.data.title, sealed.data.documentNumber, sealed.data.sha256, '已入链'])
      expect(page.body).toContain(String(words));
    expect(page.body).not.toMatch(/示例管业|case\/|person-nan|<script/);
    for (const typed of [
      code,
      code.toLowerCase(),
      ` ${code.replaceAll('-', ' ')} `,
      `http://portal.test/nandagang/verify/${code}`,
    ])
      expect((await check(typed)).body).toContain('查到这份文书');
    const large = await get(`/nandagang/verify?code=${code}&text=large`);
    expect(large.body).toContain('class="large"');
  });

  test('打印出来的核对页带着本页的二维码和网址', async () => {
    const page = await get('/wenshang/verify');
    expect(page.statusCode).toBe(200);
    expect(page.body).toMatch(/class="print-only">.*本页地址的二维码.*\/wenshang\/verify<\/span>/s);
  });

  test('没有这个码、写错的码、别的机关的码：同样的 404，同样的页面', async () => {
    const answers = await Promise.all([
      check(drawDocumentCode(takeRandom)),
      check(code.replace(/.$/, (last) => (last === '0' ? '1' : '0'))),
      check('随便写的'),
      check('null'),
      check(`' or 1=1 --\u0000`),
      check('x'.repeat(300)),
      get(`/nandagang/verify/${encodeURIComponent('../../x')}`),
      get(`/nandagang/verify/${drawDocumentCode(takeRandom)}/compare.html`),
    ]);
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([404]));
    for (const { body } of answers) expect(plain(body)).toBe(plain(answers[0]?.body ?? ''));
    expect(new Set(answers.map(({ headers }) => headers['cache-control']))).toEqual(new Set(['no-store']));
    const elsewhere = [await check(code, 'wenshang'), await check(drawDocumentCode(takeRandom), 'wenshang')];
    expect(elsewhere.map(({ statusCode }) => statusCode)).toEqual([404, 404]);
    expect(plain(elsewhere[0]?.body ?? '')).toBe(plain(elsewhere[1]?.body ?? ''));
    expect((await check(code, 'nowhere')).statusCode).toBe(404);
  });

  test('比对页带着登记的摘要值，只此一段脚本，什么地方也不连', async () => {
    const page = await get(`/nandagang/verify/${code}/compare.html`);
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'sha256-/);
    const held = /<script type="application\/json" id="registered">(.*?)<\/script>/.exec(page.body)?.[1];
    expect(JSON.parse(held ?? '')).toEqual({
      title: sealed.data.title,
      number: sealed.data.documentNumber,
      sha256: sealed.data.sha256,
      notes: [],
    });
  });

  test('决定后来被撤销的，写明何时被谁撤销', async () => {
    const { code, caseId } = await issueAgain();
    const revoked = { outcome: 'revoked', by: '沧州市人民政府', explanation: '事实不清' };
    await addFacts(caseId, ['decision-revoked', revoked]);
    const { body } = await check(code);
    expect(body).toContain('决定已被撤销');
    expect(body).toContain('所载的决定');
    expect(body).toContain('沧州市人民政府');
    expect(body).not.toContain('事实不清');
    expect((await get(`/nandagang/verify/${code}/compare.html`)).body).toContain(
      '所载的决定，已于2025年10月10日被沧州市人民政府撤销',
    );
  });

  test('送给当事人的别的文书，所依据的决定后来被撤销：写明；决定以前的文书不写', async () => {
    const [before, after] = [
      await issueAgain('before'),
      { ...(await issueAgain()), code: drawDocumentCode(takeRandom) },
    ];
    await addFacts(after.caseId, ['document-issued', documentOf(after.code)]);
    for (const { caseId } of [before, after])
      await addFacts(caseId, [
        'decision-revoked',
        { outcome: 'declaredUnlawful', by: '某法院', explanation: '略' },
      ]);
    expect((await check(after.code)).body).toContain('所依据的决定');
    expect((await check(after.code)).body).toContain('决定已被确认违法');
    expect((await check(before.code)).body).not.toContain('某法院');
  });

  test('制作文书所用的录入后来更正的：写明何时更正，不写更正了什么；别的录入更正与它无关', async () => {
    const { caseId } = await issueAgain();
    const code = drawDocumentCode(takeRandom);
    const madeFrom = await addFacts(
      caseId,
      ['recording-waived', { requirement: 'other', reason: '打错' }],
      ['document-issued', documentOf(code)],
    );
    const correction = {
      field: 'reason',
      oldDigest: 'x',
      value: '更正后的理由',
      reason: '打错了字',
      proposedBy: 'person-nan-window',
    };
    await addFacts(caseId, ['fact-corrected', { target: 1, ...correction }]);
    expect((await check(code)).body).not.toContain('录入已更正');
    await addFacts(caseId, ['fact-corrected', { target: madeFrom, ...correction }]);
    const { body } = await check(code);
    expect(body).toContain('录入已更正');
    expect(body).not.toMatch(/更正后的理由|打错了字|person-/);
  });
});

/** Adds facts of one command behind all that a case has; answers the version of the first. */
async function addFacts(
  caseId: string,
  ...added: readonly (readonly [type: RecordedFact['type'], data: RecordedFact['data']])[]
): Promise<number> {
  const facts = await readStream(office.databases.worker, `case/${caseId}`);
  await writeCommand(office.databases.app, {
    commandId: randomUUID(),
    digest: null,
    stream: `case/${caseId}`,
    bureau: 'nandagang',
    actor: 'person-nan-legal',
    recordedAt: '2025-10-10T02:00:00.000Z',
    after: { version: facts.length, commitment: facts.at(-1)?.stored.commitment ?? null },
    facts: added.map(([type, data]) => ({ type, occurredOn: '2025-10-10', data })),
    project: [],
  });
  return facts.length + 1;
}

/** A document for serving, other than the decision, under a code. */
const documentOf = (code: string): RecordedFact['data'] => ({
  ...sealed.data,
  documentId: randomUUID(),
  documentNumber: '南质监告〔2025〕99号',
  forServing: true,
  codeDigest: documentCodeDigest(code),
});

describe('核验码封存在日志里', () => {
  test.skipIf(!canReadPdf)(
    '制作文书：纸上有码，事实里只有它的摘要值，别处都没有；凭纸上的码查得到，PDF 的摘要值就是登记的那个；依法删除以后照样查得到',
    async () => {
      const { id } = await caseOf(office, '示例水泥');
      const done = await act(office, await office.signIn('nan-window'), id, { type: 'request-supplement' });
      expect(done.status, done.text).toBe(200);
      await office.context.sequencer.drain();
      const [document] = await office.asOwner<{ bytes: Buffer; sha256: string }>(
        `select bytes, sha256 from document where stream = $1 order by number desc limit 1`,
        [`case/${id}`],
      );
      const found = readPaper(document?.bytes ?? new Uint8Array()).code;
      const fact = (await readStream(office.databases.worker, `case/${id}`)).at(-1)?.fact;
      expect(fact).toMatchObject({
        type: 'document-issued',
        typeVersion: 2,
        data: { codeDigest: documentCodeDigest(found), issuedBy: '沧州质量技术监督局南大港管理区分局' },
      });
      for (const { name } of await office.asOwner<{ name: string }>(
        `select tablename as name from pg_tables where schemaname = 'public'`,
      )) {
        const [held] = await office.asOwner<{ n: number }>(
          `select count(*)::int as n from ${name} t where t::text ~ $1 or t::text like $2`,
          [`${found}|${found.replaceAll('-', '')}`, `%${Buffer.from(found).toString('hex')}%`],
        );
        expect(held?.n, name).toBe(0);
      }
      const { body } = await check(found);
      expect(body).toContain('行政执法申请材料补正告知书');
      expect(body).toContain(document?.sha256);
      expect(
        createHash('sha256')
          .update(document?.bytes ?? '')
          .digest('hex'),
      ).toBe(document?.sha256);

      await erase(id);
      const [emptied] = await office.asOwner(`select bytes from document where sha256 = $1`, [
        document?.sha256,
      ]);
      expect(emptied).toEqual({ bytes: null });
      expect((await check(found)).body).toContain(document?.sha256);
      expect((await differingRows(office)).filter((key) => key.includes(id))).toEqual([]);
    },
  );

  test('查找用事实上的索引，不逐条翻', async () => {
    const [plan] = await office.asOwner<{ 'QUERY PLAN': unknown }>(
      `explain (format json) select 1 from journal j where j.type = 'document-issued' and code_digest(j.bytes) = 'x'`,
    );
    expect(JSON.stringify(plan)).toContain('journal_document_code');
  });

  test('门户的身份只能凭核验码查一份，不能列出文书', async () => {
    const listed = office.databases.portal.query(`select title from document`);
    await expect(listed).rejects.toMatchObject({ code: '42501' });
    await expect(office.databases.portal.query(`select bytes from journal`)).rejects.toMatchObject({
      code: '42501',
    });
    const { rows } = await office.databases.portal.query(`select bureau from issued_document(null)`);
    expect(rows).toEqual([]);
  });
});

async function erase(id: string): Promise<void> {
  const [keeper, lawyer] = [await office.signIn('nan-archive'), await office.signIn('nan-legal')];
  const proposed = await act(office, keeper, id, {
    type: 'propose-erasure',
    items: [{ id: '1.applicant', state: 'erase' }],
    authority: '《中华人民共和国个人信息保护法》第四十七条',
  });
  expect(proposed.status, proposed.text).toBe(200);
  expect((await act(office, lawyer, id, { type: 'confirm-erasure' })).status).toBe(200);
}
