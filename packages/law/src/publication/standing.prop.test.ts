import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Member } from '../../test/penalty-fixtures.ts';
import { decidedCase, Publication } from '../../test/publication-fixtures.ts';
import { addDays } from '../duties/day.ts';
import { columnOf, completenessColumns, standingOf, withheldGround } from './standing.ts';

const members = fc.constantFrom<Member>('handler', 'jack', 'approver', 'deputy', 'liaison');
const commands = {
  'draft-publication': {},
  'approve-publication': {},
  'return-publication': { reason: '退回重拟。' },
  'withhold-publication': { ground: 'trade-secret', reason: '涉及商业秘密。' },
  'confirm-channel': {},
  'propose-withdrawal': { cause: 'wrong', explanation: '公示有误。', startedOn: '2026-03-19' },
  'approve-withdrawal': {},
} as const;
type Move = keyof typeof commands;
const usual = (move: Move): Member =>
  ['draft-publication', 'propose-withdrawal'].includes(move) ? 'handler' : 'approver';
const moves = fc.array(
  fc
    .constantFrom(...(Object.keys(commands) as Move[]))
    .chain((move) =>
      fc.tuple(
        fc.oneof({ weight: 4, arbitrary: fc.constant(usual(move)) }, members),
        fc.constant(move),
        fc.nat({ max: 2 }),
      ),
    ),
  { maxLength: 14 },
);

/** One decision's publication as chance would have it; the days go forward. */
function play(script: readonly (readonly [Member, Move, number])[]): Publication {
  const publication = new Publication(decided);
  let day = '2026-03-19';
  for (const [member, type, later] of script) {
    day = addDays(day, later);
    const open = publication.state?.carriers.find(({ id }) => publication.state?.channels[id] === undefined);
    const input =
      type === 'confirm-channel'
        ? { channel: open?.id ?? 'none', confirmedOn: day, receipt: '公告栏' }
        : commands[type];
    publication.act(member, day, type, input);
  }
  return publication;
}
const decided = decidedCase();

describe('每一件决定都计入一栏，且只计入一栏', () => {
  test('任何经过、任何一天：七栏之和等于决定件数', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(moves, { maxLength: 12 }), fc.nat({ max: 200 }), (scripts, later) => {
        const day = addDays('2026-03-19', later);
        const counts = Object.fromEntries(completenessColumns.map((column) => [column, 0]));
        for (const script of scripts) {
          const { state } = play(script);
          const column = columnOf(standingOf(state), state?.due ?? '2026-03-25', day);
          seen.add(column);
          counts[column] = (counts[column] ?? Number.NaN) + 1;
        }
        expect(Object.keys(counts)).toEqual([...completenessColumns]);
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(scripts.length);
      }),
      { numRuns: 200, seed: 3 },
    );
    expect([...seen].sort()).toEqual(completenessColumns.filter((column) => column !== 'expired').sort());
  });

  test('按时、逾期以规定载体上的确认为准；确认之前看是否超过期限', () => {
    const standing = (script: readonly (readonly [Member, Move, number])[]) => standingOf(play(script).state);
    expect(standing([])).toBe('waiting');
    expect(standing([['handler', 'draft-publication', 0]])).toBe('waiting');
    expect(columnOf('unconfirmed', '2026-03-25', '2026-03-25')).toBe('withinLimit');
    expect(columnOf('unconfirmed', '2026-03-25', '2026-03-26')).toBe('overdue');
    expect(columnOf('waiting', null, '2099-01-01')).toBe('withinLimit');
    expect(columnOf('untimed', null, '2099-01-01')).toBe('onTime');
    expect(columnOf('revoked', null, '2099-01-01')).toBe('withdrawn');
  });

  test('国家秘密等情形合在一起说，商业秘密、个人隐私各依其条', () => {
    const withheld = (ground: string) => {
      const { state } = play([
        ['handler', 'draft-publication', 0],
        ['approver', 'withhold-publication', 0],
      ]);
      if (!state?.notPublished) throw new Error('nothing withheld');
      return withheldGround({ ...state, notPublished: { ...state.notPublished, ground } });
    };
    expect(withheld('state-secret')).toBe(withheld('gk-14-security-stability'));
    expect(withheld('state-secret')).not.toContain('第十条');
    expect(withheld('trade-secret')).toContain('第十条');
  });
});
