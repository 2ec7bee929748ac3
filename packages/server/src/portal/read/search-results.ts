import { actKinds } from '@mingjing/law';
import { type Cursor, writeCursor } from './cursor.ts';
import type { Reader } from './reading.ts';
import type { ResultQuery } from './result-query.ts';

/** One line of a list; a withdrawn result has a number and dates only. */
export interface ResultLine {
  readonly id: string;
  readonly bureau: string;
  readonly kind: string;
  readonly number: string;
  readonly title: string;
  readonly party: string;
  readonly publishedOn: string;
  readonly formedOn: string | null;
  readonly withdrawnOn: string | null;
  readonly state: 'published' | 'withdrawn';
  readonly origin: string;
  readonly timeliness: string | null;
  readonly cause: string | null;
}

export interface ResultPage {
  readonly lines: readonly ResultLine[];
  readonly next: string | null;
}

/** Lists found results, newest first; a full page carries the cursor of the next one. */
export async function searchResults(db: Reader, query: ResultQuery, size: number): Promise<ResultPage> {
  const ids = isSearch(query) ? await searchIds(db, query, size + 1) : await newestIds(db, query, size + 1);
  const lines = await readLines(db, ids.slice(0, size));
  const last = lines.at(-1);
  return { lines, next: ids.length > size && last !== undefined ? writeCursor(last) : null };
}

/** How many results a query finds, counted up to `most` and no further. */
export async function countResults(db: Reader, query: ResultQuery, most: number): Promise<number> {
  const values = new Values();
  const everything = { ...query, after: null };
  const filter = conditions(everything, values, true);
  const search = isSearch(query) ? indexConditions(everything, values) : [];
  const { rows } = await db.query<{ count: number }>(
    `select count(*) as count from (select 1 from published_result${where([...search, ...filter])} limit ${values.add(most)}) as found`,
    values.list,
  );
  return rows[0]?.count ?? 0;
}

/** How many published results name this very party, counted up to `most` and no further. */
export async function countOfParty(db: Reader, bureau: string, party: string, most: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*) as count from (select 1 from published_result
       where bureau = $1 and party_name = $2 and state = 'published' limit $3) as found`,
    [bureau, party, most],
  );
  return rows[0]?.count ?? 0;
}

/** The statement of a plain list page: each kind's newest rows by index, merged. */
export function newestStatement(
  query: ResultQuery,
  size: number,
): { readonly text: string; readonly values: unknown[] } {
  const values = new Values();
  const limit = values.add(size);
  if (query.bureau === null) {
    return {
      text: `${SELECT_KEYS}${where(conditions(query, values, true))} ${NEWEST} limit ${limit}`,
      values: values.list,
    };
  }
  const kinds = values.add(query.kind === null ? [...actKinds] : [query.kind]);
  const filter = [
    `bureau = ${values.add(query.bureau)}`,
    'kind = wanted.kind',
    ...conditions(query, values, false),
  ];
  return {
    text: `select id, published_on from unnest(${kinds}::text[]) as wanted(kind)
      cross join lateral (${SELECT_KEYS}${where(filter)} ${NEWEST} limit ${limit}) as newest ${NEWEST} limit ${limit}`,
    values: values.list,
  };
}

const PROBED = 4000;
const NEWEST = 'order by published_on desc, id desc';
const SELECT_KEYS = 'select id, published_on from published_result';

const isSearch = ({ terms, number }: ResultQuery): boolean => terms.words.length + number.words.length > 0;

async function newestIds(db: Reader, query: ResultQuery, size: number): Promise<string[]> {
  return idsOf(db, newestStatement(query, size));
}

// Common words fill a page from the newest rows; only rare ones need the index. One statement for both is planned badly.
async function searchIds(db: Reader, query: ResultQuery, size: number): Promise<string[]> {
  const probe = await idsOf(db, probeStatement(query, size));
  return probe.length === size ? probe : idsOf(db, indexStatement(query, size));
}

function probeStatement(query: ResultQuery, size: number): { text: string; values: unknown[] } {
  const values = new Values();
  const recent = `select * from published_result${where(conditions({ ...query, ...NO_WORDS }, values, true))} ${NEWEST} limit ${PROBED}`;
  return {
    text: `with recent as materialized (select id, published_on, state, number, search_text from (${recent}) as newest)
      select id, published_on from recent${where(wordConditions(query, values))} ${NEWEST} limit ${values.add(size)}`,
    values: values.list,
  };
}

function indexStatement(query: ResultQuery, size: number): { text: string; values: unknown[] } {
  const values = new Values();
  const filter = [...indexConditions(query, values), ...conditions(query, values, true)];
  return {
    text: `with found as materialized (${SELECT_KEYS}${where(filter)}) select id, published_on from found ${NEWEST} limit ${values.add(size)}`,
    values: values.list,
  };
}

async function idsOf(db: Reader, statement: { text: string; values: unknown[] }): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(statement.text, statement.values);
  return rows.map(({ id }) => id);
}

async function readLines(db: Reader, ids: readonly string[]): Promise<ResultLine[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<ResultLine>(
    `select id, bureau, kind, number, case when state = 'published' then title else '' end as title,
       case when state = 'published' then party_name else '' end as party, published_on as "publishedOn",
       formed_on as "formedOn", withdrawn_on as "withdrawnOn", state, origin,
       body ->> 'timeliness' as timeliness, body -> 'tombstone' ->> 'cause' as cause
     from published_result where id = any($1) ${NEWEST}`,
    [ids],
  );
  return rows;
}

const NO_WORDS = {
  terms: { words: [], patterns: [], indexed: [], shortened: false },
  number: { words: [], patterns: [], indexed: [], shortened: false },
} as const;

function conditions(query: ResultQuery, values: Values, withPlace: boolean): string[] {
  const found: string[] = [];
  if (withPlace && query.bureau !== null) found.push(`bureau = ${values.add(query.bureau)}`);
  if (withPlace && query.kind !== null) found.push(`kind = ${values.add(query.kind)}`);
  if (query.state !== null) found.push(`state = ${values.add(query.state)}`);
  if (query.from !== null) found.push(`published_on >= ${values.add(query.from)}::date`);
  if (query.to !== null) found.push(`published_on <= ${values.add(query.to)}::date`);
  if (query.after !== null) found.push(afterCursor(query.after, values));
  return [...found, ...wordConditions(query, values)];
}

const afterCursor = (after: Cursor, values: Values): string =>
  `(published_on, id) < (${values.add(after.publishedOn)}::date, ${values.add(after.id)})`;

// A withdrawn result is found by its number only: that a party once stood in it must not show.
function wordConditions({ terms, number }: ResultQuery, values: Values): string[] {
  return [
    ...terms.patterns.map((pattern) => {
      const place = values.add(pattern);
      const text = /[a-z]/.test(pattern) ? 'lower(search_text)' : 'search_text';
      return `(lower(number) like ${place} or (state = 'published' and ${text} like ${place}))`;
    }),
    ...number.patterns.map((pattern) => `lower(number) like ${values.add(pattern)}`),
  ];
}

function indexConditions({ terms, number }: ResultQuery, values: Values): string[] {
  return [...terms.indexed, ...number.indexed].map(
    (word) => `bigram_vector(search_text) @@ (
      select string_agg('''' || replace(pair, '''', '''''') || '''', ' & ')::tsquery from unnest(bigrams(${values.add(word)})) as pair)`,
  );
}

const where = (all: readonly string[]): string => (all.length === 0 ? '' : ` where ${all.join(' and ')}`);

/** Parameters of a statement, numbered as they are added. */
class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}
