import type pg from 'pg';

/** What is recomputed one after the other; a recheck that was cut off goes on with the part it was at. */
export const recheckParts = [
  'log',
  'heads',
  'facts',
  'numbers',
  'people',
  'law',
  'reads',
  'projections',
  'documents',
  'originals',
  'files',
] as const;
export type RecheckPart = (typeof recheckParts)[number];

/** Something that is not as the log, the facts or the digests say, named so that a person finds it. */
export interface RecheckFinding {
  readonly part: RecheckPart;
  /** Null where it belongs to no single bureau. */
  readonly bureau: string | null;
  /** Table of the database, or `file`. */
  readonly table: string;
  /** Key of the row, its parts joined by /; the path of a file below its folder. */
  readonly row: string;
  /** Null where the whole row is missing, too many or not to be told. */
  readonly column: string | null;
  readonly sentence: string;
}

/** Where the files stand that the database speaks of. */
export interface RecheckPlaces {
  readonly evidenceFolder: string;
  readonly logFolder: string;
  readonly keyFolder: string;
}

/** What a part works with: one snapshot of the database, read as `mj_checker`. */
export interface RecheckJob {
  readonly db: pg.ClientBase;
  readonly places: RecheckPlaces;
  /** Where a part that was cut off goes on; null from its beginning. */
  readonly after: string | null;
  /** Told after each batch: how many of what, and where the part has come to. */
  readonly worked: (what: string, count: number, at?: string) => Promise<void>;
}

/** What a part found, but for its name. */
export type Found = Omit<RecheckFinding, 'part'>;
export type Recheck = (job: RecheckJob) => AsyncGenerator<Found>;

/** The rows of a query, a few hundred at a time, however many there are. */
export async function* rowsOf<Row extends pg.QueryResultRow>(
  db: pg.ClientBase,
  text: string,
  values: readonly unknown[] = [],
): AsyncGenerator<readonly Row[]> {
  const name = `recheck_${++cursors}`;
  await db.query(`declare ${name} no scroll cursor for ${text}`, [...values]);
  for (;;) {
    const { rows } = await db.query<Row>(`fetch ${TOGETHER} from ${name}`);
    if (rows.length > 0) yield rows;
    if (rows.length < TOGETHER) break;
  }
  await db.query(`close ${name}`);
}

const TOGETHER = 500;
let cursors = 0;
