import { z } from 'zod';

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
/** A fact as stored, base64, and its place: the number of the bureau's log and the index in it; null until a log has taken it. */
const logged = z.strictObject({
  log: z.int().min(1).nullable(),
  index: z.int().min(0).nullable(),
  fact: base64,
});
export type Logged = z.infer<typeof logged>;

/** One line of results-YEAR.jsonl: a result that stands on the portal or the tombstone in its place, with its facts. */
export const openLineSchema = z.strictObject({
  id: z.string().min(1).max(100),
  kind: z.string(),
  ordinal: z.strictObject({ kind: z.string(), year: z.int(), number: z.int().min(1) }).nullable(),
  number: z.string(),
  origin: z.enum(['case', 'import', 'paper']),
  state: z.enum(['published', 'withdrawn']),
  title: z.string(),
  publishedOn: z.string(),
  withdrawnOn: z.string().nullable(),
  due: z.string().nullable(),
  timeliness: z.enum(['on-time', 'late', 'elsewhere']).nullable(),
  fields: z.array(z.strictObject({ key: z.string(), name: z.string(), value: z.string() })),
  withheld: z.array(z.strictObject({ name: z.string(), ground: z.string(), cite: z.string() })),
  explanation: z.string().nullable(),
  proof: logged.extend({ disclosures: z.array(z.string()) }),
  /** The confirmations on carriers, by which 按时 is measured. */
  confirmations: z.array(logged),
  /** The orders by which values of it were erased by law: what they name, and the disclosure of their authority. */
  erasures: z.array(logged.extend({ authority: z.string().nullable() })).default([]),
});
export type OpenLine = z.infer<typeof openLineSchema>;

/** One line of counts.jsonl: the counts sealed for one day, in full in the fact. */
export const sealLineSchema = logged;
export type SealLine = z.infer<typeof sealLineSchema>;

/** index.json: what there is of one bureau. */
export const openIndexSchema = z.strictObject({
  format: z.literal('mingjing-open-data/v1'),
  bureau: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/i),
  name: z.string(),
  /** The bureau's logs, the one in use last; each further one with the fact that says where the one before it ended. */
  logs: z
    .array(
      z.strictObject({
        number: z.int().min(1).max(1000),
        vkey: z.string(),
        path: z.string().regex(/^log(\/[1-9]\d{0,3})?$/),
        opened: base64.nullable(),
      }),
    )
    .min(1)
    .max(1000),
  counts: z.literal('open-data/counts.jsonl'),
  sealedOn: z.string().nullable(),
  withheld: z.array(
    z.strictObject({ kind: z.string(), year: z.int(), ground: z.string(), decisions: z.int() }),
  ),
  years: z.array(
    z.strictObject({
      year: z.int().min(1900).max(9999),
      results: z.int().min(0),
      jsonl: z.string(),
      csv: z.string(),
    }),
  ),
});
export type OpenIndex = z.infer<typeof openIndexSchema>;

/** The columns of results-YEAR.csv: every one a plain word, none that a spreadsheet would calculate. */
export const csvHead =
  '编号,类别,决定序号,文号,状态,标题,公示日期,撤下日期,应公示日期,是否按时,公开内容,不予公开内容,日志册次,日志位置\r\n';

const timelinessWords = { 'on-time': '按时', late: '逾期', elsewhere: '他处公示，时限不详' } as const;

/**
 * Whether a result was public in time as the open data says it. An imported one was public elsewhere before, when is not
 * known here: that it came late is not said of it.
 */
export function saidTimeliness(
  line: Pick<OpenLine, 'origin' | 'state' | 'due'>,
  measured: 'on-time' | 'late' | null,
): OpenLine['timeliness'] {
  if (line.origin !== 'import' || measured === 'on-time') return measured;
  return line.state === 'published' && line.due !== null ? 'elsewhere' : null;
}

/** One line as a row of the table. */
export function csvLine(line: OpenLine): string {
  const { ordinal } = line;
  const cells = [
    line.id,
    line.kind,
    ordinal === null ? '' : `${ordinal.kind}-${ordinal.year}-${ordinal.number}`,
    line.number,
    line.state === 'published' ? '已公示' : '已撤下',
    line.title,
    line.publishedOn,
    line.withdrawnOn ?? '',
    line.due ?? '',
    line.timeliness === null ? '' : timelinessWords[line.timeliness],
    line.explanation ?? line.fields.map(({ name, value }) => `${name}：${value}`).join('；'),
    line.withheld.map(({ name, ground }) => `${name}（${ground}）`).join('；'),
    line.proof.log === null ? '' : String(line.proof.log),
    line.proof.index === null ? '' : String(line.proof.index),
  ];
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: string): string {
  const plain = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return `"${plain.replaceAll('"', '""')}"`;
}
