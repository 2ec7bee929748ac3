import { type ActKind, fieldLabels, kindLabels, numberingLabels } from '@mingjing/law';
import { VerificationError } from '@mingjing/ledger';

/** What a table is called in Chinese; the name itself where none is known, so that nothing goes unsaid. */
export function tableName(table: string): string {
  return tables[table] ?? table;
}

/** What a column of a table is called in Chinese. */
export function columnName(table: string, column: string): string {
  return ownColumns[table]?.[column] ?? columns[column] ?? column;
}

/** A stream as a person reads it: 案件 931adc08-…; the journal knows it as case/931adc08-…. */
export function streamName(stream: string): string {
  const [kind = '', ...id] = stream.split('/');
  return streams[kind] === undefined ? stream : `${streams[kind]} ${id.join('/')}`;
}

/** A sealed value of a fact by its label; a value sealed for itself is named by the whole it belongs to. */
export function sealedName(name: string): string {
  const [whole = '', ...part] = name.split(/[./]/);
  const label = ownSealed[whole] ?? fieldLabels[whole];
  if (label === undefined) return name;
  return part.length === 0 ? label : `${label}（${part.join('.')}）`;
}

/** Why something does not hold, a field by its label. */
export function reasonOf({ code, subject, message }: VerificationError): string {
  const ofField = code === 'disclosure-unknown' || code === 'disclosure-mismatch';
  return ofField ? new VerificationError(code, sealedName(subject)).message : message;
}

const ownSealed: Readonly<Record<string, string>> = {
  actor: '经办人',
  closedReason: '听证不公开的理由',
  fields: '公示内容',
  hidden: '不公开的内容',
  identity: '导入标识',
  importIdentity: '导入标识',
  proposedBy: '提出人',
  receipt: '回执',
  row: '导入的一行',
  shown: '公开的内容',
  title: '名称',
};

/** A series of numbers, known as bureau/family/year: 行政处罚决定书 2025 年（wenshang）. */
export function seriesName(row: string): string {
  const [bureau = '', family = '', year = ''] = row.split('/');
  const kind = family.startsWith('ordinal.') ? family.slice('ordinal.'.length) : undefined;
  const name =
    kind === undefined ? numberingLabels[family] : `${kindLabels[kind as ActKind] ?? kind}决定的序号`;
  return `${name ?? family} ${year} 年（${bureau}）`;
}

const streams: Readonly<Record<string, string>> = {
  case: '案件',
  publication: '公示',
  bureau: '机关',
  audit: '查阅流水',
  counts: '每日计数',
  log: '日志接续',
  recheck: '校验结果',
  export: '导出记录',
};

const tables: Readonly<Record<string, string>> = {
  active_pack: '现行规定',
  audit_read: '查阅记录',
  bureau: '机关',
  calendar_version: '放假安排的版本',
  calendar_year: '现行放假安排',
  case_evidence: '案件所附原件',
  case_file: '案件登记',
  case_state: '案件现状',
  decision: '决定登记',
  disclosure: '披露',
  document: '文书',
  evidence: '原件登记',
  file: '文件',
  journal: '流水',
  ledger_checkpoint: '日志检查点',
  ledger_cosignature: '见证联署',
  ledger_entry: '日志条目',
  ledger_head: '日志头',
  ledger_log: '日志登记',
  ledger_node: '日志树节点',
  ledger_pending: '待入日志的条目',
  ledger_time_stamp: '时间戳',
  number_series: '编号序列',
  pack_version: '规定的版本',
  person: '账号',
  publication: '公示登记',
  publication_channel: '公示载体',
  published_officer: '已公示的执法人员',
  published_result: '已公示的结果',
  result_count: '公示计数',
};

/** Columns that mean the same wherever they stand. */
const columns: Readonly<Record<string, string>> = {
  active: '是否启用',
  actor: '经办人',
  body: '内容',
  bureau: '所属机关',
  bytes: '内容',
  case_id: '所属案件',
  credential_area: '执法证件的执法区域',
  credential_number: '执法证件号',
  credential_valid_to: '执法证件有效期',
  due: '最后一日',
  id: '编号',
  kind: '类别',
  name: '名称',
  number: '文号',
  party_name: '当事人',
  post: '职务',
  published_on: '公示日期',
  recorded_at: '录入时间',
  root: '树根',
  sha256: 'SHA-256 摘要值',
  size: '大小',
  sm3: 'SM3 摘要值',
  state: '状态',
  stream: '所属流水',
  title: '名称',
  unit: '科室',
  updated_at: '最近办理时间',
  updated_by: '最近办理人',
  vkey: '公钥',
  version: '流水号',
  withdrawn_on: '撤下日期',
  year: '年份',
};

/** Columns of one table alone, or that mean something else there. */
const ownColumns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  active_pack: { pack: '规定', sha256: '版本' },
  audit_read: {
    person: '查阅人',
    action: '查阅方式',
    subject: '查阅内容',
    read_at: '查阅时间',
    segment: '封存批次',
  },
  bureau: { short: '简称', profile: '机关资料', demonstration: '是否演示', created_at: '设立时间' },
  calendar_version: { sha256: '摘要值' },
  calendar_year: { sha256: '版本' },
  case_evidence: { evidence: '原件' },
  case_file: {
    stage: '阶段',
    number: '案号',
    title: '案名',
    matter: '事项',
    handlers: '承办人',
    participants: '参与机关',
    opened_on: '开始日期',
    decided_on: '决定日期',
    closed_on: '结案日期',
  },
  decision: { number: '决定序号', made_on: '决定日期', revoked_on: '撤销日期' },
  disclosure: { names: '名称' },
  document: { template: '文书样式' },
  evidence: {
    file_name: '文件名',
    media_type: '文件类型',
    stored_at: '上传时间',
    stored_by: '上传人',
    facts: '文件自述',
    erased: '是否已依法删除',
  },
  journal: {
    type: '事实类型',
    type_version: '事实类型的版本',
    occurred_on: '发生日期',
    command_id: '提交编号',
    asked: '所提内容的摘要值',
    commitment: '存证值',
  },
  ledger_checkpoint: { size: '条数', note: '签名文本', signed_at: '签署时间' },
  ledger_cosignature: { witness: '见证方', size: '条数', line: '联署', signed_at: '签署时间' },
  ledger_entry: { index: '条目序号', leaf: '条目' },
  ledger_head: { size: '条数' },
  ledger_log: {
    number: '次第',
    after_size: '所接日志的条数',
    after_root: '所接日志的树根',
    held_size: '开立时所存的条数',
    held_root: '开立时所存的树根',
    reason: '开立缘由',
    opened_at: '开立时间',
  },
  ledger_node: { level: '层', index: '序号', hash: '摘要值' },
  ledger_pending: { leaf: '条目' },
  ledger_time_stamp: { size: '条数', token: '时间戳文件', authority: '时间戳机构', stamped_at: '时间' },
  number_series: { family: '编号种类', last: '最后号' },
  pack_version: { sha256: '摘要值', pack: '规定', stored_at: '存入时间' },
  person: {
    login: '账号名',
    name: '姓名',
    password_hash: '密码摘要',
    must_change_password: '须改密码',
    roles: '岗位',
    failed: '输错次数',
    locked_until: '锁定时间',
  },
  publication: {
    origin: '来源',
    ordinal: '决定序号',
    formed_on: '形成日期',
    drafted_by: '拟稿人',
    missing: '所缺要素',
    content_digest: '内容摘要值',
    import_identity: '导入标识',
    state_body: '公示内容',
    standing: '公示情形',
    withheld_on_ground: '不予公开的依据',
    ends_on: '公示截止期',
  },
  publication_channel: {
    publication: '所属公示',
    channel: '载体',
    name: '载体名称',
    held: '是否仍在载体上',
    address: '网址',
    confirmed_on: '确认日期',
    confirmed_by: '确认人',
  },
  published_officer: { name: '姓名', valid_to: '证件有效期', area: '执法区域' },
  published_result: {
    formed_on: '形成日期',
    origin: '来源',
    body: '公示内容',
    search_text: '检索文字',
  },
  result_count: { decided: '决定件数' },
};
