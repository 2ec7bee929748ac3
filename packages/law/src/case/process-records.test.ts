import { describe, expect, test } from 'vitest';
import { decided, examined, playTo, resources, sealed, serve } from '../../test/case-fixtures.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import { processRecords } from './process-records.ts';

const rules = composeRulebook(resources.bureau, resources.packs, '2026-03-20');

function recordsOf(script: Parameters<typeof playTo>[0]) {
  const { state, facts } = playTo(script);
  if (state === null) throw new Error('no case');
  return processRecords(facts, state, rules);
}

describe('第九条 全过程记录按各环节清点，不只看现在的一步', () => {
  test('证书盖章后：受理的材料、核查的记录和各环节制作的文书都在', () => {
    const stages = recordsOf([...sealed, serve('permit-decision', '2026-03-17')]);
    const named = Object.fromEntries(stages.map((one) => [one.stage, one]));
    expect(named.intake).toMatchObject({ status: 'done', held: 5, lacking: 0 });
    expect(named.examination).toMatchObject({ status: 'done', held: 6, lacking: 0 });
    const made = stages.reduce((sum, { documents }) => sum + documents, 0);
    const { state } = playTo([...sealed, serve('permit-decision', '2026-03-17')]);
    expect(made).toBe(state?.documents.length);
    expect(made).toBeGreaterThan(2);
  });

  test('现在的环节只有一个；还没有到的环节不写成缺少', () => {
    const early = recordsOf(examined.slice(0, 1));
    expect(early.filter(({ status }) => status === 'current').map(({ stage }) => stage)).toEqual(['intake']);
    expect(early.find(({ stage }) => stage === 'examination')).toMatchObject({ status: 'coming', held: 0 });
    const later = recordsOf(decided);
    expect(later.filter(({ status }) => status === 'current').length).toBeLessThanOrEqual(1);
    expect(later.find(({ stage }) => stage === 'examination')).toMatchObject({ status: 'done', lacking: 0 });
  });
});
