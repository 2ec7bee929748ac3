import { describe, expect, test } from 'vitest';
import { calendar } from '../../test/case-fixtures.ts';
import { extraPack, wenshangWith } from '../../test/extra-layers.ts';
import { decidedCase } from '../../test/publication-fixtures.ts';
import type { Pack } from '../pack/schema.ts';
import { draftPublication } from './draft.ts';
import { maskName, redactionsFor } from './redaction.ts';

const profile = (id: string, rank: Pack['rank'], items: object[], yieldsTo: string[] = []) =>
  extraPack(id, rank, { redactions: [{ id, name: id, kinds: ['penalty'], items, yieldsTo }] });
const item = (name: string, covers: string, treat: string) => ({
  party: 'natural-person',
  item: name,
  covers,
  treat,
});
const names = { bureauName: '某局', authorityName: '某局', calendar };
const person = decidedCase({ name: '欧阳某甲乙', kind: 'natural-person', address: '汶上县某村 3 号' });

describe('两层对同一信息的遮盖不同', () => {
  const masked = profile('district', 'normative', [item('姓名', 'name', 'mask')], ['local-rule']);
  const removed = profile('province', 'local-rule', [
    item('姓名', 'name', 'remove'),
    item('住址', 'address', 'remove'),
  ]);

  test('个人信息从严，不论位阶和让位，两条都列出', () => {
    for (const rules of [wenshangWith(masked, removed), wenshangWith(removed, masked)]) {
      const name = redactionsFor(rules, 'penalty', 'natural-person').find(
        ({ subject }) => subject === 'name',
      );
      expect(name).toMatchObject({
        treat: 'remove',
        cite: { pack: 'province', article: '第一条' },
        others: [{ treat: 'mask', cite: { pack: 'district', article: '第一条' } }],
      });
    }
    expect(
      redactionsFor(wenshangWith(masked, removed), 'penalty', 'organisation').map(({ subject }) => subject),
    ).toEqual(['state-secret', 'trade-secret', 'personal-data']);
  });

  test('不是个人信息的，让位的一方不作数', () => {
    const lax = profile('law', 'local-rule', [{ party: 'any', item: '工艺', treat: 'keep' }]);
    const strict = profile(
      'own',
      'normative',
      [{ party: 'any', item: '工艺', treat: 'remove' }],
      ['local-rule'],
    );
    const [craft] = redactionsFor(wenshangWith(strict, lax), 'penalty', 'organisation');
    expect(craft).toMatchObject({ item: '工艺', treat: 'keep', others: [{ treat: 'remove' }] });
  });

  test('遮盖的姓名在标题、要素、说明里都是“某”；删去的不出现，注明依据', () => {
    const covered = draftPublication(person, wenshangWith(masked), names);
    expect(maskName('欧阳某甲乙')).toBe('欧某某某某');
    expect(JSON.stringify([covered?.title, covered?.fields, covered?.summary])).toContain('欧某某某某');
    expect(JSON.stringify([covered?.title, covered?.fields, covered?.summary])).not.toContain('欧阳某甲乙');
    const gone = draftPublication(person, wenshangWith(masked, removed), names);
    expect(JSON.stringify([gone?.title, gone?.fields, gone?.summary])).not.toContain('欧阳');
    expect(gone?.withheld).toContainEqual(
      expect.objectContaining({ key: 'party', cite: expect.objectContaining({ pack: 'province' }) }),
    );
  });

  test('写明删去个人信息的，正文里的号码删去而不是遮盖', () => {
    const facts = decidedCase();
    const decision = facts.decision && { ...facts.decision, content: '罚款，联系电话 13812345678。' };
    const state = { ...facts, decision };
    const shown = (rules: ReturnType<typeof wenshangWith>) => draftPublication(state, rules, names);
    expect(shown(wenshangWith())?.fields.conclusion).toContain('******');
    const strict = wenshangWith(
      profile('strict', 'law', [
        { party: 'any', item: '个人信息', covers: 'personal-data', treat: 'remove' },
      ]),
    );
    expect(shown(strict)?.fields.conclusion).toContain('联系电话 。');
    expect(shown(strict)?.signals[0]?.sentence).toContain('已删去');
  });
});
