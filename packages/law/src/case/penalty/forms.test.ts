import { describe, expect, test } from 'vitest';
import { calendar, packs, wenshang } from '../../../test/case-fixtures.ts';
import { act, crew, enterprise, investigated, last, playTo, report } from '../../../test/penalty-fixtures.ts';
import { composeRulebook } from '../../pack/rulebook.ts';
import type { CaseState } from '../case-state.ts';
import { availableActions } from '../decide.ts';
import { reviewPoints } from './legal-review.ts';

const filing = (input: object) => last([act('handler', '2026-03-02', 'propose-filing', input)]).refusal;
const complete = {
  matter: 'salt-offence',
  source: '日常检查',
  party: enterprise,
  suspectedFacts: '涉嫌未取得食盐批发企业证书批发食盐。',
};

describe('提请立案', () => {
  test('第四十二条 只有一名执法人员：说明人数和条文，不说“至少要有 2 项”', () => {
    expect(filing({ ...complete, officers: ['handler'] })).toMatchObject({
      code: 'certified-officers',
      sentence: '执法人员不得少于 2 人。',
      cite: { article: expect.any(String) },
    });
  });

  test('当事人名称再长，自动生成的案件名称也不超长', () => {
    const named = { ...complete, party: { ...enterprise, name: '名'.repeat(400) } };
    const officers = ['handler', 'partner'];
    expect(filing({ ...named, officers })).toBeUndefined();
  });

  test('几处没有填的，按表单的先后说', () => {
    const sentence = filing({ officers: [] })?.sentence ?? '';
    const places = ['执法事项', '案件来源', '当事人', '涉嫌违法事实', '承办人'].map((label) =>
      sentence.indexOf(`“${label}”`),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});

test('十三 法制审核七个方面，每一方面的答案与所问相符', () => {
  expect(reviewPoints).toHaveLength(7);
  expect(reviewPoints.find(({ value }) => value === 'crime')?.states).toEqual({
    pass: '不涉嫌犯罪',
    problem: '涉嫌犯罪，须移送',
  });
  for (const { label, states } of reviewPoints) expect([label, states.pass]).not.toContain('合法适当');
});

const none = () => {
  throw new Error('a form draws no number');
};

test('审核调查终结报告的人，在表单里看得到事实、证据、依据、裁量和拟处罚内容', () => {
  const script = [...investigated, act('handler', '2026-03-05', 'submit-report', report())];
  const { state } = playTo(script);
  const reviewer = { id: 'reviewer', name: 'reviewer', bureau: wenshang.id, roles: crew.reviewer.roles };
  const shown = availableActions(state as CaseState, {
    actor: reviewer,
    rules: composeRulebook(wenshang, packs, '2026-03-05'),
    calendar,
    today: '2026-03-06',
    occurredOn: '2026-03-06',
    people: [reviewer],
    numbers: { documentNumber: none, ordinal: none },
  });
  for (const command of ['review-report', 'return-report']) {
    const { form = [] } = shown.find((action) => action.command === command) ?? {};
    const known = form.filter(({ fixed }) => fixed).map(({ value }) => value);
    const { penalty, facts, evidence, basis, discretion } = report();
    expect(known).toEqual([facts, evidence, basis, discretion, (penalty as { text: string }).text]);
  }
});
