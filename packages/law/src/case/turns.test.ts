import { describe, expect, test } from 'vitest';
import {
  approved,
  examined,
  opinion,
  people,
  playTo,
  receive,
  resources,
  step,
} from '../../test/case-fixtures.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import { availableActions, decideCase, startActions } from './decide.ts';
import type { CaseContext } from './skeleton.ts';
import { startsOfOthers, turnsOfOthers } from './turns.ts';

const today = '2026-03-12';

function contextOf(person: Parameters<typeof step>[0]): CaseContext {
  const inBureau = (one: (typeof people)[keyof typeof people]) => ({ bureau: 'nandagang', ...one });
  return {
    actor: inBureau(people[person]),
    rules: composeRulebook(resources.bureau, resources.packs, today),
    calendar: resources.calendar,
    today,
    occurredOn: today,
    people: Object.values(people).map(inBureau),
    numbers: { documentNumber: () => '1', ordinal: (kind) => ({ kind, year: 2026, number: 1 }) },
  };
}

function stateOf(script: Parameters<typeof playTo>[0]) {
  const { state } = playTo(script);
  if (state === null) throw new Error('no case');
  return state;
}

describe('不能办的说明由谁办', () => {
  test('还没有承办人时，承办岗位的人看不到别的环节、别类案件的步骤', () => {
    const shown = availableActions(stateOf([receive]), contextOf('handler'));
    for (const { command, refusal } of shown) {
      expect(command).not.toMatch(/hearing|penalty|interview|site-check|legal-review|close|archive/);
      expect(refusal?.sentence).not.toContain('administrator');
    }
  });

  test('等审核时，承办人看到轮到审核人', () => {
    const state = stateOf([...examined, step('handler', '2026-03-09', 'submit-opinion', opinion)]);
    const turn = turnsOfOthers(state, contextOf('handler')).find(
      ({ command }) => command === 'review-opinion',
    );
    expect(turn?.who).toContain('reviewer（审核人）');
    expect(turn?.who).not.toContain('handler（');
  });

  test('一人已办一步、不能再办下一步的，写明可以办的人', () => {
    const state = stateOf([
      ...examined,
      step('handler', '2026-03-09', 'submit-opinion', opinion),
      step('allRounder', '2026-03-10', 'review-opinion', { reason: '同意' }),
    ]);
    const refusal = availableActions(state, contextOf('allRounder')).find(
      ({ command }) => command === 'approve-opinion',
    )?.refusal;
    expect(refusal?.code).toBe('distinct-persons');
    expect(refusal?.sentence).toContain('可以办理的人：approver（批准人）');
  });

  test('岗位不对的，服务器的拒绝写明岗位和人', () => {
    const state = stateOf(approved);
    const attempt = () => decideCase(state, { type: 'make-permit-decision' }, contextOf('archivist'));
    expect(attempt).toThrow(/由.*办理。可以办理的人：/);
    const begin = () => decideCase(null, receive.command, contextOf('handler'));
    expect(begin).toThrow('您的岗位不办理这一步，由窗口工作人员办理。可以办理的人：clerk（窗口工作人员）。');
    expect(startActions(contextOf('handler')).map(({ command }) => command)).not.toContain(
      'receive-application',
    );
    expect(startsOfOthers(contextOf('handler'))).toContainEqual({
      command: 'receive-application',
      label: '登记收到申请',
      who: 'clerk（窗口工作人员）',
    });
  });

  test('没有人可办的，说先登记人员', () => {
    const alone = { ...contextOf('handler'), people: [contextOf('handler').actor] };
    expect(() => decideCase(null, receive.command, alone)).toThrow('先由系统管理员登记窗口工作人员');
  });
});
