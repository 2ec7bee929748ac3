import pg from 'pg';

/** A statement as the product sent it. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** How PostgreSQL carried a statement out. */
export interface Explained {
  readonly label: string;
  readonly node: string;
  readonly ms: number;
  readonly buffers: number;
  /** Tables read from end to end. */
  readonly wholeTables: readonly string[];
}

/** Runs the work and answers with every distinct reading statement it sent, whatever pool or connection carried it. */
export async function recordStatements(work: () => Promise<unknown>): Promise<readonly Statement[]> {
  const found = new Map<string, Statement>();
  const prototype = pg.Client.prototype as unknown as { query: (...given: readonly unknown[]) => unknown };
  const original = prototype.query;
  prototype.query = function (...given) {
    const [first, second] = given;
    const text = typeof first === 'string' ? first : (first as Statement | undefined)?.text;
    const values = Array.isArray(second) ? second : ((first as Partial<Statement>)?.values ?? []);
    if (text !== undefined && /^\s*(select|with)\b/i.test(text)) found.set(text, { text, values });
    return original.apply(this, given as unknown[]);
  };
  try {
    await work();
  } finally {
    prototype.query = original;
  }
  return [...found.values()];
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

/** EXPLAIN (ANALYZE, BUFFERS) of each statement that touches one of the tables. */
export async function explain(
  owner: pg.Client,
  label: string,
  statements: readonly Statement[],
  tables: RegExp,
): Promise<readonly Explained[]> {
  const explained: Explained[] = [];
  for (const { text, values } of statements.filter((one) => tables.test(one.text))) {
    const { rows } = await owner.query(`explain (analyze, buffers, format json) ${text}`, [...values]);
    const answer = (rows[0] as { 'QUERY PLAN': readonly { Plan: PlanNode; 'Execution Time': number }[] })[
      'QUERY PLAN'
    ][0];
    if (answer === undefined) continue;
    const all = flatten(answer.Plan);
    explained.push({
      label,
      node:
        all
          .map(describe)
          .filter((line) => line !== '')
          .slice(0, 3)
          .join(' ← ') || answer.Plan['Node Type'],
      ms: answer['Execution Time'],
      buffers: answer.Plan['Shared Hit Blocks'] + answer.Plan['Shared Read Blocks'],
      wholeTables: all.flatMap((node) =>
        node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? ''] : [],
      ),
    });
  }
  return explained;
}

const flatten = (node: PlanNode): readonly PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)];

/** Only the nodes that reach for data are worth naming. */
function describe(node: PlanNode): string {
  if (node['Index Name'] !== undefined) return `${node['Node Type']} ${node['Index Name']}`;
  return node['Relation Name'] === undefined ? '' : `${node['Node Type']} ${node['Relation Name']}`;
}
