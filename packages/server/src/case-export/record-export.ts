import { randomUUID } from 'node:crypto';
import type { Queryable } from '../journal/database.ts';
import type { ReadFact } from '../journal/fact-codec.ts';
import { readStream } from '../journal/read-stream.ts';
import { writeCommand } from '../journal/write-command.ts';
import { dateInChina } from '../platform/clock.ts';
import { RequestError } from '../web/request-error.ts';

/** The last fact of a stream. */
export interface StreamEnd {
  readonly stream: string;
  readonly version: number;
  /** Hexadecimal; absent where only the place matters. */
  readonly commitment?: string;
}

/** How far the records of a case go, and the fact that states exactly this, where there is one. */
export interface ExportStatement {
  readonly ends: readonly StreamEnd[];
  readonly exported: ReadFact | null;
}

/** A case that is exported. */
export interface ExportedCase {
  readonly db: Queryable;
  readonly id: string;
  readonly bureau: string;
}

/** The stream of a case's exports, apart from the case itself so that no command in it meets an export. */
export const exportStream = (id: string) => `export/${id}`;

/** The statement as an export would find it: with a fact only if nothing was recorded since the last export. */
export async function findExport({ db, id, bureau }: ExportedCase): Promise<ExportStatement> {
  const { rows: ends } = await db.query<Required<StreamEnd>>(ENDS, [id, bureau]);
  const last = (await readStream(db, exportStream(id))).at(-1);
  const isSame =
    last !== undefined && textOf(last.fact.data.streams as Required<StreamEnd>[]) === textOf(ends);
  return { ends, exported: isSame ? last : null };
}

/** States in the log how far the records of a case go, unless the last export stated the same. */
export async function recordExport(
  asked: ExportedCase,
  by: { readonly actor: string; readonly now: Date },
): Promise<ExportStatement> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = await findExport(asked);
    if (found.exported !== null) return found;
    await stateEnds(asked, by, found.ends);
  }
  throw new RequestError('version-conflict');
}

const TRIES = 5;

const ENDS = `select s.stream, j.version, encode(j.commitment, 'hex') as commitment
  from (select 'case/' || $1 as stream union all select 'publication/' || id from publication where case_id = $1 and bureau = $2) as s,
  lateral (select version, commitment from journal where stream = s.stream order by version desc limit 1) as j order by s.stream`;

const textOf = (ends: readonly Required<StreamEnd>[]): string =>
  ends.map(({ stream, version, commitment }) => `${stream} ${version} ${commitment}\n`).join('');

async function stateEnds(
  { db, id, bureau }: ExportedCase,
  { actor, now }: { readonly actor: string; readonly now: Date },
  streams: readonly StreamEnd[],
): Promise<void> {
  const stream = exportStream(id);
  const last = (await readStream(db, stream)).at(-1);
  try {
    await writeCommand(db, {
      commandId: randomUUID(),
      digest: null,
      stream,
      bureau,
      actor,
      recordedAt: now.toISOString(),
      after: { version: last?.fact.version ?? 0, commitment: last?.stored.commitment ?? null },
      facts: [{ type: 'case-exported', occurredOn: dateInChina(now), data: { streams } }],
      project: [],
    });
  } catch (error) {
    // Another export of the case stated it first.
    if (!(error instanceof RequestError && error.code === 'version-conflict')) throw error;
  }
}
