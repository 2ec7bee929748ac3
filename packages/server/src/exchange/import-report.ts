import type { PublishedActKind } from './columns/columns.ts';
import type { Finding, FindingCode } from './finding.ts';
import type { FindingList } from './finding-list.ts';
import type { StoredCounts, Survey } from './import-rows.ts';
import type { FileFormat } from './read/import-source.ts';
import type { OpenedFile } from './read-rows.ts';

/** The outcome of an import. total = good + drafts + bad + over + duplicates; unchanged rows are among good and drafts. */
export interface ImportReport {
  readonly format: FileFormat | null;
  readonly kind: PublishedActKind | null;
  readonly total: number;
  readonly good: number;
  readonly drafts: number;
  readonly bad: number;
  /** Rows whose time in public has ended: not taken. */
  readonly over: number;
  readonly duplicates: number;
  readonly unchanged: number;
  /** Whether anything was handed to the store. */
  readonly taken: boolean;
  readonly stored: StoredCounts;
  readonly findings: readonly Finding[];
  readonly findingCounts: Readonly<Partial<Record<FindingCode, number>>>;
  /** Findings beyond the limit, counted but not listed. */
  readonly findingsOmitted: number;
}

interface Outcome {
  readonly file: OpenedFile | null;
  readonly survey: Survey | null;
  readonly taken: boolean;
  readonly stored: StoredCounts;
  readonly findings: FindingList;
}

/** Puts the outcome of an import together. */
export function reportOf({ file, survey, taken, stored, findings }: Outcome): ImportReport {
  const total = survey?.total ?? 0;
  const [drafts, bad, over, duplicates] = [
    survey?.drafts.size ?? 0,
    survey?.bad.size ?? 0,
    survey?.over.size ?? 0,
    survey?.duplicates.size ?? 0,
  ];
  return {
    format: file?.format ?? null,
    kind: file?.kind ?? null,
    total,
    good: total - drafts - bad - over - duplicates,
    drafts,
    bad,
    over,
    duplicates,
    unchanged: survey?.unchanged.size ?? 0,
    taken,
    stored,
    findings: [...findings.kept].sort(byRow),
    findingCounts: Object.fromEntries(findings.counts),
    findingsOmitted: findings.omitted(),
  };
}

/** The report as a clerk reads it: figures, then findings, alike ones of one column together. */
export function formatReport(report: ImportReport, form: 'text' | 'json' = 'text'): string {
  if (form === 'json') return `${JSON.stringify(report, null, 2)}\n`;
  const lines = [summary(report), outcome(report)];
  for (const level of ['error', 'missing', 'notice'] as const) {
    const found = report.findings.filter((finding) => finding.level === level);
    if (found.length > 0) lines.push('', `【${LEVELS[level]}】`, ...groups(found).flatMap(formatGroup));
    if (level === 'missing' && found.length > 0)
      lines.push('  哪些栏目必填，是本产品自己的清单，未与官方附表核对。');
  }
  if (report.findingsOmitted > 0)
    lines.push('', `另有 ${report.findingsOmitted} 条没有逐条列出，请改正上面的问题后再导入一次`);
  return `${lines.join('\n')}\n`;
}

const LEVELS = { error: '须改正，该行不取', missing: '缺内容，存为草稿', notice: '提醒，请核对' } as const;
const KINDS = { penalty: '行政处罚', permit: '行政许可' } as const;
/** Different sentences shown of one kind of finding, and row numbers named in one line. */
const SHOWN_PER_GROUP = 5;
const ROWS_NAMED = 12;

function summary(report: ImportReport): string {
  if (!report.kind) return '文件没有读成。';
  const same = report.unchanged > 0 ? `（其中 ${report.unchanged} 行系统里已有、内容相同）` : '';
  const parts = [`可以公示 ${report.good} 行`, `草稿 ${report.drafts} 行`, `不取 ${report.bad} 行`];
  if (report.over > 0) parts.push(`公示期满不取 ${report.over} 行`);
  if (report.duplicates > 0) parts.push(`重复 ${report.duplicates} 行`);
  return `${KINDS[report.kind]}信息共 ${report.total} 行：${parts.join('，')}${same}。`;
}

function outcome(report: ImportReport): string {
  if (!report.taken) return '本次没有导入任何内容。';
  const { imported, drafts, unchanged } = report.stored;
  return `本次导入 ${imported} 行，存为草稿 ${drafts} 行，已有相同内容 ${unchanged} 行。必填与长度清单由本产品自定，未与官方附件核对。`;
}

/** Findings of one code and column together; the file's own stay apart. */
function groups(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  return [
    ...groupBy(findings, (finding) =>
      finding.row === null ? 'file' : `${finding.code}|${finding.column?.code}`,
    ),
  ];
}

function formatGroup(findings: readonly Finding[]): string[] {
  const byMessage = [...groupBy(findings, (finding) => finding.message)];
  const limit = findings[0]?.row === null ? byMessage.length : SHOWN_PER_GROUP;
  const lines = byMessage.slice(0, limit).map(formatAlike);
  const rest = byMessage.slice(limit).flat();
  if (rest.length > 0) lines.push(`  …同类问题还有 ${rest.length} 行：${rowsOf(rest)}`);
  return lines;
}

function formatAlike(findings: readonly Finding[]): string {
  const [first] = findings;
  if (!first) return '';
  if (first.row === null) return `  整个文件：${first.message}`;
  const code = first.column?.code ? `（${first.column.code}）` : '';
  const column = first.column ? `“${first.column.heading}”${code}` : '';
  return `  ${rowsOf(findings)}${column}：${first.message}`;
}

function rowsOf(findings: readonly Finding[]): string {
  const rows = findings.slice(0, ROWS_NAMED).map((finding) => finding.row);
  const more = findings.length > ROWS_NAMED ? `等 ${findings.length} ` : '';
  return `第 ${rows.join('、')} ${more}行`;
}

function groupBy(findings: readonly Finding[], keyOf: (finding: Finding) => string): Iterable<Finding[]> {
  const byKey = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = byKey.get(key);
    if (group) group.push(finding);
    else byKey.set(key, [finding]);
  }
  return byKey.values();
}

function byRow(first: Finding, second: Finding): number {
  return (first.row ?? 0) - (second.row ?? 0);
}
