import { ERASED_TEXT } from '@mingjing/law';
import { canonicalize, type FactEnvelope, openFact } from '@mingjing/ledger';
import { z } from 'zod';
import type { LoggedFacts } from './logged-facts.ts';
import { type OpenLine, saidTimeliness } from './open-line.ts';

/** What a result proves of itself: when it stood, and since when on its main carrier. */
export interface ProvenResult {
  readonly ordinal: OpenLine['ordinal'];
  readonly imported: boolean;
  readonly publishedOn: string;
  readonly recordedAt: string;
  readonly column: 'onTime' | 'late' | 'unconfirmed' | 'withdrawn' | 'expired';
  /** When the column came to be what it is. */
  readonly columnAt: string;
  /** What was erased of it by law, in words, with the authority. */
  readonly erased: readonly string[];
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
    const wrong = tombstoneMismatch(line, fact);
    if (wrong !== null) return wrong;
    return {
      ordinal: line.ordinal,
      imported: line.ordinal === null,
      publishedOn: String(plain.publishedOn ?? line.publishedOn),
      recordedAt: fact.recordedAt,
      column: plain.cause === 'expired' ? 'expired' : 'withdrawn',
      columnAt: fact.recordedAt,
      erased: [],
    };
  }
  const orders = await erasedByOrder(line, fact.version, log);
  if (typeof orders === 'string') return orders;
  const checked = mismatch(line, bytes, plain, orders);
  if (typeof checked === 'string') return checked;
  const timely = await timelinessOf(line, plain, log);
  if (typeof timely === 'string') return timely;
  return {
    ordinal: line.ordinal,
    imported: line.ordinal === null,
    publishedOn: line.publishedOn,
    recordedAt: fact.recordedAt,
    ...timely,
    columnAt: timely.columnAt || fact.recordedAt,
    erased: checked,
  };
}

type Plain = Readonly<Record<string, unknown>>;

/** A tombstone holds number, days and explanation; nothing that was once public, and nothing that never was. */
function tombstoneMismatch(line: OpenLine, { plain, ordinal }: FactEnvelope): string | null {
  if (line.explanation !== plain.explanation) return '撤下说明与存证不符';
  if (line.withdrawnOn !== plain.withdrawnOn) return '撤下日期与存证不符';
  if (plain.publishedOn !== undefined && plain.publishedOn !== line.publishedOn) return '公示日期与存证不符';
  if (ordinal !== undefined && ordinal.kind !== line.kind) return '类别与存证不符';
  const isBare = line.title === '' && line.fields.length === 0 && line.withheld.length === 0;
  return isBare ? null : '已经撤下，却还带着内容';
}

/** What a line says of a result besides its values. */
function describedOtherwise(line: OpenLine, plain: Plain): string | null {
  if (line.kind !== plain.kind) return '类别与存证不符';
  if (line.origin !== plain.origin) return '来源与存证不符';
  if (line.explanation !== null || line.withdrawnOn !== null) return '没有撤下，却写着撤下的说明或者日期';
  const labels = (plain.labels ?? {}) as Plain;
  const renamed = line.fields.find(({ key, name }) => name !== (labels[key] ?? key));
  if (renamed !== undefined) return `“${renamed.name}”的名称与存证不符`;
  const withheld = (plain.withheld ?? []) as readonly (OpenLine['withheld'][number] & {
    readonly key: string;
  })[];
  const told = withheld.map(({ key, name = key, ground, cite = '' }) => ({ name, ground, cite }));
  return canonicalize(told) === canonicalize(line.withheld) ? null : '不予公开的各项与存证不符';
}

/** Each value against what the log binds; a value that is gone must be named by an order in the log. Answers what was erased. */
function mismatch(
  line: OpenLine,
  bytes: Uint8Array,
  plain: Plain,
  orders: ErasureOrders,
): string | readonly string[] {
  let values: Plain;
  try {
    ({ values } = openFact(bytes, line.proof.disclosures));
  } catch {
    return '披露的内容与存证不符';
  }
  if (plain.number !== line.number) return '文号与存证不符';
  if (plain.publishedOn !== line.publishedOn) return '公示日期与存证不符';
  if ((plain.due ?? null) !== line.due) return '应公示日期与存证不符';
  const otherwise = describedOtherwise(line, plain);
  if (otherwise !== null) return otherwise;
  const shown = [
    { path: 'title', name: '标题', value: line.title },
    ...line.fields.map(({ key, name, value }) => ({ path: `fields.${key}`, name: `“${name}”`, value })),
  ];
  const erased = new Map<string, string[]>();
  for (const { path, name, value } of shown) {
    const authority = values[path] === undefined ? orders.get(path) : undefined;
    const isGone = value === ERASED_TEXT || (path === 'title' && value === '');
    if (authority !== undefined && isGone) erased.set(authority, [...(erased.get(authority) ?? []), name]);
    else if (isGone && values[path] === undefined) return `${name}说已依法删除，日志中没有删除它的命令`;
    else if (values[path] !== value) return `${name}与存证不符`;
  }
  const paths = new Set(shown.map(({ path }) => path));
  if (paths.size !== shown.length) return '有一项内容出现两次';
  if (Object.keys(values).some((name) => name.startsWith('fields.') && !paths.has(name)))
    return '存证中公开的内容少了一项';
  return [...erased].map(([authority, names]) => `${names.join('、')}已依${authority}删除`);
}

const targetsSchema = z.array(z.object({ version: z.int(), fields: z.array(z.string()) }));

/** By the path of a value of this version, the authority on which an order in the log has it erased. */
type ErasureOrders = ReadonlyMap<string, string>;

async function erasedByOrder(
  line: OpenLine,
  version: number,
  log: LoggedFacts,
): Promise<ErasureOrders | string> {
  const orders = new Map<string, string>();
  for (const one of line.erasures) {
    const fact = await log.find(one);
    if (typeof fact === 'string') return `依法删除的命令${fact}`;
    const said = targetsSchema.safeParse(fact.plain.targets);
    if (fact.stream !== `publication/${line.id}` || fact.type !== 'personal-data-erased' || !said.success)
      return '所附删除命令是另一件的';
    const authority = authorityOf(one);
    if (authority === undefined) return '删除命令的依据与存证不符';
    for (const { fields } of said.data.filter((target) => target.version === version))
      for (const field of fields) if (!orders.has(field)) orders.set(field, authority);
  }
  return orders;
}

function authorityOf({ fact, authority }: OpenLine['erasures'][number]): string | undefined {
  try {
    const { values } = openFact(Buffer.from(fact, 'base64'), authority === null ? [] : [authority]);
    return typeof values.authority === 'string' ? values.authority : '未写明的依据';
  } catch {
    return undefined;
  }
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
  const measured =
    line.due === null || column === 'unconfirmed' ? null : column === 'onTime' ? 'on-time' : 'late';
  // Of an imported result earlier data said what the facts measure here; it contradicts nothing.
  if (line.timeliness !== measured && line.timeliness !== saidTimeliness(line, measured))
    return '是否按时与存证不符';
  return { column, columnAt: first?.at ?? '' };
}
