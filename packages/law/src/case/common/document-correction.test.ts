import { expect, test } from 'vitest';
import {
  accepted,
  applicant,
  calendar,
  last as lastPermit,
  nandagang,
  packs,
  playTo as playPermit,
  serve as serveOnApplicant,
  step,
} from '../../../test/case-fixtures.ts';
import {
  act,
  crew,
  decided,
  enterprise,
  last,
  noticed,
  playTo,
  salt,
  serve,
} from '../../../test/penalty-fixtures.ts';
import { caseDuties, composeRulebook, foldCase } from '../../index.ts';

const entry = (type: string, field: string) =>
  `${playTo(decided).facts.find((fact) => fact.type === type)?.version}.${field}`;
const party = entry('filing-proposed', 'party.name');
const typo = { before: '鲁盐', after: '鲁岩' };
const propose = (change: object = {}) =>
  act('handler', '2026-03-23', 'propose-document-correction', {
    documentId: '@penalty-decision',
    entry: party,
    ...typo,
    reason: '当事人名称打印错字。',
    ...change,
  });
const confirm = act('approver', '2026-03-24', 'confirm-document-correction');

test('国办发〔2018〕118号 三（七）、汶上 记录规定 第五条 文字准确：送达后的文字错误以更正通知书更正，由第二个人批准', () => {
  const { steps, state, facts } = playTo([...decided, propose(), confirm]);
  expect(steps.at(-1)?.facts.map(({ type, data }) => [type, data.documentNumber ?? ''])).toEqual([
    ['document-corrected', '汶工信更字〔2026〕1号'],
    ['document-issued', '汶工信更字〔2026〕1号'],
  ]);
  expect(steps.at(-1)?.facts[0]?.data).toMatchObject({ ...typo, proposedBy: 'handler', field: 'party' });
  expect(state?.party?.name).toBe(enterprise.name.replace('鲁盐', '鲁岩'));
  expect(state?.party?.address).toBe(enterprise.address);
  expect(state?.documentCorrection).toBeNull();
  expect(facts[0]?.data.party).toMatchObject({ name: enterprise.name });
});

test('更正通知书须送达，送达前不能结案；送达不改变案件的阶段', () => {
  const done = act('handler', '2026-03-25', 'record-execution', {
    kind: 'paid',
    amount: 2_000_000,
    done: 'yes',
    note: '已缴清。',
  });
  const close = act('handler', '2026-03-26', 'close-case', { summary: '已执行完毕。' });
  const waiting = [...decided, propose(), confirm];
  expect(playTo(waiting).state?.stage).toBe('execution');
  expect(last([...waiting, close]).refusal).toMatchObject({
    code: 'service-receipt',
    sentence: expect.stringContaining('《文书更正通知书》'),
  });
  const served = [...waiting, serve('correction-notice', '2026-03-25')];
  expect(playTo(served).state?.stage).toBe('execution');
  expect(playTo(served).state?.documents.at(-2)).toMatchObject({
    template: 'correction-notice',
    servedOn: '2026-03-25',
  });
  const executed = [...decided, propose(), done];
  expect(last([...executed, close]).refusal?.code).toBe('correction-pending');
  expect(last([...waiting, serve('correction-notice', '2026-03-25'), done, close]).refusal).toBeUndefined();
});

test('申请人自己不能批准；不同意的，文字不变，可以再申请', () => {
  const chief = { ...crew.handler, roles: ['handler', 'approver'] as const };
  const own = { ...propose(), actor: chief };
  expect(last([...decided, own, { ...confirm, actor: chief }]).refusal).toMatchObject({
    code: 'own-work',
    sentence: expect.stringContaining('须由他人批准'),
  });
  const refused = act('approver', '2026-03-24', 'refuse-document-correction', { reason: '与原件一致' });
  const { state } = playTo([...decided, propose(), refused]);
  expect(state?.party?.name).toBe(enterprise.name);
  expect(state?.documentCorrection).toBeNull();
  expect(last([...decided, propose(), refused, propose()]).refusal).toBeUndefined();
  expect(last([...decided, propose(), propose()]).refusal?.code).toBe('not-offered');
  expect(last([...decided, { ...propose(), actor: crew.reviewer }]).refusal?.code).toBe('not-permitted');
  expect(last([...decided, { ...propose(), actor: crew.jack }]).refusal?.code).toBe('not-handler');
});

test('只更正文书上有的文字，写明是哪一处；文号、结果、处罚数额不在其列', () => {
  for (const [change, sentence] of [
    [{ before: '鲁鱼' }, '里没有“鲁鱼”'],
    [{ before: '公司', after: '公司' }, '与原文相同'],
    [{ entry: entry('filing-proposed', 'party.creditCode'), before: '3', after: '8' }, '多抄几个字'],
    [{ entry: entry('decision-made', 'documentNumber') }, '没有这一项'],
    [{ entry: entry('decision-made', 'penalty'), before: '贰万', after: '叁万' }, '没有这一项'],
    [{ entry: '1.party.kind' }, '没有这一项'],
    [{ entry: '1.__proto__.name' }, '没有这一项'],
    [{ documentId: '@service-receipt' }, '没有这份已送达的文书'],
    [
      { documentId: '@prior-notice', entry: entry('decision-made', 'reason'), before: '确凿', after: '确实' },
      '以后才录入',
    ],
  ] as const) {
    const { refusal } = last([...decided, propose(change)]);
    expect(refusal?.code, sentence).toBe('bad-input');
    expect(refusal?.sentence).toContain(sentence);
  }
  expect(salt.text).toContain('贰万');
});

test('更正录入在送达后被拒绝，注明汶上 记录规定 第五条', () => {
  const { refusal } = last([
    ...noticed(),
    act('handler', '2026-03-10', 'propose-correction', {
      entry: '1.party',
      value: { ...enterprise, name: '汶上县鲁岩食品有限公司' },
      reason: '错字',
    }),
  ]);
  expect(refusal).toMatchObject({
    code: 'served',
    sentence: expect.stringContaining('另发更正通知书'),
    cite: { pack: 'wenshang-recording', article: '第五条' },
  });
});

test('已经公示的，公示办法 第十三条第（一）项：变更之日起七个工作日内公开；国办发〔2018〕118号 二：及时更正', () => {
  const served = [...accepted, serveOnApplicant('acceptance-decision', '2026-03-04')];
  const { state } = playPermit([
    ...served,
    step('handler', '2026-03-05', 'propose-document-correction', {
      documentId: '@acceptance-decision',
      entry: '1.applicant.name',
      before: '海达',
      after: '海大',
      reason: '错字',
    }),
    step('approver', '2026-03-06', 'confirm-document-correction'),
  ]);
  const rules = composeRulebook(nandagang, packs, '2026-03-06');
  const shown = { publishedOn: '2026-03-05', words: [applicant.name] };
  const dutiesOf = (outside: object) =>
    state === null
      ? []
      : caseDuties(state, rules, calendar, '2026-03-09', outside)
          .filter(({ does }) => does === 'update' || does === 'correct')
          .map(({ does, due, doneOn }) => [does, due, doneOn]);
  expect(dutiesOf(shown)).toEqual(
    expect.arrayContaining([
      ['update', '2026-03-17', null],
      ['correct', null, null],
    ]),
  );
  expect(dutiesOf({ ...shown, withdrawnOn: '2026-03-09' }).every(([, , done]) => done === '2026-03-09')).toBe(
    true,
  );
  expect(dutiesOf({ ...shown, words: ['别的企业'] })).toEqual([]);
  expect(dutiesOf({})).toEqual([]);
  expect(dutiesOf({ ...shown, publishedOn: '2026-03-07' })).toEqual([]);
});

test('更正的内容依法删除以后，所更正的那一项也是已依法删除，不回到错的', () => {
  const script = [...decided, propose(), confirm];
  const { facts } = playTo(script);
  const corrected = facts.find(({ type }) => type === 'document-corrected');
  const target = { version: corrected?.version ?? 0, fields: ['value', 'before', 'after', 'reason'] };
  const erased = {
    type: 'personal-data-erased',
    occurredOn: '2026-03-25',
    data: { targets: [target], authority: '法律', proposedBy: 'keeper' },
    stream: 'case/play',
    version: facts.length + 1,
    typeVersion: 1,
    recordedAt: '2026-03-25T09:00:00+08:00',
    actor: 'lawyer',
    erased: [],
  } as const;
  const state = foldCase([...facts, erased]);
  expect(state?.party?.name).toBe('已依法删除');
  expect(JSON.stringify({ party: state?.party, first: state?.entries[0]?.data.party })).not.toContain('鲁');
  expect(state?.entries[0]?.erased).toContain('party');
});

test('日期照文书印出的写法更正，事实里仍是日期；更正后不成日期的不收', () => {
  const born = { name: '张三', kind: 'natural-person', birthDate: '1980-01-01', address: '东环路 8 号' };
  const [received, ...rest] = accepted;
  if (received === undefined) throw new Error('nothing was received');
  const served = [
    { ...received, command: { ...received.command, applicant: born } },
    ...rest,
    serveOnApplicant('acceptance-decision', '2026-03-04'),
  ];
  const correct = (before: string, after: string) =>
    step('handler', '2026-03-05', 'propose-document-correction', {
      documentId: '@acceptance-decision',
      entry: '1.applicant.birthDate',
      before,
      after,
      reason: '与居民身份证不一致。',
    });
  const { steps, state } = playPermit([
    ...served,
    correct('1980年1月1日', '1980年1月10日'),
    step('approver', '2026-03-06', 'confirm-document-correction'),
  ]);
  expect(steps.at(-1)?.facts[0]?.data).toMatchObject({ before: '1980年1月1日', after: '1980年1月10日' });
  expect(state?.party?.birthDate).toBe('1980-01-10');
  const rules = composeRulebook(nandagang, packs, '2026-03-06');
  const shown = { publishedOn: '2026-03-05', words: ['1980-01-01'] };
  expect(state && caseDuties(state, rules, calendar, '2026-03-09', shown).map(({ does }) => does)).toContain(
    'update',
  );
  for (const [before, after, sentence] of [
    ['1980-01-01', '1980-01-10', '里没有“1980-01-01”'],
    ['1月1日', '正月初一', '不是一个日期'],
    ['1月1日', '2月30日', '不能这样写'],
  ] as const)
    expect(lastPermit([...served, correct(before, after)]).refusal?.sentence).toContain(sentence);
});
