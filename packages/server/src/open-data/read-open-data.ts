import type { SealedCounts } from '@mingjing/law';
import { readFact } from '@mingjing/ledger';
import type pg from 'pg';
import { logPathOf, readLogs } from '../log/logs.ts';
import { readResultBody } from '../portal/read/result-body.ts';
import { type Logged, type OpenIndex, type OpenLine, type SealLine, saidTimeliness } from './open-line.ts';

type Reader = Pick<pg.PoolClient, 'query'>;

/** What there is of one bureau's open data. */
export async function readIndex(
  db: Reader,
  bureau: { readonly id: string; readonly name: string },
): Promise<OpenIndex> {
  const opened = await readOpenings(db, bureau.id);
  const { rows } = await db.query<{ year: number; results: number }>(
    `select extract(year from published_on)::int as year, count(*)::int as results from published_result where bureau = $1 group by 1 order by 1`,
    [bureau.id],
  );
  const { rows: seals } = await db.query<{ bytes: Buffer }>(
    `select bytes from sealed_count where bureau = $1 order by version desc limit 1`,
    [bureau.id],
  );
  const sealed = seals[0] && (readFact(seals[0].bytes).plain as unknown as SealedCounts);
  return {
    format: 'mingjing-open-data/v1',
    bureau: bureau.id,
    name: bureau.name,
    logs: (await readLogs(db, bureau.id)).map(({ number, vkey }) => ({
      number,
      vkey,
      path: logPathOf(number),
      opened: opened.get(number) ?? null,
    })),
    counts: 'open-data/counts.jsonl',
    sealedOn: sealed?.day ?? null,
    withheld: [...(sealed?.withheld ?? [])],
    years: rows.map(({ year, results }) => ({
      year,
      results,
      jsonl: `open-data/results-${year}.jsonl`,
      csv: `open-data/results-${year}.csv`,
    })),
  };
}

/** The facts that open each further log, base64, by the log's number. */
async function readOpenings(db: Reader, bureau: string): Promise<ReadonlyMap<number, string>> {
  const { rows } = await db.query<{ version: number; bytes: Buffer }>(
    `select version, bytes from log_opening where bureau = $1`,
    [bureau],
  );
  return new Map(rows.map(({ version, bytes }) => [version + 1, bytes.toString('base64')]));
}

/** The sealed counts of a bureau after a version, oldest first, a few hundred at a time. */
export async function readSeals(
  db: Reader,
  bureau: string,
  after: number,
): Promise<{ readonly lines: readonly SealLine[]; readonly last: number }> {
  const { rows } = await db.query<{
    version: number;
    bytes: Buffer;
    log: number | null;
    index: number | null;
  }>(
    `select s.version, s.bytes, l.number as log, e.index from sealed_count s
     left join ledger_entry e on e.stream = s.stream and e.version = s.version left join ledger_log l on l.id = e.bureau
     where s.bureau = $1 and s.version > $2 order by s.version limit ${TOGETHER}`,
    [bureau, after],
  );
  return {
    lines: rows.map(({ bytes, log, index }) => ({ log, index, fact: bytes.toString('base64') })),
    last: rows.at(-1)?.version ?? after,
  };
}

/** Where a batch of results ended. */
export interface Mark {
  readonly on: string;
  readonly id: string;
}

/** A year's results after a mark, in order of publication, a few hundred at a time. */
export async function readLines(
  db: Reader,
  bureau: string,
  year: number,
  after: Mark,
): Promise<{ readonly lines: readonly OpenLine[]; readonly next: Mark | null }> {
  const { rows } = await db.query<Row>(STATEMENT, [
    bureau,
    `${year}-01-01`,
    `${year}-12-31`,
    after.on,
    after.id,
  ]);
  const last = rows.at(-1);
  return {
    lines: rows.map(lineOf),
    next: last === undefined || rows.length < TOGETHER ? null : { on: last.publishedOn, id: last.id },
  };
}

const TOGETHER = 200;

interface Row
  extends Omit<
    OpenLine,
    'fields' | 'withheld' | 'ordinal' | 'timeliness' | 'explanation' | 'proof' | 'confirmations' | 'erasures'
  > {
  readonly body: unknown;
  readonly bytes: Buffer;
  readonly disclosures: readonly (string | null)[] | null;
  readonly log: number | null;
  readonly index: number | null;
  readonly confirmed: readonly Logged[] | null;
  readonly erasures: OpenLine['erasures'] | null;
}

const STATEMENT = `select r.id, r.kind, r.number, r.origin, r.state, case when r.state = 'published' then r.title else '' end as title,
    r.published_on as "publishedOn", r.withdrawn_on as "withdrawnOn", r.due, r.body, f.bytes, f.disclosures, l.number as log, e.index, (
      select jsonb_agg(jsonb_build_object('fact', encode(c.bytes, 'base64'), 'log', cl.number, 'index', ce.index) order by c.version) from published_confirmation c
      left join ledger_entry ce on ce.stream = c.stream and ce.version = c.version left join ledger_log cl on cl.id = ce.bureau where c.id = r.id) as confirmed, (
      select jsonb_agg(jsonb_build_object('fact', encode(o.bytes, 'base64'), 'log', ol.number, 'index', oe.index, 'authority', o.authority) order by o.version) from published_erasure o
      left join ledger_entry oe on oe.stream = o.stream and oe.version = o.version left join ledger_log ol on ol.id = oe.bureau where o.id = r.id) as erasures
  from published_result r join published_fact f on f.id = r.id
  left join ledger_entry e on e.stream = r.stream and e.version = r.version left join ledger_log l on l.id = e.bureau
  where r.bureau = $1 and r.published_on between $2 and $3 and (r.published_on, r.id) > ($4::date, $5)
  order by r.published_on, r.id limit ${TOGETHER}`;

function lineOf({
  body: stored,
  bytes,
  disclosures,
  log,
  index,
  confirmed,
  erasures,
  ...row
}: Row): OpenLine {
  const body = readResultBody(stored, row.state);
  const { ordinal } = readFact(bytes);
  return {
    ...row,
    ordinal: ordinal ?? null,
    timeliness: saidTimeliness(row, body.timeliness ?? null),
    fields: body.fields.map(({ key, name, value }) => ({ key, name, value: String(value ?? '') })),
    withheld: body.withheld.map(({ name, ground, cite }) => ({
      name,
      ground,
      cite: typeof cite === 'string' ? cite : `${cite.regulation}${cite.article}`,
    })),
    explanation: body.tombstone?.explanation ?? null,
    proof: {
      log,
      index,
      fact: bytes.toString('base64'),
      disclosures: row.state === 'published' ? (disclosures ?? []).filter((one) => one !== null) : [],
    },
    confirmations: (confirmed ?? []).map(onOneLine),
    erasures: (erasures ?? []).map((one) => ({ ...onOneLine(one), authority: one.authority })),
  };
}

/** The database breaks base64 into lines. */
const onOneLine = ({ log, index, fact }: Logged): Logged => ({
  log,
  index,
  fact: fact.replaceAll('\n', ''),
});
