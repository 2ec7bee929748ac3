import { completeNodes, type GetNode, hashRange, type NodeId } from '@mingjing/ledger';
import type { Queryable } from '../journal/database.ts';

/** Fetches the named tree nodes in one query and answers for them from memory. */
export async function readNodes(db: Queryable, bureau: string, wanted: readonly NodeId[]): Promise<GetNode> {
  const { rows } = await db.query<{ level: number; index: number; hash: Buffer }>(
    `select n.level, n.index, n.hash from unnest($2::int[], $3::bigint[]) as w(level, index)
     join ledger_node n on n.bureau = $1 and n.level = w.level and n.index = w.index`,
    [bureau, wanted.map((node) => node.level), wanted.map((node) => node.index)],
  );
  const known = new Map(rows.map((row) => [`${row.level}/${row.index}`, new Uint8Array(row.hash)]));
  return (level, index) => {
    const hash = known.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`tree node ${level}/${index} of ${bureau} is missing`);
    return hash;
  };
}

/** The root of a log's tree as it was at a size that it has reached. */
export async function rootAt(db: Queryable, bureau: string, size: number): Promise<Uint8Array> {
  const range = { start: 0, end: size };
  return hashRange(range, await readNodes(db, bureau, completeNodes(range)));
}
