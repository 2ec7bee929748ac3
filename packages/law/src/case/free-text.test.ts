import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { nandagang, wenshang } from '../../test/case-fixtures.ts';
import { act, anyBureau, crew, moves, valueFor, Walk, walk } from '../../test/testing/random-walk.ts';
import { type Fact, factTypes } from '../facts/fact-types.ts';
import { isShown } from './adoption/paper-steps.ts';
import { commandSpecs, startSpecs } from './registry.ts';
import type { FormField } from './skeleton.ts';

type Input = Readonly<Record<string, unknown>>;
const MARK = '张三丰，住东环路九号';

/** The places of an input that take whatever a person types. */
function textPlaces(schema: z.ZodType): readonly string[] {
  const def = (schema as unknown as { def: Record<string, unknown> }).def;
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape as Record<string, z.ZodType>).flatMap(([key, inner]) =>
        textPlaces(inner).map((place) => (place === '' ? key : `${key}.${place}`)),
      );
    case 'array':
      return textPlaces(def.element as z.ZodType).map((place) => (place === '' ? '0' : `0.${place}`));
    case 'optional':
    case 'default':
    case 'nullable':
      return textPlaces(def.innerType as z.ZodType);
    case 'string':
      return schema.safeParse(MARK).success ? [''] : [];
    default:
      return [];
  }
}

function withText(input: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return MARK;
  if (Array.isArray(input)) return input.map((one, i) => (String(i) === key ? withText(one, rest) : one));
  return { ...(input as Input), [key]: withText((input as Input | undefined)?.[key], rest) };
}

/** What a form may send back, filled by chance, with only what shows. */
function filled(form: readonly FormField[], choose: number): Input {
  const asked = form.filter(({ fixed }) => !fixed);
  const all = Object.fromEntries(
    asked.map((field) => [field.key, withoutNotes(valueFor(field, choose, '2026-03-02'), choose)]),
  );
  const answers = { ...all, ...Object.fromEntries(Object.keys(all).flatMap(overridden)) };
  return Object.fromEntries(
    asked.filter((field) => isShown(field, answers)).map(({ key }) => [key, answers[key]]),
  );
}

const choices = [0, 1, 2, 3, 5];
/** Not every checklist takes a note. */
const withoutNotes = (value: unknown, choose: number): unknown =>
  Array.isArray(value) && choose > 1
    ? value.map((one) => (typeof one === 'object' ? { id: one.id, state: one.state } : one))
    : value;

/** A paper case that has everything: dates in order, numbers in form. */
const overridden = (key: string): readonly (readonly [string, unknown])[] => {
  if (key.endsWith('-done')) return [[key, 'yes']];
  if (/^(number|\w+Number)$/.test(key) && key !== 'documentNumber') return [[key, '示例〔2026〕1号']];
  if (key === 'by') return [[key, '示例县人民政府']];
  if (key === 'after') return [[key, '更正后的说明']];
  if (key.endsWith('-on') || key === 'resumedOn') return [[key, '2026-03-01']];
  return [];
};

/** Facts of this command whose open part shows what was typed in this place. */
function openFacts(facts: readonly Fact[]): readonly string[] {
  const isOpen = (fact: Fact) =>
    Object.entries(fact.data).some(
      ([key, value]) => !factTypes[fact.type].sealed.includes(key) && JSON.stringify(value).includes(MARK),
    );
  return facts.filter(isOpen).map(({ type }) => type);
}

type Decide = (input: Input) => readonly Fact[];
const tried = new Set<string>();
const shown = new Set<string>();

function probe(type: string, schema: z.ZodType, input: Input, decide: Decide): void {
  const decided = (typed: Input) => {
    try {
      return decide(schema.parse(typed) as Input);
    } catch {
      return undefined;
    }
  };
  if (decided(input) === undefined) return;
  for (const place of textPlaces(schema)) {
    tried.add(`${type} ${place}`);
    for (const fact of openFacts(decided(withText(input, place.split('.')) as Input) ?? []))
      shown.add(`${type} ${place} → ${fact}`);
  }
}

test('随便填写的文字一律封存，不进公开部分：在办到各步的案件上逐项填写每一个操作', () => {
  const probed = new Set<string>();
  for (const [script, where] of fc.sample(fc.tuple(moves, anyBureau), { numRuns: 40, seed: 7 })) {
    const watched = new WeakSet<Walk>();
    walk(script, where, (at, move) => {
      if (!watched.has(at)) widen(at);
      watched.add(at);
      act(at, move);
      const state = at.state && { ...at.state, ...pending };
      const reached = `${state?.kind} ${state?.stage} ${state?.entries.at(-1)?.type}`;
      if (state === null || probed.has(reached)) return;
      probed.add(reached);
      const context = at.context(0);
      for (const spec of commandSpecs.filter(({ kinds }) => kinds.includes(state.kind)))
        for (const choose of choices)
          probe(
            spec.type,
            spec.schema,
            filled(
              formOf(() => spec.form(state, context)),
              choose,
            ),
            (input) => spec.decide(state, input, context).facts,
          );
    });
  }
  for (const where of [nandagang, wenshang])
    for (const spec of startSpecs)
      for (const choose of choices) {
        const context = {
          ...new Walk(where).context(HANDLER),
          occurredOn: '2026-03-01',
          lateReason: '启用前',
        };
        probe(
          spec.type,
          spec.schema,
          filled(spec.form(context), choose),
          (input) => spec.decide(input, context).facts,
        );
      }
  expect([...shown].filter((one) => !putInByServer.test(one))).toEqual([]);
  const places = [...commandSpecs, ...startSpecs].flatMap(({ type, schema }) =>
    textPlaces(schema).map((place) => `${type} ${place}`),
  );
  expect(places.filter((place) => !tried.has(place))).toEqual(ofNoWalk);
});

/** What the server puts in from the original that it holds, whatever was sent. */
const putInByServer = /^[a-z-]+ (?:[a-z-]+-scan|attachment)\.(?:evidenceId|mediaType) /;
const HANDLER = crew.findIndex(({ id }) => id === 'handler');
const bodies = [
  { id: 'siping', name: '四平' },
  { id: 'xinzhou', name: '忻州' },
];
/** No walk puts an entry right before service; which document is made again is looked up among those of the case. */
const ofNoWalk = ['remake-document documentId'];
/** Corrections that somebody asked for: what answers them does not look at what they say. */
const correction = {
  target: 1,
  field: 'reason',
  oldDigest: '',
  value: '',
  reason: '',
  proposedBy: 'partner',
};
const pending = {
  correction,
  documentCorrection: { ...correction, documentId: 'd1', before: '说', after: '明' },
};
/** What a walk does not know by itself: other bodies, and the digests of what is recorded. */
function widen(at: Walk): void {
  const narrow = at.context.bind(at);
  at.context = (who) => ({ ...narrow(who), bodies, digestOf: () => 'digest' });
}
const formOf = (form: () => readonly FormField[]) => {
  try {
    return form();
  } catch {
    return [];
  }
};
