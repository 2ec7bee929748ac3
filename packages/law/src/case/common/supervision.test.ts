import { expect, test } from 'vitest';
import { last as lastIn, playTo as playIn } from '../../../test/case-fixtures.ts';
import { act, crew, decided, investigated, penaltyResources } from '../../../test/penalty-fixtures.ts';

const superior = { id: 'jining', name: '济宁市工业和信息化局' };
const here = { ...penaltyResources, bureau: { ...penaltyResources.bureau, superior } };
const playTo = (script: Parameters<typeof playIn>[0]) => playIn(script, here);
const last = (script: Parameters<typeof playIn>[0]) => lastIn(script, here);
const by = (bureau: string, type: string, more: object = { reason: '群众反映强烈，督促依法办结' }) => ({
  actor: { id: `of-${bureau}`, name: '督办人', bureau, roles: ['superior'] as const },
  date: '2026-03-06',
  command: { type, ...more },
});
const reason = '涉及跨县线索，报请督办';
const ask = act('approver', '2026-03-06', 'ask-supervision', { reason });

test('上级机关写明事由督办，或者由批准人报请；只有本局登记的上级机关可以', () => {
  const opened = playTo([...investigated, by('jining', 'open-supervision')]).state;
  const asked = playTo([...investigated, ask]).state;
  for (const state of [opened, asked])
    expect(state?.participants.at(-1)).toEqual({ body: 'jining', as: 'supervising', since: '2026-03-06' });
  for (const bureau of ['siping', 'cangzhou'])
    expect(last([...investigated, by(bureau, 'open-supervision')]).refusal?.code, bureau).toBe(
      'other-bureau',
    );
  for (const member of ['handler', 'reviewer', 'legal', 'lawyer'] as const)
    expect(last([...investigated, { ...ask, actor: crew[member] }]).refusal?.code, member).toBe(
      'not-permitted',
    );
  expect(last([...investigated, by('jining', 'open-supervision', {})]).refusal?.code).toBe('bad-input');
  expect(last([...investigated, by('jining', 'open-supervision'), ask]).refusal?.code).toBe('not-offered');
  expect(lastIn([...investigated, ask], { ...here, bureau: penaltyResources.bureau }).refusal?.code).toBe(
    'not-offered',
  );
});

test('督办只看不办：督办机关不能补入记录、决定、送达；批准人不能替它结束', () => {
  const supervised = [...investigated, ask];
  for (const type of ['attach-record', 'submit-report', 'serve-document', 'name-participant', 'close-case'])
    expect(last([...supervised, by('jining', type)]).refusal?.code, type).toMatch(
      /other-bureau|not-permitted|wrong-stage/,
    );
  const end = act('approver', '2026-03-06', 'end-participant', { body: 'jining', reason });
  expect(last([...supervised, end]).refusal?.code).toBe('not-offered');
  expect(last([...supervised, { ...end, command: { type: 'end-supervision', reason } }]).refusal?.code).toBe(
    'not-permitted',
  );
});

test('督办由督办机关写明结果结束，结案以后也可以；结束以后可以再督办', () => {
  const end = by('jining', 'end-supervision', { reason: '已依法办结' });
  const { state } = playTo([...investigated, ask, end]);
  expect(state?.participants.some(({ as }) => as === 'supervising')).toBe(false);
  expect(state?.participants.some(({ as }) => as === 'superior')).toBe(true);
  expect(last([...investigated, ask, end, by('jining', 'open-supervision')]).refusal).toBeUndefined();
  expect(last([...investigated, end]).refusal?.code).toBe('other-bureau');
  const closed = [
    ...investigated,
    ask,
    ...decided.slice(investigated.length).map((step) => ({ ...step, date: step.date })),
  ];
  expect(last([...closed, { ...end, date: '2026-03-30' }]).refusal).toBeUndefined();
});
