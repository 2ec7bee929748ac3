import { type CompletenessColumn, columnOf, completenessColumns, type Standing } from '@mingjing/law';
import type { Reader } from './reading.ts';

/** Every decision of a bureau in exactly one of seven columns. */
export interface Completeness {
  /** The last ordinals of all kinds and years together: what the columns must add up to. */
  readonly decided: number;
  readonly since: number | null;
  readonly columns: Readonly<Record<CompletenessColumn, number>>;
  /** Counted as on time under an article that gives no figure. */
  readonly untimed: number;
  /** Published here, not yet confirmed on the carrier that the article names: within the limit or overdue. */
  readonly unconfirmed: number;
  /** Counted as withdrawn: revoked before it was public, never to be published. */
  readonly revoked: number;
  /** Imported from earlier systems, outside the count of decisions. */
  readonly imported: number;
  /** Decided on paper in cases taken in since, outside the count of decisions. */
  readonly onPaper: number;
  readonly byKind: readonly { readonly kind: string; readonly published: number }[];
  readonly withdrawnAll: number;
}

export async function readCompleteness(db: Reader, bureau: string, day: string): Promise<Completeness> {
  const decisions = await db.query<{ decided: number; since: number | null }>(
    `select coalesce(sum(decided), 0)::int as decided, min(year) as since from result_count where bureau = $1`,
    [bureau],
  );
  const { rows } = await db.query<Group>(
    `select kind, origin, state, count(*)::int as count
     from published_result where bureau = $1 group by 1, 2, 3`,
    [bureau],
  );
  const { rows: standings } = await db.query<Counted>(
    `select standing, due, sum(decisions)::int as decisions from decision_count where bureau = $1 group by 1, 2`,
    [bureau],
  );
  const { decided, since } = decisions.rows[0] ?? { decided: 0, since: null };
  return { decided, since, ...count(standings, day), ...tally(rows) };
}

/** How many officers a bureau has made known. */
export async function countOfficers(db: Reader, bureau: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from published_officer where bureau = $1`,
    [bureau],
  );
  return rows[0]?.count ?? 0;
}

/** Statistics of a bureau are counted once for all who look within the same moment, and less often the longer it takes. */
export function remembering<T>(load: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const held = new Map<string, { readonly value: Promise<T>; until: number }>();
  return (key) => {
    const known = held.get(key);
    if (known !== undefined && performance.now() < known.until) return known.value;
    const started = performance.now();
    const entry = { value: load(key), until: Number.POSITIVE_INFINITY };
    held.set(key, entry);
    entry.value.then(
      () => {
        entry.until = performance.now() + Math.min(60_000, 20 * (performance.now() - started));
      },
      () => held.delete(key),
    );
    return entry.value;
  };
}

interface Counted {
  readonly standing: Standing;
  readonly due: string | null;
  readonly decisions: number;
}

function count(standings: readonly Counted[], day: string) {
  const columns = Object.fromEntries(completenessColumns.map((column) => [column, 0])) as Record<
    CompletenessColumn,
    number
  >;
  for (const { standing, due, decisions } of standings) columns[columnOf(standing, due, day)] += decisions;
  const standingAs = (wanted: Standing) =>
    standings.reduce((sum, { standing, decisions }) => sum + (standing === wanted ? decisions : 0), 0);
  return {
    columns,
    untimed: standingAs('untimed'),
    unconfirmed: standingAs('unconfirmed'),
    revoked: standingAs('revoked'),
  };
}

interface Group {
  readonly kind: string;
  readonly origin: 'case' | 'import' | 'paper';
  readonly state: 'published' | 'withdrawn';
  readonly count: number;
}

function tally(
  groups: readonly Group[],
): Pick<Completeness, 'imported' | 'onPaper' | 'byKind' | 'withdrawnAll'> {
  const sum = (wanted: (group: Group) => boolean) =>
    groups.reduce((total, group) => (wanted(group) ? total + group.count : total), 0);
  const published = ({ state }: Group) => state === 'published';
  const kinds = [...new Set(groups.filter(published).map(({ kind }) => kind))];
  return {
    imported: sum(({ origin }) => origin === 'import'),
    onPaper: sum(({ origin }) => origin === 'paper'),
    byKind: kinds.map((kind) => ({
      kind,
      published: sum((group) => published(group) && group.kind === kind),
    })),
    withdrawnAll: sum((group) => !published(group)),
  };
}
