import type { ListSegmentsQuery, SegmentRow, SegmentsReply } from '@mingjing/api';
import { readStream } from '../journal/read-stream.ts';
import type { ServerContext } from '../web/context.ts';
import { segmentDigest } from './reads.ts';

const PAGE = 20;

/** The sealed segments of a bureau's reads, newest first: each is computed again from its entries and compared. */
export async function listSegments(
  context: ServerContext,
  bureau: string,
  query: ListSegmentsQuery,
): Promise<SegmentsReply> {
  const db = context.databases.app;
  const stream = `audit/${bureau}`;
  const sealed = (await readStream(db, stream)).map(({ fact }) => fact).reverse();
  const start =
    query.before === undefined ? 0 : sealed.findIndex(({ version }) => version < (query.before ?? 0));
  const shown = start === -1 ? [] : sealed.slice(start, start + PAGE);
  const versions = shown.map(({ version }) => version);
  const [entries, { rows: places }, { rows: open }] = await Promise.all([
    entriesOf(context, bureau, versions),
    db.query<{ version: number; index: number; signed: boolean }>(
      `select e.version, e.index, exists (select 1 from ledger_checkpoint c where c.bureau = e.bureau and c.size > e.index) as signed
       from ledger_entry e where e.stream = $1 and e.version = any($2)`,
      [stream, versions],
    ),
    db.query<{ n: number }>(
      `select count(*)::int as n from audit_read where bureau = $1 and segment is null`,
      [bureau],
    ),
  ]);
  const placed = new Map(places.map((place) => [place.version, place]));
  return {
    rows: shown.map(({ version, data, recordedAt }): SegmentRow => {
      const rows = entries.get(version) ?? [];
      return {
        segment: version,
        entries: Number(data.entries),
        from: String(data.from),
        to: String(data.to),
        sealedAt: recordedAt,
        sha256: String(data.sha256),
        intact: rows.length === data.entries && segmentDigest(rows) === data.sha256,
        logIndex: placed.get(version)?.index ?? null,
        signed: placed.get(version)?.signed ?? false,
      };
    }),
    open: open[0]?.n ?? 0,
    next: start !== -1 && sealed.length > start + PAGE ? (versions.at(-1) ?? null) : null,
  };
}

type Entry = Parameters<typeof segmentDigest>[0][number];

async function entriesOf(
  context: ServerContext,
  bureau: string,
  segments: readonly number[],
): Promise<ReadonlyMap<number, readonly Entry[]>> {
  const { rows } = await context.databases.app.query<
    Omit<Entry, 'read_at'> & { read_at: Date; segment: number }
  >(
    `select id, person, action, subject, read_at, segment from audit_read where bureau = $1 and segment = any($2) order by segment, read_at, id`,
    [bureau, segments],
  );
  return Map.groupBy(
    rows.map((row) => ({ ...row, read_at: row.read_at.toISOString() })),
    ({ segment }) => segment,
  );
}
