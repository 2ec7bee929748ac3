import { expect, test } from 'vitest';
import {
  applicant,
  file,
  last as lastIn,
  decided as permitDecided,
  playTo as playIn,
  resources,
  sealed,
  serve as servePermit,
  step,
} from '../../../test/case-fixtures.ts';
import {
  act,
  type crew,
  decided,
  enterprise,
  heavy,
  penaltyResources,
  report,
  serve,
} from '../../../test/penalty-fixtures.ts';
import { factTypes } from '../../facts/fact-types.ts';
import { composeRulebook } from '../../pack/rulebook.ts';
import { draftPublication } from '../../publication/draft.ts';
import type { CaseState } from '../case-state.ts';
import { elapse } from '../elapse.ts';
import { foldCase } from '../fold.ts';
import { stageRail } from '../stage-rail.ts';

const scan = (name: string) => file(`${name}.pdf`, 'application/pdf');
const paperPenalty = (more: object = {}) => ({
  matter: 'salt-offence',
  party: enterprise,
  number: '汶工信立〔2026〕3号',
  reached: 'decided',
  'filing-on': '2026-03-03',
  caseName: '汶上县鲁盐食品有限公司案',
  source: '日常检查',
  suspectedFacts: '涉嫌未取得食盐批发企业证书批发食盐。',
  handlers: ['handler', 'partner'],
  'filing-scan': scan('立案审批表'),
  'report-on': '2026-03-06',
  ...report(),
  'report-scan': scan('调查终结报告'),
  'notice-on': '2026-03-09',
  noticeNumber: '汶工信告〔2026〕2号',
  hearingRight: 'no',
  'notice-scan': scan('告知书'),
  'notice-receipt-on': '2026-03-09',
  'notice-receipt-scan': scan('送达回证'),
  'statement-done': 'no',
  'hearing-done': 'no',
  'legal-review-done': 'no',
  'deliberation-done': 'no',
  'decision-on': '2026-03-18',
  decisionNumber: '汶工信罚〔2026〕2号',
  result: 'penalise',
  reason: '事实清楚，证据确凿。',
  'decision-scan': scan('处罚决定书'),
  ...more,
});
const receipt = {
  reached: 'served',
  'decision-receipt-on': '2026-03-19',
  'decision-receipt-scan': scan('回证'),
};
const TAKEN_IN = '2026-04-20';
const adopt = (input: object, member: keyof typeof crew = 'keeper') => ({
  ...act(member, TAKEN_IN, 'adopt-penalty-case', input),
  occurredOn: '2026-03-02',
  lateReason: '本系统启用前立案的纸质案件',
});
const confirm = act('approver', TAKEN_IN, 'confirm-adoption');
const playTo = (script: Parameters<typeof playIn>[0], asOf = TAKEN_IN) =>
  playIn(script, { ...penaltyResources, asOf });
const last = (script: Parameters<typeof playIn>[0]) => lastIn(script, penaltyResources);

/** What of a case matters from then on, whoever brought it there. */
function mattersOf(state: CaseState | null) {
  if (state === null) throw new Error('no case');
  const { kind, stage, party, handlers, decision, penalty, permit, documents, extensionDays } = state;
  // Number and ordinal are its own; `publishBy` is kept for the decisions that are counted.
  const said = Object.fromEntries(
    Object.entries(decision ?? {}).filter(
      ([key]) => !['version', 'documentNumber', 'ordinal', 'publishBy'].includes(key),
    ),
  );
  const served = documents.filter(
    ({ template }) => template.endsWith('-decision') || template === 'prior-notice',
  );
  return {
    kind,
    stage,
    party,
    handlers,
    extensionDays,
    decision: said,
    penalty: penalty && {
      report: penalty.report,
      statement: penalty.statement.state,
      hearing: penalty.hearing.state,
      notified: penalty.priorNotice?.servedOn,
      execution: penalty.execution,
    },
    permit: permit && {
      intake: permit.intake,
      clockStart: permit.clockStart,
      chain: permit.chain,
      sealedOn: permit.sealedOn,
      validTo: permit.certificate?.validTo,
    },
    documents: served
      .filter(({ template }) => template !== 'acceptance-decision')
      .map(({ template, servedOn }) => [template, servedOn ?? null]),
  };
}
const dutiesOf = ({ duties }: ReturnType<typeof playTo>, does: readonly string[]) =>
  duties
    .filter((duty) => does.includes(duty.does))
    .map(({ does: what, start, due, state, doneOn }) => [what, start, due, state, doneOn]);

test('纸质上已作出处罚决定的案件转入，与在本系统办到同一步的一样：阶段、决定、告知、期限都相同', () => {
  const here = playTo(decided.slice(0, -1));
  const onPaper = playTo([adopt(paperPenalty()), confirm]);
  expect(mattersOf(onPaper.state)).toEqual(mattersOf(here.state));
  const does = ['decide', 'publish', 'serve', 'withdraw', 'close'];
  expect(dutiesOf(onPaper, does)).toEqual(dutiesOf(here, does));
  expect(dutiesOf(onPaper, ['publish']).some(([, , , state]) => state === 'overdue')).toBe(true);
  const servedHere = playTo(decided);
  const servedOnPaper = playTo([adopt(paperPenalty(receipt)), confirm]);
  expect(mattersOf(servedOnPaper.state)).toEqual(mattersOf(servedHere.state));
  const after = [...does, 'pay', 'apply-reconsideration', 'sue'];
  expect(dutiesOf(servedOnPaper, after)).toEqual(dutiesOf(servedHere, after));
});

test('纸质上的决定没有决定序号，文号是人填写的，一律封存', () => {
  const { facts, state } = playTo([adopt(paperPenalty()), confirm]);
  expect(state?.decision).toMatchObject({ documentNumber: '汶工信罚〔2026〕2号' });
  expect(state?.decision?.ordinal).toBeUndefined();
  const open = Object.entries(facts[0]?.data ?? {}).filter(
    ([key]) => !factTypes['case-adopted'].sealed.includes(key),
  );
  for (const word of ['汶工信', '罚款', '食盐', '事实清楚']) expect(JSON.stringify(open)).not.toContain(word);
  const erased = facts.map((fact, i) => ({
    ...fact,
    data: Object.fromEntries(
      Object.entries(fact.data).filter(
        ([key]) => i > 0 || !['said', 'numbers', 'party', 'caseName'].includes(key),
      ),
    ),
    erased: i === 0 ? ['caseName', 'numbers', 'party', 'said'] : [],
    stream: 'case/c',
    version: i + 1,
    typeVersion: 2,
    recordedAt: '',
    actor: 'keeper',
  }));
  expect(foldCase(erased)).toMatchObject({
    stage: 'service',
    decision: { documentNumber: '已依法删除', content: '已依法删除', madeOn: '2026-03-18' },
  });
});

test('行政处罚法 第四十五条 到决定之日当事人未陈述申辩的，由送达之日推出，不由转入的人填写；期限未到的不收', () => {
  const { facts } = playTo([adopt(paperPenalty()), confirm]);
  const done = facts[0]?.data.done as readonly { type: string; on: string }[];
  expect(done.map(({ type, on }) => [type, on]).slice(-2)).toEqual([
    ['statement-waived', '2026-03-17'],
    ['decision-made', '2026-03-18'],
  ]);
  const early = last([adopt(paperPenalty({ 'decision-on': '2026-03-12' }))]).refusal;
  expect(early).toMatchObject({ code: 'statement-heard', cite: { article: expect.any(String) } });
  expect(early?.sentence).toContain('转入到作出决定之前');
});

test('行政处罚法 第五十八条 重大决定没有纸质法制审核、集体讨论扫描件的，不能作为已作出决定转入', () => {
  const major = { penalty: heavy, major: 'yes', hearingRight: 'yes' };
  expect(last([adopt(paperPenalty(major))]).refusal?.code).toBe('legal-review');
  const reviewed = {
    ...major,
    'legal-review-done': 'yes',
    'legal-review-on': '2026-03-16',
    reviewNumber: '汶工信法审〔2026〕1号',
    'legal-review-scan': scan('法制审核意见书'),
  };
  expect(last([adopt(paperPenalty(reviewed))]).refusal?.code).toBe('deliberation');
  const discussed = {
    ...reviewed,
    'deliberation-done': 'yes',
    'deliberation-on': '2026-03-17',
    'deliberation-scan': scan('集体讨论记录'),
  };
  expect(last([adopt(paperPenalty(discussed))]).refusal).toBeUndefined();
  expect(last([adopt(paperPenalty({ ...discussed, hearingRight: 'no' }))]).refusal?.code).toBe(
    'hearing-right',
  );
  const late = { ...discussed, 'legal-review-on': '2026-03-19' };
  expect(last([adopt(paperPenalty(late))]).refusal?.sentence).toContain('“决定日期”早于法制审核通过日期');
});

test('决定的扫描件、文号、日期、送达回证缺一不可；核对由不是承办人的批准人', () => {
  const refused = (more: object) => last([adopt(paperPenalty(more))]).refusal?.sentence;
  expect(refused({ 'decision-scan': undefined })).toBe('“处罚（不予处罚）决定书扫描件”未填。');
  expect(refused({ decisionNumber: '张三的决定' })).toContain('请与文书原件核对');
  expect(refused({ reached: 'served' })).toBe('“决定书送达日期”未填。“决定书送达回证扫描件”未填。');
  expect(refused({ ...receipt, 'decision-receipt-on': '2026-03-17' })).toContain(
    '早于决定日期（2026-03-18）',
  );
  expect(refused({ 'decision-on': '2026-04-21' })).toContain('不能晚于今天');
  for (const member of ['handler', 'reviewer', 'keeper'] as const)
    expect(
      last([adopt(paperPenalty()), act(member, TAKEN_IN, 'confirm-adoption')]).refusal?.code,
      member,
    ).toBe('own-work');
});

test('转入以后在本系统送达、执行、结案；时间不再带来陈述申辩的放弃', () => {
  const service = {
    ...serve('penalty-decision', '2026-04-21'),
    command: {
      type: 'serve-document',
      documentId: 'paper-decision',
      method: 'in-person',
      receiver: '周守信',
      place: enterprise.address,
    },
  };
  const rules = composeRulebook(penaltyResources.bureau, penaltyResources.packs, '2026-03-02');
  const { state } = playTo([adopt(paperPenalty()), confirm]);
  if (state === null) throw new Error('no case');
  expect(elapse(state, rules, penaltyResources.calendar, '2027-01-04')).toEqual([]);
  const script = [
    adopt(paperPenalty()),
    confirm,
    service,
    act('handler', '2026-04-22', 'record-execution', {
      kind: 'paid',
      amount: 2_000_000,
      done: 'yes',
      note: '缴清',
    }),
    act('handler', '2026-04-23', 'close-case', { summary: '已执行完毕' }),
    act('keeper', '2026-04-24', 'archive-case', { archiveNumber: '0001' }),
  ];
  const ended = playTo(script, '2026-04-24');
  expect(ended.steps.filter(({ refusal }) => refusal).map(({ refusal }) => refusal?.sentence)).toEqual([]);
  expect(ended.state).toMatchObject({ stage: 'closed', penalty: { execution: 'done' } });
  const rail = stageRail(state, [], rules);
  expect(rail.map(({ stage, status, onPaper }) => [stage, status, onPaper ?? false])).toEqual([
    ['filing', 'done', true],
    ['investigation', 'done', true],
    ['notice', 'done', true],
    ['legal-review', 'skipped', false],
    ['decision', 'done', true],
    ['service', 'current', false],
    ['execution', 'coming', false],
    ['closed', 'coming', false],
  ]);
});

test('公示稿从转入的决定自动填好，没有序号', () => {
  const { state } = playTo([adopt(paperPenalty()), confirm]);
  const rules = composeRulebook(penaltyResources.bureau, penaltyResources.packs, '2026-03-02');
  if (state === null) throw new Error('no case');
  const draft = draftPublication(state, rules, {
    bureauName: '汶上县工业和信息化局',
    authorityName: '汶上县工业和信息化局',
    calendar: penaltyResources.calendar,
  });
  expect(draft).toMatchObject({ number: '汶工信罚〔2026〕2号', ordinal: '', missing: [] });
  expect(Object.values(draft?.fields ?? {})).toEqual(
    expect.arrayContaining(['予以处罚：罚款人民币贰万元。', enterprise.name]),
  );
});

const paperPermit = (more: object = {}) => ({
  ...step('handler', TAKEN_IN, 'adopt-permit-case', {
    matter: 'industrial-product-licence',
    party: applicant,
    number: '南质收〔2026〕1号',
    reached: 'decided',
    content: '申请工业产品生产许可证',
    'application-scan': scan('申请书'),
    'acceptance-on': '2026-03-03',
    acceptanceNumber: '南质受〔2026〕1号',
    handlers: ['handler', 'partner'],
    'acceptance-scan': scan('受理决定书'),
    'extension-done': 'no',
    'excluded-time-done': 'no',
    'site-check-done': 'yes',
    'site-check-on': '2026-03-06',
    rectification: 'no',
    'site-check-scan': scan('现场核查记录'),
    'test-report-done': 'no',
    'approval-on': '2026-03-11',
    result: 'grant',
    permitContent: '准予生产管件',
    reason: '符合许可条件',
    validTo: '2031-03-15',
    basedOnTest: 'no',
    'approval-scan': scan('审批表'),
    'decision-on': '2026-03-12',
    decisionNumber: '南质准〔2026〕1号',
    'decision-scan': scan('决定书'),
    'certificate-done': 'no',
    ...more,
  }),
  occurredOn: '2026-03-02',
  lateReason: '启用前受理',
});
const certificate = {
  'certificate-done': 'yes',
  'certificate-on': '2026-03-16',
  certificateNumber: '（冀）XK13-014-00012',
  certificateFrom: '2026-03-16',
  certificateTo: '2031-03-15',
  'certificate-scan': scan('证书'),
};
const confirmPermit = step('approver', TAKEN_IN, 'confirm-adoption');
const permitTo = (script: Parameters<typeof playIn>[0]) => playIn(script, { ...resources, asOf: TAKEN_IN });

test('行政许可 纸质上已作出决定、待上报发证的，转入后与在本系统办到同一步的一样，接着上报、盖章、送达', () => {
  const onPaper = permitTo([paperPermit(), confirmPermit]);
  const here = permitTo(permitDecided);
  expect(mattersOf(onPaper.state)).toEqual(mattersOf(here.state));
  expect(onPaper.state?.decision?.ordinal).toBeUndefined();
  const does = ['decide', 'publish', 'issue-certificate'];
  expect(dutiesOf(onPaper, does)).toEqual(dutiesOf(here, does));
  const ended = playIn(
    [
      paperPermit(),
      confirmPermit,
      step('handler', '2026-04-21', 'hand-over'),
      step('boss', '2026-04-22', 'seal-certificate'),
      step('handler', '2026-04-23', 'serve-document', {
        documentId: 'paper-decision',
        method: 'in-person',
        receiver: '李厂长',
        place: '窗口',
      }),
      step('clerk', '2026-04-24', 'close-case', { summary: '办结' }),
    ],
    resources,
  );
  expect(ended.steps.flatMap(({ refusal }) => refusal?.sentence ?? [])).toEqual([]);
  expect(ended.state).toMatchObject({ stage: 'closed' });
});

test('行政许可 发证机关已在纸质上盖章、已送达的一并转入；没有盖章的不能作为已送达转入', () => {
  const served = {
    reached: 'served',
    'decision-receipt-on': '2026-03-18',
    'decision-receipt-scan': scan('回证'),
  };
  const here = permitTo([...sealed, servePermit('permit-decision', '2026-03-18')]);
  const onPaper = permitTo([paperPermit({ ...certificate, ...served }), confirmPermit]);
  expect(mattersOf(onPaper.state)).toEqual(mattersOf(here.state));
  expect(onPaper.state?.permit?.certificate).toMatchObject({ number: '（冀）XK13-014-00012' });
  expect(lastIn([paperPermit(served)], resources).refusal?.code).toBe('issuing-authority-seals');
  const closing = step('clerk', '2026-04-24', 'close-case', { summary: '办结' });
  expect(
    lastIn([paperPermit({ ...certificate, ...served }), confirmPermit, closing], resources).refusal,
  ).toBeUndefined();
});

test('行政许可 依据检验、检测结果不予许可而没有报告扫描件的，不能作为已作出决定转入', () => {
  const refusing = { result: 'refuse', validTo: undefined, basedOnTest: 'yes' };
  expect(lastIn([paperPermit(refusing)], resources).refusal?.code).toBe('refusal-attaches-report');
  const reported = {
    ...refusing,
    'test-report-done': 'yes',
    'test-report-on': '2026-03-07',
    'test-report-scan': scan('检验报告'),
  };
  expect(permitTo([paperPermit(reported), confirmPermit]).state).toMatchObject({
    stage: 'certificate',
    decision: { result: 'refuse' },
    documents: [{ template: 'refusal-decision' }],
  });
});

test('行政许可 有效期止早于有效期起的不收；当事人名称再长、字再生僻，案件名称也收得下', () => {
  const refused = (more: object) => lastIn([paperPermit(more)], resources).refusal?.sentence;
  const inverted = '有效期止早于有效期起。核对后再填。';
  expect(refused({ validFrom: '2026-03-10', validTo: '2026-03-09' })).toBe(inverted);
  const ended = { ...certificate, certificateFrom: '2026-03-10', certificateTo: '2026-03-09' };
  expect(refused(ended)).toBe(inverted);
  expect(refused({ validFrom: '2026-03-10', validTo: '2026-03-10' })).toBeUndefined();
  for (const [name, content] of [
    ['名'.repeat(400), '申请'],
    ['示例厂', `${'字'.repeat(39)}𠮷野`],
  ] as const) {
    const party = { name, kind: 'organisation' };
    const { state } = permitTo([paperPermit({ content, party }), confirmPermit]);
    expect(state?.title.isWellFormed(), name).toBe(true);
    expect(state?.title.startsWith(name), name).toBe(true);
  }
});
