import type { RecordedFact } from '@mingjing/law';

const labels: Readonly<Record<string, string>> = {
  matter: '事项', unit: '承办机构', applicant: '申请人', party: '当事人', content: '内容', receivedNumber: '收件号', items: '材料', notes: '说明', documentNumber: '文号', since: '起始日',
  rule: '依据规则', reason: '理由', rightBody: '有权机关', handlers: '承办人', cause: '原因', startsOn: '开始日', expectedDays: '预计天数', resumedOn: '恢复日', days: '天数', place: '地点', checkedBy: '核查人',
  rectification: '是否要求整改', finding: '核查情况', result: '结论', validFrom: '有效期自', validTo: '有效期至', basedOnTest: '依据检验检测', at: '环节', to: '接收', note: '备注', certificateNumber: '证书编号',
  ground: '情形', kind: '类别', source: '案源', suspectedFacts: '涉嫌违法事实', caseName: '案件名称', officers: '执法人员', caseNumber: '立案号', scene: '场合', interviewee: '被询问人', signed: '签名', facts: '违法事实',
  evidence: '证据', basis: '依据', discretion: '裁量理由', penalty: '处罚', hearingRight: '听证权', adopted: '采纳情况', heldOn: '举行日期', host: '主持人', record: '记录', opinion: '意见', round: '次数', materials: '送审材料',
  points: '问题', text: '意见', participants: '参加人', conclusion: '结论', amount: '金额', done: '执行完毕', requirement: '对应要求', medium: '介质', name: '名称', attachment: '文件', fileName: '文件名', madeOn: '制作日期',
  credentialsShown: '亮证', keyContent: '重点内容', documentId: '文书', template: '文书种类', title: '名称', sha256: '摘要值', size: '大小', forServing: '须送达', method: '送达方式', servedBy: '送达人', receiver: '受送达人', witness: '见证人',
  issuingAuthority: '决定机关', ordinal: '序号', major: '重大执法决定', outcome: '结果', by: '作出机关', explanation: '说明', summary: '结案情况', target: '更正对象', field: '字段', oldDigest: '原值摘要', value: '更正为', proposedBy: '申请人员',
  targets: '删除对象', authority: '依据', fields: '公示内容', withheld: '不公开内容', hidden: '不公开内容', channel: '载体', address: '网址', confirmedOn: '确认日期', receipt: '回执', due: '截止日', publishedOn: '公示日期', startedOn: '起始日',
  withdrawnOn: '撤下日期', cite: '条文', number: '文号', labels: '字段名', origin: '来源', missing: '所缺字段', row: '原始内容', decisionStream: '决定', decisionVersion: '决定版本', grounds: '情形',
};
const words: Readonly<Record<string, string>> = {
  yes: '是', no: '否', partly: '部分', grant: '准予', refuse: '不予', penalise: '给予处罚', 'no-penalty': '不予处罚', complete: '齐全', missing: '缺少', defective: '不合格', 'corrected-on-spot': '当场更正',
  inspection: '检验', testing: '检测', appraisal: '鉴定', 'expert-review': '专家评审', agree: '同意', problems: '存在问题', 'in-person': '直接送达', 'left-at-premises': '留置送达', 'by-post': '邮寄送达', 'by-proxy': '委托送达',
  electronic: '电子送达', 'by-announcement': '公告送达', document: '文书', recording: '音像', warning: '警告', criticism: '通报批评', fine: '罚款', confiscation: '没收', paid: '已缴清', confiscated: '已没收', 'partly-paid': '部分缴纳',
  'court-applied': '已申请法院强制执行', refused: '拒签', revoked: '撤销', declaredUnlawful: '确认违法', remade: '重新作出', permit: '行政许可', penalty: '行政处罚', evidence: '调查取证', service: '送达', other: '其他',
};

export const fieldLabel = (key: string) => labels[key] ?? key;

/** A value of a fact as one reads it; people by name, money in 元. */
export function fieldText(value: unknown, names: ReadonlyMap<string, string>, key = ''): string {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'number') return key === 'fine' || key === 'confiscated' || key === 'amount' ? `${(value / 100).toLocaleString('zh-CN')} 元` : String(value);
  if (typeof value === 'string') return names.get(value) ?? words[value] ?? value;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map((item) => fieldText(item, names)).join('、');
  return Object.entries(value as Record<string, unknown>)
    .map(([inner, item]) => `${partLabels[inner] ?? labels[inner] ?? inner} ${fieldText(item, names, inner)}`)
    .join('；');
}

const partLabels: Readonly<Record<string, string>> = {
  name: '名称', kind: '类别', creditCode: '统一社会信用代码', identityNumber: '证件号码', birthDate: '出生日期', representative: '法定代表人', address: '地址', contact: '联系人', phone: '电话', types: '种类', fine: '罚款', confiscated: '没收',
  text: '内容', id: '项', state: '状态', mediaType: '格式', evidenceId: '编号', sm3: 'SM3', year: '年', number: '号', version: '第几项', organisation: '法人',
};

/** One short sentence saying what the fact holds, for the 经过 table. */
export function describeFact(fact: RecordedFact, names: ReadonlyMap<string, string>): string {
  const { data } = fact;
  const text = (key: string) => (fact.erased.includes(key) ? '已依法删除' : fieldText(data[key], names, key));
  const shortened = (key: string) => {
    const whole = text(key);
    return whole.length > 40 ? `${whole.slice(0, 40)}…` : whole;
  };
  const keys = summaries[fact.type] ?? [];
  return keys.filter((key) => data[key] !== undefined || fact.erased.includes(key)).map(shortened).join('　');
}

const summaries: Readonly<Record<string, readonly string[]>> = {
  'application-received': ['receivedNumber'], 'application-accepted': ['documentNumber'], 'supplement-requested': ['documentNumber'], 'handlers-assigned': ['handlers'], 'opinion-submitted': ['result', 'reason'], 'opinion-reviewed': ['reason'],
  'opinion-approved': ['reason'], 'opinion-returned': ['reason'], 'decision-made': ['result', 'documentNumber'], 'certificate-sealed': ['certificateNumber'], 'document-issued': ['title', 'documentNumber'], 'document-served': ['method', 'receiver'],
  'record-attached': ['name'], 'recording-waived': ['reason'], 'case-filed': ['caseNumber'], 'credentials-presented': ['officers', 'place'], 'interview-recorded': ['interviewee'], 'closing-report-submitted': ['basis'], 'report-reviewed': ['reason'],
  'prior-notice-issued': ['documentNumber'], 'statement-received': ['content'], 'statement-answered': ['adopted', 'reason'], 'hearing-notified': ['heldOn', 'place'], 'hearing-held': ['opinion'], 'legal-review-requested': ['materials'],
  'legal-review-given': ['result', 'text'], 'legal-review-answered': ['text'], deliberated: ['conclusion'], 'execution-recorded': ['note'], 'case-closed': ['summary'], 'fact-corrected': ['field', 'value', 'reason'], 'correction-proposed': ['field', 'value', 'reason'],
  'time-excluded': ['cause', 'expectedDays'], 'extension-requested': ['reason'], 'extension-approved': ['days', 'reason'], 'site-check-completed': ['finding'], 'act-terminated': ['ground'], 'decision-revoked': ['by', 'explanation'],
  'personal-data-erased': ['authority'], 'application-rejected': ['rightBody'], 'application-declined': ['reason'], 'result-published': ['number', 'publishedOn'], 'channel-confirmed': ['channel', 'address', 'confirmedOn'], 'result-withdrawn': ['explanation'],
  'publication-returned': ['reason'], 'publication-withheld': ['cite', 'reason'], 'withdrawal-proposed': ['explanation'], 'publication-drafted': ['number', 'due'], 'result-imported': ['number', 'source'],
};
