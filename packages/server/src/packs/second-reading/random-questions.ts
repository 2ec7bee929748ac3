import {
  type ActKind,
  actKinds,
  CIRCUMSTANCES,
  type Circumstances,
  composeRulebook,
  type Duty,
  dutiesFor,
  type EventName,
  eventNames,
  excludedCauses,
  type Rulebook,
} from '@mingjing/law';
import { loadPacks } from '../load.ts';
import type { TakenOut } from './count-naively.ts';
import { dayNames, dayNumbers } from './plain-calendar.ts';

/** A question to the engine, drawn at random. */
export interface Question {
  readonly bureau: string;
  readonly event: EventName;
  readonly kind: ActKind;
  readonly date: string;
  readonly set: Circumstances;
  readonly out: readonly TakenOut[];
}

const loaded = loadPacks();

/** What the engine answers, on the calendar and packs of this repository. */
export function ask(question: Question): readonly Duty[] {
  return dutiesFor({
    rules: rulesOf(question),
    calendar: loaded.calendar,
    event: question.event,
    kind: question.kind,
    date: question.date,
    circumstances: question.set,
    excluded: question.out,
  });
}

/** Questions without end, the same in every run, so that a difference can be looked at again. */
export function* randomQuestions(seed: number): Generator<Question, never> {
  const random = makeRandom(seed);
  for (;;) yield draw(random);
}

const books = new Map<string, Rulebook>();

// Days on which some layer begins or ends; between two of them the rules are the same.
const turns = [
  ...loaded.packs.flatMap((pack) => [pack.inForceFrom, pack.inForceTo]),
  ...loaded.bureaus.flatMap((bureau) => bureau.layers.flatMap((layer) => [layer.from, layer.to])),
].filter((day) => typeof day === 'string');

/** The rules that bind the bureau on the day. */
export function rulesOf({ bureau: id, date }: Pick<Question, 'bureau' | 'date'>): Rulebook {
  const bureau = loaded.bureaus.find((one) => one.id === id);
  if (bureau === undefined) throw new Error(id);
  const key = `${id} ${turns.filter((turn) => turn < date).length} ${turns.includes(date)}`;
  const book = books.get(key) ?? composeRulebook(bureau, loaded.packs, date);
  books.set(key, book);
  return book;
}

/** Every question to which some layer has an answer, so that none is asked in vain. */
const questions = loaded.bureaus.flatMap((bureau) => {
  const layers = new Set(bureau.layers.map(({ pack }) => pack));
  const rules = loaded.packs.filter(({ id }) => layers.has(id)).flatMap((pack) => pack.deadlines);
  return eventNames.flatMap((event) =>
    actKinds
      .filter((kind) => rules.some((rule) => rule.on.includes(event) && rule.kinds.includes(kind)))
      .map((kind) => ({ bureau: bureau.id, event, kind })),
  );
});

const firstDay = dayNumbers.get('2022-01-01') ?? 0;
const daysToTry = (dayNumbers.get('2026-12-31') ?? 0) - firstDay + 1;
const sets = Object.entries<{ values: Readonly<Record<string, string>>; amount?: true }>(CIRCUMSTANCES);
const causes = Object.keys(excludedCauses);

function draw(random: (below: number) => number): Question {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const day = firstDay + random(daysToTry);
  const set: Record<string, string> = {};
  for (let left = random(4); left > 0; left--) {
    const [name, { values, amount }] = pick(sets);
    const names = Object.keys(values);
    set[name] = amount === true ? String(random(2_000_000) * 100) : pick(names);
    if (name === 'penalty' && random(3) === 0) set[name] = `${set[name]},${pick(names)}`;
  }
  const from = day + random(20) - 2;
  const out =
    random(3) > 0
      ? []
      : [{ from: dayNames[from] ?? '', to: dayNames[from + random(15)] ?? '', cause: pick(causes) }];
  return {
    ...pick(questions),
    date: dayNames[day] ?? '',
    set,
    out,
  };
}

// Mulberry32.
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
