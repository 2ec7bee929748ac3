import { appendLeaves, equalBytes, type Frontier, leafHash, type TreeNode } from '@mingjing/ledger';
import type pg from 'pg';
import { bureauOfLog } from '../log/logs.ts';
import { type Found, type Recheck, rowsOf } from './finding.ts';
import { streamName, tableName } from './table-names.ts';

/** Builds every bureau's tree anew from its leaves and compares nodes, head, checkpoints and what the signer last signed. */
export const checkLogTables: Recheck = async function* (job) {
  yield* strayRows(job.db);
  for (const bureau of await bureausInLog(job.db)) {
    const wanted = await headsOf(job.db, bureau);
    let tree: Tree = { frontier: [], size: 0, root: appendLeaves([], 0, []).root };
    let gap = false;
    for await (const rows of rowsOf<{ index: number; leaf: Buffer }>(
      job.db,
      `select index, leaf from ledger_entry where bureau = $1 order by index`,
      [bureau],
    )) {
      const from = tree.size;
      const first = rows.findIndex(({ index }, i) => index !== from + i);
      if (first !== -1) {
        gap = true;
        yield found(
          bureau,
          'ledger_entry',
          `${bureau}/${from + first}`,
          'index',
          `${bureau}的日志缺第 ${from + first} 号条目，或者条目的编号被改`,
        );
        break;
      }
      const nodes: TreeNode[] = [];
      for (const chunk of cutAt(rows, from, wanted)) {
        const grown = appendLeaves(
          tree.frontier,
          tree.size,
          chunk.map(({ leaf }) => leafHash(leaf)),
        );
        nodes.push(...grown.nodes);
        tree = grown;
        yield* compareHeads(bureau, tree, wanted);
      }
      yield* compareNodes(job.db, bureau, nodes);
      await job.worked('entries', rows.length);
    }
    if (!gap) yield* compareEnd(job.db, bureau, tree, wanted);
  }
};

interface Tree {
  readonly frontier: Frontier;
  readonly size: number;
  readonly root: Uint8Array;
}

/** A root that somewhere is said to be the log's at a size. */
interface SaidHead {
  readonly table: 'ledger_head' | 'ledger_checkpoint';
  readonly size: number;
  readonly root: Buffer;
}

async function bureausInLog(db: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await db.query<{ bureau: string }>(
    `select bureau from ledger_head union select bureau from ledger_checkpoint union select bureau from ledger_entry
     union select bureau from ledger_node order by 1`,
  );
  return rows.map(({ bureau }) => bureau);
}

async function headsOf(db: pg.ClientBase, bureau: string): Promise<readonly SaidHead[]> {
  const { rows } = await db.query<SaidHead>(
    `select 'ledger_head' as table, size, root from ledger_head where bureau = $1
     union all select 'ledger_checkpoint', size, root from ledger_checkpoint where bureau = $1 order by size`,
    [bureau],
  );
  return rows;
}

/** The rows in pieces that end where a head is said to be. */
function* cutAt<Row>(
  rows: readonly Row[],
  from: number,
  heads: readonly SaidHead[],
): Generator<readonly Row[]> {
  const ends = heads.map(({ size }) => size - from).filter((end) => end > 0 && end < rows.length);
  const cuts = [...new Set([0, ...ends, rows.length])].sort((a, b) => a - b);
  for (const [i, start] of cuts.slice(0, -1).entries()) yield rows.slice(start, cuts[i + 1]);
}

function* compareHeads(bureau: string, { size, root }: Tree, heads: readonly SaidHead[]): Generator<Found> {
  for (const head of heads.filter((one) => one.size === size))
    if (!equalBytes(head.root, root)) yield wrongRoot(bureau, head);
}

const wrongRoot = (bureau: string, { table, size }: SaidHead): Found =>
  found(
    bureau,
    table,
    table === 'ledger_head' ? bureau : `${bureau}/${size}`,
    'root',
    `由${bureau}日志的前 ${size} 条重新计算的树根，与${table === 'ledger_head' ? '日志头' : '检查点'}所记的不同：条目或者树根被改`,
  );

async function* compareNodes(
  db: pg.ClientBase,
  bureau: string,
  nodes: readonly TreeNode[],
): AsyncGenerator<Found> {
  const { rows } = await db.query<{ level: number; index: number; hash: Buffer }>(
    `select n.level, n.index, n.hash from unnest($2::int[], $3::bigint[]) as w(level, index)
     join ledger_node n on n.bureau = $1 and n.level = w.level and n.index = w.index`,
    [bureau, nodes.map(({ level }) => level), nodes.map(({ index }) => index)],
  );
  const stored = new Map(rows.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  for (const { level, index, hash } of nodes) {
    const row = `${bureau}/${level}/${index}`;
    const kept = stored.get(`${level}/${index}`);
    if (kept === undefined)
      yield found(bureau, 'ledger_node', row, null, `${bureau}日志的树节点 ${level}/${index} 缺失`);
    else if (!equalBytes(kept, hash))
      yield found(
        bureau,
        'ledger_node',
        row,
        'hash',
        `${bureau}日志的树节点 ${level}/${index} 与由条目计算的不同：节点或者条目被改`,
      );
  }
}

async function* compareEnd(
  db: pg.ClientBase,
  bureau: string,
  tree: Tree,
  heads: readonly SaidHead[],
): AsyncGenerator<Found> {
  const { rows } = await db.query<{ level: number; index: number }>(
    `select level, index from ledger_node where bureau = $1 and (level < 0 or index < 0 or level > 52 or (index + 1) * power(2::numeric, level) > $2) order by level, index limit 20`,
    [bureau, tree.size],
  );
  for (const { level, index } of rows)
    yield found(
      bureau,
      'ledger_node',
      `${bureau}/${level}/${index}`,
      null,
      `${bureau}日志多出树节点 ${level}/${index}`,
    );
  const head = heads.find(({ table }) => table === 'ledger_head');
  if (head === undefined) yield found(bureau, 'ledger_head', bureau, null, `${bureau}的日志头缺失`);
  else if (head.size !== tree.size)
    yield found(
      bureau,
      'ledger_head',
      bureau,
      'size',
      `${bureau}的日志头记 ${head.size} 条，实有 ${tree.size} 条：日志头被改，或者末尾的条目被删`,
    );
  yield* cutOff(db, bureau, tree);
  if (head !== undefined && head.size === 0 && !equalBytes(head.root, tree.root) && tree.size === 0)
    yield wrongRoot(bureau, head);
  for (const { table, size } of heads)
    if (table === 'ledger_checkpoint' && (size > tree.size || size <= 0))
      yield found(
        bureau,
        table,
        `${bureau}/${size}`,
        'size',
        `${bureau}有 ${size} 条的检查点，日志只有 ${tree.size} 条：条目被删，或者检查点被改`,
      );
}

/** Entries that the tree's own nodes still stand for: they were the last and are gone. */
async function* cutOff(db: pg.ClientBase, bureau: string, { size }: Tree): AsyncGenerator<Found> {
  const { rows } = await db.query<{ index: number }>(
    `select index from ledger_node where bureau = $1 and level = 0 and index >= $2 order by index limit 20`,
    [bureau, size],
  );
  for (const { index } of rows)
    yield found(
      bureau,
      'ledger_entry',
      `${bureau}/${index}`,
      null,
      `${bureau}的日志缺末尾第 ${index} 号条目：它的树节点还在`,
    );
}

/** Rows that speak of a fact which is not there. */
async function* strayRows(db: pg.ClientBase): AsyncGenerator<Found> {
  const questions = {
    ledger_entry: `select bureau, bureau || '/' || index as row, stream, version from ledger_entry t where not exists (select from journal j where j.stream = t.stream and j.version = t.version)`,
    ledger_pending: `select bureau, id::text as row, stream, version from ledger_pending t where not exists (select from journal j where j.stream = t.stream and j.version = t.version)`,
    disclosure: `select null as bureau, concat_ws('/', stream, version) as row, stream, version from disclosure t where not exists (select from journal j where j.stream = t.stream and j.version = t.version)`,
  };
  for (const [table, question] of Object.entries(questions))
    for await (const rows of rowsOf<{ bureau: string | null; row: string; stream: string; version: number }>(
      db,
      question,
    ))
      for (const { bureau, row, stream, version } of rows)
        yield found(
          bureau,
          table,
          row,
          'stream',
          `${tableName(table)} ${streamName(row)} 所指的事实（${streamName(stream)} 第 ${version} 号）不在流水中：事实被删，或者所指被改`,
        );
}

const found = (
  log: string | null,
  table: string,
  row: string,
  column: string | null,
  sentence: string,
): Found => ({
  bureau: log && bureauOfLog(log),
  table,
  row,
  column,
  sentence: `${sentence}。`,
});
