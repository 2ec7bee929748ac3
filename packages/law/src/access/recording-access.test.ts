import { describe, expect, test } from 'vitest';
import { nandagang, packs, wenshang, xinzhou } from '../../test/case-fixtures.ts';
import { crew, decided, type Member, playTo } from '../../test/penalty-fixtures.ts';
import type { CaseState } from '../case/case-state.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import type { BureauProfile } from '../pack/schema.ts';
import type { Role } from './actor.ts';
import { refuseRecording } from './recording-access.ts';

const ask = (
  member: Member,
  bureau: BureauProfile = wenshang,
  more: Partial<CaseState> = {},
  also: readonly Role[] = [],
) => {
  const { state } = playTo(decided);
  if (state === null) throw new Error('no case');
  const actor = { name: member, ...crew[member], roles: [...crew[member].roles, ...also], bureau: bureau.id };
  const rules = composeRulebook(bureau, packs, '2026-03-20');
  return refuseRecording(actor, { ...state, bureau: bureau.id, ...more }, rules);
};

describe('记录规定 第十五条 调阅记录', () => {
  test('办理本案的和政策法规科直接看', () => {
    for (const member of ['handler', 'reviewer', 'approver', 'lawyer'] as const)
      expect(ask(member)).toBeUndefined();
  });
  test('政策法规科的人兼任别的岗位，仍然实时调阅', () => {
    expect(ask('liaison', wenshang, {}, ['policy-and-law'])).toBeUndefined();
  });
  test('没有办理本案的其他人员，须经局分管领导同意', () => {
    for (const member of ['liaison', 'lapsed'] as const)
      expect(ask(member)).toMatchObject({
        code: 'needs-leave',
        sentence: expect.stringContaining('局分管领导'),
        cite: { pack: 'wenshang-recording', article: '第十五条第二款' },
      });
  });
  test('审核、法制审核的人在办理期间看得到；结案以后没有办理过的，也须经同意', () => {
    const closed = { stage: 'closed' as const };
    for (const [member, code] of [
      ['legal', 'needs-leave'],
      ['reviewer', undefined],
      ['deputy', undefined],
      ['lawyer', undefined],
    ] as const) {
      expect(ask(member)).toBeUndefined();
      expect(ask(member, wenshang, closed)?.code).toBe(code);
    }
  });
  test('没有这样规定的机关不受此限；别的机关的人另按参与案件的规定', () => {
    expect(ask('liaison', xinzhou)).toBeUndefined();
    expect(ask('liaison', wenshang, { bureau: 'nandagang' })).toBeUndefined();
  });
});

test('南大港 第十七条 归档以后查看案卷记录，须经负责案卷管理主要负责人同意', () => {
  const permit = { kind: 'permit' as const };
  expect(ask('liaison', nandagang, permit)).toBeUndefined();
  const archived = { ...permit, dates: { 'case-archived': '2026-04-01' } };
  expect(ask('liaison', nandagang, archived)).toMatchObject({ cite: { article: '第十七条' } });
});
