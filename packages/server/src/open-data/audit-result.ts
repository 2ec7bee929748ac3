import { canonicalize, openFact } from '@mingjing/ledger';
import type { LoggedFacts } from './logged-facts.ts';
import type { OpenLine } from './open-line.ts';

/** What a result proves of itself: when it stood, and since when on its main carrier. */
export interface ProvenResult {
  readonly ordinal: OpenLine['ordinal'];
  readonly imported: boolean;
  readonly publishedOn: string;
  readonly recordedAt: string;
  readonly column: 'onTime' | 'late' | 'unconfirmed' | 'withdrawn' | 'expired';
  /** When the column came to be what it is. */
  readonly columnAt: string;
}

/** Checks one line against its facts and the log; a sentence says what does not agree. */
export async function proveResult(
  line: OpenLine,
  bureau: string,
  log: LoggedFacts,
): Promise<ProvenResult | string> {
  const bytes = Buffer.from(line.proof.fact, 'base64');
  const fact = await log.find(line.proof);
  if (typeof fact === 'string') return fact;
  const { plain } = fact;
  if (fact.bureau !== bureau || fact.stream !== `publication/${line.id}`) return '所附事实是另一件的';
  if (fact.type !== (line.state === 'published' ? 'result-published' : 'result-withdrawn'))
    return '所附事实与所说的状态不符';
  if (canonicalize(fact.ordinal ?? null) !== canonicalize(line.ordinal)) return '决定序号与存证不符';
  if (line.state === 'withdrawn') {
    if (line.explanation !== plain.explanation) return '撤下说明与存证不符';
    return {
      ordinal: line.ordinal,
      imported: line.ordinal === null,
      publishedOn: String(plain.publishedOn ?? line.publishedOn),
      recordedAt: fact.recordedAt,
      column: plain.cause === 'expired' ? 'expired' : 'withdrawn',
      columnAt: fact.recordedAt,
    };
  }
  const wrong = mismatch(line, bytes, plain);
  if (wrong !== null) return wrong;
  const timely = await timelinessOf(line, plain, log);
  if (typeof timely === 'string') return timely;
  return {
    ordinal: line.ordinal,
    imported: line.ordinal === null,
    publishedOn: line.publishedOn,
    recordedAt: fact.recordedAt,
    ...timely,
    columnAt: timely.columnAt || fact.recordedAt,
  };
}

type Plain = Readonly<Record<string, unknown>>;

function mismatch(line: OpenLine, bytes: Uint8Array, plain: Plain): string | null {
  let values: Plain;
  try {
    ({ values } = openFact(bytes, line.proof.disclosures));
  } catch {
    return '披露的内容与存证不符';
  }
  if (plain.number !== line.number) return '文号与存证不符';
  if (values.title !== line.title) return '标题与存证不符';
  if (plain.publishedOn !== line.publishedOn) return '公示日期与存证不符';
  if ((plain.due ?? null) !== line.due) return '应公示日期与存证不符';
  const wrong = line.fields.find(({ key, value }) => values[`fields.${key}`] !== value);
  if (wrong !== undefined) return `“${wrong.name}”与存证不符`;
  const shown = new Set(line.fields.map(({ key }) => `fields.${key}`));
  const left = Object.keys(values).find((name) => name.startsWith('fields.') && !shown.has(name));
  return left === undefined ? null : '存证中公开的内容少了一项';
}

/** 按时 is measured on the main carrier fixed when the result was published, from the confirmations in the log. */
async function timelinessOf(
  line: OpenLine,
  plain: Plain,
  log: LoggedFacts,
): Promise<Pick<ProvenResult, 'column' | 'columnAt'> | string> {
  const channels = (plain.channels ?? []) as readonly { readonly id: string; readonly main: boolean }[];
  const main = channels.find((channel) => channel.main)?.id;
  const days: { readonly on: string; readonly at: string }[] = [];
  for (const one of line.confirmations) {
    const fact = await log.find(one);
    if (typeof fact === 'string') return `载体确认${fact}`;
    if (fact.stream !== `publication/${line.id}` || fact.type !== 'channel-confirmed')
      return '所附载体确认是另一件的';
    if (main === undefined || fact.plain.channel === main)
      days.push({ on: String(fact.plain.confirmedOn), at: fact.recordedAt });
  }
  const [first] = days.sort((a, b) => (a.on < b.on ? -1 : 1));
  const column =
    first === undefined ? 'unconfirmed' : line.due === null || first.on <= line.due ? 'onTime' : 'late';
  const said =
    line.due === null || column === 'unconfirmed' ? null : column === 'onTime' ? 'on-time' : 'late';
  if (said !== line.timeliness) return '是否按时与存证不符';
  return { column, columnAt: first?.at ?? '' };
}
