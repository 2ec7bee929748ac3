import {
  disclosureDigest,
  equalBytes,
  type FactEnvelope,
  factCommitment,
  fromBase64Url,
  leafEntry,
  NO_PREVIOUS,
  previousOf,
  readDisclosure,
  readFact,
  VerificationError,
} from '@mingjing/ledger';
import { actorOf } from '../journal/fact-codec.ts';
import { bureauOfLog } from '../log/logs.ts';
import { checkAttachments, checkIssued } from './check-named.ts';
import { type Found, type Recheck, rowsOf } from './finding.ts';
import { columnName, reasonOf, sealedName, streamName } from './table-names.ts';

/** Every fact: its bytes against its columns, commitment, place in the log and the fact before it; every disclosure against its digest. */
export const checkFacts: Recheck = async function* (job) {
  let stream: OpenStream | undefined;
  for await (const rows of rowsOf<FactRow>(job.db, FACTS, [job.after ?? ''])) {
    const read: ReadRow[] = [];
    for (const row of rows) {
      if (stream?.name !== row.stream) {
        if (stream !== undefined) yield* closeStream(stream);
        stream = {
          name: row.stream,
          version: 0,
          commitment: null,
          index: -1,
          log: null,
          withdrawn: [],
          ordered: [],
        };
      }
      const envelope = envelopeOf(row);
      yield* factHolds(row, envelope, stream);
      if (typeof envelope === 'string') continue;
      yield* disclosuresHold(row, envelope, stream);
      read.push({ row, envelope });
    }
    yield* checkAttachments(
      job.db,
      read.map(({ envelope }) => envelope),
    );
    yield* checkIssued(
      job.db,
      read.map(({ envelope }) => envelope),
    );
    await job.worked('facts', rows.length, priorTo(rows));
  }
  if (stream !== undefined) yield* closeStream(stream);
};

interface FactRow {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly type_version: number;
  readonly bureau: string;
  readonly occurred_on: string;
  readonly recorded_at: Date;
  readonly actor: string;
  readonly command_id: string;
  readonly bytes: Buffer;
  readonly commitment: Buffer;
  readonly index: number | null;
  readonly entry: Buffer | null;
  readonly entry_bureau: string | null;
  readonly pending: Buffer | null;
  readonly pending_bureau: string | null;
  readonly names: readonly (string | null)[] | null;
  readonly disclosures: readonly (string | null)[] | null;
}

const FACTS = `select j.stream, j.version, j.type, j.type_version, j.bureau, j.occurred_on, j.recorded_at, j.actor, j.command_id, j.bytes, j.commitment,
    e.index, e.leaf as entry, e.bureau as entry_bureau, p.leaf as pending, p.bureau as pending_bureau,
    d.names, d.bytes as disclosures
  from journal j left join disclosure d on d.stream = j.stream and d.version = j.version
  left join ledger_entry e on e.stream = j.stream and e.version = j.version
  left join ledger_pending p on p.stream = j.stream and p.version = j.version
  where j.stream > $1 order by j.stream, j.version`;

interface ReadRow {
  readonly row: FactRow;
  readonly envelope: FactEnvelope;
}

/** A stream on the way through it. */
interface OpenStream {
  readonly name: string;
  version: number;
  commitment: Uint8Array | null;
  index: number;
  log: string | null;
  /** Disclosures without their bytes, and those that facts ordered erased. */
  readonly withdrawn: { readonly version: number; readonly name: string; readonly bureau: string }[];
  readonly ordered: string[];
}

function envelopeOf(row: FactRow): FactEnvelope | string {
  try {
    return readFact(row.bytes);
  } catch (error) {
    if (error instanceof VerificationError) return reasonOf(error);
    throw error;
  }
}

/** The last stream that was seen whole: the one after it may go on in the next batch. */
function priorTo(rows: readonly FactRow[]): string {
  const last = rows.at(-1)?.stream;
  return rows.findLast(({ stream }) => stream !== last)?.stream ?? '';
}

function* factHolds(row: FactRow, envelope: FactEnvelope | string, stream: OpenStream): Generator<Found> {
  const say = (column: string | null, reason: string, table = 'journal') => found(row, table, column, reason);
  if (row.version !== stream.version + 1)
    yield say('version', `的前面缺第 ${stream.version + 1} 号：事实被删，或者编号被改`);
  const commitment = factCommitment(row.bytes);
  if (!equalBytes(commitment, row.commitment))
    yield say('commitment', '的内容与所记的存证值不符：二者之一被改');
  const leaf = leafEntry(row.commitment.length === 32 ? row.commitment : commitment);
  if (row.entry === null && row.pending === null)
    yield say(null, '既不在日志中，也不在待入日志之列：条目被删，或者事实是添加的');
  for (const [table, bytes, bureau] of [
    ['ledger_entry', row.entry, row.entry_bureau],
    ['ledger_pending', row.pending, row.pending_bureau],
  ] as const) {
    if (bytes === null) continue;
    if (!equalBytes(bytes, leaf)) yield say('leaf', '与日志的条目不符：事实或者条目被改', table);
    if (bureauOfLog(bureau ?? '') !== row.bureau) yield say('bureau', '在别的机关的日志中', table);
  }
  if (row.index !== null && row.entry_bureau === stream.log && row.index <= stream.index)
    yield say('index', '在日志中排在前一号之前', 'ledger_entry');
  if (typeof envelope === 'string') yield say('bytes', `的内容读不出：${envelope}`);
  else {
    for (const [column, told, kept] of columnsOf(row, envelope))
      if (told !== kept) yield say(column, `的“${columnName('journal', column)}”与内容不符`);
    const previous = stream.commitment === null ? NO_PREVIOUS : previousOf(stream.commitment);
    if (envelope.previous !== previous) yield say('bytes', '接不上前一号：前一号被改、被换或者被删');
    if (envelope.type === 'personal-data-erased') stream.ordered.push(...orderedBy(envelope));
  }
  stream.version = row.version;
  stream.commitment = commitment;
  stream.index = row.index ?? stream.index;
  stream.log = row.entry_bureau ?? stream.log;
}

const columnsOf = (row: FactRow, told: FactEnvelope): readonly (readonly [string, unknown, unknown])[] => [
  ['stream', told.stream, row.stream],
  ['version', told.version, row.version],
  ['type', told.type, row.type],
  ['type_version', told.typeVersion, row.type_version],
  ['bureau', told.bureau, row.bureau],
  ['occurred_on', told.occurredOn, row.occurred_on],
  ['recorded_at', new Date(told.recordedAt).getTime(), row.recorded_at.getTime()],
  ['actor', actorOf({ envelope: told, values: sealedActor(row) }), row.actor],
  ['command_id', told.command.toLowerCase(), row.command_id],
];

/** The disclosure of who did it, where a fact seals that. */
function sealedActor({ names, disclosures }: FactRow): { readonly actor?: string } {
  try {
    const { value } = readDisclosure(disclosures?.[names?.indexOf('actor') ?? -1] ?? '');
    return typeof value === 'string' ? { actor: value } : {};
  } catch {
    return {};
  }
}

function orderedBy({ plain }: FactEnvelope): string[] {
  const targets = (plain.targets ?? []) as unknown as readonly {
    version: number;
    fields: readonly string[];
  }[];
  return targets.flatMap(({ version, fields }) => fields.map((field) => `${version}/${field}`));
}

function* disclosuresHold(row: FactRow, { sealed }: FactEnvelope, stream: OpenStream): Generator<Found> {
  const names = row.names ?? [];
  const disclosures = row.disclosures ?? [];
  const say = (name: string, column: string | null, reason: string): Found =>
    found(row, 'disclosure', column, `的披露“${sealedName(name)}”${reason}`);
  for (const [i, name] of names.entries()) {
    const bytes = disclosures[i];
    if (typeof name !== 'string' || !Object.hasOwn(sealed, name) || names.indexOf(name) < i)
      yield say(String(name), 'names', '不在存证之中：是添加的，或者名称被改');
    else if (bytes === null) stream.withdrawn.push({ version: row.version, name, bureau: row.bureau });
    else if (!isDisclosureOf(bytes, name, sealed[name])) yield say(name, 'bytes', '与存证不符：内容被改');
  }
  if (disclosures.length > names.length) yield say(`#${names.length + 1}`, 'bytes', '没有名称：是添加的');
  for (const name of Object.keys(sealed))
    if (!names.includes(name)) yield say(name, null, '缺失：被删，或者名称被改');
}

function isDisclosureOf(bytes: unknown, name: string, digest: unknown): boolean {
  if (typeof bytes !== 'string') return false;
  try {
    const read = readDisclosure(bytes);
    return read.name === name && disclosureDigest(bytes) === digest && fromBase64Url(read.salt) !== undefined;
  } catch {
    return false;
  }
}

/** What was emptied must have been ordered by a fact of the stream. */
function* closeStream({ name: stream, withdrawn, ordered }: OpenStream): Generator<Found> {
  for (const { version, name, bureau } of withdrawn)
    if (!ordered.includes(`${version}/${name}`))
      yield {
        bureau,
        table: 'disclosure',
        row: `${stream}/${version}`,
        column: 'bytes',
        sentence: `${streamName(stream)} 第 ${version} 号的披露“${sealedName(name)}”被清空，而没有依法删除的事实。`,
      };
}

function found(row: FactRow, table: string, column: string | null, reason: string): Found {
  return {
    bureau: row.bureau,
    table,
    row: table === 'ledger_entry' ? `${row.entry_bureau}/${row.index}` : `${row.stream}/${row.version}`,
    column,
    sentence: `${streamName(row.stream)} 第 ${row.version} 号${reason}。`,
  };
}
