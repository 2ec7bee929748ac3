import { addDays, kindLabels, type SealedCounts, type SealedRow, sealedCountsSchema } from '@mingjing/law';
import { factCommitment, NO_PREVIOUS, previousOf, VerificationError } from '@mingjing/ledger';
import { type ProvenResult, proveResult } from './audit-result.ts';
import { type LoggedFacts, openLogs } from './logged-facts.ts';
import { type OpenDataSource, SourceError } from './open-data-source.ts';
import {
  type OpenIndex,
  type OpenLine,
  openIndexSchema,
  openLineSchema,
  sealLineSchema,
} from './open-line.ts';
import { inRanges } from './ordinal-ranges.ts';

/** What does not hold, by a fixed code, with a sentence that names it. */
export interface AuditFinding {
  readonly code: 'unreadable' | 'key' | 'log' | 'seal' | 'result' | 'missing' | 'ordinal' | 'counts';
  readonly sentence: string;
}

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
export async function auditOpenData(source: OpenDataSource, expectedKey?: string): Promise<AuditReport> {
  const audit = new Audit(source);
  await audit.run(expectedKey);
  return audit.report();
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

  async run(expectedKey?: string): Promise<void> {
    try {
      const index = await this.readIndex();
      if (index === null) return;
      if (expectedKey !== undefined && expectedKey !== index.logs.at(-1)?.vkey)
        return this.found('key', '所附公钥不是指定的公钥。');
      const log = await openLogs(this.source, index.logs);
      this.entries = log.size;
      for (const sentence of log.broken) this.found('log', `${sentence}。`);
      await this.readSeals(index, log);
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
    const read = openIndexSchema.safeParse(parse(Buffer.from(bytes ?? []).toString('utf8')));
    if (!read.success) {
      this.found('unreadable', '“open-data/index.json”没有，或者不符合格式。');
      return null;
    }
    this.index = read.data;
    return read.data;
  }

  private async readSeals({ bureau, counts }: OpenIndex, log: LoggedFacts): Promise<void> {
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
      if (this.last !== null && sealed.data.day !== addDays(this.last.day, 1))
        this.found('seal', `${this.last.day} 之后的封存缺了一天。`);
      this.checkRows(sealed.data);
      previous = previousOf(factCommitment(bytes));
      this.last = sealed.data;
      this.seals += 1;
    }
  }

  private checkRows({ day, rows }: SealedCounts): void {
    for (const row of rows) {
      const before = this.last?.rows.find(({ kind, year }) => kind === row.kind && year === row.year);
      if (sumOf(row) !== row.last)
        this.found(
          'counts',
          `${day} 封存的${nameOf(row)}计数：编号排到第 ${row.last} 号，各栏之和是 ${sumOf(row)} 件。`,
        );
      if (before !== undefined && row.last < before.last)
        this.found(
          'counts',
          `${day} 封存的${nameOf(row)}编号退回到第 ${row.last} 号，前一天是第 ${before.last} 号。`,
        );
    }
  }

  private async readYear(index: OpenIndex, { year, results }: OpenIndex['years'][number], log: LoggedFacts) {
    const path = `open-data/results-${year}.jsonl`;
    const lines = await this.source.lines(path);
    if (lines === undefined) return this.found('unreadable', `“${path}”缺失。`);
    let count = 0;
    for await (const text of lines) {
      count += 1;
      const line = openLineSchema.safeParse(parse(text));
      if (!line.success) {
        this.found('result', `“${path}”第 ${count} 行不符合格式。`);
        continue;
      }
      this.results += 1;
      const proven = await proveResult(line.data, index.bureau, log);
      const { number, id, ordinal } = line.data;
      if (typeof proven === 'string') this.found('result', `“${number}”（${id}）：${proven}。`);
      else if (proven.erased.length > 0 && this.erasures.length < MOST)
        this.erasures.push(`“${number}”（${id}）：${proven.erased.join('；')}。`);
      if (ordinal !== null) this.mark(ordinal, typeof proven === 'string' ? null : proven, number);
      else if (typeof proven !== 'string') this.count(proven, line.data);
    }
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
        `${last.day} 封存时有导入的结果 ${last.imported} 件，公开数据中有 ${this.imported} 件。`,
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

const sumOf = (row: SealedRow): number =>
  row.onTime + row.late + row.withheld + row.withdrawn + row.expired + row.withinLimit + row.overdue;

const nameOf = ({ kind, year }: { readonly kind: string; readonly year: number }): string =>
  `${(kindLabels as Readonly<Record<string, string>>)[kind] ?? kind} ${year} 年`;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
