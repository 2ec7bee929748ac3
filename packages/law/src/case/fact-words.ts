import { type FactTypeName, factTypes } from '../facts/fact-types.ts';

/** The Chinese name of a type of fact. */
export function factTitle(type: string): string {
  return Object.hasOwn(factTypes, type) ? factTypes[type as FactTypeName].label : type;
}

/** The Chinese names of the data of facts. */
export const fieldLabels: Readonly<Record<string, string>> = {
  applicant: '申请人',
  party: '当事人',
  content: '内容',
  notes: '说明',
  reason: '理由',
  place: '地点',
  finding: '核查情况',
  note: '备注',
  ground: '终止的情形',
  source: '案件来源',
  suspectedFacts: '涉嫌违法事实',
  caseName: '案件名称',
  to: '出示对象',
  interviewee: '被询问人',
  facts: '违法事实',
  evidence: '证据',
  basis: '依据',
  discretion: '裁量理由',
  penalty: '处罚',
  record: '听证笔录',
  opinion: '听证意见',
  materials: '送审材料',
  text: '意见',
  conclusion: '讨论结论',
  name: '名称',
  attachment: '原件',
  fileName: '文件名',
  keyContent: '关键内容',
  receiver: '受送达人',
  witness: '见证人',
  explanation: '说明',
  summary: '结案说明',
  value: '更正后的内容',
  before: '原文的错误文字',
  after: '更正为',
  authority: '删除的依据',
  lateReason: '迟录的原因',
  validFrom: '有效期起',
  validTo: '有效期止',
  startsOn: '起算日',
  resumedOn: '恢复计算日',
  madeOn: '制作日期',
  heldOn: '听证日期',
  rightBody: '应当申请的机关',
};
