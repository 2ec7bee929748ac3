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
  people,
  playTo,
  receive,
  resources,
  sealed,
  step,
} from '../../test/case-fixtures.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import type { PlayStep } from '../play.ts';
import { type DueStanding, dueStanding, isBeforeItsDay, publicationStanding } from './due-standing.ts';

function standingOf(script: readonly PlayStep[], does: string, post: keyof typeof people): DueStanding {
  const { state } = playTo(script);
  if (state === null) throw new Error('no case');
  const rules = composeRulebook(resources.bureau, resources.packs, '2026-03-17');
  const inBureau = (one: (typeof people)[keyof typeof people]) => ({ bureau: resources.bureau.id, ...one });
  return dueStanding(state, does, {
    actor: inBureau(people[post]),
    rules,
    calendar,
    today: '2026-03-17',
    occurredOn: '2026-03-17',
    people: Object.values(people).map(inBureau),
    numbers: { documentNumber: never, ordinal: never },
  });
}

function never(): never {
  throw new Error('a list draws no number');
}

const checked = (items: object) => [receive, step('clerk', '2026-03-02', 'check-materials', items)];
const allBut = (state: string) => ({
  items: [
    ...materials.slice(1).map((id) => ({ id, state: 'complete' })),
    { id: 'application', state, note: '缺少申请书' },
  ],
});
const withOpinion = [...examined, step('handler', '2026-03-09', 'submit-opinion', opinion)];

describe('待办的现状说缺什么、等哪一步，谁看都一样', () => {
  test.each<[string, readonly PlayStep[], string, DueStanding]>([
    ['材料还没有核对', [receive], 'notify-supplement', { words: '待核对材料', lacks: false }],
    ['材料有缺', checked(allBut('missing')), 'notify-supplement', { words: '待告知补正', lacks: false }],
    ['材料齐全', checked(complete), 'notify-supplement', { words: '待受理', lacks: false }],
    ['还没有承办人', accepted.slice(0, 3), 'decide', { words: '待定承办人', lacks: false }],
    ['现场核查还没有亮证', accepted, 'decide', { words: '缺亮证记录', lacks: true }],
    ['核查完成', examined, 'decide', { words: '待提出意见', lacks: false }],
    ['等审核', withOpinion, 'decide', { words: '待审核', lacks: false }],
    ['已批准', approved, 'decide', { words: '待作出决定', lacks: false }],
    ['已决定', decided, 'issue-certificate', { words: '待上报', lacks: false }],
    ['已盖章', sealed, 'issue-certificate', { words: '待送达', lacks: false }],
    ['第十二条 没有送达回证不能归档', sealed, 'file-away', { words: '缺送达回证', lacks: true }],
    ['系统不知道怎样办的事', sealed, 'report-annual', { words: '送达', lacks: false }],
  ])('%s', (_when, script, does, standing) => {
    for (const post of Object.keys(people) as (keyof typeof people)[])
      expect(standingOf(script, does, post), post).toEqual(standing);
  });
});

describe('公示的事', () => {
  test('还没有公示稿的待起草', () => {
    expect(publicationStanding(null, { does: 'publish', due: '2026-03-20' }, '2026-03-17')).toEqual({
      words: '待起草公示',
      lacks: false,
    });
  });

  test('第十三条第（二）项 公开满五年以前不是撤下的时候，届满那天起是', () => {
    const term = { does: 'end-publication', due: '2031-03-20' };
    expect(isBeforeItsDay(term, '2031-03-19')).toBe(true);
    expect(publicationStanding(null, term, '2031-03-19').words).toBe('公示中，届满再撤');
    expect(isBeforeItsDay(term, '2031-03-20')).toBe(false);
    expect(publicationStanding(null, term, '2031-03-20').words).toBe('待申请撤下');
    expect(isBeforeItsDay({ does: 'withdraw', due: '2031-03-20' }, '2031-03-19')).toBe(false);
  });
});
