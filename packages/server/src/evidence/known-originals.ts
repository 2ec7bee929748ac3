import type { Queryable } from '../journal/database.ts';
import { gather } from '../journal/gather.ts';

/** A stored original as a record attaches it. */
export interface Original {
  readonly evidenceId: string;
  readonly bureau: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
}

/**
 * The original of this id that the bureau holds, as this process last knew it: what is stored never changes, it is only erased.
 * Whoever writes on it hands in its id, so that the statement finds out whether it still stands.
 */
export async function knownOriginal(
  db: Queryable,
  id: string,
  bureau: string,
): Promise<Original | undefined> {
  const known = knownBy.get(db)?.get(id) ?? (await readOriginal(db, { id, bureau }));
  if (known === undefined) return undefined;
  rememberOriginal(db, known);
  return known.bureau === bureau ? known : undefined;
}

/** Keeps an original that this process has just stored or read. */
export function rememberOriginal(db: Queryable, original: Original): void {
  const known = knownBy.get(db) ?? new Map<string, Original>();
  knownBy.set(db, known);
  known.delete(original.evidenceId);
  known.set(original.evidenceId, original);
  const [oldest] = known.size > MOST ? known.keys() : [];
  if (oldest !== undefined) known.delete(oldest);
}

/** Has an original read anew by the next who asks. */
export function forgetOriginal(db: Queryable, id: string): void {
  knownBy.get(db)?.delete(id);
}

/** A record is attached soon after its file was stored; about a megabyte. */
const MOST = 2000;
const knownBy = new WeakMap<Queryable, Map<string, Original>>();

const readOriginal = gather<{ readonly id: string; readonly bureau: string }, Original | undefined>(
  async (db, wanted) => {
    const { rows } = await db.query<Original>({
      name: 'attached-evidence',
      text: `select id as "evidenceId", bureau, file_name as "fileName", media_type as "mediaType", size, sha256, sm3 from stored_originals($1, $2)`,
      values: [wanted.map(({ id }) => id), wanted.map(({ bureau }) => bureau)],
    });
    return wanted.map(({ id, bureau }) => rows.find((row) => row.evidenceId === id && row.bureau === bureau));
  },
);
