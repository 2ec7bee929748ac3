import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  cosignNote,
  leafEntry,
  leafHash,
  makeProofFile,
  makeSigner,
  NO_PREVIOUS,
  rootFromLeaves,
  sealFact,
  signCheckpoint,
} from '@mingjing/ledger';
import { afterAll, describe, expect, test } from 'vitest';
import { runCommand } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingjing-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function mingjing(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommand(args, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, content instanceof Uint8Array ? content : JSON.stringify(content));
  return path;
}

const COMPLETE = '--bureau wenshang --event decision-made --kind permit --date 2025-09-26'.split(' ');

const ask = (...more: string[]) =>
  mingjing('duties', '--bureau', 'wenshang', '--event', 'decision-made', ...more);

describe('duties', () => {
  test('汶上 第七条第（一）项：许可决定作出之日起 7 个工作日，国庆中秋不计，调休上班计入', async () => {
    const { code, out } = await ask('--kind', 'permit', '--date', '2025-09-26', '--json');
    expect(code).toBe(0);
    const [duty] = JSON.parse(out);
    expect(Object.keys(duty)).toEqual([
      'id',
      'name',
      'due',
      'start',
      'startEvent',
      'unit',
      'count',
      'countedDays',
      'skipped',
      'excluded',
      'modality',
      'owner',
      'channel',
      'layer',
      'rank',
      'regulation',
      'article',
      'quote',
      'binding',
      'provisional',
      'unverified',
      'note',
      'others',
    ]);
    expect(duty).toMatchObject({
      due: '2025-10-13',
      start: '2025-09-26',
      startEvent: 'decision-made',
      unit: 'working-day',
      count: 7,
      owner: '行政执法承办科室',
      regulation: '汶上县工业和信息化局行政执法公示规定',
      article: '第七条第（一）项',
      binding: true,
      provisional: false,
    });
    expect(duty.countedDays).toEqual([
      '2025-09-28',
      '2025-09-29',
      '2025-09-30',
      '2025-10-09',
      '2025-10-10',
      '2025-10-11',
      '2025-10-13',
    ]);
    expect(duty.others).toMatchObject([
      { due: null },
      { due: '2025-10-13', layer: 'state-council-2018-118' },
    ]);
  });

  test('without --json it says the same in sentences, and how long there is', async () => {
    const { out } = await ask('--kind', 'permit', '--date', '2025-09-26', '--as-of', '2025-10-10');
    expect(out).toContain('2025-10-13（还有 2 个工作日）');
    expect(out).toContain('10 月 1 日至 8 日国庆、中秋放假不计');
    expect(out).toContain('依据《汶上县工业和信息化局行政执法公示规定》第七条第（一）项');
  });

  test('a circumstance changes which rules answer', async () => {
    const { out } = await ask('--kind', 'permit', '--date', '2025-09-26', '--set', 'result=refuse', '--json');
    expect(JSON.parse(out).map((duty: { id: string }) => duty.id)).toEqual(['wp-7-1-permit-penalty']);
  });

  test('facts exclude days and extend; a running exclusion asks for a day', async () => {
    const excluded = [
      { type: 'time-excluded', occurredOn: '2026-03-02', data: { startsOn: '2026-03-02', cause: 'testing' } },
    ];
    const resumed = { type: 'time-resumed', occurredOn: '2026-03-12', data: { resumedOn: '2026-03-12' } };
    const extended = { type: 'extension-approved', occurredOn: '2026-03-20', data: { days: 10 } };
    const decide = (facts: unknown, ...more: string[]) =>
      mingjing(
        'duties',
        '--bureau',
        'nandagang',
        '--event',
        'application-accepted',
        '--kind',
        'permit',
        '--date',
        '2026-02-13',
        '--facts',
        file('facts.json', facts),
        '--json',
        ...more,
      );
    expect(JSON.parse((await decide([...excluded, resumed])).out)[0].due).toBe('2026-03-31');
    expect(JSON.parse((await decide([extended])).out)[0].due).toBe('2026-04-02');
    expect((await decide(excluded)).err).toContain('请用 --as-of');
    expect(JSON.parse((await decide(excluded, '--as-of', '2026-03-11')).out)[0].due).toBe('2026-03-31');
    const refused = async (sentence: string, facts: unknown, ...more: string[]) =>
      expect(await decide(facts, ...more)).toEqual({
        code: 1,
        out: '',
        err: expect.stringContaining(sentence),
      });
    await refused('开头写法不对', { facts: [extended] });
    await refused('没有按日期排列', [extended, resumed]);
    const backwards = { ...resumed, data: { resumedOn: '2026-02-27' } };
    await refused('恢复计算的 2026-02-27 早于期限除外开始的 2026-03-02', [...excluded, backwards]);
    await refused('早于事件发生的 2026-02-13', [{ ...extended, occurredOn: '2026-02-12' }]);
    await refused('--as-of 的 2026-03-01 早于期限除外开始的 2026-03-02', excluded, '--as-of', '2026-03-01');
  });

  test.each([
    [
      ['--bureau', 'x', '--event', 'decision-made', '--kind', 'permit', '--date', '2025-09-26'],
      '没有“x”这个机关',
    ],
    [['--bureau', 'wenshang', '--event', 'x', '--kind', 'permit', '--date', '2025-09-26'], '没有“x”这个事件'],
    [
      ['--bureau', 'wenshang', '--event', 'decision-made', '--kind', 'x', '--date', '2025-09-26'],
      '没有“x”这个执法类别',
    ],
    [
      ['--bureau', 'wenshang', '--event', 'decision-made', '--kind', 'permit', '--date', '2025-02-30'],
      '不是有效的日期',
    ],
    [
      [
        '--bureau',
        'wenshang',
        '--event',
        'decision-made',
        '--kind',
        'permit',
        '--date',
        '2025-09-26',
        '--set',
        'x=y',
      ],
      '没有“x”这个情形',
    ],
    [
      [
        '--bureau',
        'wenshang',
        '--event',
        'decision-made',
        '--kind',
        'permit',
        '--date',
        '2025-09-26',
        '--set',
        'party=y',
      ],
      '没有“y”这个“当事人类别”的取值',
    ],
    [['--bureau', 'wenshang', '--event', 'decision-made', '--kind', 'permit'], '没有写明日期（--date'],
    [[], '没有写明机关（--bureau）、事件（--event）、执法类别（--kind）、日期（--date'],
    [[...COMPLETE, '--set', 'party'], '“--set party”应写成 名=值'],
    [[...COMPLETE, '--set', 'party=minor', '--set', 'party=organisation'], '情形“party”写了两次'],
  ])('%j is refused in one sentence, exit code 1', async (args, sentence) => {
    const { code, out, err } = await mingjing('duties', ...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(sentence);
    expect(err.split('\n')).toHaveLength(1);
  });
});

describe('packs', () => {
  test('check runs the worked examples and finds nothing', async () => {
    const { code, out } = await mingjing('packs', 'check');
    expect(code).toBe(0);
    expect(out).toContain('全部相符');
  });

  test('list, events and kinds answer as JSON', async () => {
    const read = async (topic: string) => JSON.parse((await mingjing('packs', topic, '--json')).out);
    expect((await read('list')).map((pack: { id: string }) => pack.id)).toContain('wenshang-publicity');
    expect(await read('events')).toContainEqual({
      event: 'decision-served',
      rules: expect.arrayContaining(['cf-67-pay']),
    });
    expect(await read('kinds')).toHaveLength(10);
  });
});

describe('verify', () => {
  const signer = makeSigner('mingjing.test/wenshang', new Uint8Array(32).fill(1));
  const fact = sealFact(
    {
      bureau: 'wenshang',
      stream: 'publication/1',
      version: 1,
      type: 'result-published',
      typeVersion: 1,
      occurredOn: '2025-10-10',
      recordedAt: '2025-10-10T02:00:00Z',
      actor: 'officer',
      command: 'command-1',
      previous: NO_PREVIOUS,
      plain: {},
      sealed: { 执法结论: '罚款五千元', 住址: '某村' },
    },
    (length) => new Uint8Array(length).fill(7),
  );
  const leaf = leafHash(leafEntry(fact.commitment));
  const proof = makeProofFile({
    fact: fact.bytes,
    disclosures: fact.disclosures.filter((_, index) => index === 0),
    vkey: signer.vkey,
    index: 0,
    hashes: [],
    checkpoint: signCheckpoint({ origin: signer.name, size: 1, root: rootFromLeaves([leaf]) }, [signer]),
  });

  test('says what holds and exits 0, names what does not and exits 1', async () => {
    const good = await mingjing('verify', file('good.json', proof), '--key', signer.vkey);
    expect(good).toMatchObject({ code: 0, out: expect.stringContaining('核验成立') });
    expect(good.out).toMatch(/、北京时间 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d 记入的事实/);
    const broken = proof.slice();
    broken[200] = (broken[200] ?? 0) ^ 1;
    expect(await mingjing('verify', file('bad.json', broken))).toMatchObject({
      code: 1,
      out: expect.stringContaining('不成立'),
    });
    const other = makeSigner('mingjing.test/other', new Uint8Array(32).fill(2)).vkey;
    expect(await mingjing('verify', join(folder, 'good.json'), '--key', other)).toMatchObject({ code: 1 });
  });

  test('with --json the same as documented keys: what was checked, what is proven, and what is withheld', async () => {
    const good = await mingjing('verify', file('good.json', proof), '--json');
    expect([good.code, JSON.parse(good.out)]).toEqual([
      0,
      expect.objectContaining({
        kind: 'proof',
        ok: true,
        checks: expect.arrayContaining([{ name: '检查点签名', ok: true, detail: expect.any(String) }]),
        record: expect.objectContaining({ stream: 'publication/1', withheld: [expect.any(String)] }),
        checkpoint: expect.objectContaining({ origin: 'mingjing.test/wenshang', size: 1 }),
        logIndex: 0,
      }),
    ]);
    const broken = await mingjing('verify', file('cut.json', proof.slice(0, 300)), '--json');
    expect([broken.code, JSON.parse(broken.out)]).toMatchObject([1, { kind: 'proof', ok: false }]);
  });

  test('a witness that is asked for must have signed; its name and time are said', async () => {
    const city = makeSigner('witness.test/city', new Uint8Array(32).fill(3), 'cosignature');
    const note = signCheckpoint({ origin: signer.name, size: 1, root: rootFromLeaves([leaf]) }, [signer]);
    const made = makeProofFile({
      fact: fact.bytes,
      disclosures: [],
      vkey: signer.vkey,
      index: 0,
      hashes: [],
      checkpoint: cosignNote(note, city, 1_760_000_000),
      witnesses: [city.vkey],
    });
    const told = await mingjing('verify', file('witnessed.json', made), '--witness', city.vkey);
    expect(told).toMatchObject({
      code: 0,
      out: expect.stringMatching(/见证联署：“witness.test\/city”于 2025-10-09 16:53:20（北京时间）/),
    });
    expect(await mingjing('verify', file('alone.json', proof), '--witness', city.vkey)).toMatchObject({
      code: 1,
      out: expect.stringMatching(/不成立　见证联署/),
    });
  });

  test('a file that is not there is one sentence', async () => {
    expect(await mingjing('verify', join(folder, 'none'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('读不出文件'),
    });
  });
});

describe('play', () => {
  const clerk = { id: 'clerk', roles: ['window-clerk'] };
  const step = (date: string) => ({ actor: clerk, date, command: { type: 'approve-opinion' } });

  test('a command that the law refuses is a result', async () => {
    const { code, out } = await mingjing(
      'play',
      file('script.json', { bureau: 'nandagang', steps: [step('2026-03-02')] }),
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      facts: [],
      refusals: [{ step: 1, command: 'approve-opinion' }],
      state: null,
    });
  });

  test('a script out of order, without bureau or with an unknown field is refused', async () => {
    const steps = [step('2026-03-02'), step('2026-03-01')];
    expect((await mingjing('play', file('a.json', { bureau: 'nandagang', steps }))).err).toContain('第 2 步');
    expect((await mingjing('play', file('b.json', [step('2026-03-02')]))).err).toContain('没有写明机关');
    expect(
      await mingjing('play', file('c.json', { steps: [{ ...step('2026-03-02'), who: 1 }] })),
    ).toMatchObject({
      code: 1,
      err: expect.stringContaining('不认识的字段 who'),
    });
  });
});

test.each([[[]], [['what']], [['duties', '--what']], [['packs', 'what']], [['verify']], [['play']]])(
  '%j shows the usage in Chinese, exit code 2',
  async (args) => {
    const { code, out, err } = await mingjing(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('用法：');
  },
);

describe('what is typed wrong', () => {
  test('help is no error, a stray word behind a verb is', async () => {
    expect((await mingjing('--help')).code).toBe(0);
    expect(await mingjing('rebuild', 'x')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^多了参数“x”。/),
    });
  });
});
