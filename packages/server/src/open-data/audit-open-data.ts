import { addDays, type SealedCounts, type SealedRow, sealedCountsSchema } from '@mingjing/law';
import { canonicalize, factCommitment, NO_PREVIOUS, previousOf, VerificationError } from '@mingjing/ledger';
import type { AuditFinding } from './audit-finding.ts';
import { type ProvenResult, proveResult } from './audit-result.ts';
import { nameOf, sealProblems } from './check-seal.ts';
import { type LoggedFacts, openLogs } from './logged-facts.ts';
import { type OpenDataSource, SourceError } from './open-data-source.ts';
import {
  type OpenIndex,
  type OpenLine,
  openIndexSchema,
  openLineSchema,
  sealLineSchema,
} from './open-line.ts';
import { OpenTable } from './open-table.ts';
import { inRanges } from './ordinal-ranges.ts';

export interface AuditReport {
  readonly ok: boolean;
  readonly bureau: string | null;
  readonly entries: number;
  readonly results: number;
  readonly seals: number;
  readonly sealedOn: string | null;
  readonly decisions: number;
  /** At most a hundred; `more` says how many were left off. */
  readonly findings: readonly AuditFinding[];
  readonly more: number;
  /** Results of which values were erased by law, each with what and on what authority; at most a hundred. */
  readonly erasures: readonly string[];
}

/** Recomputes everything a bureau claims from its public files alone; memory grows by one byte for each decision and an id for each imported result. */
export async function auditOpenData(source: OpenDataSource, known: Known = {}): Promise<AuditReport> {
  const audit = new Audit(source);
  await audit.run(known);
  return audit.report();
}

/** What the reader has from elsewhere: the bureau's key, and signed heads of its log kept from an earlier day. */
export interface Known {
  readonly key?: string | undefined;
  readonly checkpoints?: readonly string[];
}

const MOST = 100;

/** The decisions of one kind and year as the results show them; one byte an ordinal. */
interface Seen {
  ordinals: Uint8Array;
  readonly columns: Record<ProvenResult['column'], number>;
  /** Withdrawn since the last seal, or not proven: under which column it was sealed cannot be told. */
  gone: number;
}

class Audit {
  private readonly source: OpenDataSource;
  private readonly findings: AuditFinding[] = [];
  private more = 0;
  private readonly erasures: string[] = [];
  private index: OpenIndex | null = null;
  private entries = 0;
  private results = 0;
  private seals = 0;
  private last: SealedCounts | null = null;
  private imported = 0;
  private readonly unnumbered = new Set<string>();
  private newest = '';
  /** What was sealed as withheld on the day that the index names. */
  private withheld: string | undefined;
  private readonly seen = new Map<string, Seen>();

  constructor(source: OpenDataSource) {
    this.source = source;
  }

  report(): AuditReport {
    return {
      ok: this.findings.length === 0,
      bureau: this.index?.bureau ?? null,
      entries: this.entries,
      results: this.results,
      seals: this.seals,
      sealedOn: this.last?.day ?? null,
      decisions: (this.last?.rows ?? []).reduce((sum, { last }) => sum + last, 0),
      findings: this.findings,
      more: this.more,
      erasures: this.erasures,
    };
  }

  async run({ key, checkpoints = [] }: Known): Promise<void> {
    try {
      const index = await this.readIndex();
      if (index === null) return;
      if (key !== undefined && key !== index.logs.at(-1)?.vkey)
        return this.found('key', '所附公钥不是指定的公钥。');
      const log = await openLogs(this.source, index.logs, checkpoints);
      this.entries = log.size;
      for (const sentence of log.broken) this.found('log', `${sentence}。`);
      await this.readSeals(index, log);
      this.checkIndex(index);
      for (const year of index.years) await this.readYear(index, year, log);
      if (this.last === null) this.found('seal', '没有一天的计数封存，编号是否连续无从核对。');
      else this.compare(this.last);
    } catch (error) {
      if (error instanceof VerificationError) this.found('log', `日志不成立：${error.message}。`);
      else if (error instanceof SourceError || error instanceof TypeError)
        this.found('unreadable', `读不出来：${error.message}。`);
      else throw error;
    }
  }

  private found(code: AuditFinding['code'], sentence: string): void {
    if (this.findings.length < MOST) this.findings.push({ code, sentence });
    else this.more += 1;
  }

  private async readIndex(): Promise<OpenIndex | null> {
    const bytes = await this.source.file('open-data/index.json');
    const read = openIndexSchema.safeParse(parseIndex(Buffer.from(bytes ?? []).toString('utf8')));
    if (!read.success) {
      this.found('unreadable', '“open-data/index.json”没有，或者不符合格式。');
      return null;
    }
    this.index = read.data;
    return read.data;
  }

  private async readSeals({ bureau, counts, sealedOn }: OpenIndex, log: LoggedFacts): Promise<void> {
    let previous = NO_PREVIOUS;
    for await (const text of (await this.source.lines(counts)) ?? []) {
      const line = sealLineSchema.safeParse(parse(text));
      const bytes = Buffer.from(line.data?.fact ?? '', 'base64');
      const fact = line.success ? await log.find(line.data) : '不符合格式';
      const place = `封存的计数第 ${this.seals + 1} 份`;
      if (typeof fact === 'string') return this.found('seal', `${place}${fact}。`);
      const sealed = sealedCountsSchema.safeParse(fact.plain);
      if (fact.stream !== `counts/${bureau}` || fact.type !== 'counts-sealed' || !sealed.success)
        return this.found('seal', `${place}不是本机关的计数。`);
      if (fact.version !== this.seals + 1 || fact.previous !== previous)
        return this.found('seal', `${place}接不上前一份：中间少了封存的计数。`);
      for (const { code, sentence } of sealProblems(sealed.data, this.last)) this.found(code, sentence);
      if (sealed.data.day === sealedOn) this.withheld = canonicalize(sealed.data.withheld);
      previous = previousOf(factCommitment(bytes));
      this.last = sealed.data;
      this.seals += 1;
    }
  }

  /** What the index tells of the last seal is what that seal says; a later one may have come meanwhile. */
  private checkIndex({ sealedOn, withheld }: OpenIndex): void {
    const sealed = sealedOn === null ? '[]' : this.withheld;
    if (sealed === undefined) this.found('seal', `目录说封存至 ${sealedOn}，而没有这一天的封存。`);
    else if (sealed !== canonicalize(withheld))
      this.found('counts', '目录所列不予公示的依据和件数，与封存的不符。');
  }

  private async readYear(index: OpenIndex, { year, results }: OpenIndex['years'][number], log: LoggedFacts) {
    const path = `open-data/results-${year}.jsonl`;
    const lines = await this.source.lines(path);
    if (lines === undefined) return this.found('unreadable', `“${path}”缺失。`);
    const table = await OpenTable.open(this.source, `open-data/results-${year}.csv`);
    if (table === undefined)
      this.found('unreadable', `“open-data/results-${year}.csv”缺失，或者不是应有的表格。`);
    let count = 0;
    for await (const text of lines) {
      count += 1;
      const line = openLineSchema.safeParse(parse(text));
      if (!line.success) {
        this.found('result', `“${path}”第 ${count} 行不符合格式。`);
        continue;
      }
      this.results += 1;
      for (const sentence of (await table?.against(line.data)) ?? []) this.found('missing', sentence);
      const proven = await proveResult(line.data, index.bureau, log);
      const { number, id, ordinal } = line.data;
      if (typeof proven === 'string') this.found('result', `“${number}”（${id}）：${proven}。`);
      else if (proven.erased.length > 0 && this.erasures.length < MOST)
        this.erasures.push(`“${number}”（${id}）：${proven.erased.join('；')}。`);
      if (ordinal !== null) this.mark(ordinal, typeof proven === 'string' ? null : proven, number);
      else if (typeof proven !== 'string') this.count(proven, line.data);
    }
    for (const sentence of (await table?.rest()) ?? []) this.found('missing', sentence);
    if (count !== results) this.found('missing', `“${path}”应有 ${results} 行，实有 ${count} 行。`);
  }

  /** Without an ordinal only the id tells one result from another. */
  private count(proven: ProvenResult, { id, number }: OpenLine): void {
    if (this.unnumbered.has(id)) this.found('missing', `“${number}”（${id}）出现两次。`);
    this.unnumbered.add(id);
    if (this.last !== null && proven.publishedOn <= this.last.day) this.imported += 1;
  }

  private mark(
    ordinal: NonNullable<ProvenResult['ordinal']>,
    proven: ProvenResult | null,
    number: string,
  ): void {
    const name = `${nameOf(ordinal)}第 ${ordinal.number} 号`;
    const row = this.last?.rows.find(({ kind, year }) => kind === ordinal.kind && year === ordinal.year);
    const columns = { onTime: 0, late: 0, unconfirmed: 0, withdrawn: 0, expired: 0 };
    const key = `${ordinal.kind} ${ordinal.year}`;
    const seen = this.seen.get(key) ?? { ordinals: new Uint8Array((row?.last ?? 0) + 1), columns, gone: 0 };
    this.seen.set(key, seen);
    if (proven !== null && proven.recordedAt > this.newest) this.newest = proven.recordedAt;
    if (ordinal.number >= seen.ordinals.length) return;
    if (seen.ordinals[ordinal.number] !== 0) this.found('ordinal', `${name}出现两次，一次在“${number}”。`);
    seen.ordinals[ordinal.number] = 1;
    const end = endOf(this.last?.day ?? '');
    if (proven === null) seen.gone += 1;
    if (proven === null || this.last === null || proven.publishedOn > this.last.day) return;
    const isTombstone = proven.column === 'withdrawn' || proven.column === 'expired';
    if (proven.columnAt < end) seen.columns[proven.column] += 1;
    else if (isTombstone) seen.gone += 1;
    else seen.columns.unconfirmed += 1;
  }

  private compare(last: SealedCounts): void {
    for (const row of last.rows) this.compareRow(last.day, row);
    if (this.imported !== last.imported)
      this.found(
        'missing',
        `${last.day} 封存时有导入或者纸质办理的结果 ${last.imported} 件，公开数据中有 ${this.imported} 件。`,
      );
    const after = endOf(addDays(last.day, 1));
    if (this.newest >= after)
      this.found('seal', `${last.day} 之后没有再封存计数，而此后还有新的公示（${this.newest}）。`);
  }

  private compareRow(day: string, row: SealedRow): void {
    const seen = this.seen.get(`${row.kind} ${row.year}`);
    const isUnpublished = inRanges(row.unpublished);
    let missing = 0;
    for (let number = 1; number <= row.last; number += 1) {
      if (seen?.ordinals[number] === 1 || isUnpublished(number)) continue;
      missing += 1;
      this.found(
        'missing',
        `${nameOf(row)}第 ${number} 号决定不在公开数据中，也不在 ${day} 封存的未公示之列：被隐去或者被移除。`,
      );
    }
    const columns = seen?.columns;
    const slack = (seen?.gone ?? 0) + missing;
    for (const [column, name] of [
      ['onTime', '按时'],
      ['late', '逾期'],
    ] as const) {
      const counted = columns?.[column] ?? 0;
      if (row[column] < counted || row[column] > counted + slack)
        this.found(
          'counts',
          `${nameOf(row)}${name}公示：${day} 封存 ${row[column]} 件，由公开数据算出 ${counted} 件。`,
        );
    }
    const withdrawn = { withdrawn: row.withdrawn - row.revoked, expired: row.expired };
    for (const [column, name] of [
      ['withdrawn', '已撤下'],
      ['expired', '期满'],
    ] as const) {
      const counted = columns?.[column] ?? 0;
      if (withdrawn[column] < counted || withdrawn[column] > counted + slack)
        this.found(
          'counts',
          `${nameOf(row)}${name}：${day} 封存 ${withdrawn[column]} 件，由公开数据算出 ${counted} 件。`,
        );
    }
  }
}

const endOf = (day: string): string =>
  day === '' ? '' : new Date(`${addDays(day, 1)}T00:00:00+08:00`).toISOString();

/** A line has one spelling: a name given twice would say one thing to one reader and another to the next. */
function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

function parseIndex(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return `${JSON.stringify(value, null, 1)}\n` === text ? value : undefined;
  } catch {
    return undefined;
  }
}
