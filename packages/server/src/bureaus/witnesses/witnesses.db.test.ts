import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WitnessesReply } from '@mingjing/api';
import { makeSigner, parsePolicy, verifyProofFile } from '@mingjing/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../../demo/demonstration-people.ts';
import { commandOf, openOffice, type TestOffice } from '../../testing/office.ts';
import { differingRows } from '../../testing/rebuilt.ts';
import type { Visitor } from '../../testing/visitor.ts';
import { BUREAU, witnessedLog } from '../../testing/witnessed-log.ts';

let office: TestOffice;
let folder: string;
let security: Visitor;
beforeAll(async () => {
  office = await openOffice();
  folder = await mkdtemp(join(tmpdir(), 'mingjing-witnesses-'));
  security = await office.signIn('wen-security');
});
const log = witnessedLog(
  () => office,
  () => folder,
);
afterAll(async () => {
  await log.stopAll();
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

const key = (name: string, byte: number) =>
  makeSigner(`witness.test/${name}`, new Uint8Array(32).fill(byte), 'cosignature').vkey;
const view = async (by = security) => (await by.get('/api/witnesses')).body as WitnessesReply;
const confirmer = (login: string) => ({ login, password: DEMONSTRATION_PASSWORD });
const naming = (changes: object = {}) => ({
  type: 'name-witness',
  name: '济宁市工信局',
  body: '济宁市工业和信息化局',
  vkey: key('city', 3),
  quorum: 1,
  confirmer: confirmer('wen-admin'),
  ...changes,
});
const ask = async (command: { readonly type: string }, by = security) =>
  by.post('/api/witnesses', commandOf((await view()).version, command));
const codeOf = ({ status, body }: { status: number; body: unknown }) =>
  `${status} ${(body as { code?: string }).code ?? ''}`.trim();
const portalText = async (path: string) => {
  const portal = await log.portalOf();
  const { payload } = await portal.inject({ url: `/${BUREAU}${path}` });
  await portal.close();
  return payload;
};

test('指定见证方须由安全管理员提出、系统或者审计管理员当场确认：一个人、同类的人、别的机关的人都不行', async () => {
  for (const login of ['wen-security', 'wen-approver', 'wen-handler', 'nan-admin'])
    expect((await ask(naming({ confirmer: confirmer(login) }))).status, login).toBeGreaterThanOrEqual(400);
  expect((await ask(naming({ confirmer: undefined }))).status).toBe(400);
  expect((await ask(naming({ confirmer: { login: 'wen-admin', password: 'wrong' } }))).status).toBe(401);
  for (const login of ['wen-admin', 'wen-audit', 'wen-approver'])
    expect(codeOf(await ask(naming({ confirmer: confirmer('wen-audit') }), await office.signIn(login)))).toBe(
      '422 not-permitted',
    );
  expect((await view()).witnesses).toEqual([]);
});

test('名称、公钥、地址、个数不对的一概不收：自己的密钥、日志的密钥、带账号的地址、过多的个数', async () => {
  const own = office.context.sequencer.vkeyOf(BUREAU);
  for (const changes of [
    { name: 'city' },
    { name: '市 局' },
    { name: '#市局' },
    { name: '市局\u202e' },
    { body: '某\u0000局' },
    { body: '某\n局' },
    { vkey: own },
    { vkey: `${key('city', 3)}x` },
    { vkey: 'witness.test/city' },
    { address: 'ftp://a.test' },
    { address: 'http://user@a.test' },
    { address: 'http://a.test/?x=1' },
    { address: 'http://169.254.169.254/' },
    { quorum: 0 },
    { quorum: 17 },
    { from: '2020-01-01' },
    { until: '2020-01-01' },
  ])
    expect((await ask(naming(changes))).status, JSON.stringify(changes)).toBe(400);
  expect(codeOf(await ask(naming({ quorum: 2 })))).toBe('422 quorum-impossible');
  expect((await view()).witnesses).toEqual([]);
});

test('指定之后：存证写明谁提出谁确认，门户写明自何日起，联署一到就写已见证，证明文件和核验约定都照此', async () => {
  const city = await log.witness('city');
  expect((await ask(naming({ vkey: city.vkey, address: city.url }))).status).toBe(200);
  const [fact] = await office.asOwner<{ bytes: Buffer }>(
    `select bytes from journal where type = 'witness-named'`,
  );
  expect(fact?.bytes.toString('utf8')).toContain('"confirmedBy":"person-wen-admin"');
  expect(fact?.bytes.toString('utf8')).toContain('"actor":"person-wen-security"');
  await office.context.sequencer.drain();
  expect((await view()).logs[0]?.witnesses).toMatchObject([{ size: null, state: 'awaited' }]);
  await log.round();
  const size = await log.size();
  expect((await view()).logs[0]).toMatchObject({
    isCurrent: true,
    size,
    witnesses: [{ size, behind: 0, state: 'signed' }],
  });
  expect(await log.pageOf()).toMatch(/已见证.*济宁市工信局/s);
  expect(await portalText('/how-to-verify')).toMatch(/济宁市工业和信息化局.*自.*2025-10-10.*起/s);
  const policy = parsePolicy(await portalText('/policy.txt'));
  expect(policy.logs.map(({ verifier }) => verifier.vkey)).toEqual([office.context.sequencer.vkeyOf(BUREAU)]);
  expect(policy.isReachedBy(({ verifier }) => verifier.vkey === city.vkey)).toBe(true);
  expect(policy.isReachedBy(() => false)).toBe(false);
  const verdict = verifyProofFile(await log.proofOf(), { requiredWitnesses: [city.vkey] });
  expect(verdict.witnesses).toHaveLength(1);
  expect(await portalText('/policy.txt')).not.toContain('person-');
});

test('同名的、同一把公钥换个名称的，不再收；别的机关的日志不受影响', async () => {
  const [present] = (await view()).witnesses;
  expect(codeOf(await ask(naming({ vkey: key('other', 4) })))).toBe('422 witness-repeated');
  const again = present?.vkey.replace(/^[^+]+/, 'witness.test/renamed') ?? '';
  expect((await ask(naming({ name: '另一个名称', vkey: again }))).status).toBeGreaterThanOrEqual(400);
  const nan = await office.signIn('nan-admin');
  expect((await view(nan)).witnesses).toEqual([]);
  expect(await security.get('/api/witnesses?bureau=nandagang').then(({ status }) => status)).toBe(404);
});

test('一小时没有联署的落后、一次也没有联署过的没有回应，逐个说出', async () => {
  expect((await ask(naming({ name: '汶上县司法局', vkey: key('justice', 5), quorum: 2 }))).status).toBe(200);
  await log.grow();
  const states = async () => (await view()).logs[0]?.witnesses.map(({ name, state }) => `${name} ${state}`);
  expect(await states()).toEqual(['济宁市工信局 behind', '汶上县司法局 awaited']);
  office.setClock('2025-10-10T12:00:00+08:00');
  expect(await states()).toEqual(['济宁市工信局 lagging', '汶上县司法局 silent']);
  expect(await log.pageOf()).toMatch(/济宁市工信局.*尚未达到约定的见证方/s);
});

test('结束一方也由两人：此后不再计它的联署，门户照旧写明它何日到何日作过见证；各表由流水重建一致', async () => {
  const [city] = (await view()).witnesses;
  const ending = (changes: object = {}) => ({
    type: 'end-witness',
    vkey: city?.vkey,
    quorum: 1,
    reason: '该局撤并。',
    confirmer: confirmer('wen-audit'),
    ...changes,
  });
  expect((await ask(ending({ confirmer: confirmer('wen-security') }))).status).toBeGreaterThanOrEqual(400);
  expect(codeOf(await ask(ending({ quorum: 0 })))).toBe('422 quorum-impossible');
  expect((await ask(ending())).status).toBe(200);
  expect(codeOf(await ask(ending()))).toBe('422 no-witness');
  expect(await log.pageOf()).not.toMatch(/已见证.*济宁市工信局/s);
  expect(await portalText('/how-to-verify')).toMatch(/以前的见证方.*济宁市工业和信息化局.*至/s);
  expect(await portalText('/policy.txt')).not.toContain('济宁市工信局');
  const [fact] = await office.asOwner<{ bytes: Buffer }>(
    `select bytes from journal where type = 'witness-ended'`,
  );
  expect(fact?.bytes.toString('utf8')).not.toContain('撤并');
  const differing = await differingRows(office);
  expect(differing.filter((row) => row.startsWith('bureau '))).toEqual([]);
  expect((await ask(naming({ vkey: city?.vkey, quorum: 2 }))).status).toBe(200);
});
