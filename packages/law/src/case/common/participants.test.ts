import { expect, test } from 'vitest';
import {
  accepted,
  file,
  last as lastIn,
  last as lastPermit,
  playTo as playIn,
  resources,
  step,
} from '../../../test/case-fixtures.ts';
import { act, crew, decided, investigated, penaltyResources } from '../../../test/penalty-fixtures.ts';

const bodies = [
  { id: 'wenshang', name: '汶上县工业和信息化局' },
  { id: 'siping', name: '四平市工业和信息化局' },
  { id: 'cangzhou', name: '沧州市质量技术监督局' },
];
const here = { ...penaltyResources, bodies };
const playTo = (script: Parameters<typeof playIn>[0]) => playIn(script, here);
const last = (script: Parameters<typeof playIn>[0]) => lastIn(script, here);

const letter = {
  letter: '汶工信委字〔2026〕1号',
  scope: '在本案调查取证阶段代为现场检查、补充记录',
  until: '2026-06-30',
  announcedAt: '县政府网站',
};
const name = (as: string, more: object = {}, member: keyof typeof crew = 'approver') =>
  act(member, '2026-03-05', 'name-participant', {
    as,
    body: 'siping',
    reason: '同一案件线索，联合查处',
    ...more,
  });
const end = (body = 'siping') =>
  act('approver', '2026-03-06', 'end-participant', { body, reason: '联合查处已经结束' });
const guest = { ...crew.handler, id: 'guest', name: 'guest', bureau: 'siping' };
const attach = (actor: typeof guest, date = '2026-03-06') => ({
  actor,
  date,
  command: {
    type: 'attach-record',
    requirement: 'other',
    name: '联合检查照片',
    attachment: file('照片', 'image/png'),
  },
});

test('联合办理机关由批准人写明理由确定；其办案人员可以补入记录，别的步骤仍由本局办理', () => {
  const joined = [...investigated, name('joint')];
  const { state } = playTo(joined);
  expect(state?.participants.at(-1)).toEqual({ body: 'siping', as: 'joint', since: '2026-03-05' });
  expect(last([...joined, attach(guest)]).facts.map(({ type }) => type)).toEqual(['record-attached']);
  for (const type of ['submit-report', 'serve-document', 'name-participant', 'end-participant', 'close-case'])
    expect(last([...joined, { ...attach(guest), command: { type } }]).refusal?.code, type).toMatch(
      /other-bureau|not-permitted|wrong-stage/,
    );
  expect(last([...investigated, attach(guest)]).refusal?.code).toBe('other-bureau');
  for (const member of ['handler', 'reviewer', 'lawyer'] as const)
    expect(last([...investigated, name('joint', {}, member)]).refusal?.code, member).toBe('not-permitted');
});

test('行政处罚法 第二十条第二款 委托须有委托书，载明事项、权限、期限，并向社会公布', () => {
  for (const key of Object.keys(letter)) {
    const { refusal } = last([...investigated, name('entrusted', { ...letter, [key]: undefined })]);
    expect(refusal, key).toMatchObject({
      code: 'bad-input',
      cite: { pack: 'administrative-penalty-law', article: '第二十条第二款' },
    });
  }
  expect(
    last([...investigated, name('entrusted', { ...letter, until: '2026-03-04' })]).refusal?.sentence,
  ).toContain('委托期限已经届满');
  expect(playTo([...investigated, name('entrusted', letter)]).state?.participants.at(-1)).toEqual({
    body: 'siping',
    as: 'entrusted',
    since: '2026-03-05',
    until: '2026-06-30',
    letter: letter.letter,
  });
});

test('行政处罚法 第二十条 受委托单位在委托期限内办理，期满不得再办；不得再委托', () => {
  const entrusted = [...investigated, name('entrusted', { ...letter, until: '2026-03-10' })];
  expect(last([...entrusted, attach(guest, '2026-03-10')]).refusal).toBeUndefined();
  expect(last([...entrusted, attach(guest, '2026-03-11')]).refusal).toMatchObject({
    code: 'entrustment-ended',
    cite: { article: '第二十条第二款' },
  });
  const head = { ...guest, roles: ['approver'] as const };
  const onward = {
    actor: head,
    date: '2026-03-06',
    command: { ...name('entrusted', letter).command, body: 'cangzhou' },
  };
  expect(last([...entrusted, onward]).refusal?.code).toBe('other-bureau');
});

test('行政许可法 第二十四条第一款 委托其他行政机关实施许可，须公告', () => {
  const asked = step('approver', '2026-03-04', 'name-participant', {
    as: 'entrusted',
    body: 'siping',
    reason: '现场远',
    letter: '南质监委字〔2026〕1号',
  });
  expect(lastPermit([...accepted, asked], { ...resources, bodies }).refusal).toMatchObject({
    code: 'bad-input',
    cite: { pack: 'administrative-permit-law', article: '第二十四条第一款' },
  });
});

test('不能确定自己、没有登记的、已经参与的单位；结案后不能确定，只能结束', () => {
  for (const [body, sentence] of [
    ['wenshang', '本机关就是办理机关'],
    ['nowhere', '没有登记这个单位'],
    ['__proto__', '没有登记这个单位'],
  ] as const)
    expect(last([...investigated, name('joint', { body })]).refusal?.sentence, body).toContain(sentence);
  expect(last([...investigated, name('joint'), name('joint')]).refusal?.sentence).toContain('已经参与本案');
  expect(last([...investigated, name('handling')]).refusal?.code).toBe('bad-input');
  expect(last([...investigated, name('superior')]).refusal?.code).toBe('bad-input');
  const closed = [
    ...decided,
    { ...name('joint', { body: 'cangzhou' }), date: '2026-03-20' },
    act('handler', '2026-03-20', 'record-execution', {
      kind: 'paid',
      amount: 2_000_000,
      done: 'yes',
      note: '票据',
    }),
    act('handler', '2026-03-23', 'close-case', { summary: '处罚决定已送达并执行完毕。' }),
  ];
  const late = { ...name('joint'), date: '2026-03-24' };
  expect(last([...closed, late]).refusal?.code).toBe('wrong-stage');
  const ended = playTo([...closed, { ...end('cangzhou'), date: '2026-03-24' }]);
  expect(ended.state?.stage).toBe('closed');
  expect(ended.state?.participants.map(({ as }) => as)).toEqual(['handling']);
});

test('结束参与以后，不再参与，也不能再补入记录；上级机关等依法参与的不在其列；可以再确定', () => {
  const ended = [...investigated, name('joint'), end()];
  expect(playTo(ended).state?.participants.map(({ as }) => as)).toEqual(['handling']);
  expect(last([...ended, attach(guest, '2026-03-09')]).refusal?.code).toBe('other-bureau');
  expect(last([...investigated, name('joint'), end('wenshang')]).refusal?.sentence).toContain(
    '没有作为联合办理机关',
  );
  expect(last([...investigated, end()]).refusal?.code).toBe('not-offered');
  expect(last([...ended, { ...name('joint'), date: '2026-03-06' }]).refusal).toBeUndefined();
});
