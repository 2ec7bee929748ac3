import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nandagang, receive, siping, wenshang, xinzhou } from '../../test/case-fixtures.ts';
import { act, anyBureau, crew, move, moves, Walk, walk } from '../../test/testing/random-walk.ts';
import { factTypes } from '../facts/fact-types.ts';
import type { CaseState } from './case-state.ts';
import { applyFact, extendCase, foldCase } from './fold.ts';
import { commandSpecs } from './registry.ts';

/** Walks on by chance until the walks have come so far, or far more often than they should need: a few dozen may all end early. */
function walkUntil(isFar: () => boolean, once: (script: Script, where: typeof nandagang) => void): void {
  for (let more = 0; more < 400 && !isFar(); more += 1)
    for (const [script, where] of fc.sample(fc.tuple(moves, anyBureau), 1)) once(script, where);
}

type Script = typeof moves extends fc.Arbitrary<infer Moves> ? Moves : never;

describe('任意一串办理', () => {
  test('亮着的操作只会因为填写而被拒；事实合乎格式；重算与逐件累加一致', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(moves, anyBureau, (script, where) => {
        const at = walk(script, where, act);
        for (const fact of at.facts) {
          expect(() => factTypes[fact.type].schema.parse(fact.data), fact.type).not.toThrow();
        }
        const hasCorrection = at.facts.some((fact) => fact.type === 'fact-corrected');
        if (!hasCorrection) {
          expect(at.facts.reduce<CaseState | null>(applyFact, null)).toEqual(at.state);
        }
        const half = Math.ceil(at.facts.length / 2);
        const before = foldCase(at.facts.slice(0, half));
        const extended = before && extendCase(before, at.facts.slice(half));
        if (extended) expect(extended).toEqual(at.state);
        else expect(before === null || hasCorrection).toBe(true);
        expect(foldCase(at.facts)).toEqual(at.state);
        reached.add(`${at.state?.kind} ${at.state?.stage}`);
      }),
      { numRuns: 25 },
    );
    const isFar = () =>
      reached.has('permit closed') &&
      [...reached].some((at) => /^penalty (notice|legal-review|decision|service|execution|closed)$/.test(at));
    walkUntil(isFar, (script, where) => {
      const { state } = walk(script, where, act);
      reached.add(`${state?.kind} ${state?.stage}`);
    });
    expect(isFar(), [...reached].join(', ')).toBe(true);
  });

  test('暗着和不显示的操作一定被拒，暗着的拒绝理由相同', () => {
    fc.assert(
      fc.property(moves, anyBureau, (script, where) => {
        const at = walk(script.slice(0, 40), where, act);
        const { state } = at;
        if (!state) return;
        for (const who of crew.keys()) {
          const shown = at.actions(who);
          for (const { type } of commandSpecs) {
            const action = shown.find((one) => one.command === type);
            if (action?.enabled) continue;
            const refused = at.attempt(who, { type });
            expect(refused, `${type} by ${crew[who]?.id}`).toBeDefined();
            if (action) expect(refused?.code).toBe(action.refusal?.code);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  test('暗着的每一步都写明条款，条款的原文打得开', () => {
    const codes = new Set<string>();
    fc.assert(
      fc.property(moves, fc.constantFrom(nandagang, wenshang, siping, xinzhou), (script, where) => {
        walk(script, where, (at, next) => {
          act(at, next);
          const { state } = at;
          if (!state) return;
          for (const { command, refusal } of at.actions(next.who)) {
            if (refusal === undefined) continue;
            codes.add(refusal.code);
            expect(refusal.cite, `${command} ${refusal.code} ${refusal.sentence}`).toBeDefined();
            if (refusal.cite) expect(at.rules.articleText(refusal.cite)?.text).toContain(refusal.cite.quote);
          }
        });
      }),
      { numRuns: 12 },
    );
    expect([...codes]).toContain('records-missing');
  });

  test('还没有登记事项的机关不能开始办案，写明须先公布事项和依据的条款', () => {
    for (const bureau of [nandagang, wenshang, siping, xinzhou]) {
      const at = new Walk({ ...bureau, matters: [] });
      const starts = [...crew.keys()].flatMap((who) => at.actions(who));
      const began = starts.filter(({ command }) => /^(receive-application|propose-filing)$/.test(command));
      expect(began.length).toBeGreaterThan(0);
      for (const { enabled, refusal } of began) {
        expect(enabled).toBe(false);
        expect(refusal?.code).toBe('no-matter');
        expect(refusal?.cite?.article).toMatch(/^第(三十条第一款|五条第三款)$/);
      }
    }
  });

  test('没有三个不同的人走完意见、审核、批准，就没有许可决定；决定盖章后才送达；送达齐全才结案', () => {
    let decisions = 0;
    fc.assert(
      fc.property(moves, (script) => {
        const at = walk(script, nandagang, act, receive.command);
        const done = (type: string) => at.facts.findLast((fact) => fact.type === type);
        const decision = at.state?.kind === 'permit' ? done('decision-made') : undefined;
        if (decision) {
          decisions += 1;
          const chain = ['opinion-submitted', 'opinion-reviewed', 'opinion-approved'].map((type) =>
            done(type),
          );
          expect(new Set(chain.map((fact) => fact?.actor)).size).toBe(3);
          const versions = [...chain, decision].map((fact) => fact?.version ?? 0);
          expect(versions).toEqual([...versions].sort((a, b) => a - b));
        }
        const letter = at.state?.documents.find((one) => /^(permit|refusal)-decision$/.test(one.template));
        if (letter?.servedOn) expect(at.state?.permit?.sealedOn).not.toBeNull();
        if (done('case-closed') && !done('decision-revoked')) {
          expect(at.state?.documents.filter((one) => one.forServing && !one.servedOn)).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
    walkUntil(
      () => decisions > 0,
      (script) => {
        if (walk(script, nandagang, act, receive.command).state?.decision) decisions += 1;
      },
    );
    expect(decisions).toBeGreaterThan(0);
  });

  test('任何输入都只得到结果或者一句中文的拒绝', () => {
    const junk = fc.dictionary(
      fc.constantFrom(
        'reason',
        'items',
        'handlers',
        'documentId',
        'method',
        'content',
        'attachment',
        'entry',
        'value',
        'penalty',
        'officers',
      ),
      fc.anything({ maxDepth: 2 }),
    );
    fc.assert(
      fc.property(
        fc.array(move, { minLength: 5, maxLength: 30 }),
        anyBureau,
        fc.array(junk, { minLength: 1, maxLength: 5 }),
        (script, where, inputs) => {
          const at = walk(script, where, act);
          for (const who of crew.keys()) {
            for (const action of at.actions(who).filter((one) => one.enabled)) {
              for (const input of inputs) {
                const refused = at.attempt(who, { ...input, type: action.command });
                if (refused) expect(refused.message).toMatch(/[\u4e00-\u9fff].*。$/s);
                if (!refused) return;
              }
            }
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
