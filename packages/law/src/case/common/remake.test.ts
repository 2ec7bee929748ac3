import { expect, test } from 'vitest';
import {
  accepted,
  applicant,
  calendar,
  last as lastPermit,
  nandagang,
  packs,
  playTo as playPermit,
  sealed,
  serve as serveOnApplicant,
  step,
} from '../../../test/case-fixtures.ts';
import { act, enterprise, last, noticed, playTo, reported, serve } from '../../../test/penalty-fixtures.ts';
import { caseBefore, caseDuties, changedWords, composeRulebook, foldCase } from '../../index.ts';

const correct = (date: string, value: object) => [
  act('handler', date, 'propose-correction', { entry: '1.party', value, reason: '与营业执照不一致。' }),
  act('approver', date, 'confirm-correction'),
];
const right = { ...enterprise, name: '汶上县鲁岩食品有限公司' };
const notice = act('handler', '2026-03-09', 'issue-prior-notice');
const corrected = [...reported(), notice, ...correct('2026-03-10', right)];
const remake = act('handler', '2026-03-11', 'remake-document', { documentId: '@prior-notice' });

test('国办发〔2018〕118号 三（七）、汶上 记录规定 第五条 文字准确：制作以后更正了录入的文书，重新制作以前不得送达', () => {
  expect(last([...corrected, serve('prior-notice', '2026-03-11')]).refusal).toMatchObject({
    code: 'document-outdated',
    sentence: expect.stringMatching(
      /《行政处罚事先告知书》制作以后更正了录入（提请立案（2026-03-02）：当事人）/,
    ),
    cite: { pack: 'wenshang-recording', article: '第五条' },
  });
  const { state, facts } = playTo(corrected);
  const document = state?.documents.find(({ template }) => template === 'prior-notice');
  expect(state && document && changedWords(state, document, facts)).toEqual([
    { label: '提请立案（2026-03-02）：当事人名称（姓名）', before: enterprise.name, after: right.name },
  ]);
});

test('重新制作的文书文号、日期不变，原来的一份留在案件里、不再送达；送达的是新的一份，期限从它起算', () => {
  const made = playTo([...corrected, remake]);
  expect(made.steps.at(-1)?.facts.map(({ type, occurredOn }) => [type, occurredOn])).toEqual([
    ['document-remade', '2026-03-11'],
    ['document-issued', '2026-03-09'],
  ]);
  const notices = made.state?.documents.filter(({ template }) => template === 'prior-notice') ?? [];
  expect(notices).toMatchObject([{ remade: '2026-03-11' }, { madeAgainOn: '2026-03-11' }]);
  expect(notices[0]?.documentNumber).toBe(notices[1]?.documentNumber);
  const old = act('handler', '2026-03-12', 'serve-document', {
    documentId: notices[0]?.documentId,
    method: 'in-person',
    receiver: '某某某',
    place: '局机关',
  });
  expect(last([...corrected, remake, old]).refusal?.sentence).toContain('没有这份待送达的文书');
  expect(last([...corrected, remake, serve('prior-notice', '2026-03-10')]).refusal?.sentence).toContain(
    '早于文书制作日期（2026-03-11）',
  );
  const served = playTo([...corrected, remake, serve('prior-notice', '2026-03-12')]);
  expect(served.state?.penalty?.priorNotice?.servedOn).toBe('2026-03-12');
  expect(last([...corrected, remake, remake]).refusal?.code).toBe('not-offered');
});

test('没有更正过的、已经送达的、更正后才制作的，不须重新制作；别人的案件不能', () => {
  const again = { ...remake, command: { ...remake.command, documentId: '@prior-notice' } };
  expect(last([...reported(), notice, again]).refusal?.code).toBe('not-offered');
  expect(last([...noticed(), again]).refusal?.code).toBe('not-offered');
  expect(last([...reported(), ...correct('2026-03-08', right), notice, again]).refusal?.code).toBe(
    'not-offered',
  );
  expect(last([...corrected, { ...remake, actor: { ...remake.actor, id: 'stranger' } }]).refusal?.code).toBe(
    'not-handler',
  );
  expect(
    last([...corrected, act('approver', '2026-03-11', 'remake-document', remake.command)]).refusal?.code,
  ).toBe('not-permitted');
  expect(
    last([...corrected, act('handler', '2026-03-11', 'remake-document', { documentId: '@filing-form' })])
      .refusal?.sentence,
  ).toContain('没有这份须重新制作的文书');
});

test('重新制作的文书由制作时的案件加上更正而成：以后的更正不被早先的更正盖掉', () => {
  const twice = [...corrected, ...correct('2026-03-11', { ...right, name: '汶上县鲁研食品有限公司' })];
  const { state } = playTo(twice);
  const document = state?.documents.find(({ template }) => template === 'prior-notice');
  const then = state && document && caseBefore(state, document.version);
  expect(then?.party?.name).toBe('汶上县鲁研食品有限公司');
  expect(then?.version).toBe((document?.version ?? 0) - 1);
  expect(then?.penalty?.priorNotice).toMatchObject({ issuedOn: '2026-03-09' });
});

test('更正通知书送达前又更正录入的，通知书也须重新制作；送达过的文书更正后，还没有送达的别的文书同样', () => {
  const decided = act('approver', '2026-03-18', 'make-penalty-decision', {
    result: 'penalise',
    reason: '属实。',
  });
  const propose = act('handler', '2026-03-18', 'propose-document-correction', {
    documentId: '@prior-notice',
    entry: '1.party.name',
    before: '鲁盐',
    after: '鲁岩',
    reason: '错字。',
  });
  const confirm = act('approver', '2026-03-18', 'confirm-document-correction');
  expect(
    last([...noticed(), decided, propose, confirm, serve('penalty-decision', '2026-03-19')]).refusal?.code,
  ).toBe('document-outdated');
  const made = act('handler', '2026-03-19', 'remake-document', { documentId: '@penalty-decision' });
  const { state } = playTo([
    ...noticed(),
    decided,
    propose,
    confirm,
    made,
    serve('penalty-decision', '2026-03-19'),
  ]);
  expect(state?.stage).toBe('execution');
});

test('南大港 过程记录 第十二条：盖章以后更正的许可决定，重新制作后须重新上报、重新盖章，证书编号不变', () => {
  const opinion = playPermit(sealed).facts.find(({ type }) => type === 'decision-made')?.version;
  const fixed = [
    ...sealed,
    step('handler', '2026-03-17', 'propose-correction', {
      entry: `${opinion}.content`,
      value: '准予生产输送管件',
      reason: '漏字。',
    }),
    step('approver', '2026-03-17', 'confirm-correction'),
    step('handler', '2026-03-18', 'remake-document', { documentId: '@permit-decision' }),
  ];
  expect(playPermit(fixed).state).toMatchObject({ stage: 'certificate', permit: { sealedOn: null } });
  expect(lastPermit([...fixed, step('boss', '2026-03-18', 'seal-certificate')]).refusal?.code).toBe(
    'not-handed-over',
  );
  const resealed = [
    ...fixed,
    step('handler', '2026-03-18', 'hand-over'),
    step('boss', '2026-03-19', 'seal-certificate'),
    serveOnApplicant('permit-decision', '2026-03-20'),
  ];
  const before = playPermit(sealed).state?.permit?.certificate;
  expect(before).not.toBeNull();
  expect(playPermit(resealed).state?.permit?.certificate).toEqual(before);
  const duties = caseDuties(
    foldCase(playPermit(resealed).facts) ?? (undefined as never),
    composeRulebook(nandagang, packs, '2026-03-20'),
    calendar,
    '2026-03-20',
  );
  expect(duties.flatMap(({ does, doneOn }) => (does === 'issue-certificate' ? [doneOn] : []))).toEqual([
    '2026-03-20',
  ]);
});

test('补入的原件改名不使文书重新制作；日期照文书的写法说明', () => {
  const born = { ...applicant, kind: 'natural-person', creditCode: undefined, birthDate: '1980-01-01' };
  const [received, ...rest] = accepted;
  if (received === undefined) throw new Error('nothing was received');
  const script = [
    { ...received, command: { ...received.command, applicant: born } },
    ...rest,
    step('handler', '2026-03-04', 'propose-correction', {
      entry: '1.applicant',
      value: { ...born, birthDate: '1980-01-10' },
      reason: '与居民身份证不一致。',
    }),
    step('approver', '2026-03-04', 'confirm-correction'),
  ];
  const { state, facts } = playPermit(script);
  const document = state?.documents.find(({ template }) => template === 'acceptance-decision');
  expect(state && document && changedWords(state, document, facts)).toMatchObject([
    { before: '1980年1月1日', after: '1980年1月10日' },
  ]);
});
