import { describe, expect, test } from 'vitest';
import {
  accepted,
  approved,
  calendar,
  complete,
  decided,
  examined,
  materials,
  opinion,
  type Post,
  people,
  playTo,
  receive,
  resources,
  sealed,
  step,
} from '../../test/case-fixtures.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import type { PlayStep } from '../play.ts';
import { dueStep, stepVerbs } from './due-step.ts';
import { findCommand } from './registry.ts';

function verbOf(script: readonly PlayStep[], post: Post, does: string): string | undefined {
  const { state } = playTo(script);
  if (state === null) throw new Error('no case');
  const rules = composeRulebook(resources.bureau, resources.packs, '2026-03-17');
  const inBureau = (one: (typeof people)[Post]) => ({ bureau: resources.bureau.id, ...one });
  const all = Object.values(people).map(inBureau);
  const day = { today: '2026-03-17', occurredOn: '2026-03-17' };
  const numbers = { documentNumber: never, ordinal: never };
  return dueStep(state, does, {
    actor: inBureau(people[post]),
    rules,
    calendar,
    ...day,
    people: all,
    numbers,
  })?.verb;
}

function never(): never {
  throw new Error('a list draws no number');
}

const faulty = {
  items: [
    ...materials.slice(1).map((id) => ({ id, state: 'complete' })),
    { id: 'application', state: 'missing', note: '缺少申请书' },
  ],
};
const checked = (items: object) => [receive, step('clerk', '2026-03-02', 'check-materials', items)];
const withOpinion = [...examined, step('handler', '2026-03-09', 'submit-opinion', opinion)];

describe('待办的按钮写到期的事现在要办的一步', () => {
  test.each<[string, readonly PlayStep[], Post, string, string | undefined]>([
    ['材料还没有核对', [receive], 'clerk', 'notify-supplement', '核对材料'],
    ['材料有缺', checked(faulty), 'clerk', 'notify-supplement', '告知补正'],
    ['材料齐全', checked(complete), 'clerk', 'notify-supplement', '受理'],
    ['还没有承办人', accepted.slice(0, 3), 'reviewer', 'decide', '定承办人'],
    ['记录还缺', accepted, 'handler', 'decide', '补记录'],
    ['核查完成', examined, 'handler', 'decide', '提出意见'],
    ['等审核，审核的人', withOpinion, 'reviewer', 'decide', '审核'],
    ['等审核，承办的人', withOpinion, 'handler', 'decide', undefined],
    ['已批准', approved, 'handler', 'decide', '作出决定'],
    ['已决定', decided, 'handler', 'issue-certificate', '上报'],
    ['已盖章', sealed, 'handler', 'issue-certificate', '送达'],
    ['不由本人办', sealed, 'lawyer', 'issue-certificate', undefined],
    ['系统不知道怎样办的事', sealed, 'handler', 'report-annual', undefined],
  ])('%s', (_when, script, post, does, verb) => {
    expect(verbOf(script, post, does)).toBe(verb);
  });

  test('动词不超过四个字；案件的步骤都是系统认得的命令', () => {
    for (const [command, verb] of Object.entries(stepVerbs)) {
      expect(verb.length, verb).toBeLessThanOrEqual(4);
      if (!/-(publication|channel|withdrawal)$|^(draft|approve)-correction$/.test(command))
        expect(findCommand(command), command).toBeDefined();
    }
  });
});
