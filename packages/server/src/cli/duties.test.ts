import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  actKinds,
  CIRCUMSTANCES,
  type CircumstanceKind,
  composeRulebook,
  dutiesFor,
  eventNames,
} from '@mingjing/law';
import { afterAll, describe, expect, test } from 'vitest';
import { loadPacks } from '../packs/load.ts';
import { runCommand } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingjing-duties-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function duties(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommand(['duties', ...args], {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const asked = (bureau: string, event: string, kind: string, date: string, ...sets: string[]) => [
  ...['--bureau', bureau, '--event', event, '--kind', kind, '--date', date],
  ...sets.flatMap((set) => ['--set', set]),
  '--json',
];

// The events that must at least be known, as they were asked for.
const EVENTS =
  'application-received application-accepted supplement-requested time-excluded case-filed evidence-preserved review-requested decision-made information-formed decision-revoked document-issued inspection-completed recording-made returned-to-office act-ended published basis-effective duties-changed correction-requested information-requested not-published year-ended'.split(
    ' ',
  );

describe('what may be asked', () => {
  test('every event, every kind, every bureau: an answer, in the order of the dates', () => {
    expect(EVENTS.filter((event) => !(eventNames as readonly string[]).includes(event))).toEqual([]);
    expect(actKinds).toHaveLength(10);
    const loaded = loadPacks();
    for (const bureau of loaded.bureaus) {
      const rules = composeRulebook(bureau, loaded.packs, '2025-09-26');
      for (const event of eventNames) {
        for (const kind of actKinds) {
          const found = dutiesFor({ rules, calendar: loaded.calendar, event, kind, date: '2025-09-26' });
          const dates = found.map(({ due }) => due ?? '9999');
          expect(dates).toEqual([...dates].sort());
        }
      }
    }
  });

  test.each([
    ['nandagang', 'np-13-1-1-publish', '第十三条第（一）项第（1）目'],
    ['siping', 'sp-4-6-publish', '四（六）'],
  ])('a decision forms information at %s: the clause on information answers', async (bureau, id, article) => {
    const { out } = await duties(...asked(bureau, 'decision-made', 'penalty', '2025-09-26'));
    const [duty] = JSON.parse(out);
    expect(duty).toMatchObject({
      id,
      article,
      due: '2025-10-13',
      startEvent: 'decision-made',
      binding: true,
    });
  });

  test.each([
    ['nandagang', 'published', 'permit', 'party=natural-person', 'np-13-2-term-natural-person', '2027-09-26'],
    ['nandagang', 'published', 'permit', 'party=organisation', 'np-13-2-term', '2030-09-26'],
    ['xinzhou', 'decision-made', 'penalty', 'province=other', 'sg-10-forward', '2025-10-16'],
    ['xinzhou', 'decision-made', 'penalty', 'procedure=summary', 'sc-70-file', '2025-10-13'],
    ['siping', 'inspection-completed', 'inspection', 'result=problem', 'sp-4-6-random-problem', null],
    ['xinzhou', 'returned-to-office', 'inspection', 'remote=yes', 'xr-14-2-store-after-return', '2025-09-29'],
    ['wenshang', 'information-formed', 'penalty', 'social-impact=yes', 'gk-26-publish', '2025-10-30'],
  ])('%s %s %s --set %s brings %s', async (bureau, event, kind, set, id, due) => {
    const { out } = await duties(...asked(bureau, event, kind, '2025-09-26', set));
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ id, due }));
  });

  test('a circumstance not set has the default that --explain-sets lists', async () => {
    const { out } = await duties('--explain-sets');
    expect(out.split('\n')).toHaveLength(Object.keys(CIRCUMSTANCES).length);
    for (const [name, value] of [
      ['party', 'organisation'],
      ['procedure', 'ordinary'],
      ['province', 'same'],
      ['result', 'normal'],
      ['remote', 'no'],
    ] as const) {
      expect(out.split('\n').find((line) => line.startsWith(`${name}（`))).toMatch(`不写时为 ${value}`);
      const kind: CircumstanceKind = CIRCUMSTANCES[name];
      expect(kind.unset).toContain(value);
    }
    const plain = asked('xinzhou', 'decision-made', 'penalty', '2025-09-26');
    const set = ['party=organisation', 'procedure=ordinary', 'province=same', 'result=normal', 'remote=no'];
    expect((await duties(...plain, ...set.flatMap((one) => ['--set', one]))).out).toBe(
      (await duties(...plain)).out,
    );
  });

  test('a return tells by itself that one was away: the default says so, and --set remote=no takes it back', async () => {
    const back = asked('xinzhou', 'returned-to-office', 'inspection', '2025-09-26');
    const { out } = await duties(...back);
    expect(JSON.parse(out)).toMatchObject([{ id: 'xr-14-2-store-after-return', due: '2025-09-29' }]);
    expect((await duties('--explain-sets')).out).toContain('是 returned-to-office（返回单位）时为 yes');
    const { code, out: none, err } = await duties(...back, '--set', 'remote=no');
    expect({ code, none: JSON.parse(none) }).toEqual({ code: 0, none: [] });
    expect(err).toContain('第十四条第二款（--set remote=yes');
  });

  test('where no text speaks of the event, it says so, and of which kinds it does', async () => {
    const { code, out, err } = await duties(...asked('siping', 'case-filed', 'permit', '2025-09-26'));
    expect({ code, out }).toEqual({ code: 0, out: '[]' });
    expect(err).toBe('该机关适用的规定对行政许可的“立案”没有规定期限，只对行政处罚有规定。');
  });

  test('a duty without figures has no date, and its note says the default of what the text leaves open', async () => {
    const { out } = await duties(...asked('siping', 'correction-requested', 'permit', '2025-09-26'));
    const [duty] = JSON.parse(out);
    expect(duty).toMatchObject({ due: null, unit: null, count: null, countedDays: [], article: '四（七）' });
    expect(duty.note).toContain('建议');
    expect(duty.regulation).toBe('四平市工业和信息化局行政执法公示制度');
  });
});

describe('what is asked wrong: one Chinese sentence, exit code 1', () => {
  const file = (facts: unknown) => {
    const path = join(folder, 'facts.json');
    writeFileSync(path, JSON.stringify(facts));
    return path;
  };
  const excluded = (occurredOn: string) => ({
    type: 'time-excluded',
    occurredOn,
    data: { startsOn: occurredOn, cause: 'hearing' },
  });
  const accepted = asked('wenshang', 'application-accepted', 'permit', '2026-03-02');

  test.each([
    ['a set without a value', ['--set', 'party'], '应写成 名=值'],
    ['a set given twice', ['--set', 'party=minor', '--set', 'party=organisation'], '写了两次'],
    ['two values where only one can hold', ['--set', 'province=same,other'], '只能有一个取值'],
    ['an amount that is none', ['--set', 'fine=八百'], '应写成以分为单位的整数'],
    ['a day beyond every calendar', ['--as-of', '9999-12-31'], '太远'],
    ['facts before the event', ['--facts', file([excluded('2026-03-01')])], '早于事件发生的'],
  ])('%s', async (_, more, sentence) => {
    const { code, out, err } = await duties(...accepted, ...more);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(sentence);
    expect(err.split('\n')).toHaveLength(1);
  });

  test('days taken out for a hearing move the decision; resumed before they began they are refused', async () => {
    const back = { type: 'time-resumed', occurredOn: '2026-03-10', data: { resumedOn: '2026-03-03' } };
    expect((await duties(...accepted, '--facts', file([excluded('2026-03-05'), back]))).err).toContain(
      '早于期限除外开始',
    );
    const later = { ...back, data: { resumedOn: '2026-03-10' } };
    const { out } = await duties(...accepted, '--facts', file([excluded('2026-03-05'), later]));
    // 3, 4, 10 to 13, 16 to 20, 23 to 27, 30, 31 March, 1 and 2 April.
    expect(JSON.parse(out)[0]).toMatchObject({ id: 'xk-42-decide', due: '2026-04-02' });
  });

  test('an extension names a duty that can be extended, and lengthens that one', async () => {
    const granted = (more: object) => ({
      type: 'extension-approved',
      occurredOn: '2026-03-20',
      data: { days: 10, ...more },
    });
    const ask = (...facts: object[]) => duties(...accepted, '--facts', file(facts));
    expect((await ask(granted({ extends: 'answer' }))).err).toContain('decide（作出决定）');
    expect((await ask(granted({}), granted({ extends: 'decide' }))).err).toContain('不是同一项期限');
    const { err } = await duties(
      ...asked('wenshang', 'act-ended', 'permit', '2026-03-02'),
      ...['--facts', file([granted({})])],
    );
    expect(err).toContain('没有可以延长的期限');
    // Twenty days end on 30 March; 31 March, 1 to 3 and 7 to 10, 13 and 14 April are the ten.
    const { out } = await ask(granted({ extends: 'decide' }));
    expect(JSON.parse(out)[0]).toMatchObject({ id: 'xk-42-decide', due: '2026-04-14' });
  });
});
