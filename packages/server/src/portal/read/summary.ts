import type { Reader } from './reading.ts';

/** Every decision of a bureau counted in one place; what the public may not tell apart stands together in `rest`. */
export interface Completeness {
  readonly decided: number;
  readonly since: number | null;
  readonly onTime: number;
  readonly late: number;
  /** Published here; the carrier that the article names is not confirmed yet. */
  readonly unconfirmed: number;
  /** Published under an article that gives no figure. */
  readonly untimed: number;
  readonly withdrawn: number;
  readonly expired: number;
  /** Not published: withheld on a ground, still within the limit, or overdue. Negative where the books do not agree. */
  readonly rest: number;
  /** Imported from earlier systems, outside the count of decisions. */
  readonly imported: number;
  readonly byKind: readonly { readonly kind: string; readonly published: number }[];
  readonly withdrawnAll: number;
}

export async function readCompleteness(db: Reader, bureau: string): Promise<Completeness> {
  const decisions = await db.query<{ decided: number; since: number | null }>(
    `select coalesce(sum(decided), 0)::int as decided, min(year) as since from result_count where bureau = $1`,
    [bureau],
  );
  const { rows } = await db.query<Group>(
    `select kind, origin = 'import' as imported, state, body ->> 'timeliness' as timeliness,
       body -> 'tombstone' ->> 'cause' as cause, due is not null as limited, count(*)::int as count
     from published_result where bureau = $1 group by 1, 2, 3, 4, 5, 6`,
    [bureau],
  );
  const { decided, since } = decisions.rows[0] ?? { decided: 0, since: null };
  return { decided, since, ...tally(rows, decided) };
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

interface Group {
  readonly kind: string;
  readonly imported: boolean;
  readonly state: 'published' | 'withdrawn';
  readonly timeliness: string | null;
  readonly cause: string | null;
  readonly limited: boolean;
  readonly count: number;
}

function tally(groups: readonly Group[], decided: number): Omit<Completeness, 'decided' | 'since'> {
  const sum = (wanted: (group: Group) => boolean) =>
    groups.reduce((total, group) => (wanted(group) ? total + group.count : total), 0);
  const own = (wanted: (group: Group) => boolean) => sum((group) => !group.imported && wanted(group));
  const published = ({ state }: Group) => state === 'published';
  const expired = ({ state, cause }: Group) => state === 'withdrawn' && cause === 'expired';
  const kinds = [...new Set(groups.filter(published).map(({ kind }) => kind))];
  return {
    onTime: own((group) => published(group) && group.timeliness === 'on-time'),
    late: own((group) => published(group) && group.timeliness === 'late'),
    unconfirmed: own((group) => published(group) && group.timeliness === null && group.limited),
    untimed: own((group) => published(group) && group.timeliness === null && !group.limited),
    withdrawn: own((group) => !published(group) && !expired(group)),
    expired: own(expired),
    rest: decided - own(() => true),
    imported: sum(({ imported }) => imported),
    byKind: kinds.map((kind) => ({
      kind,
      published: sum((group) => published(group) && group.kind === kind),
    })),
    withdrawnAll: sum((group) => !published(group)),
  };
}
