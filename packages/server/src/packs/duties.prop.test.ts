import { spawnSync } from 'node:child_process';
import { addDays, addLimit, type Calendar, type Cite, type Duty } from '@mingjing/law';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadPacks } from './load.ts';
import { digestOfDuties } from './second-reading/digest-of-duties.ts';
import { ask, type Question, randomQuestions, rulesOf } from './second-reading/random-questions.ts';

const loaded = loadPacks();
const rules = loaded.packs.flatMap((pack) => pack.deadlines);
const forward = rules.filter(({ limit }) => limit !== null && !('before' in limit));
const anyDay = fc.integer({ min: 0, max: 1825 }).map((offset) => addDays('2022-01-01', offset));
const lastDay = (calendar: Calendar, start: string, rule: (typeof rules)[number]) =>
  addLimit(calendar, start, rule.limit, { rolls: rule.rolls?.holiday === true }).due ?? '';

describe('every deadline of the packs', () => {
  test('counted forward: a later start never gives an earlier last day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (start, later) => {
        const back = forward.filter(
          (rule) =>
            lastDay(loaded.calendar, addDays(start, later), rule) < lastDay(loaded.calendar, start, rule),
        );
        expect(back.map(({ id }) => id)).toEqual([]);
      }),
    );
  });

  test('counted forward: one more holiday never shortens it', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 120 }), (start, offset) => {
        const off = { [addDays(start, offset)]: '加放' };
        const year = { year: 1999, notice: '', number: null, off, work: {} };
        const more: Calendar = { years: [...loaded.calendar.years, year] };
        const shorter = forward.filter(
          (rule) => lastDay(more, start, rule) < lastDay(loaded.calendar, start, rule),
        );
        expect(shorter.map(({ id }) => id)).toEqual([]);
      }),
    );
  });
});

test('every deadline without figures says what its regulation leaves open and which default is taken', () => {
  const mute = loaded.packs.flatMap((pack) =>
    pack.deadlines
      .filter(({ limit, silent, note }) => {
        const point = pack.silentPoints.find(({ id }) => id === silent);
        return limit === null && point === undefined && note === undefined;
      })
      .map(({ id }) => id),
  );
  expect(mute).toEqual([]);
});

describe('every duty of random events', () => {
  const answers = take(4000);

  test('quotes words that stand in the very article it names', () => {
    const unsaid = answers.flatMap(({ question, duties }) =>
      duties
        .flatMap((duty) => [duty, ...duty.others])
        .filter(({ cite }) => cite.quote === '' || !textOf(question, cite).includes(cite.quote))
        .map(({ id }) => id),
    );
    expect([...new Set(unsaid)]).toEqual([]);
  });

  test('binds alone among the layers that speak of the same thing', () => {
    for (const { duties } of answers) {
      expect(duties.every((duty) => duty.binding && duty.others.every((other) => !other.binding))).toBe(true);
      const things = duties.map(({ does, channel }) => `${does} ${channel}`);
      expect(new Set(things).size).toBe(things.length);
    }
  });

  test('is the same when asked again', () => {
    expect(answers.map(({ question }) => ask(question))).toEqual(answers.map(({ duties }) => duties));
  });
});

test.each(['America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Kathmandu'])(
  'every duty is the same in the time zone %s',
  (zone) => {
    expect(digestIn(zone)).toBe(digestOfDuties());
  },
);

interface Answered {
  readonly question: Question;
  readonly duties: readonly Duty[];
}

function take(count: number): readonly Answered[] {
  const answered: Answered[] = [];
  for (const question of randomQuestions(7)) {
    answered.push({ question, duties: ask(question) });
    if (answered.length === count) break;
  }
  return answered;
}

function textOf(question: Question, cite: Cite): string {
  return rulesOf(question).articleText(cite)?.text ?? '';
}

// A process of its own: a running one keeps the zone it began with.
function digestIn(zone: string): string {
  const module = new URL('./second-reading/digest-of-duties.ts', import.meta.url).href;
  const program = `import { digestOfDuties } from ${JSON.stringify(module)};
    process.stdout.write(new Date(0).getTimezoneOffset() + ' ' + digestOfDuties());`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  });
  const [offset, digest = run.stderr] = run.stdout.split(' ');
  expect(offset).not.toBe('-480');
  return digest;
}
