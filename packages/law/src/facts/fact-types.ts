import { z } from 'zod';

/**
 * Every fact the product records. `sealed` names the data keys that hold personal or free-text values: the journal keeps only
 * their salted digests, the values stand in disclosures that can be erased by law. Adding or changing a type is a new version.
 */
export interface FactType {
  readonly version: number;
  readonly label: string;
  readonly stream: 'case' | 'publication' | 'bureau' | 'audit';
  readonly sealed: readonly string[];
  /** Sealed keys whose entries are sealed one by one, so that each can be shown or withheld by itself. */
  readonly sealedEach: readonly string[];
  readonly schema: z.ZodType<Record<string, unknown>>;
}

const text = z.string().min(1).max(20_000);
const short = z.string().min(1).max(400);
const id = z.string().min(1).max(80);
const date = z.iso.date();
const fen = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The party as the case knows it; sealed in the journal. */
export const partySchema = z.strictObject({
  name: short,
  kind: z.enum(['organisation', 'natural-person', 'sole-trader']),
  creditCode: z.string().max(32).optional(),
  identityNumber: z.string().max(32).optional(),
  birthDate: date.optional(),
  representative: short.optional(),
  address: short.optional(),
  contact: short.optional(),
  phone: z.string().max(40).optional(),
});
export type Party = z.infer<typeof partySchema>;

export const attachmentSchema = z.strictObject({
  evidenceId: id,
  fileName: short,
  mediaType: short,
  size: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sm3: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Attachment = z.infer<typeof attachmentSchema>;

export const penaltyTypes = ['warning', 'criticism', 'fine', 'confiscation', 'suspend-licence', 'revoke-licence', 'restriction', 'closure'] as const;
export const penaltySchema = z.strictObject({
  types: z.array(z.enum(penaltyTypes)).min(1),
  fine: fen.optional(),
  confiscated: fen.optional(),
  text,
});
export type Penalty = z.infer<typeof penaltySchema>;

export const serviceMethods = ['in-person', 'left-at-premises', 'by-post', 'by-proxy', 'electronic', 'by-announcement'] as const;

const participants = z.array(z.strictObject({ body: id, as: z.enum(['handling', 'superior', 'joint', 'entrusted', 'supervising']) }));
const base = { lateReason: text.optional() };
const define = (
  stream: FactType['stream'],
  label: string,
  shape: z.ZodRawShape,
  sealed: readonly string[] = [],
  sealedEach: readonly string[] = [],
  version = 1,
): FactType => ({
  version,
  label,
  stream,
  sealed: [...sealed, 'lateReason'],
  sealedEach,
  schema: z.strictObject({ ...base, ...shape }) as unknown as FactType['schema'],
});

const permitFacts = {
  'application-received': define('case', '收到申请', { kind: z.literal('permit'), matter: id, unit: id, participants, packs: z.record(z.string(), z.string()), applicant: partySchema, content: text, receivedNumber: short }, ['applicant', 'content']),
  'materials-checked': define('case', '逐项核对材料', { items: z.array(z.strictObject({ id, state: z.enum(['complete', 'missing', 'defective', 'corrected-on-spot']) })), notes: z.record(z.string(), text) }, ['notes']),
  'supplement-requested': define('case', '一次告知补正', { items: z.array(id).min(1), notes: z.record(z.string(), text), documentNumber: short }, ['notes']),
  'supplement-received': define('case', '收到补正材料', { items: z.array(id) }),
  'application-accepted': define('case', '受理', { documentNumber: short }),
  'application-deemed-accepted': define('case', '逾期未告知，视为受理', { since: date, rule: id }),
  'application-declined': define('case', '告知不受理（依法不需要许可）', { reason: text, documentNumber: short }, ['reason']),
  'application-rejected': define('case', '不予受理（不属本机关职权）', { reason: text, rightBody: short, documentNumber: short }, ['reason']),
  'handlers-assigned': define('case', '确定承办人', { handlers: z.array(id).min(1) }),
  'time-excluded': define('case', '办理期限除外', { cause: z.enum(['inspection', 'testing', 'appraisal', 'expert-review']), startsOn: date, expectedDays: z.int().min(1).max(365), documentNumber: short }),
  'time-resumed': define('case', '期限恢复计算', { resumedOn: date }),
  'extension-requested': define('case', '申请延期', { reason: text }, ['reason']),
  'extension-approved': define('case', '批准延期', { days: z.int().min(1).max(60), reason: text, documentNumber: short }, ['reason']),
  'extension-refused': define('case', '不批准延期', { reason: text }, ['reason']),
  'site-check-completed': define('case', '现场核查完成', { place: text, checkedBy: z.array(id).min(1), rectification: z.enum(['yes', 'no']), finding: text }, ['place', 'finding']),
  'opinion-submitted': define('case', '承办人提出意见', { result: z.enum(['grant', 'refuse']), reason: text, content: text, validFrom: date.optional(), validTo: date.optional(), basedOnTest: z.enum(['yes', 'no']) }, ['reason', 'content']),
  'opinion-reviewed': define('case', '审核同意', { reason: text }, ['reason']),
  'opinion-approved': define('case', '批准', { reason: text }, ['reason']),
  'opinion-returned': define('case', '退回', { at: z.enum(['review', 'approval']), reason: text }, ['reason']),
  'handed-over': define('case', '上报发证机关', { to: id, note: text.optional() }, ['note']),
  'certificate-sealed': define('case', '打印证书并加盖印章', { certificateNumber: short, validFrom: date, validTo: date.optional() }),
  'decision-sealed': define('case', '不予许可决定书加盖印章', { documentNumber: short }),
  'act-terminated': define('case', '终止办理', { ground: text, documentNumber: short }, ['ground']),
} as const;

const penaltyFacts = {
  'filing-proposed': define('case', '提请立案', { kind: z.literal('penalty'), matter: id, unit: id, participants, packs: z.record(z.string(), z.string()), source: short, party: partySchema, suspectedFacts: text, caseName: short, officers: z.array(id).min(2) }, ['party', 'suspectedFacts', 'source', 'caseName']),
  'case-filed': define('case', '立案', { caseNumber: short, reason: text }, ['reason']),
  'filing-refused': define('case', '不予立案', { reason: text }, ['reason']),
  'credentials-presented': define('case', '出示执法证件', { officers: z.array(id).min(2), place: text, to: short, scene: z.enum(['inspection', 'evidence', 'service', 'other']) }, ['place', 'to']),
  'interview-recorded': define('case', '询问笔录', { officers: z.array(id).min(2), interviewee: short, place: text, content: text, signed: z.enum(['yes', 'refused']), documentNumber: short.optional() }, ['interviewee', 'place', 'content']),
  'closing-report-submitted': define('case', '调查终结', { facts: text, evidence: text, basis: text, discretion: text, penalty: penaltySchema, major: z.enum(['yes', 'no']).optional() }, ['facts', 'evidence', 'basis', 'discretion', 'penalty']),
  'report-reviewed': define('case', '审核同意', { reason: text }, ['reason']),
  'report-returned': define('case', '审核退回', { reason: text }, ['reason']),
  'prior-notice-issued': define('case', '事先告知', { documentNumber: short, hearingRight: z.enum(['yes', 'no']) }),
  'statement-received': define('case', '收到陈述申辩', { content: text }, ['content']),
  'statement-answered': define('case', '复核陈述申辩', { adopted: z.enum(['yes', 'partly', 'no']), reason: text }, ['reason']),
  'statement-waived': define('case', '当事人未在期限内陈述申辩', { rule: id }),
  'hearing-requested': define('case', '当事人要求听证', { content: text.optional() }, ['content']),
  'hearing-waived': define('case', '当事人未在期限内要求听证', { rule: id }),
  'hearing-notified': define('case', '通知听证', { heldOn: date, place: text, host: id, documentNumber: short }, ['place']),
  'hearing-held': define('case', '举行听证', { host: id, record: text, opinion: text }, ['record', 'opinion']),
  'legal-review-requested': define('case', '送法制审核', { round: z.int().min(1), materials: text }, ['materials']),
  'legal-review-given': define('case', '法制审核意见', { round: z.int().min(1), result: z.enum(['agree', 'problems']), points: z.array(z.enum(['authority', 'procedure', 'facts', 'law', 'competence', 'documents', 'crime'])), text, documentNumber: short }, ['text']),
  'legal-review-answered': define('case', '对审核意见的处理', { round: z.int().min(1), text }, ['text']),
  'deliberated': define('case', '集体讨论', { participants: z.array(id).min(2), conclusion: text }, ['conclusion']),
  'execution-recorded': define('case', '执行', { kind: z.enum(['paid', 'confiscated', 'done', 'partly-paid', 'court-applied']), amount: fen.optional(), done: z.enum(['yes', 'no']), note: text }, ['note']),
} as const;

const commonFacts = {
  'record-attached': define('case', '补入记录', { requirement: id, medium: z.enum(['document', 'recording']), name: short, attachment: attachmentSchema.omit({ fileName: true }), fileName: short, madeOn: date, place: text.optional(), credentialsShown: z.enum(['yes', 'no']).optional(), keyContent: text.optional() }, ['name', 'fileName', 'place', 'keyContent']),
  'recording-waived': define('case', '文字记录足以，不作音像记录', { requirement: id, reason: text }, ['reason']),
  'document-issued': define('case', '制作文书', { documentId: id, template: id, title: short, documentNumber: short, sha256: z.string(), size: z.int(), forServing: z.boolean() }),
  'document-served': define('case', '送达', { documentId: id, method: z.enum(serviceMethods), servedBy: z.array(id).min(1), receiver: short, place: text, witness: short.optional(), note: text.optional() }, ['receiver', 'place', 'witness', 'note']),
  'decision-made': define('case', '作出决定', { result: z.enum(['grant', 'refuse', 'penalise', 'no-penalty']), documentNumber: short, issuingAuthority: id, ordinal: z.strictObject({ kind: id, year: z.int(), number: z.int().min(1) }), content: text, basis: text, facts: text.optional(), penalty: penaltySchema.optional(), reason: text, major: z.enum(['yes', 'no']) }, ['content', 'basis', 'facts', 'penalty', 'reason']),
  'decision-revoked': define('case', '决定被撤销、确认违法或者要求重新作出', { outcome: z.enum(['revoked', 'declaredUnlawful', 'remade']), by: short, documentNumber: short.optional(), explanation: text }, ['explanation']),
  'case-closed': define('case', '结案', { summary: text, documentNumber: short.optional() }, ['summary']),
  'correction-proposed': define('case', '申请更正录入', { target: z.int().min(1), field: id, oldDigest: z.string(), value: z.unknown(), reason: text }, ['value', 'reason']),
  'fact-corrected': define('case', '更正录入', { target: z.int().min(1), field: id, oldDigest: z.string(), value: z.unknown(), reason: text, proposedBy: id }, ['value', 'reason']),
  'correction-refused': define('case', '不同意更正录入', { target: z.int().min(1), field: id, reason: text }, ['reason']),
  'erasure-proposed': define('case', '申请依法删除个人信息', { targets: z.array(z.strictObject({ version: z.int(), fields: z.array(id).min(1) })).min(1), authority: text }, ['authority']),
  'personal-data-erased': define('case', '依法删除个人信息', { targets: z.array(z.strictObject({ version: z.int(), fields: z.array(id).min(1) })).min(1), proposedBy: id, authority: text }, ['authority']),
} as const;

const publicationFacts = {
  'publication-drafted': define('publication', '拟公示', { kind: id, decisionStream: id, decisionVersion: z.int(), number: short, ordinal: z.string().max(80), rule: id, due: date.optional(), fields: z.record(z.string(), z.unknown()), withheld: z.array(z.strictObject({ key: id, ground: id })), summary: text.optional() }, ['fields', 'summary']),
  'result-published': define('publication', '公示', { kind: id, number: short, rule: id, publishedOn: date, title: short, fields: z.record(z.string(), z.unknown()), labels: z.record(z.string(), z.string()), hidden: z.record(z.string(), z.unknown()), withheld: z.array(z.strictObject({ key: id, name: short, ground: id, cite: short })), cite: z.strictObject({ regulation: short, article: short, quote: text, pack: id.optional(), text: text.optional() }), due: date.optional(), formedOn: date.optional(), authority: short.optional(), order: z.array(id).optional(), channels: z.array(z.strictObject({ id, name: short, held: z.enum(['ours', 'external']), main: z.boolean() })).optional(), explanation: z.strictObject({ sentence: text, strip: z.array(z.record(z.string(), z.unknown())) }).optional(), summary: text.optional(), origin: z.enum(['case', 'import']) }, ['title', 'summary'], ['fields', 'hidden']),
  'publication-returned': define('publication', '退回公示稿', { reason: text }, ['reason']),
  'publication-withheld': define('publication', '决定不予公开', { ground: id, cite: short, reason: text }, ['reason']),
  'channel-confirmed': define('publication', '公示载体确认', { channel: id, address: z.url().max(600).optional(), confirmedOn: date, receipt: short.optional() }, []),
  'withdrawal-proposed': define('publication', '申请撤下', { cause: z.enum(['revoked', 'declaredUnlawful', 'remade', 'expired', 'wrong']), explanation: text, startedOn: date }),
  'result-withdrawn': define('publication', '撤下', { cause: z.enum(['revoked', 'declaredUnlawful', 'remade', 'expired', 'wrong']), explanation: text, startedOn: date, withdrawnOn: date, proposedBy: id, cite: z.strictObject({ regulation: short, article: short, quote: text }) }),
  'result-imported': define('publication', '外部公示结果入库', { kind: id, number: short, source: short, sha256: z.string(), row: z.record(z.string(), z.unknown()), missing: z.array(id), identity: z.string().max(800) }, ['row', 'identity']),
} as const;

const bureauFacts = {
  'bureau-created': define('bureau', '设立', { profile: z.record(z.string(), z.unknown()) }),
  'packs-activated': define('bureau', '启用规定', { packs: z.record(z.string(), z.string()), proposedBy: id, demonstration: z.boolean() }),
  'calendar-imported': define('bureau', '导入放假安排', { year: z.int(), sha256: z.string(), notice: z.string().max(400) }),
  'officer-registered': define('bureau', '登记执法人员', { person: id, name: short, post: short, credentialNumber: short, validTo: date, area: short }),
  'audit-segment-sealed': define('audit', '查阅记录封存', { segment: z.int().min(1), entries: z.int().min(0), sha256: z.string(), from: z.string(), to: z.string() }),
} as const;

export const factTypes = { ...permitFacts, ...penaltyFacts, ...commonFacts, ...publicationFacts, ...bureauFacts };
export type FactTypeName = keyof typeof factTypes;

/** A fact as law sees it: what happened, on which legal day, by whom. */
export interface Fact {
  readonly type: FactTypeName;
  readonly occurredOn: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A fact that stands in the journal, with its place and the moment of entry. */
export interface RecordedFact extends Fact {
  readonly stream: string;
  readonly version: number;
  readonly typeVersion: number;
  readonly recordedAt: string;
  readonly actor: string;
  /** Data keys whose values were erased by law. */
  readonly erased: readonly string[];
}
