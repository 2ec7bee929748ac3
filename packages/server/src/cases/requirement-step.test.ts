import { composeRulebook } from '@mingjing/law';
import { expect, test } from 'vitest';
import { packs, wenshang } from '../../../law/test/case-fixtures.ts';
import { act, investigated, noticed, playTo, report } from '../../../law/test/penalty-fixtures.ts';
import { requirementStep } from './requirement-step.ts';

const rules = composeRulebook(wenshang, packs, '2026-03-02');

function stepAfter(script: Parameters<typeof playTo>[0], asOf?: string) {
  const { state } = playTo(script, asOf);
  if (!state) throw new Error('no case');
  return { stage: state.stage, ...requirementStep(state, rules) };
}

test('报告交审核以后，仍列出报告之前须备齐的记录，供审核人逐项看', () => {
  const submitted = [...investigated, act('handler', '2026-03-05', 'submit-report', report())];
  const step = stepAfter(submitted);
  expect(step).toMatchObject({ stage: 'investigation', title: '“提交调查终结报告”前须备齐' });
  expect(step.requirements.length).toBeGreaterThan(1);
});

test('到了决定阶段，不再以“提交调查终结报告”为题列出早已备齐的记录，只列决定须做到的', () => {
  const step = stepAfter(noticed(), '2026-03-18');
  expect(step).toMatchObject({ stage: 'decision', title: '本环节须做到', requirements: [] });
  expect(step.asks.map(({ name, found }) => `${name}：${found}`)).toContain(
    '听取陈述、申辩并复核：期间届满，没有提出',
  );
});
