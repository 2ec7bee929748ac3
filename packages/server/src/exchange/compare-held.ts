import type { CheckedRow } from './check-row.ts';
import { type Finding, rowFinding } from './finding.ts';
import type { AlikeRow, HeldAlready, ImportStore } from './import-rows.ts';
import { contradictions, knownValues, namesDecision, saysMore } from './known-values.ts';

/** What is to be done with a row in view of what is held. A row that is not named is new. */
export interface Comparison {
  readonly unchanged: ReadonlySet<number>;
  /** Held already, and there with more: not taken. */
  readonly contained: ReadonlySet<number>;
  readonly changed: ReadonlySet<number>;
  /** The draft, by its id, in whose place the row comes. */
  readonly replaces: ReadonlyMap<number, string>;
  readonly findings: readonly Finding[];
}

/** Gathers what is held of the rows of a file, batch by batch, and judges once the whole file is known. */
export interface HeldComparison {
  look(rows: readonly CheckedRow[]): Promise<void>;
  /** `isIn`: whether the file itself lists that identity; `isOut`: whether the row is not taken anyway. */
  judge(isIn: (identity: string) => boolean, isOut: (row: number) => boolean): Comparison;
}

interface Looked {
  readonly row: number;
  readonly same: HeldAlready | null;
  readonly isSame: boolean;
  readonly isContained: boolean;
  readonly drafts: readonly AlikeRow[];
  readonly fuller: readonly AlikeRow[];
  readonly similar: readonly (AlikeRow & { readonly columns: readonly string[] })[];
}

/** An empty comparison over a store. */
export function compareWithHeld(store: ImportStore): HeldComparison {
  const looked: Looked[] = [];
  return {
    async look(rows) {
      const found = await store.lookUp(rows);
      for (const row of rows) {
        const { same, alike } = found.get(row.row) ?? NOTHING;
        if (same !== null || alike.length > 0) looked.push(relate(row, same, alike));
      }
    },
    judge: (isIn, isOut) => judge(looked, isIn, isOut),
  };
}

const NOTHING = { same: null, alike: [] };

function relate(row: CheckedRow, same: HeldAlready | null, alike: readonly AlikeRow[]): Looked {
  const known = knownValues(row);
  const drafts = alike.filter((one) => one.draft && namesDecision(one.known) && saysMore(known, one.known));
  const fuller = namesDecision(known) ? alike.filter((one) => saysMore(one.known, known)) : [];
  const similar = alike.flatMap((one) => {
    const columns = one.draft ? contradictions(row.kind, known, one.known) : null;
    return columns === null || columns.length === 0 ? [] : [{ ...one, columns }];
  });
  return {
    row: row.row,
    same,
    isSame: same?.digest === row.digest && same.discarded !== true,
    isContained: same?.known != null && saysMore(same.known, known),
    drafts,
    fuller,
    similar,
  };
}

function judge(
  looked: readonly Looked[],
  isIn: (identity: string) => boolean,
  isOut: (row: number) => boolean,
): Comparison {
  const unchanged = new Set<number>();
  const contained = new Set<number>();
  const changed = new Set<number>();
  const claims = new Map<string, { readonly draft: AlikeRow; readonly rows: number[] }>();
  const findings: Finding[] = [];
  const say = (row: number, level: Finding['level'], code: Finding['code'], message: string) =>
    findings.push(rowFinding(row, level, code, message));
  for (const { row, same, isSame, isContained, ...one } of looked) {
    if (isOut(row)) continue;
    // A draft that the file itself lists beside this row is, by the file, another decision.
    const drafts = one.drafts.filter(({ identity }) => !isIn(identity));
    const fuller = one.fuller.filter(({ identity }) => !isIn(identity));
    if (same?.erased === true) {
      unchanged.add(row);
      say(row, 'notice', 'erased-by-law', '这一决定的内容已依法删除，导入不会恢复，没有取');
    } else if (isSame) {
      unchanged.add(row);
      if (same?.withdrawn)
        say(row, 'notice', 'withdrawn-as-wrong', '这一行先前已按内容有误撤下，没有取；改正以后再导入');
    } else if (isContained || (same === null && fuller.length === 1)) {
      contained.add(row);
      const label = same === null ? fuller[0]?.label : '同一文号、同一相对人的记录';
      say(row, 'notice', 'held-with-more', `系统里已有${label}，内容比这一行全，这一行没有取`);
    } else if (same?.discarded === true)
      say(row, 'notice', 'replaces-draft', '同一决定的草稿先前已作废，将用这一行恢复');
    else if (same?.draft === true)
      say(row, 'notice', 'replaces-draft', '系统里有同一决定的草稿，将用这一行替换');
    else if (same !== null) {
      changed.add(row);
      const message =
        '系统里已有同一文号、同一相对人的记录，内容与这一行不同，导入不会覆盖。已公示的内容有误的，先在“公示”里申请撤下（撤下原因选公示内容有误），批准撤下以后再导入这一行';
      say(row, 'error', 'changed-content', message);
    } else if (fuller.length > 1) say(row, 'notice', 'ambiguous-draft', severalFuller(fuller));
    else if (drafts.length > 1) say(row, 'notice', 'ambiguous-draft', severalDrafts(drafts));
    else {
      for (const draft of drafts) {
        const claim = claims.get(draft.id) ?? { draft, rows: [] };
        claims.set(draft.id, claim);
        claim.rows.push(row);
      }
      for (const { label, columns } of drafts.length === 0 ? one.similar : [])
        say(row, 'notice', 'similar-draft', differing(label, columns));
    }
  }
  const replaces = new Map<number, string>();
  for (const [id, { draft, rows }] of claims) {
    const [only] = rows;
    if (only !== undefined && rows.length === 1) {
      replaces.set(only, id);
      say(
        only,
        'notice',
        'replaces-draft',
        `系统里的草稿（${draft.label}）缺的内容这一行有了，将用这一行替换`,
      );
    } else for (const row of rows) say(row, 'notice', 'ambiguous-draft', severalRows(draft, rows));
  }
  return { unchanged, contained, changed, replaces, findings };
}

const NAMED = 3;

const named = (rows: readonly AlikeRow[]): string =>
  `${rows
    .slice(0, NAMED)
    .map(({ label }) => label)
    .join('；')}${rows.length > NAMED ? '等' : ''}`;

const severalFuller = (rows: readonly AlikeRow[]): string =>
  `系统里有 ${rows.length} 条内容比这一行全、可能是同一决定的记录（${named(rows)}），分不清是哪一条，这一行照常导入，请核对是否多余`;

const severalDrafts = (rows: readonly AlikeRow[]): string =>
  `系统里有 ${rows.length} 条草稿都可能是这一决定（${named(rows)}），分不清是哪一条，都没有替换，仍留在“缺项草稿”里（不会公示），这一行照常导入；请核对`;

const severalRows = ({ label }: AlikeRow, rows: readonly number[]): string =>
  `系统里的草稿（${label}）可能是本文件第 ${rows.slice(0, 12).join('、')} 行中的任一行，分不清是哪一行，没有替换；认定是哪一行的，把那一行单独放进一个文件先导入`;

const differing = (label: string, columns: readonly string[]): string =>
  `系统里有一条可能是同一决定的草稿（${label}），“${columns.join('”“')}”与这一行不同，没有替换；请核对哪一条写错`;
