import type { FactTypeName } from '@mingjing/law';

type Data = Readonly<Record<string, unknown>>;
const reason = '材料齐全，符合法定条件。';
const party = { name: '示例有限公司', kind: 'organisation', creditCode: '91130900MA0EXAM0XX', representative: '某某某', address: '示例路 1 号', contact: '某某某', phone: '0000-0000000' };
const person = { name: '某某某', kind: 'natural-person', identityNumber: '（样本）', birthDate: '1990-01-01' };
const participants = [{ body: 'nandagang', as: 'handling' }, { body: 'cangzhou', as: 'superior' }];
const packs = { 'hebei-nandagang': 'a'.repeat(64) };
const penalty = { types: ['fine', 'confiscation'], fine: 2_000_000, confiscated: 100, text: '罚款人民币 20,000 元' };
const attachment = { evidenceId: 'evidence-1', mediaType: 'image/png', size: 10, sha256: 'b'.repeat(64), sm3: 'c'.repeat(64) };
const cite = { regulation: '示例办法', article: '第七条', quote: '应当自作出之日起公开' };
const lateReason = '系统停机，次日补录。';

/** One made-up fact of every type with every field that it may have: what the committed specimens were sealed from. */
export const samples: Readonly<Record<FactTypeName, Data>> = {
  'application-received': { kind: 'permit', matter: 'industrial-product-licence', unit: 'window', participants, packs, applicant: party, content: '申请核发许可证', receivedNumber: '示收〔2025〕1号', lateReason },
  'materials-checked': { items: [{ id: 'application', state: 'complete' }, { id: 'test-report', state: 'missing' }], notes: { 'test-report': '补交原件' } },
  'supplement-requested': { items: ['test-report'], notes: { 'test-report': '补交原件' }, documentNumber: '示补〔2025〕1号' },
  'supplement-received': { items: ['test-report'] },
  'application-accepted': { documentNumber: '示受〔2025〕1号' },
  'application-deemed-accepted': { since: '2025-09-01', rule: 'deemed' },
  'application-declined': { reason, documentNumber: '示不〔2025〕1号' },
  'application-rejected': { reason, rightBody: '示例机关', documentNumber: '示不〔2025〕2号' },
  'handlers-assigned': { handlers: ['person-a', 'person-b'] },
  'time-excluded': { cause: 'testing', startsOn: '2025-09-02', expectedDays: 15, documentNumber: '示除〔2025〕1号' },
  'time-resumed': { resumedOn: '2025-09-20' },
  'extension-requested': { reason },
  'extension-approved': { days: 10, reason, documentNumber: '示延〔2025〕1号' },
  'extension-refused': { reason },
  'site-check-completed': { place: '示例路 1 号', checkedBy: ['person-a', 'person-b'], rectification: 'no', finding: '符合要求。' },
  'opinion-submitted': { result: 'grant', reason, content: '准予许可', validFrom: '2025-09-25', validTo: '2030-09-25', basedOnTest: 'no' },
  'opinion-reviewed': { reason },
  'opinion-approved': { reason },
  'opinion-returned': { at: 'review', reason },
  'handed-over': { to: 'cangzhou', note: '全案材料' },
  'certificate-sealed': { certificateNumber: '（冀）示例 00001', validFrom: '2025-09-25', validTo: '2030-09-25' },
  'decision-sealed': { documentNumber: '示许〔2025〕1号' },
  'act-terminated': { ground: '申请人撤回申请', documentNumber: '示终〔2025〕1号' },
  'filing-proposed': { kind: 'penalty', matter: 'energy-saving-offence', unit: 'energy', participants, packs, source: '日常检查', party: person, suspectedFacts: '未按规定报送', caseName: '某某某未按规定报送案', officers: ['person-a', 'person-b'] },
  'case-filed': { caseNumber: '示立〔2025〕1号', reason },
  'filing-refused': { reason },
  'credentials-presented': { officers: ['person-a', 'person-b'], place: '示例路 1 号', to: '负责人', scene: 'evidence' },
  'interview-recorded': { officers: ['person-a', 'person-b'], interviewee: '某某某', place: '示例路 1 号', content: '问：是否报送？\n答：没有。', signed: 'refused', documentNumber: '示笔〔2025〕1号' },
  'closing-report-submitted': { facts: '未按规定报送', evidence: '笔录', basis: '《示例法》第八十二条', discretion: '从轻', penalty, major: 'yes' },
  'report-reviewed': { reason },
  'report-returned': { reason },
  'prior-notice-issued': { documentNumber: '示告〔2025〕1号', hearingRight: 'yes' },
  'statement-received': { content: '请求从轻' },
  'statement-answered': { adopted: 'partly', reason },
  'statement-waived': { rule: 'statement' },
  'hearing-requested': { content: '要求听证' },
  'hearing-waived': { rule: 'hearing' },
  'hearing-notified': { heldOn: '2025-09-30', place: '会议室', host: 'person-c', documentNumber: '示听〔2025〕1号' },
  'hearing-held': { host: 'person-c', record: '听证笔录', opinion: '维持' },
  'legal-review-requested': { round: 1, materials: '全案材料' },
  'legal-review-given': { round: 1, result: 'problems', points: ['facts', 'law'], text: '补充证据', documentNumber: '示审〔2025〕1号' },
  'legal-review-answered': { round: 1, text: '已补充' },
  deliberated: { participants: ['person-d', 'person-e'], conclusion: '同意' },
  'execution-recorded': { kind: 'paid', amount: 2_000_000, done: 'yes', note: '已缴清' },
  'record-attached': { requirement: 'scene-photo', medium: 'recording', name: '现场照片', attachment, fileName: '照片.png', madeOn: '2025-09-10', place: '车间', credentialsShown: 'yes', keyContent: '铭牌' },
  'recording-waived': { requirement: 'investigation-video', reason },
  'document-issued': { documentId: 'document-1', template: 'prior-notice', title: '事先告知书', documentNumber: '示告〔2025〕1号', sha256: 'd'.repeat(64), size: 1234, forServing: true },
  'document-served': { documentId: 'document-1', method: 'left-at-premises', servedBy: ['person-a', 'person-b'], receiver: '某某某', place: '示例路 1 号', witness: '见证人', note: '拒收' },
  'decision-made': { result: 'penalise', documentNumber: '示罚〔2025〕1号', issuingAuthority: 'wenshang', ordinal: { kind: 'penalty', year: 2025, number: 1 }, content: '罚款', basis: '《示例法》第八十二条', facts: '未按规定报送', penalty, reason, major: 'yes' },
  'decision-revoked': { outcome: 'revoked', by: '示例法院', documentNumber: '（2025）示行初1号', explanation: '依判决撤销。' },
  'case-closed': { summary: '执行完毕', documentNumber: '示结〔2025〕1号' },
  'correction-proposed': { target: 2, field: 'content', oldDigest: 'digest', value: '改正后的内容', reason: '录入错误' },
  'fact-corrected': { target: 2, field: 'content', oldDigest: 'digest', value: '改正后的内容', reason: '录入错误', proposedBy: 'person-a' },
  'correction-refused': { target: 2, field: 'content', reason },
  'erasure-proposed': { targets: [{ version: 1, fields: ['applicant'] }], authority: '《个人信息保护法》第四十七条' },
  'personal-data-erased': { targets: [{ version: 1, fields: ['applicant'] }], proposedBy: 'person-a', authority: '《个人信息保护法》第四十七条' },
  'publication-drafted': { kind: 'penalty', decisionStream: 'case/1', decisionVersion: 9, number: '示罚〔2025〕1号', ordinal: 'penalty-2025-1', rule: 'publish', due: '2025-10-20', fields: { party: '示例有限公司' }, withheld: [{ key: 'phone', ground: 'privacy' }], summary: '摘要' },
  'result-published': {
    kind: 'penalty', number: '示罚〔2025〕1号', rule: 'publish', publishedOn: '2025-10-15', title: '示例有限公司：行政处罚', fields: { party: '示例有限公司', fine: '2 万元' }, labels: { party: '当事人', fine: '罚款', phone: '电话' }, hidden: { phone: '0000-0000000' },
    withheld: [{ key: 'phone', name: '电话', ground: '个人隐私', cite: '第十条' }], cite: { ...cite, pack: 'hebei-nandagang', text: '全文' }, due: '2025-10-20', formedOn: '2025-10-10', authority: '示例局', order: ['party', 'fine'],
    channels: [{ id: 'website', name: '网站', held: 'ours', main: true }], explanation: { sentence: '自作出之日起七个工作日', strip: [{ date: '2025-10-10', kind: 'start' }] }, summary: '摘要', origin: 'case',
  },
  'publication-returned': { reason },
  'publication-withheld': { ground: 'state-secret', cite: '第十条', reason },
  'channel-confirmed': { channel: 'website', address: 'https://www.example.cn/1', confirmedOn: '2025-10-16', receipt: '回执 1' },
  'withdrawal-proposed': { cause: 'revoked', explanation: '依判决撤下。', startedOn: '2025-11-01' },
  'result-withdrawn': { cause: 'revoked', explanation: '依判决撤下。', startedOn: '2025-11-01', withdrawnOn: '2025-11-03', proposedBy: 'person-a', cite },
  'result-imported': { kind: 'penalty', number: '示罚〔2025〕2号', source: 'a.csv', sha256: 'e'.repeat(64), row: { CF_XDR_MC: '示例有限公司' }, missing: ['CF_SY'], identity: '["wenshang","penalty","2"]' },
  'bureau-created': { profile: { id: 'wenshang', name: '示例局', sha256: 'f'.repeat(64) } },
  'packs-activated': { packs, proposedBy: 'person-a', demonstration: false },
  'calendar-imported': { year: 2025, sha256: 'a'.repeat(64), notice: '国办发明电〔2024〕12号' },
  'officer-registered': { person: 'person-a', name: '某某某', post: '科员', credentialNumber: '示例 0001', validTo: '2029-12-31', area: '示例县' },
  'audit-segment-sealed': { segment: 1, entries: 2, sha256: 'a'.repeat(64), from: '2025-10-10T01:00:00.000Z', to: '2025-10-10T02:00:00.000Z' },
};
