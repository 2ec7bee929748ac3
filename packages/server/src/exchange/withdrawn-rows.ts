import type { Queryable } from '../journal/database.ts';

/** How the identity of an imported result begins that was withdrawn as wrong; its own is free for the row put right. */
export const WITHDRAWN_IDENTITY = 'withdrawn/';

/** Of these digests of rows those that were withdrawn as wrong, with the result that was: the same row does not come again. */
export async function withdrawnAsWrong(
  db: Queryable,
  bureau: string,
  digests: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly kind: 'permit' | 'penalty' }>> {
  const { rows } = await db.query<{ id: string; kind: 'permit' | 'penalty'; digest: string }>(
    `select id, kind, content_digest as digest from publication
     where bureau = $1 and state = 'withdrawn' and content_digest = any($2) and starts_with(import_identity, '${WITHDRAWN_IDENTITY}')`,
    [bureau, digests],
  );
  return new Map(rows.map(({ digest, ...row }) => [digest, row]));
}
