import { expect, test } from 'vitest';
import {
  file,
  last as lastIn,
  resources as permitResources,
  playTo as playIn,
  step,
} from '../../../test/case-fixtures.ts';
import {
  act,
  type crew,
  enterprise,
  heavy,
  penaltyResources,
  report,
} from '../../../test/penalty-fixtures.ts';
import { type FactTypeName, factTypes } from '../../facts/fact-types.ts';
import { composeRulebook } from '../../pack/rulebook.ts';
import { foldCase } from '../fold.ts';
import { processRecords } from '../process-records.ts';
import { stageRail } from '../stage-rail.ts';

const scan = (name: string) => file(name, 'application/pdf');
const base = {
  matter: 'salt-offence',
  party: enterprise,
  number: '汶工信立〔2026〕3号',
  reached: 'investigation',
  'filing-on': '2026-02-03',
  caseName: '鲁盐食品涉嫌违法批发食盐案',
  source: '日常检查',
  suspectedFacts: '涉嫌未取得食盐批发企业证书批发食盐。',
  handlers: ['handler', 'partner'],
  'filing-scan': scan('立案审批表.pdf'),
};
const reported = (penalty: object = {}) => ({
  ...base,
  reached: 'reported',
  'report-on': '2026-02-20',
  ...report(),
  ...penalty,
  'report-scan': scan('调查终结报告.pdf'),
});
const noticed = (penalty: object = {}) => ({
  ...reported(penalty),
  reached: 'noticed',
  'notice-on': '2026-02-24',
  noticeNumber: '汶工信告〔2026〕2号',
  hearingRight: 'no',
  'notice-scan': scan('告知书.pdf'),
  'notice-receipt-on': '2026-02-25',
  'notice-receipt-scan': scan('送达回证.pdf'),
  'statement-done': 'no',
  'hearing-done': 'no',
  'legal-review-done': 'no',
  'deliberation-done': 'no',
});
const adopt = (input: object, member: keyof typeof crew = 'keeper', more: object = {}) => ({
  ...act(member, '2026-03-02', 'adopt-penalty-case', input),
  occurredOn: '2026-02-02',
  lateReason: '本系统启用前立案的纸质案件',
  ...more,
});
const confirm = act('handler', '2026-03-02', 'confirm-adoption');
const rules = composeRulebook(penaltyResources.bureau, penaltyResources.packs, '2026-02-02');
const playTo = (script: Parameters<typeof playIn>[0]) => playIn(script, penaltyResources);
const last = (script: Parameters<typeof playIn>[0]) => lastIn(script, penaltyResources);

test('纸质案件转入先由一人录入，经他人与纸质案卷核对后才生效；核对前办不了别的', () => {
  const stated = playTo([adopt(base)]).state;
  expect(stated).toMatchObject({ number: base.number, stage: 'filing', adoption: { state: 'stated' } });
  expect(stated?.dates['case-filed']).toBeUndefined();
  expect(last([adopt(base), act('keeper', '2026-03-02', 'confirm-adoption')]).refusal?.code).toBe('own-work');
  for (const type of ['present-credentials', 'attach-record', 'approve-filing', 'name-participant'])
    expect(last([adopt(base), act('jack', '2026-03-02', type)]).refusal?.code, type).toMatch(
      /not-offered|not-permitted|not-handler|wrong-stage/,
    );
  const { state, facts } = playTo([adopt(base), confirm]);
  expect(state).toMatchObject({
    stage: 'investigation',
    adoption: { state: 'confirmed', reached: 'investigation' },
  });
  expect(facts.map(({ type, occurredOn }) => [type, occurredOn])).toEqual([
    ['case-adopted', '2026-02-02'],
    ['record-attached', '2026-03-02'],
    ['adoption-confirmed', '2026-03-02'],
  ]);
  expect(facts[0]?.data.lateReason).toBe('本系统启用前立案的纸质案件');
});

test('核对的人认为与纸质不符的，写明不符之处，不予转入，案件到此为止', () => {
  const refused = act('handler', '2026-03-02', 'refuse-adoption', { reason: '立案日期与审批表不同' });
  expect(playTo([adopt(base), refused]).state).toMatchObject({
    stage: 'closed',
    adoption: { state: 'refused' },
  });
  const further = act('keeper', '2026-03-03', 'archive-case', {});
  expect(last([adopt(base), refused, further]).refusal?.sentence).toMatch(/没有转入/);
  expect(last([adopt(base), act('handler', '2026-03-02', 'refuse-adoption')]).refusal?.code).toBe(
    'bad-input',
  );
  expect(last([adopt(base), refused, confirm]).refusal?.code).toBe('wrong-stage');
});

test('行政处罚法 第六十条 办案期限从纸质立案之日起算，已经逾期的照实显示', () => {
  const { duties } = playIn([adopt(base), confirm], { ...penaltyResources, asOf: '2026-06-01' });
  expect(duties.find(({ does }) => does === 'decide')).toMatchObject({
    start: '2026-02-03',
    due: '2026-05-06',
    state: 'overdue',
    doneOn: null,
  });
});

test('行政处罚法 陈述申辩的期限从纸质送达之日起算，届满由时间记入，不由转入的人填写', () => {
  const { state, facts } = playTo([adopt(noticed()), confirm, act('handler', '2026-03-20', 'noop')]);
  expect(facts.find(({ type }) => type === 'statement-waived')).toMatchObject({ actor: 'time' });
  expect(state).toMatchObject({ stage: 'decision', penalty: { priorNotice: { servedOn: '2026-02-25' } } });
  const decision = last([
    adopt(noticed()),
    confirm,
    act('approver', '2026-03-20', 'make-penalty-decision', { result: 'penalise', reason: '事实清楚。' }),
  ]);
  expect(decision.facts[0]?.data).toMatchObject({ ordinal: { kind: 'penalty', number: 1 } });
});

test('行政处罚法 第五十八条 重大案件没有纸质法制审核意见书的，转入后仍须法制审核、集体讨论', () => {
  const decide = act('approver', '2026-03-20', 'make-penalty-decision', {
    result: 'penalise',
    reason: '理由',
  });
  const major = { ...noticed({ penalty: heavy, major: 'yes' }), hearingRight: 'yes' };
  expect(last([adopt(major), confirm, decide]).refusal?.code).toBe('legal-review');
  const reviewed = {
    ...major,
    'legal-review-done': 'yes',
    'legal-review-on': '2026-02-27',
    reviewNumber: '汶工信法审〔2026〕1号',
    'legal-review-scan': scan('法制审核意见书.pdf'),
  };
  const byHead = act('approver', '2026-03-02', 'confirm-adoption');
  expect(last([adopt(reviewed), byHead, decide]).refusal?.code).toBe('deliberation');
  expect(last([adopt(reviewed), act('reviewer', '2026-03-02', 'confirm-adoption')]).refusal).toMatchObject({
    code: 'own-work',
    sentence: expect.stringContaining('须由批准人核对'),
  });
  expect(last([adopt(reviewed), confirm]).refusal).toMatchObject({
    code: 'own-work',
    sentence: expect.stringContaining('须由承办人以外的人核对'),
  });
  const unscanned = { ...reviewed, 'legal-review-scan': undefined };
  expect(last([adopt(unscanned)]).refusal).toMatchObject({
    code: 'bad-input',
    sentence: '“法制审核意见书扫描件”未填。',
  });
});

test('行政处罚法 第六十三条 依法有听证权而纸质告知书没有告知的，不能作为已告知转入', () => {
  const untold = noticed({ penalty: heavy });
  expect(last([adopt(untold)]).refusal).toMatchObject({
    code: 'hearing-right',
    sentence: expect.stringContaining('应当告知听证权利'),
    cite: { article: expect.stringContaining('第六十三条') },
  });
  expect(last([adopt({ ...untold, hearingRight: 'yes' })]).refusal).toBeUndefined();
});

test('转入后由本局作出决定的人不能是承办人：纸质立案、调查的承办人照样回避审批', () => {
  const decide = act('jack', '2026-03-20', 'make-penalty-decision', { result: 'penalise', reason: '理由' });
  const own = { ...noticed(), handlers: ['jack', 'partner'] };
  expect(last([adopt(own), confirm, decide]).refusal?.code).toBe('own-work');
});

test('缺的每一项都叫得出名字；没有办到的步骤、没有的日期、不是扫描件的文件不收', () => {
  const { 'filing-scan': _, suspectedFacts: __, ...lacking } = base;
  const refused = (input: object, more: object = {}) =>
    last([adopt(input, 'keeper', more)]).refusal?.sentence;
  expect(refused(lacking)).toBe('“涉嫌违法事实”未填。“立案审批表扫描件”未填。');
  expect(refused(base, { lateReason: ' ' })).toBe('“转入的理由”未填。');
  expect(refused({ ...base, 'report-on': '2026-02-20' })).toContain('办到这一步的案件没有“报告审核同意日期”');
  expect(refused({ ...base, 'filing-on': '2026-02-01' })).toContain('早于案件开始日期（2026-02-02）');
  expect(refused({ ...base, 'filing-on': '2026-03-03' })).toContain('不能晚于今天');
  expect(refused({ ...reported(), 'report-on': '2026-02-02' })).toContain('早于批准立案日期（2026-02-03）');
  expect(refused({ ...base, 'filing-scan': file('a.mp4', 'video/mp4') })).toContain('须是 PDF 或者图片');
  expect(refused({ ...base, handlers: ['handler', 'nobody'] })).toContain('不是本局承办人员');
  expect(refused({ ...base, handlers: ['handler'] })).toContain('执法人员不得少于 2 人');
  expect(refused({ ...base, reached: 'closed' })).toContain('不在可选范围内');
  expect(refused(base, { occurredOn: '2026-03-02' })).toContain('今天开始的案件直接在本系统登记');
  for (const member of ['reviewer', 'approver', 'legal', 'lawyer', 'liaison'] as const)
    expect(last([adopt(base, member)]).refusal?.code, member).toBe('not-permitted');
});

test('纸质案号、文号须合乎文号的写法，写法归一；文号是人填写的，一律封存，删除后案件照样办', () => {
  const { facts, state } = playTo([adopt({ ...noticed(), number: '汶工信立（2026）第3号' }), confirm]);
  expect(state?.number).toBe('汶工信立〔2026〕3号');
  expect(JSON.stringify(facts[0]?.data.done)).not.toContain('汶工信');
  expect(facts[0]?.data.numbers).toContainEqual({ documentNumber: '汶工信告〔2026〕2号' });
  const done = facts[0]?.data.done as readonly { type: FactTypeName; typeVersion: number }[];
  expect(done.filter(({ type, typeVersion }) => typeVersion !== factTypes[type].version)).toEqual([]);
  for (const number of ['张三案', '关于张三的立案审批表', '张三（住东环路8号）〔2026〕1号'])
    expect(last([adopt({ ...base, number })]).refusal?.sentence, number).toContain('请与');
  expect(last([adopt({ ...noticed(), noticeNumber: '张三' })]).refusal?.code).toBe('bad-input');
  const recorded = facts.map((fact, i) => ({
    ...fact,
    data: Object.fromEntries(Object.entries(fact.data).filter(([key]) => key !== 'numbers')),
    erased: i === 0 ? ['numbers'] : [],
    stream: 'case/c',
    version: i + 1,
    typeVersion: 2,
    recordedAt: '',
    actor: 'keeper',
  }));
  expect(foldCase(recorded)).toMatchObject({
    number: '已依法删除',
    stage: state?.stage,
    documents: [{ documentNumber: '已依法删除', servedOn: '2026-02-25' }],
    penalty: { suspectedFacts: base.suspectedFacts },
  });
});

test('从前录入的转入案件（第一版）照旧读得出：案号在公开部分，各步按当时的版本', () => {
  const first = {
    stream: 'case/c',
    version: 1,
    typeVersion: 1,
    recordedAt: '',
    actor: 'keeper',
    erased: [],
    type: 'case-adopted' as const,
    occurredOn: '2026-02-02',
    data: {
      kind: 'penalty',
      matter: 'salt-offence',
      unit: 'team',
      participants: [{ body: 'wenshang', as: 'handling' }],
      packs: {},
      party: enterprise,
      caseName: '某案',
      officers: ['handler', 'partner'],
      takenInOn: '2026-03-02',
      reached: 'investigation',
      done: [
        { type: 'filing-proposed', on: '2026-02-02', data: {} },
        { type: 'case-filed', on: '2026-02-03', data: { caseNumber: '张三案' } },
      ],
      said: [{ source: '日常检查', suspectedFacts: '涉嫌' }, { reason: '见扫描件' }],
    },
  };
  const confirmed = {
    ...first,
    version: 2,
    type: 'adoption-confirmed' as const,
    data: { statedBy: 'keeper' },
  };
  expect(foldCase([first, confirmed])).toMatchObject({ number: '张三案', stage: 'investigation' });
});

test('纸质办理的阶段只算扫描件，不算本系统的记录，也不算缺', () => {
  const { state, facts } = playTo([adopt(noticed()), confirm]);
  if (state === null) throw new Error('no case');
  const rail = stageRail(state, [], rules);
  expect(rail.filter(({ onPaper }) => onPaper).map(({ stage, note }) => [stage, note])).toEqual([
    ['filing', '纸质办理'],
    ['investigation', '纸质办理'],
  ]);
  const records = processRecords(facts, state, rules);
  expect(records.map(({ stage, scans, held, lacking }) => [stage, scans, held, lacking])).toEqual([
    ['filing', 1, 0, 0],
    ['investigation', 1, 0, 0],
    ['notice', 2, 0, 0],
  ]);
  expect(state.doneBy['case-filed']).toBeUndefined();
});

const adoptPermit = (more: object = {}) => ({
  ...step('handler', '2026-03-10', 'adopt-permit-case', {
    matter: 'industrial-product-licence',
    party: { name: '南大港示例有限公司', kind: 'organisation' },
    number: '南质收〔2026〕1号',
    reached: 'accepted',
    content: '申请工业产品生产许可证',
    'application-scan': scan('申请书.pdf'),
    'acceptance-on': '2026-03-03',
    acceptanceNumber: '南质受〔2026〕1号',
    handlers: ['handler', 'partner'],
    'acceptance-scan': scan('受理决定书.pdf'),
    'extension-done': 'no',
    'excluded-time-done': 'no',
    ...more,
  }),
  occurredOn: '2026-03-02',
  lateReason: '启用前受理',
});

test('行政许可 已受理的纸质申请转入：期限从纸质受理之日起算，收件号、受理文号沿用', () => {
  const { state, duties } = playIn(
    [adoptPermit(), step('clerk', '2026-03-10', 'confirm-adoption')],
    permitResources,
  );
  expect(state).toMatchObject({
    stage: 'examination',
    number: '南质受〔2026〕1号',
    handlers: ['handler', 'partner'],
    permit: {
      receivedOn: '2026-03-02',
      receivedNumber: '南质收〔2026〕1号',
      intake: 'accepted',
      clockStart: '2026-03-03',
    },
  });
  expect(duties.find(({ does }) => does === 'decide')).toMatchObject({
    start: '2026-03-03',
    state: 'open',
  });
});

test('纸质上办完的期限注明纸质办理，按时还是逾期照纸质日期算', () => {
  const told = (received: string) =>
    playIn(
      [{ ...adoptPermit(), occurredOn: received }, step('clerk', '2026-03-10', 'confirm-adoption')],
      permitResources,
    ).duties.find(({ does }) => does === 'notify-supplement');
  expect(told('2026-03-02')).toMatchObject({ onPaper: true, doneOn: '2026-03-03', state: 'done' });
  expect(told('2026-02-02')).toMatchObject({ onPaper: true, doneOn: '2026-03-03', state: 'done-late' });
});

test('行政许可法 第四十二条 纸质上已批准的延期、已恢复的期限除外，照办案程序的日数计入期限', () => {
  const dueOf = (more: object) =>
    playIn([adoptPermit(more), step('clerk', '2026-03-10', 'confirm-adoption')], permitResources).duties.find(
      ({ does }) => does === 'decide',
    );
  const extended = {
    'extension-done': 'yes',
    'extension-on': '2026-03-09',
    extensionNumber: '南质延〔2026〕1号',
    'extension-scan': scan('延期办理告知书.pdf'),
  };
  const excluded = {
    'excluded-time-done': 'yes',
    'excluded-time-on': '2026-03-04',
    resumedOn: '2026-03-09',
    cause: 'testing',
    exclusionNumber: '南质除〔2026〕1号',
    'excluded-time-scan': scan('期限除外告知书.pdf'),
  };
  expect([dueOf({}), dueOf(extended), dueOf(excluded)].map((duty) => duty?.due)).toEqual([
    '2026-03-31',
    '2026-04-15',
    '2026-04-03',
  ]);
  expect(dueOf(excluded)?.excluded).toEqual([{ from: '2026-03-04', to: '2026-03-08', cause: 'testing' }]);
  for (const resumedOn of ['2026-03-03', '2026-03-11'])
    expect(lastIn([adoptPermit({ ...excluded, resumedOn })], permitResources).refusal?.sentence).toContain(
      '这一日期须在“除外开始日期”（2026-03-04）以后',
    );
});
