import type { Duty } from '@mingjing/law';
import { describe, expect, test } from 'vitest';
import { loadPacks } from '../load.ts';
import { countNaively } from './count-naively.ts';
import type { Clause } from './figure.ts';
import { ask, type Question, randomQuestions } from './random-questions.ts';
import { regulations } from './regulations.ts';
import { statutes } from './statutes.ts';

const loaded = loadPacks();
const clauses = [...statutes, ...regulations];
// `npm test` asks for a million.
const wanted = Number(process.env.MINGJING_DUTIES_COMPARED ?? 50_000);

describe('a second reading of the texts, counted day by day', () => {
  test('gives the same last day for every duty of random events', { timeout: 300_000 }, () => {
    const { compared, differing } = compare(wanted);
    expect([...differing]).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(wanted);
  });

  test('every deadline of the packs answers to exactly one clause of this reading, and every clause to a deadline', () => {
    const asked = new Set<Clause>();
    const strange: string[] = [];
    for (const pack of loaded.packs) {
      for (const rule of pack.deadlines) {
        const found = rule.on.map((event) => candidates(pack.title, rule.cite.article, event));
        for (const clause of found.flat()) asked.add(clause);
        if (found.some((one) => one.length === 0)) strange.push(`${pack.id} ${rule.id}`);
      }
    }
    expect(strange).toEqual([]);
    expect(clauses.filter((clause) => !asked.has(clause))).toEqual([]);
  });
});

function compare(least: number): { compared: number; differing: ReadonlyMap<string, unknown> } {
  // One example of each rule is enough to see who is right.
  const differing = new Map<string, unknown>();
  let compared = 0;
  for (const question of randomQuestions(20260211)) {
    for (const duty of ask(question).flatMap((one) => [one, ...one.others])) {
      const due = secondAnswer(duty, question);
      compared++;
      if (due !== duty.due && !differing.has(duty.id))
        differing.set(duty.id, { ...question, engine: duty.due, second: due });
    }
    if (compared >= least) break;
  }
  return { compared, differing };
}

function secondAnswer(duty: Omit<Duty, 'others'>, { event, kind, date, set, out }: Question): string | null {
  const value = (name: string) => set[name]?.split(',') ?? DEFAULTS[name] ?? [];
  const fitting = candidates(duty.regulation, duty.article, event).filter(
    ({ where }) => where?.({ kind, does: duty.does, value }) ?? true,
  );
  const [clause] = fitting;
  if (clause === undefined || fitting.length > 1) return `${fitting.length} 条`;
  const { figure } = clause;
  const isUnchecked = figure !== null && 'unchecked' in figure && figure.unchecked === true;
  if (duty.unverified !== isUnchecked) return isUnchecked ? '应当标明未核' : '不应当标明未核';
  return countNaively(date, figure, out);
}

const byPlace = new Map<string, Clause[]>();
for (const clause of clauses) {
  for (const event of clause.on) {
    const place = `${clause.regulation} ${clause.article} ${event}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), clause]);
  }
}

function candidates(regulation: string, article: string, event: string): readonly Clause[] {
  return byPlace.get(`${regulation} ${article} ${event}`) ?? [];
}

// What the issue says of a circumstance that is not set.
const DEFAULTS: Readonly<Record<string, readonly string[]>> = {
  party: ['organisation'],
  penalty: ['fine'],
  procedure: ['ordinary'],
  province: ['same'],
  result: ['normal', 'grant'],
  remote: ['no'],
  intake: ['within'],
  harm: ['no'],
  'light-fine-only': ['no'],
};
