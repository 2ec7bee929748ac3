import {
  type CompletenessColumn,
  columnOf,
  foldPublication,
  type SealedCounts,
  type SealedRow,
  type Standing,
  standingOf,
  withheldGround,
} from '@mingjing/law';
import type { Queryable } from '../journal/database.ts';
import { readStreams } from '../journal/read-stream.ts';
import { formatRanges } from '../open-data/ordinal-ranges.ts';

/** Counts a bureau's decisions as they stood when the day ended (`end`); what came later is left out. */
export async function countDay(
  db: Queryable,
  bureau: string,
  day: string,
  end: Date,
  before: readonly SealedRow[],
): Promise<SealedCounts> {
  const tallies = new Map<string, Tally>();
  const at = (kind: string, year: number): Tally => {
    const key = `${kind} ${year}`;
    const known = tallies.get(key) ?? { kind, year, last: 0, columns: {}, revoked: 0, unpublished: [] };
    tallies.set(key, known);
    return known;
  };
  const withheld = new Map<string, number>();
  for (const group of [...(await settled(db, bureau, day, end)), ...(await changedSince(db, bureau, end))]) {
    const tally = at(group.kind, group.year);
    const column = columnOf(group.standing, group.due, day);
    tally.columns[column] = (tally.columns[column] ?? 0) + group.numbers.length;
    if (group.standing === 'revoked') tally.revoked += group.numbers.length;
    if (HIDDEN.includes(group.standing)) tally.unpublished.push(...group.numbers);
    for (const number of group.numbers) tally.last = Math.max(tally.last, number);
    if (group.standing !== 'withheld') continue;
    const key = JSON.stringify([group.kind, group.year, group.ground ?? '']);
    withheld.set(key, (withheld.get(key) ?? 0) + group.numbers.length);
  }
  // An ordinal that was once sealed, or that the day's facts name, is not forgotten because its row is gone.
  for (const { kind, year, last } of [...before, ...(await namedThatDay(db, bureau, end))])
    at(kind, year).last = Math.max(at(kind, year).last, last);
  return {
    day,
    rows: [...tallies.values()]
      .sort((a, b) => (`${a.kind} ${a.year}` < `${b.kind} ${b.year}` ? -1 : 1))
      .map(rowOf),
    withheld: [...withheld].sort().map(([key, decisions]) => {
      const [kind, year, ground] = JSON.parse(key) as [string, number, string];
      return { kind, year, ground, decisions };
    }),
    imported: await countUnnumbered(db, bureau, day),
  };
}

interface Tally {
  readonly kind: string;
  readonly year: number;
  last: number;
  readonly columns: Partial<Record<CompletenessColumn, number>>;
  revoked: number;
  readonly unpublished: number[];
}

const HIDDEN: readonly Standing[] = ['waiting', 'withheld', 'revoked'];

function rowOf({ kind, year, last, columns, revoked, unpublished }: Tally): SealedRow {
  const none = { onTime: 0, late: 0, withheld: 0, withdrawn: 0, expired: 0, withinLimit: 0, overdue: 0 };
  return { kind, year, last, ...none, ...columns, revoked, unpublished: formatRanges(unpublished) };
}

interface Group {
  readonly kind: string;
  readonly year: number;
  readonly standing: Standing;
  readonly due: string | null;
  readonly ground: string | null;
  readonly numbers: readonly number[];
}

/** Decisions whose publication has not changed since the day ended. */
async function settled(db: Queryable, bureau: string, day: string, end: Date): Promise<readonly Group[]> {
  const { rows } = await db.query<Group>(
    `select kind, year, standing, due, ground, array_agg(number) as numbers from (
       select d.kind, d.year, d.number, p.withheld_on_ground as ground,
         case when d.revoked_on <= $2 and coalesce(p.standing, 'waiting') = 'waiting' then 'revoked' else coalesce(p.standing, 'waiting') end as standing,
         case when coalesce(p.standing, 'waiting') in ('waiting', 'unconfirmed') then coalesce(p.due, d.due) end as due
       from decision d left join publication p on p.case_id = d.case_id
       where d.bureau = $1 and d.recorded_at < $3 and (p.id is null or p.updated_at < $3)
     ) as each_one group by kind, year, standing, due, ground`,
    [bureau, day, end],
  );
  return rows;
}

/** Decisions whose publication went on afterwards: each is folded as far as it had come by then. */
async function changedSince(db: Queryable, bureau: string, end: Date): Promise<readonly Group[]> {
  const { rows } = await db.query<Pick<Group, 'kind' | 'year' | 'due'> & { id: string; number: number }>(
    `select p.id, d.kind, d.year, d.number, d.due from decision d join publication p on p.case_id = d.case_id
     where d.bureau = $1 and d.recorded_at < $2 and p.updated_at >= $2`,
    [bureau, end],
  );
  const streams = await readStreams(
    db,
    rows.map(({ id }) => `publication/${id}`),
  );
  return rows.map(({ id, kind, year, number, due }) => {
    const facts = (streams.get(`publication/${id}`) ?? []).map(({ fact }) => fact);
    const state = foldPublication(facts.filter(({ recordedAt }) => new Date(recordedAt) < end));
    return {
      kind,
      year,
      standing: standingOf(state),
      due: state?.due ?? due,
      ground: state && withheldGround(state),
      numbers: [number],
    };
  });
}

async function namedThatDay(
  db: Queryable,
  bureau: string,
  end: Date,
): Promise<readonly Pick<SealedRow, 'kind' | 'year' | 'last'>[]> {
  const { rows } = await db.query<Pick<SealedRow, 'kind' | 'year' | 'last'>>(
    `select ordinal ->> 'kind' as kind, (ordinal ->> 'year')::int as year, max((ordinal ->> 'number')::int) as last
     from (select convert_from(bytes, 'UTF8')::jsonb #> '{plain,ordinal}' as ordinal from journal
       where bureau = $1 and type = 'decision-made' and recorded_at < $2 and recorded_at >= $2::timestamptz - interval '1 day') as named
     group by 1, 2`,
    [bureau, end],
  );
  return rows;
}

/** Results that have no ordinal: imported, or decided on paper. */
async function countUnnumbered(db: Queryable, bureau: string, day: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from published_result where bureau = $1 and origin <> 'case' and published_on <= $2`,
    [bureau, day],
  );
  return rows[0]?.n ?? 0;
}
