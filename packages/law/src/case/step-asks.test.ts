import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as permit from '../../test/case-fixtures.ts';
import { nandagang, playTo, siping, wenshang, xinzhou } from '../../test/case-fixtures.ts';
import * as penalty from '../../test/penalty-fixtures.ts';
import { act, crew, moves, type Walk, walk } from '../../test/testing/random-walk.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import type { CaseState } from './case-state.ts';
import { allRequirementsFor } from './requirements.ts';
import { stepAsks } from './step-asks.ts';

const rulesOf = (bureau: typeof nandagang) => composeRulebook(bureau, permit.packs, '2026-03-02');

/** Name, mark and words of each row. */
function asked(state: CaseState | null, bureau: typeof nandagang): readonly string[] {
  if (state === null) throw new Error('no case');
  return stepAsks(state, rulesOf(bureau)).map(
    ({ name, met, modality, found }) => `${met ? '✓' : modality === 'must' ? '✗' : '○'} ${name}：${found}`,
  );
}

test('许可：审批列出意见、审核、批准，制证列出上报和盖章，送达列出每份文书的送达回证', () => {
  const at = (script: Parameters<typeof playTo>[0]) => asked(playTo(script).state, nandagang);
  expect(at(permit.examined)).toContain('✓ 由两名以上人员承办：已确定 2 人');
  const { state } = playTo(permit.examined);
  expect(asked(state && { ...state, handlers: ['handler'] }, nandagang)).toContain(
    '✗ 由两名以上人员承办：已确定 1 人',
  );
  expect(at(permit.decided)).toEqual([
    '✗ 上报发证机关：尚未上报',
    '✗ 发证机关打印证书、加盖印章：尚未加盖印章',
  ]);
  expect(at(permit.sealed).join()).toMatch(/✓ 发证机关打印证书、加盖印章：2026-\S+ 已加盖印章/);
  expect(at(permit.sealed).join()).toMatch(/✗ 《.*决定书》送达回证：尚未送达/);
  expect(at([...permit.sealed, permit.serve('permit-decision', '2026-03-17')]).join()).toMatch(
    /✓ 《.*决定书》送达回证：2026-03-17 已送达/,
  );
});

test('处罚：立案、告知、审核、决定、执行各列出规定要求的，缺的写明缺什么', () => {
  const at = (script: Parameters<typeof penalty.playTo>[0], on?: string) =>
    asked(penalty.playTo(script, on).state, wenshang);
  expect(at(penalty.investigated)).toContain('✓ 两名以上持有效执法证件的人员办理：已确定 2 人');
  expect(at(penalty.noticed())).toContain('○ 听取陈述、申辩并复核：尚未提出，期间届满视为放弃');
  expect(at(penalty.noticed()).join()).toMatch(/✓ 书面告知拟处罚内容和陈述、申辩的权利：2026-\S+ 已送达/);
  const major = penalty.noticed(penalty.heavy, 'yes');
  expect(at(major)).toContain('✗ 重大处罚决定经法制审核：尚未送审');
  expect(at(major)).toContain('✓ 告知要求听证的权利：已在告知书写明');
  const decidedOnly = [...penalty.noticed(), penalty.decide('2026-03-18')];
  expect(at(decidedOnly).join()).toMatch(/✗ 《.*处罚决定书》送达回证：尚未送达/);
  expect(at(penalty.decided)).toContain('✗ 处罚决定执行完毕：尚未登记执行');
  expect(at(penalty.decided).join()).toMatch(/✓ 《.*处罚决定书》送达回证：2026-\S+ 已送达/);
});

test('送达以前决定被撤销的，不再送达，也不列为缺送达回证', () => {
  const revoked = penalty.act('lawyer', '2026-03-19', 'record-revocation', {
    outcome: 'revoked',
    by: '某县人民政府',
    explanation: '证据不足。',
  });
  const { state } = penalty.playTo([...penalty.noticed(), penalty.decide('2026-03-18'), revoked]);
  expect(state?.decision?.revoked).toBeDefined();
  expect(asked(state, wenshang).join()).not.toContain('尚未送达');
});

test('任意一串办理：每一项都写明条款，原文打得开；能办的关口没有缺项，缺项时过不了关口', () => {
  const gates: Readonly<Record<string, readonly string[]>> = {
    'make-penalty-decision': ['decision'],
    'make-permit-decision': ['decision'],
    'serve-document': [],
    'close-case': ['service', 'execution'],
  };
  const passed = new Set<string>();
  const look = (at: Walk) => {
    const { state } = at;
    if (state === null) return;
    const rows = stepAsks(state, at.rules);
    for (const { cite, name } of rows) expect(at.rules.articleText(cite)?.text, name).toContain(cite.quote);
    const lacking = rows.filter(({ met, modality }) => !met && modality === 'must');
    for (const who of crew.keys())
      for (const { command, enabled } of at.actions(who))
        if (enabled && gates[command]?.includes(state.stage)) {
          passed.add(command);
          expect(lacking.map(({ name, found }) => `${command} ${name} ${found}`)).toEqual([]);
        }
  };
  const somewhere = fc.constantFrom(nandagang, wenshang, siping, xinzhou);
  for (let more = 0; more < 60 && passed.size < 2; more += 1)
    for (const [script, where] of fc.sample(fc.tuple(moves, somewhere), 10))
      walk(script, where, (at, next) => {
        act(at, next);
        look(at);
      });
  expect(passed.size).toBeGreaterThan(1);
});

test('每一环节都有规定的要求：没有须备记录的环节列出须做到的', () => {
  const bare = new Set<string>();
  const seen = new Set<string>();
  fc.assert(
    fc.property(moves, fc.constantFrom(nandagang, wenshang), (script, where) => {
      walk(script, where, (at, next) => {
        act(at, next);
        const { state } = at;
        if (state === null || state.stage === 'closed') return;
        seen.add(`${state.kind} ${state.stage}`);
        if (stepAsks(state, at.rules).length === 0 && allRequirementsFor(state, at.rules).length === 0)
          bare.add(`${where.id} ${state.kind} ${state.stage}`);
      });
    }),
    { numRuns: 12 },
  );
  expect(seen.size).toBeGreaterThan(5);
  expect([...bare]).toEqual([]);
});
