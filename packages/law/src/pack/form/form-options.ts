import { excludedCauses } from '../../duties/explain-duty.ts';
import {
  achievementLabels,
  actionLabels,
  eventLabels,
  guardLabels,
  kindLabels,
  linkedKindLabels,
  mediumLabels,
  modalityLabels,
  rankLabels,
  roleLabels,
  skeletonLabels,
} from '../../terms.ts';
import { CIRCUMSTANCES } from '../circumstances.ts';
import type { FormNode, FormOption, FormReference } from './form-node.ts';

type Words = Readonly<Record<string, string>>;

/** What the values of a closed list are called at this place of a pack; undefined where nobody has named them. */
export function optionWords(path: readonly string[]): Words | undefined {
  const own = path.join('.');
  if (Object.hasOwn(BY_PATH, own)) return BY_PATH[own];
  const key = path.at(-1) ?? '';
  return Object.hasOwn(BY_KEY, key) ? BY_KEY[key] : undefined;
}

/** Fields that the format leaves open but that mean something of a list: other rules of the pack, or words with suggestions. */
export function openField(path: readonly string[]): FormNode | undefined {
  const own = path.join('.');
  const target = REFERENCES[own] ?? (path.at(-1) === 'silent' ? SILENT : undefined);
  if (target !== undefined) return { kind: 'reference', several: SEVERAL.has(own), to: target };
  const suggested = SUGGESTED[own];
  if (suggested === undefined) return undefined;
  return suggested.closed
    ? { kind: suggested.several ? 'checks' : 'select', options: suggested.options }
    : { kind: 'words', several: suggested.several, suggested: suggested.options };
}

/** The parts of a choice, in the order of the format. */
export function alternativeLabels(path: readonly string[]): readonly string[] {
  return ALTERNATIVES[path.join('.')] ?? [];
}

const options = (words: Words): FormOption[] => Object.entries(words);
const SILENT: FormReference = { section: 'silentPoints', key: 'id' };
const DEADLINE: FormReference = { section: 'deadlines', key: 'id' };
const CHANNEL: FormReference = { section: 'channels', key: 'id' };

const REFERENCES: Readonly<Record<string, FormReference>> = {
  'chains.within': DEADLINE,
  'reports.deadlines': DEADLINE,
  'silentPoints.options.effects.deadline': DEADLINE,
  'silentPoints.options.effects.threshold': { section: 'thresholds', key: 'id' },
  'catalogue.chain': { section: 'chains', key: 'subject' },
  'catalogue.channels': CHANNEL,
  'publications.channel': CHANNEL,
  'publications.fields.ground': { section: 'grounds', key: 'id' },
  'requirements.scene': { section: 'scenes', key: 'id' },
};
const SEVERAL: ReadonlySet<string> = new Set(['reports.deadlines', 'catalogue.channels']);

interface Suggested {
  readonly options: readonly FormOption[];
  readonly several: boolean;
  /** Nothing else makes sense. */
  readonly closed: boolean;
}
const SUGGESTED: Readonly<Record<string, Suggested>> = {
  'guards.guard': { options: options(guardLabels), several: false, closed: true },
  'silentPoints.options.effects.guard': { options: options(guardLabels), several: false, closed: true },
  'requirements.before': { options: options(actionLabels), several: false, closed: false },
  'deadlines.excludes': { options: options(excludedCauses), several: true, closed: false },
  'chains.steps.role': { options: options(roleLabels), several: false, closed: false },
  'silentPoints.options.effects.party': {
    options: options(CIRCUMSTANCES.party.values),
    several: true,
    closed: true,
  },
  'deadlines.silence': {
    options: options({
      'application-deemed-accepted': '视为受理',
      'statement-waived': '视为放弃陈述、申辩',
      'hearing-waived': '视为放弃听证',
      'renewal-deemed-granted': '视为准予延续',
      'third-party-silent': '由本机关决定是否公开',
      'organ-agrees': '视为同意公开',
    }),
    several: false,
    closed: false,
  },
};

const SPAN = ['写明长短', '没有写明上限'];
const ALTERNATIVES: Readonly<Record<string, readonly string[]>> = {
  'deadlines.limit': ['写明长短', '每年固定的日子', '没有写明天数（及时）'],
  'deadlines.extension.by': SPAN,
  'deadlines.extension.further.by': SPAN,
  'retention.keep': ['永久', '写明长短', '没有写明'],
  'staffing.atLeast': ['人数', '比例'],
};

const BY_PATH: Readonly<Record<string, Words>> = {
  'access.roles': roleLabels,
  'redactions.items.covers': {
    name: '姓名、名称',
    address: '住址',
    'personal-data': '个人信息',
    'trade-secret': '商业秘密',
    'state-secret': '国家秘密',
  },
  'chains.items': linkedKindLabels,
  'deadlines.on': eventLabels,
  'deadlines.does': achievementLabels,
  'deadlines.modality': { must: '应当', may: '可以' },
  'requirements.modality': modalityLabels,
  'staffing.modality': { must: '应当', 'as-rule': '一般应当' },
  'provisions.modality': { must: '应当', may: '可以', 'must-not': '不得', states: '说明' },
  'conduct.does': {
    'show-credentials': '出示证件',
    'issue-documents': '出具文书',
    tell: '告知',
    explain: '说明',
    'wear-uniform': '着制服',
    'wear-credentials': '佩戴证件',
  },
  'devices.does': {
    keep: '保管',
    'check-before-use': '使用前检查',
    maintain: '维护',
    'report-fault': '报告故障',
    forbid: '禁止',
  },
  'retention.subject': {
    'case-file': '案卷',
    recording: '音像记录',
    record: '记录',
    'published-result': '公示信息',
    'access-log': '查阅登记',
  },
  'access.subject': { 'case-file': '案卷', recording: '音像记录', record: '记录' },
  'thresholds.for': {
    hearing: '听证',
    'legal-review': '法制审核',
    'summary-procedure': '简易程序',
    'on-the-spot-collection': '当场收缴',
    severity: '情节轻重',
    deliberation: '集体讨论',
  },
  'redactions.items.party': { 'natural-person': '自然人', organisation: '法人或者其他组织', any: '任何人' },
  'publications.fields.from': {
    authority: '作出机关',
    'handling-bureau': '承办机关',
    'party-name': '当事人名称',
    'party-credit-code': '统一社会信用代码',
    'matter-name': '事项名称',
    'act-kind': '执法类别',
    'violation-facts': '违法事实',
    'legal-basis': '法律依据',
    'penalty-result': '处罚结果',
    'decision-date': '决定日期',
    'decision-number': '决定书文号',
    conclusion: '结论',
    'permit-category': '许可类别',
    'permit-content': '许可内容',
    'certificate-number': '证件编号',
    'valid-from': '有效期起',
    'valid-to': '有效期止',
    'party-representative': '法定代表人或者负责人',
    'party-address': '当事人地址',
    summary: '信息摘要',
    'coercion-measure': '强制措施种类',
    'execution-method': '强制执行方式',
    'execution-result': '执行结果',
    'sealed-items': '查封、扣押的物品',
    'inspection-method': '检查方式',
    'inspected-on': '检查日期',
    'inspection-content': '检查内容',
    'inspection-findings': '检查发现',
    'rectification-result': '整改结果',
  },
  'publications.fields.show': { always: '显示', 'organisation-only': '只显示单位的', withheld: '不公开' },
};

const BY_KEY: Readonly<Record<string, Words>> = {
  kinds: kindLabels,
  kind: kindLabels,
  rank: rankLabels,
  yieldsTo: rankLabels,
  skeleton: skeletonLabels,
  medium: mediumLabels,
  modality: { must: '应当', may: '可以' },
  frozen: { 'at-start': '事情开始时的规定', 'at-event': '事件当日的规定', never: '现行规定' },
  unit: {
    hour: '小时',
    'working-day': '工作日',
    'calendar-day': '自然日',
    month: '个月',
    year: '年',
  },
  extent: { whole: '全文', clauses: '只摘录所援引的条文' },
  metadata: { time: '时间', place: '地点', credentials: '执法证件', 'key-content': '关键内容' },
  held: { ours: '本系统的公示平台', external: '其他载体，由人确认' },
  scope: { item: '整件', field: '个别字段', both: '整件或者字段' },
  signal: { minor: '当事人未成年', 'personal-data': '个人信息', none: '没有提示' },
  issuingAuthority: { self: '本机关', superior: '上级机关' },
  extensionApprover: { self: '本机关', superior: '上级机关' },
  legalReviewPlace: {
    'after-hearing-else-before-notice': '听证以后；不听证的，在告知以前',
    'after-hearing-else-before-decision': '听证以后；不听证的，在决定以前',
  },
  mode: { 'whole-course': '全程音像记录', 'as-needed': '根据实际情况' },
  place: { portal: '网上', window: '窗口', 'on-site': '现场' },
  treat: { remove: '删去', mask: '遮盖', generalise: '概括表述', keep: '保留' },
  origin: {
    any: '不分来源',
    law: '法律设定',
    'administrative-regulation': '行政法规设定',
    'ministerial-rule': '规章设定',
    local: '地方设定',
  },
  bound: { from: '以上', 'up-to': '以下' },
  effect: { allow: '可以', refuse: '不得' },
  follows: {
    'order-to-correct': '责令改正',
    responsibility: '追究责任',
    discipline: '给予处分',
    'criminal-transfer': '移送、追究刑事责任',
  },
  cap: { principal: '不超过本金' },
  topic: {
    purpose: '目的',
    principle: '原则',
    scope: '适用范围',
    body: '机关和机构',
    duty: '职责',
    record: '记录',
    storage: '储存',
    archive: '归档',
    correction: '更正',
    request: '依申请公开',
    supervision: '监督',
    assessment: '考核',
    exchange: '交换、共享',
    complaint: '投诉举报',
    validity: '效力',
    definition: '定义',
    procedure: '程序',
    document: '文书',
    evidence: '证据',
    'legal-review': '法制审核',
    'party-rights': '当事人的权利',
    money: '款项',
  },
};
