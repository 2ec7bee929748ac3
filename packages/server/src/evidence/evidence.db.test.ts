import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, caseOf, picture } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import type { Answer, Visitor } from '../testing/visitor.ts';
import { clearIncoming, storeFile } from './evidence-store.ts';

let office: TestOffice;
let handler: Visitor;
beforeAll(async () => {
  office = await openOffice();
  handler = await office.signIn('wen-handler');
});
afterAll(() => office.close());

interface Stored {
  readonly evidenceId: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
}
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const codeOf = ({ status, body }: Answer) => `${status} ${(body as { code?: string }).code ?? ''}`.trim();
const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
const upload = async (visitor: Visitor, bytes: Buffer, name = '现场.png') =>
  (await visitor.upload('/api/evidence', { name, bytes }, { sha256: sha256(bytes) })).body as Stored;
const rows = async () =>
  (await office.asOwner<{ n: number }>('select count(*)::int as n from evidence'))[0]?.n;

describe('上传原件', () => {
  test('按内容存放，双摘要由服务器自己算', async () => {
    const bytes = picture('one');
    const answer = await handler.upload(
      '/api/evidence',
      { name: '现场/../照片.png', bytes },
      { sha256: sha256(bytes) },
    );
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      size: bytes.length,
      mediaType: 'image/png',
      sha256: sha256(bytes),
      sm3: createHash('sm3').update(bytes).digest('hex'),
      fileName: '照片.png',
    });
    expect(
      await readFile(join(office.context.evidenceFolder, sha256(bytes).slice(0, 2), sha256(bytes))),
    ).toEqual(bytes);
  });

  test.each([
    ['摘要不符', picture('other'), '0'.repeat(64), '422 digest-mismatch'],
    ['文本', Buffer.from('<script>alert(1)</script>'), undefined, '415 unsupported-media'],
    [
      'SVG 冒充图片',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      undefined,
      '415 unsupported-media',
    ],
    ['压缩包', Buffer.from('504b0304', 'hex'), undefined, '415 unsupported-media'],
    ['程序', Buffer.from('4d5a9000', 'hex'), undefined, '415 unsupported-media'],
    ['空文件', Buffer.alloc(0), undefined, '415 unsupported-media'],
  ])('不收：%s；不登记，也不留下文件', async (_, bytes, digest, expected) => {
    const before = [await rows(), await filesIn(office.context.evidenceFolder)];
    const answer = await handler.upload(
      '/api/evidence',
      { name: 'a.png', bytes },
      digest === undefined ? {} : { sha256: digest },
    );
    expect(codeOf(answer)).toBe(expected);
    expect([await rows(), await filesIn(office.context.evidenceFolder)]).toEqual(before);
  });

  test('上传到一半连接断了：不登记，不留半个文件', async () => {
    const before = [await rows(), await filesIn(office.context.evidenceFolder)];
    const { port } = new URL(office.address);
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `POST /api/evidence HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\norigin: ${office.address}\r\ncookie: ${handler.cookie}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 1000000\r\n\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n`,
    );
    socket.write(picture('half'));
    await expect
      .poll(async () => (await filesIn(join(office.context.evidenceFolder, 'incoming'))).length)
      .toBe(1);
    socket.destroy();
    await expect
      .poll(async () => (await filesIn(join(office.context.evidenceFolder, 'incoming'))).length)
      .toBe(0);
    expect([await rows(), await filesIn(office.context.evidenceFolder)]).toEqual(before);
  });

  test('读到中途出错（EIO）：错误上报，不留半个文件', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mingjing-evidence-'));
    const failing = Readable.from(
      (async function* () {
        yield picture('first part');
        throw Object.assign(new Error('read failed'), { code: 'EIO' });
      })(),
    );
    await expect(storeFile(folder, failing)).rejects.toMatchObject({ code: 'EIO' });
    expect(await filesIn(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  test('写到一半进程被杀：存放处没有半个文件，残留在下次启动时清掉', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mingjing-evidence-'));
    const store = fileURLToPath(new URL('./evidence-store.ts', import.meta.url));
    const program = `import { Readable } from 'node:stream';
      const { storeFile } = await import(${JSON.stringify(store)});
      await storeFile(${JSON.stringify(folder)}, Readable.from((async function* () { for (;;) { yield Buffer.alloc(65536, 1); process.stdout.write('.'); await new Promise((r) => setTimeout(r, 5)); } })()));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for (let seen = 0; seen < 5; seen += 1) await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await filesIn(folder)).toHaveLength(1);
    expect(await filesIn(join(folder, 'incoming'))).toHaveLength(1);
    await clearIncoming(folder);
    expect(await filesIn(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  test('同一内容传两次只存一份，各有各的登记', async () => {
    const bytes = picture('twice');
    const [one, two] = [await upload(handler, bytes, 'a.png'), await upload(handler, bytes, 'b.png')];
    expect(one.evidenceId).not.toBe(two.evidenceId);
    expect(
      (await filesIn(office.context.evidenceFolder)).filter((name) => name === sha256(bytes)),
    ).toHaveLength(1);
  });
});

describe('查看原件', () => {
  test('整份与分段：所给即所存，越界不出错', async () => {
    const bytes = Buffer.concat([
      picture('range'),
      Buffer.from(Array.from({ length: 5000 }, (_, i) => i % 251)),
    ]);
    const { evidenceId } = await upload(handler, bytes);
    const get = (range?: string) =>
      handler.get(`/api/evidence/${evidenceId}`, range === undefined ? {} : { range });
    const whole = await get();
    expect([whole.status, whole.body]).toEqual([200, bytes]);
    expect(whole.headers.get('content-security-policy')).toMatch(/sandbox/);
    for (const [range, from, to] of [
      ['bytes=0-0', 0, 1],
      ['bytes=100-199', 100, 200],
      ['bytes=4000-', 4000, bytes.length],
      ['bytes=-10', bytes.length - 10, bytes.length],
      ['bytes=5000-999999', 5000, bytes.length],
    ] as const) {
      const part = await get(range);
      expect([part.status, part.headers.get('content-range'), part.body], range).toEqual([
        206,
        `bytes ${from}-${to - 1}/${bytes.length}`,
        bytes.subarray(from, to),
      ]);
    }
    for (const range of [
      'bytes=9-1',
      'bytes=999999-',
      'bytes=-',
      'bytes=0-1,5-6',
      'lines=1-2',
      'bytes=--5',
    ]) {
      const answer = await get(range);
      expect([answer.status, (answer.body as Buffer).length], range).toEqual([200, bytes.length]);
    }
  });
});

describe('把原件附到案件', () => {
  const attach = (attachment: object) => ({
    type: 'attach-record',
    requirement: 'other',
    name: '其他',
    madeOn: '2025-10-10',
    attachment,
  });
  const attached = async (id: string) =>
    (
      await office.asOwner<{ n: number }>(
        `select count(*)::int as n from journal where stream = $1 and type = 'record-attached'`,
        [`case/${id}`],
      )
    )[0]?.n;

  test('与存放的一致才附得上，案件里记的是存放的摘要', async () => {
    const { id } = await caseOf(office, '示例铸造');
    const stored = await upload(handler, picture('attached'));
    const { claims: _claims, ...attachment } = stored as Stored & { claims: unknown };
    const answer = await act(office, handler, id, attach(attachment));
    expect(answer.status, answer.text).toBe(200);
    const [fact] = await office.asOwner<{ bytes: Buffer }>(
      `select bytes from journal where stream = $1 and type = 'record-attached' order by version desc limit 1`,
      [`case/${id}`],
    );
    expect(JSON.parse(fact?.bytes.toString('utf8') ?? '').plain.attachment).toEqual({
      evidenceId: stored.evidenceId,
      mediaType: 'image/png',
      size: stored.size,
      sha256: stored.sha256,
      sm3: stored.sm3,
    });
    expect(
      (await (await office.signIn('wen-archive')).get(`/api/evidence/${stored.evidenceId}`)).status,
    ).toBe(200);
  });

  test('伪造摘要、大小、格式、编号，或者附别局的原件：不收，案件不变', async () => {
    const { id } = await caseOf(office, '示例铸造');
    const { claims: _own, ...mine } = (await upload(handler, picture('forged'))) as Stored & {
      claims: unknown;
    };
    const elsewhere = await office.signIn('nan-handler');
    const { claims: _theirs, ...theirs } = (await upload(elsewhere, picture('theirs'))) as Stored & {
      claims: unknown;
    };
    const before = await attached(id);
    for (const forged of [
      { ...mine, sha256: 'a'.repeat(64) },
      { ...mine, sm3: 'b'.repeat(64) },
      { ...mine, size: mine.size + 1 },
      { ...mine, mediaType: 'video/mp4' },
      { ...mine, evidenceId: randomUUID() },
      { ...mine, evidenceId: '' },
      theirs,
    ]) {
      const answer = await act(office, handler, id, attach(forged));
      expect(codeOf(answer), JSON.stringify(forged)).toBe('422 bad-input');
      expect((answer.body as { fields: { key: string }[] }).fields.map(({ key }) => key)).toEqual([
        'attachment',
      ]);
    }
    expect(await attached(id)).toBe(before);
    expect((await handler.get(`/api/evidence/${theirs.evidenceId}`)).status).toBe(404);
  });
});
