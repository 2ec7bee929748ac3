import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nandagang, wenshang } from '../../test/case-fixtures.ts';
import type { Member } from '../../test/penalty-fixtures.ts';
import { decidedCase, Publication } from '../../test/publication-fixtures.ts';
import { publicBody, publicTitle } from './public-body.ts';

/** Names and addresses of characters that no other text here contains. */
const rare = fc.string({ unit: fc.constantFrom(...'鑫淼焱垚犇骉羴鱻麤'), minLength: 2, maxLength: 6 });
const party = fc.record({
  name: rare,
  kind: fc.constantFrom('organisation' as const, 'natural-person' as const, 'sole-trader' as const),
  representative: rare,
  address: rare,
  contact: rare,
  birthDate: fc.constantFrom('1980-01-01', '2012-01-01'),
  phone: fc.constant('13812345678'),
});
const bureaus = fc.constantFrom(wenshang, nandagang);

const members = fc.constantFrom<Member>('handler', 'jack', 'approver', 'deputy', 'liaison', 'partner');
const moves = fc.array(
  fc.tuple(
    members,
    fc.constantFrom(
      'draft-publication',
      'approve-publication',
      'approve-publication',
      'return-publication',
      'propose-withdrawal',
      'approve-withdrawal',
    ),
    fc.boolean(),
  ),
  { minLength: 12, maxLength: 40 },
);

describe('任何顺序的操作', () => {
  test('拟稿的人批准不了公示，申请的人批准不了撤下，未经批准公示不了', () => {
    let published = 0;
    let withdrawn = 0;
    fc.assert(
      fc.property(moves, (script) => {
        const publication = new Publication(decidedCase());
        for (const [member, type] of script) {
          const before = publication.state;
          const input = {
            reason: '退回',
            cause: 'wrong',
            explanation: '公示有误。',
            startedOn: '2026-03-19',
          };
          publication.act(member, '2026-03-19', type, only(type, input));
          const last = publication.facts.at(-1);
          if (last?.type === 'result-withdrawn' && before?.status === 'published') {
            withdrawn += 1;
            expect(last.actor).not.toBe(before.pendingWithdrawal?.proposedBy);
          }
          if (before?.status === 'drafted' && publication.state?.status === 'published') {
            published += 1;
            expect(last?.actor).not.toBe(before.draftedBy);
            expect(['approver', 'deputy', 'jack']).toContain(last?.actor);
          }
        }
      }),
      { numRuns: 150, seed: 7 },
    );
    expect(published).toBeGreaterThan(10);
    expect(withdrawn).toBeGreaterThan(3);
  });

  test('撤下后的页面不含当事人的任何信息；公开的页面不含未公开的信息', () => {
    let tombstones = 0;
    fc.assert(
      fc.property(party, bureaus, rare, fc.nat({ max: 3 }), (person, bureau, other, form) => {
        const publication = new Publication(decidedCase(person), bureau);
        publication.act('handler', '2026-03-19', 'draft-publication');
        publication.act('approver', '2026-03-20', 'approve-publication');
        const values = [person.name, person.representative, person.address, person.contact, person.phone];
        if (publication.state?.status !== 'published') return;
        const open = JSON.stringify(publicBody(publication.published)) + publicTitle(publication.published);
        for (const value of Object.values(publication.published.hidden)) {
          if (value !== person.name && !person.name.includes(String(value)))
            expect(open).not.toContain(value);
        }
        const explanation = [
          '决定被撤销。',
          `${person.name}的决定被撤销。`,
          `${other}被撤销。`,
          `请拨打${person.phone}。`,
        ][form];
        publication.act('handler', '2026-04-01', 'propose-withdrawal', {
          cause: 'revoked',
          startedOn: '2026-04-01',
          explanation,
        });
        publication.act('approver', '2026-04-01', 'approve-withdrawal');
        if (!publication.published.withdrawn) return;
        tombstones += 1;
        const left = JSON.stringify(publicBody(publication.published)) + publicTitle(publication.published);
        for (const value of values) expect(left).not.toContain(value);
      }),
      { numRuns: 150, seed: 11 },
    );
    expect(tombstones).toBeGreaterThan(30);
  });
});

function only(type: string, input: Readonly<Record<string, string>>): object {
  const keys: Readonly<Record<string, readonly string[]>> = {
    'return-publication': ['reason'],
    'propose-withdrawal': ['cause', 'explanation', 'startedOn'],
  };
  return Object.fromEntries((keys[type] ?? []).map((key) => [key, input[key]]));
}
