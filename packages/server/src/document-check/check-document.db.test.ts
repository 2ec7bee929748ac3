import type { CheckedDocument } from '@mingjing/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawDocumentCode } from '../documents/document-code.ts';
import { takeRandom } from '../journal/random.ts';
import { act, caseOf } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { canReadPdf, readPaper } from '../testing/printed-page.ts';

let office: TestOffice;
let caseId: string;
let code: string;
let sha256: string;

beforeAll(async () => {
  office = await openOffice();
  if (!canReadPdf) return;
  caseId = (await caseOf(office, '示例水泥')).id;
  const made = await act(office, await office.signIn('nan-window'), caseId, { type: 'request-supplement' });
  expect(made.status, made.text).toBe(200);
  await office.context.sequencer.drain();
  const [document] = await office.asOwner<{ bytes: Buffer; sha256: string }>(
    `select bytes, sha256 from document where stream = $1 and template = 'supplement-notice'`,
    [`case/${caseId}`],
  );
  sha256 = document?.sha256 ?? '';
  code = readPaper(document?.bytes ?? new Uint8Array()).code;
});
afterAll(() => office.close());

const check = async (login: string, typed: string) =>
  (await office.signIn(login)).post('/api/documents/check', { typed });

describe.skipIf(!canReadPdf)('核验文书', () => {
  test('本机关的人凭码或者网址查到：登记、入链、所在案件、记载它的事实', async () => {
    for (const typed of [
      code,
      `http://portal.test/nandagang/verify/${code.replaceAll('-', '').toLowerCase()}`,
    ]) {
      const { status, body, text } = await check('nan-handler', typed);
      expect(status, text).toBe(200);
      const found = body as CheckedDocument;
      expect(found).toMatchObject({
        title: '行政执法申请材料补正告知书',
        sha256,
        fitsLog: true,
        changes: [],
        inCase: { caseId, erased: false, facts: [{ label: '制作文书', by: expect.any(String) }] },
      });
      expect(found.logIndex).toBeGreaterThan(0);
    }
  });

  test.each(['wen-handler', 'nan-admin'])('%s 无权看这件案件：只看到公众也能看到的', async (login) => {
    const { status, body, text } = await check(login, code);
    expect(status, text).toBe(200);
    expect((body as CheckedDocument).inCase).toBeNull();
    expect(text).not.toMatch(/示例水泥/);
    expect(text).not.toContain(caseId);
  });

  test('查到的记入文书所属机关的查阅流水', async () => {
    const rows = await office.asOwner(
      `select bureau, person, subject from audit_read where action = 'verify-document' and person = 'person-wen-handler'`,
    );
    expect(rows).toEqual([
      {
        bureau: 'nandagang',
        person: 'person-wen-handler',
        subject: expect.stringMatching(/^case\/.+\/document\//),
      },
    ]);
  });

  test('没有这个码、不是码：同样的答复', async () => {
    const answers = await Promise.all(
      [drawDocumentCode(takeRandom), '随便', code.slice(1)].map((typed) => check('nan-handler', typed)),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ body }) => (body as { title: string }).title)).size).toBe(1);
    expect((await check('nan-handler', '')).status).toBe(400);
  });

  test('登记被数据库里改动的，说出与存证不符', async () => {
    await office.asSuperuser(
      `set session_replication_role = replica; update journal set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '补正告知书', '准予决定书'), 'UTF8')
       where stream = 'case/${caseId}' and type = 'document-issued' and convert_from(bytes, 'UTF8') like '%${sha256}%'`,
    );
    const { body } = await check('wen-handler', code);
    expect(body).toMatchObject({ title: '行政执法申请材料准予决定书', fitsLog: false });
  });
});
