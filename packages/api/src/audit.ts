import { z } from 'zod';

/** What is noted when somebody looks at something, and what it is called. */
export const readActions = {
  'view-case': '查看案件',
  'view-document': '打开文书',
  'verify-document': '核验文书',
  'unknown-code': '查不到的核验码（公众，门户）',
  'view-evidence': '打开记录原件',
  'view-by-leave': '经批准打开记录原件',
  'view-publication': '查看公示稿',
  'search-cases': '查找案件',
  'view-late-entries': '查看补录清单',
  'search-publications': '查找公示',
  'export-case': '导出卷宗',
  'export-by-leave': '经批准导出卷宗',
  'emergency-view': '紧急查阅案件',
  'upload-evidence': '上传记录原件',
  'sign-in': '登录',
  'sign-in-failed': '登录失败（密码不对）',
  'locked-out': '连续输错，账号锁定',
  'sign-out': '退出',
  'change-password': '更换自己的密码',
  'act-in': '切换以哪个机关办理',
} as const;
type ReadAction = keyof typeof readActions;

/** The bureau that an administrator of its superior looks at for it; absent = the own one. */
const actedFor = { bureau: z.string().min(1).max(80).optional() };
export const actedForQuery = z.strictObject(actedFor);

export const listReadsQuery = z.strictObject({
  person: z.string().min(1).max(120).optional(),
  /** Part of the number of a case or a publication. */
  number: z.string().trim().min(1).max(80).optional(),
  day: z.iso.date().optional(),
  action: z.enum(Object.keys(readActions) as [ReadAction, ...ReadAction[]]).optional(),
  after: z.string().max(200).optional(),
  ...actedFor,
});
export type ListReadsQuery = z.infer<typeof listReadsQuery>;
export const listSegmentsQuery = z.strictObject({
  before: z.coerce.number().int().min(1).optional(),
  ...actedFor,
});
export type ListSegmentsQuery = z.infer<typeof listSegmentsQuery>;

/** One look at one record: named by its number, never by what it holds. */
export interface ReadRow {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  /** The other bureau whose person it was; null for one's own. */
  readonly from: string | null;
  readonly action: string;
  readonly subject: string;
  readonly number: string | null;
  readonly readAt: string;
  /** The segment it was sealed in, and where that stands in the log. */
  readonly segment: number | null;
  readonly logIndex: number | null;
}

export interface ReadsReply {
  readonly rows: readonly ReadRow[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly next: string | null;
}

/** A sealed segment of the read log, computed again from its entries. */
export interface SegmentRow {
  readonly segment: number;
  readonly entries: number;
  readonly from: string;
  readonly to: string;
  readonly sealedAt: string;
  readonly sha256: string;
  readonly intact: boolean;
  readonly logIndex: number | null;
  /** A signed head of the log covers it. */
  readonly signed: boolean;
}

export interface SegmentsReply {
  readonly rows: readonly SegmentRow[];
  /** Reads that no segment holds yet. */
  readonly open: number;
  readonly next: number | null;
}

/** How the newest full recheck went; null before the first. */
export interface RecheckReply {
  readonly last: {
    readonly startedAt: string;
    readonly finishedAt: string;
    readonly findings: number;
    /** How much was gone through, in words. */
    readonly counted: string;
    /** What was found about the person's bureau or about no single one; at most two hundred. */
    readonly sentences: readonly string[];
  } | null;
}
