import { expect, test } from 'vitest';
import type { CaseState } from './case-state.ts';
import { decidedFor, handledBy, handlesCase } from './handled-by.ts';

const taken = (version: number, by: string): CaseState['entries'][number] => ({
  version,
  type: 'case-taken-over',
  occurredOn: '2025-10-13',
  actor: 'a',
  data: { predecessor: 'aa', successor: by, handlers: [] },
  erased: [],
});
/** A case of 甲局 (aa): taken over at these versions, decided at that one. */
const caseWith = (takers: readonly (readonly [number, string])[], decidedAt: number | null) => {
  const last = takers.at(-1);
  return {
    bureau: 'aa',
    entries: takers.map(([version, by]) => taken(version, by)),
    decision: decidedAt === null ? null : ({ version: decidedAt } as CaseState['decision']),
    ...(last === undefined ? {} : { takenOver: { by: last[1], on: '2025-10-13', version: last[0] } }),
  };
};

test('公示署名：决定是哪个机关办理时作出的，就署哪个机关；接办不改已经作出的决定', () => {
  expect(decidedFor(caseWith([], 5))).toBe('aa');
  expect(decidedFor(caseWith([[7, 'bb']], 5))).toBe('aa');
  expect(decidedFor(caseWith([[3, 'bb']], 5))).toBe('bb');
  expect(decidedFor(caseWith([[3, 'bb']], null))).toBe('aa');
});

test('一再承继：决定由中间一个机关作出的，署它的名，后来接办的机关可以更正它作出的文书', () => {
  const twice = caseWith(
    [
      [3, 'bb'],
      [9, 'cc'],
    ],
    5,
  );
  expect(decidedFor(twice)).toBe('bb');
  expect(handledBy(twice)).toBe('cc');
  expect(['aa', 'bb', 'cc', 'dd'].map((body) => handlesCase(twice, body))).toEqual([true, true, true, false]);
  expect(handlesCase(caseWith([], 5), 'bb')).toBe(false);
});
