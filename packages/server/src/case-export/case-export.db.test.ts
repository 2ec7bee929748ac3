import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { CaseExportPlan } from '@mingjing/api';
import { bagTexts, caseFileChecks, heldBytes, readExpectedKeys, verifyCaseFile } from '@mingjing/ledger';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeOf } from '../evidence/evidence-store.ts';
import { readVerifier } from '../platform/verifier-bundle.ts';
import { act, caseOf, picture } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';

let office: TestOffice;
let folder: string;
beforeAll(async () => {
  [office, folder] = await Promise.all([openOffice(), mkdtemp(join(tmpdir(), 'mingjing-export-'))]);
  await readVerifier();
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

const exported = async (
  login: string,
  id: string,
): Promise<{ status: number; bytes: Buffer; headers: Headers }> => {
  const { status, body, headers } = await (await office.signIn(login)).get(`/api/cases/${id}/export/file`);
  return { status, bytes: body as Buffer, headers };
};
const known = (bureau: string) => readExpectedKeys(office.context.sequencer.vkeyOf(bureau));
const judge = (bytes: Uint8Array, bureau = 'wenshang') =>
  verifyCaseFile(heldBytes(bytes), { expected: known(bureau) });

describe('导出卷宗', () => {
  test('整卷：事实、文书、原件、证明俱在，核验全部成立；压缩包正是预告的大小', async () => {
    const { id } = await caseWithOriginal();
    const plan = (await (await office.signIn('wen-handler')).get(`/api/cases/${id}/export`))
      .body as CaseExportPlan;
    const { status, bytes, headers } = await exported('wen-handler', id);
    expect(status).toBe(200);
    expect(headers.get('content-length')).toBe(String(bytes.length));
    const again = (await (await office.signIn('wen-handler')).get(`/api/cases/${id}/export`)).body;
    expect(again).toEqual({ ...plan, size: bytes.length });
    // The first plan lacks the entry of the export itself, which only the download makes.
    expect(plan.size).toBeLessThan(bytes.length);
    expect(plan.size).toBeGreaterThan(bytes.length - 20_000);
    const verdict = await judge(bytes);
    expect(verdict.problems).toEqual([]);
    expect(verdict.checks.map(({ name, ok }) => [name, ok])).toEqual(
      caseFileChecks.map((name) => [name, true]),
    );
    expect(verdict).toMatchObject({ ok: true, isAsExported: true });
    expect(verdict.signers[0]?.isExpected).toBe(true);
    expect(verdict.facts.length).toBe(plan.facts);
    expect(verdict.files.filter(({ kind }) => kind === 'document').length).toBe(plan.documents);
    expect(plan.documents).toBeGreaterThan(0);
    expect(plan.originals).toBe(1);
  });

  test('已公示的案件：公示的每项事实都在包里，接着拟公示逐项核验；改一项、缺一项、换成别案的都指名', async () => {
    const { id } = await caseOf(office, '示例纺织');
    const { status, bytes: zip } = await exported('wen-handler', id);
    expect(status).toBe(200);
    const verdict = await judge(zip);
    expect(verdict.problems).toEqual([]);
    expect(verdict.checks.filter(({ ok }) => !ok)).toEqual([]);
    const types = verdict.publications.map(({ type }) => type);
    expect(types.slice(0, 2)).toEqual(['publication-drafted', 'result-published']);
    expect(verdict.publications.every(({ ok, logIndex }) => ok && logIndex !== null)).toBe(true);

    const files = new Map<string, Uint8Array>(Object.entries(unzipSync(zip)));
    const [first = '', second = ''] = verdict.publications.map(({ path }) => path);
    const other = await caseOf(office, '示例造纸');
    const broken = Uint8Array.from(files.get(second) ?? []);
    broken[200] = (broken[200] ?? 0) ^ 1;
    const changes: readonly (readonly [string, Uint8Array | undefined, string])[] = [
      [second, broken, second],
      [first, undefined, second],
      [second, files.get(first), second],
    ];
    for (const [path, bytes, named] of changes) {
      const changed = new Map(files);
      if (bytes === undefined) changed.delete(path);
      else changed.set(path, bytes);
      const judged = await judge(zipSync(Object.fromEntries(changed), { level: 0 }));
      expect(judged.problems.filter((problem) => problem.path === named).length).toBeGreaterThan(0);
      expect(judged.checks.find(({ name }) => name === '入链证明')?.ok).toBe(false);
    }
    const strange = new Map<string, Uint8Array>(
      Object.entries(unzipSync((await exported('wen-handler', other.id)).bytes)),
    );
    // Exported again, it is proven under the very head that the other's export has.
    const again = unzipSync((await exported('wen-handler', id)).bytes);
    strange.set(first, again[first] ?? new Uint8Array());
    const mixed = await judge(zipSync(Object.fromEntries(strange), { level: 0 }));
    expect(mixed.problems).toContainEqual({ path: first, sentence: '这项公示不是本案决定的' });
  });

  test('去掉任何一条记录的末几项、连同只有它们提到的文件，清单重做：都说得出是哪一条、缺到第几项', async () => {
    const { id } = await caseOf(office, '示例纺织');
    const files = new Map(Object.entries(unzipSync((await exported('wen-handler', id)).bytes)));
    const streams = Map.groupBy(
      [...files.keys()].filter((path) => /^data\/(?:facts|publications)\//.test(path)).sort(),
      (path) => /publications\/(.+)-\d+\.json$/.exec(path)?.[1] ?? '',
    );
    expect(streams.size).toBe(2);
    for (const [publication, paths] of streams) {
      const stream = publication === '' ? `case/${id}` : `publication/${publication}`;
      for (const kept of new Set([paths.length - 1, paths.length >> 1, 0])) {
        const cut = new Map(files);
        for (const path of paths.slice(kept)) {
          cut.delete(path);
          cut.delete(path.replace('data/facts', 'proofs').replace('.json', '.tlog-proof'));
        }
        const { ok, problems } = await judge(rebagged(cut));
        expect(ok).toBe(false);
        expect(problems.find(({ path }) => path === stream)?.sentence).toContain(
          `导出时记到第 ${paths.length} 项，包里只到第 ${kept} 项`,
        );
      }
    }
  });

  test('参加办案的上级导出：公示的事实也在其中，核验成立', async () => {
    const [row] = await office.asOwner<{ id: string; facts: number }>(
      `select c.id, (select count(*)::int from journal j where j.stream = 'publication/' || p.id) as facts
       from case_file c join publication p on p.case_id = c.id where 'cangzhou' = any(c.participants) and c.bureau <> 'cangzhou' limit 1`,
    );
    const { status, bytes: zip } = await exported('cang-seal', row?.id ?? '');
    expect(status).toBe(200);
    const verdict = await judge(zip, 'nandagang');
    expect(verdict.problems).toEqual([]);
    expect(verdict.publications).toHaveLength(row?.facts ?? 0);
  });

  test('同一案、同一时刻导出两次，逐字节相同', async () => {
    const { id } = await caseWithOriginal();
    const [first, second] = [await exported('wen-handler', id), await exported('wen-handler', id)];
    expect(first.bytes.equals(second.bytes)).toBe(true);
  });

  test('解开后，通用的 sha256sum 也能核对两份清单；包里的核验程序单独可用', async () => {
    const { id } = await caseWithOriginal();
    const file = join(folder, `${id}.zip`);
    const place = join(folder, id);
    await writeFile(file, (await exported('wen-handler', id)).bytes);
    const run = promisify(execFile);
    for (const [path, bytes] of Object.entries(unzipSync(await readFile(file)))) {
      await mkdir(join(place, dirname(path)), { recursive: true });
      await writeFile(join(place, path), bytes);
    }
    const { stdout } = await run(
      'sha256sum',
      ['-c', '--strict', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'],
      {
        cwd: place,
      },
    );
    expect(stdout).not.toContain('FAILED');
    const { stdout: said } = await run(process.execPath, [join(place, 'verify.mjs'), file]);
    expect(said).toContain('核验成立');
    const reading = await readFile(join(place, '说明.html'), 'utf8');
    expect(reading).toContain('怎样核验');
    expect(reading).not.toMatch(/<script|https?:\/\/(?!portal\.test)/);
  });

  test('改动任何一个文件的一个字节，核验指名这个文件', async () => {
    const { id, sha256 } = await caseWithOriginal();
    const { bytes } = await exported('wen-handler', id);
    const at = bytes.indexOf(picture('现场'));
    expect(at).toBeGreaterThan(0);
    const changed = Buffer.from(bytes);
    changed[at + 9] = (changed[at + 9] as number) ^ 1;
    const verdict = await judge(changed);
    expect(verdict.ok).toBe(false);
    expect(verdict.problems.some(({ path }) => path.includes(sha256))).toBe(true);
  });

  test('存储里的原件被人改过：照样导出，核验指名它与事实所记的摘要不一致', async () => {
    const { id, sha256 } = await caseWithOriginal();
    const place = placeOf(office.context.evidenceFolder, sha256);
    const before = await readFile(place);
    await writeFile(place, Buffer.from(before).fill(0, 20, 24));
    const verdict = await judge((await exported('wen-handler', id)).bytes);
    await writeFile(place, before);
    expect(verdict.problems).toEqual([
      { path: `data/originals/${sha256}.png`, sentence: '内容与事实所记的摘要不一致' },
    ]);
  });

  test('存储里的原件不见了：导出写明缺哪一份，核验不成立', async () => {
    const { id, sha256 } = await caseWithOriginal('会被拿走的');
    const place = placeOf(office.context.evidenceFolder, sha256);
    const before = await readFile(place);
    await rm(place);
    const verdict = await judge((await exported('wen-handler', id)).bytes);
    await writeFile(place, before);
    expect(verdict.problems).toEqual([
      { path: sha256, sentence: expect.stringContaining('存储中没有找到这份文件') },
    ]);
  });

  test('依法删除的个人信息和原件：不在包里，理由由日志证明，其余照样成立', async () => {
    const { id, version } = await caseWithOriginal('王某某');
    const [keeper, lawyer] = [await office.signIn('wen-archive'), await office.signIn('wen-legal')];
    const proposed = await act(office, keeper, id, {
      type: 'propose-erasure',
      items: [
        { id: `${version}.attachment`, state: 'erase' },
        { id: `${version}.name`, state: 'erase' },
        { id: `${version}.fileName`, state: 'erase' },
      ],
      authority: '《中华人民共和国个人信息保护法》第四十七条',
    });
    expect(proposed.status, proposed.text).toBe(200);
    expect((await act(office, lawyer, id, { type: 'confirm-erasure' })).status).toBe(200);
    const { bytes } = await exported('wen-archive', id);
    const verdict = await judge(bytes);
    expect(verdict.problems).toEqual([]);
    expect(verdict.ok).toBe(true);
    const fields = verdict.facts.find((fact) => fact.version === version)?.withheld;
    expect(fields?.find(({ name }) => name === 'name')).toMatchObject({ isProven: true });
    expect(verdict.absent.find(({ kind }) => kind === 'original')).toMatchObject({
      fact: version,
      isProven: true,
    });
    expect(bytes.includes('王某某.png')).toBe(false);
  });

  test('导出记入查阅流水；无权的人和别的局得不到，别局连有没有也不知道', async () => {
    const { id } = await caseWithOriginal();
    await exported('wen-handler', id);
    const rows = await office.asOwner<{ person: string; action: string }>(
      `select person, action from audit_read where subject = $1 and action = 'export-case' order by read_at desc`,
      [`case/${id}`],
    );
    expect(rows[0]).toEqual({ person: 'person-wen-handler', action: 'export-case' });
    expect((await exported('wen-window', id)).status).toBe(422);
    expect((await exported('nan-handler', id)).status).toBe(404);
    expect((await exported('nan-handler', randomUUID())).status).toBe(404);
  });
});

/** The files as a bag whose manifests were all made anew. */
function rebagged(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const digestsOf = (bytes: Uint8Array) => ({
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sm3: createHash('sm3').update(bytes).digest('hex'),
  });
  const content = [...files].filter(([path]) => !/^(?:bagit|bag-info|(?:tag)?manifest-.+)\.txt$/.test(path));
  const listed = content.map(([path, bytes]) => ({ path, size: bytes.length, ...digestsOf(bytes) }));
  return zipSync(Object.fromEntries([...content, ...bagTexts(listed, {}, digestsOf)]), { level: 0 });
}

/** A demonstration case with a picture attached. */
async function caseWithOriginal(words = '现场'): Promise<{ id: string; sha256: string; version: number }> {
  const { id } = await caseOf(office, '示例铸造');
  const handler = await office.signIn('wen-handler');
  const stored = await handler.upload('/api/evidence', { name: `${words}.png`, bytes: picture(words) });
  const { claims: _, ...attachment } = stored.body as { sha256: string; claims: unknown };
  const attached = await act(office, handler, id, {
    type: 'attach-record',
    requirement: 'other',
    name: `其他 ${words}`,
    madeOn: '2025-10-10',
    attachment,
  });
  expect(attached.status, attached.text).toBe(200);
  return { id, sha256: attachment.sha256, version: (attached.body as { version: number }).version };
}
