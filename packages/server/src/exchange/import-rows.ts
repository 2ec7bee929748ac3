import { type CheckContext, type CheckedRow, checkRow } from './check-row.ts';
import type { PublishedActKind } from './columns/columns.ts';
import { compareWithHeld } from './compare-held.ts';
import { type Finding, fileFinding, rowFinding, UnreadableFile } from './finding.ts';
import { createFindingList } from './finding-list.ts';
import { type ImportReport, reportOf } from './import-report.ts';
import type { KnownValues } from './known-values.ts';
import { mapRow } from './map-row.ts';
import type { ImportMapping } from './mapping.ts';
import type { ImportSource } from './read/import-source.ts';
import { type OpenedFile, openRows } from './read-rows.ts';
import { createSourceNames, type SourceNames } from './source-names.ts';

/** Where rows are kept. One call of `importRows` should run inside one transaction of the store. */
export interface ImportStore {
  /** What is held that may be the same decision as a row, by row number; a row of which nothing is held is left out. */
  lookUp(rows: readonly CheckedRow[]): Promise<ReadonlyMap<number, HeldFor>>;
  /** Keeps good rows and drafts; a row whose identity is held as a draft, or that is told which draft, takes its place. Returns what it did. */
  storeRows(rows: readonly CheckedRow[], replaces: ReadonlyMap<number, string>): Promise<StoredCounts>;
}

/** What is held that has to do with one row. */
export interface HeldFor {
  /** Held under the row's own identity. */
  readonly same: HeldAlready | null;
  /** Held under other identities: of the same number, or of the same party. Drafts; for a row that lacks something anything. */
  readonly alike: readonly AlikeRow[];
}

export interface HeldAlready {
  readonly digest: string | null;
  readonly draft: boolean;
  /** Its values were erased by law: the row does not come back. */
  readonly erased: boolean;
  /** A draft that somebody discarded: the row brings it back. */
  readonly discarded?: boolean;
  /** The very row was withdrawn as wrong. */
  readonly withdrawn?: true;
  /** What its row says; null where it was not asked or is gone. */
  readonly known: KnownValues | null;
}

export interface AlikeRow {
  readonly id: string;
  readonly identity: string;
  /** In words, for a finding. */
  readonly label: string;
  readonly draft: boolean;
  readonly known: KnownValues;
}

export interface StoredCounts {
  readonly imported: number;
  readonly unchanged: number;
  readonly drafts: number;
}

export interface ImportRequest {
  readonly source: ImportSource;
  readonly bureau: string;
  readonly kind: PublishedActKind | null;
  readonly map: ImportMapping | null;
  /** Take nothing if any row is bad, or take what is not bad. Drafts are not bad. */
  readonly mode: 'none-if-any-bad' | 'only-good';
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Whether a row's time in public is over. */
  readonly termOver: CheckContext['termOver'];
  readonly store: ImportStore;
}

/** Checks a whole file, then reads it again and stores what may be taken, in batches; never throws for a bad file. */
export async function importRows(request: ImportRequest): Promise<ImportReport> {
  const findings = createFindingList();
  try {
    if (request.map && request.kind && request.map.kind !== request.kind) {
      throw new UnreadableFile('mapping', '指明的种类与对照文件里的种类不一致，请改成一致后再导入');
    }
    const file = await openRows(request.source, {
      kind: request.map?.kind ?? request.kind,
      mapped: request.map !== null,
    });
    findings.add(file.findings);
    const survey = await surveyRows(file, request, findings.add);
    const wanted = survey.total > 0 && (request.mode === 'only-good' || survey.bad.size === 0);
    const stored = wanted ? await storeRows(file, request, survey) : NOTHING;
    return reportOf({ file, survey, taken: wanted, stored, findings });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    findings.add([error.finding]);
    return reportOf({ file: null, survey: null, taken: false, stored: NOTHING, findings });
  }
}

/** What the first reading found, row numbers only, so that a large file is not held in memory. */
export interface Survey {
  total: number;
  readonly bad: Set<number>;
  /** Their time in public has ended: not taken, and no fault. */
  readonly over: Set<number>;
  readonly drafts: Set<number>;
  readonly duplicates: Set<number>;
  readonly unchanged: Set<number>;
  /** Held already, and there with more: not taken. */
  contained: ReadonlySet<number>;
  /** The draft in whose place a row comes. */
  replaces: ReadonlyMap<number, string>;
}

const BATCH = 500;
const NOTHING: StoredCounts = { imported: 0, unchanged: 0, drafts: 0 };

interface Seen {
  readonly row: number;
  readonly digest: string;
}

type AddFindings = (findings: readonly Finding[]) => void;

async function surveyRows(file: OpenedFile, request: ImportRequest, add: AddFindings): Promise<Survey> {
  const survey: Survey = {
    total: 0,
    bad: new Set(),
    over: new Set(),
    drafts: new Set(),
    duplicates: new Set(),
    unchanged: new Set(),
    contained: new Set(),
    replaces: new Map(),
  };
  const seen = new Map<string, Seen>();
  const names = createSourceNames(request.map);
  const held = compareWithHeld(request.store);
  let batch: CheckedRow[] = [];
  for await (const row of checkedRows(file, request, names)) {
    survey.total += 1;
    add(row.findings);
    if (row.disposition === 'bad') survey.bad.add(row.row);
    else if (row.disposition === 'over') survey.over.add(row.row);
    else {
      if (row.disposition === 'draft') survey.drafts.add(row.row);
      add(compareWithin(row, seen, survey));
      batch.push(row);
    }
    if (batch.length >= BATCH) {
      await held.look(batch);
      batch = [];
    }
  }
  await held.look(batch);
  add(names.findings());
  if (survey.total === 0) add([fileFinding('error', 'no-rows', '标题下面没有任何数据行')]);
  const isOut = (row: number) => survey.bad.has(row) || survey.duplicates.has(row);
  const compared = held.judge((identity) => seen.has(identity), isOut);
  add(compared.findings);
  for (const row of compared.changed) survey.bad.add(row);
  for (const row of [...compared.unchanged, ...compared.contained]) survey.unchanged.add(row);
  survey.contained = compared.contained;
  survey.replaces = compared.replaces;
  for (const row of [...survey.bad, ...survey.duplicates]) survey.drafts.delete(row);
  return survey;
}

async function* checkedRows(
  file: OpenedFile,
  request: ImportRequest,
  names: SourceNames | null,
): AsyncGenerator<CheckedRow> {
  const { bureau, today, termOver } = request;
  const context = { bureau, kind: file.kind, today, termOver };
  for await (const raw of file.rows()) {
    const source = mapRow(raw, file.kind, request.map);
    names?.see(raw, source);
    yield checkRow(source, context);
  }
}

function compareWithin(row: CheckedRow, seen: Map<string, Seen>, survey: Survey): Finding[] {
  const first = seen.get(row.identity);
  if (!first) {
    seen.set(row.identity, { row: row.row, digest: row.digest });
    return [];
  }
  if (first.digest === row.digest) {
    survey.duplicates.add(row.row);
    return [rowFinding(row.row, 'notice', 'duplicate-row', `与第 ${first.row} 行完全相同，只取一次`)];
  }
  const findings = [conflict(row.row, first.row)];
  if (!survey.bad.has(first.row)) findings.push(conflict(first.row, row.row));
  survey.bad.add(row.row).add(first.row);
  return findings;
}

function conflict(row: number, other: number): Finding {
  const message = `与第 ${other} 行是同一文号、同一相对人，内容却不同，不知该取哪一行，两行都没有取，请删去错的一行`;
  return rowFinding(row, 'error', 'duplicate-conflict', message);
}

async function storeRows(file: OpenedFile, request: ImportRequest, survey: Survey): Promise<StoredCounts> {
  const total = { imported: 0, unchanged: 0, drafts: 0 };
  let batch: CheckedRow[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    const counts = await request.store.storeRows(batch, survey.replaces);
    for (const key of ['imported', 'unchanged', 'drafts'] as const) total[key] += counts[key];
    batch = [];
  };
  for await (const row of checkedRows(file, request, null)) {
    // The disposition is asked again: the file may have been changed between the two readings.
    if (
      row.disposition === 'bad' ||
      row.disposition === 'over' ||
      survey.bad.has(row.row) ||
      survey.duplicates.has(row.row)
    )
      continue;
    if (survey.contained.has(row.row)) {
      total.unchanged += 1;
      continue;
    }
    batch.push(row);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return total;
}
