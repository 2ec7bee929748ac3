import { type Fact, factTypes, misfitOf } from '@mingjing/law';
import { type FreshFact, leafEntry, NO_PREVIOUS, previousOf, sealFact } from '@mingjing/ledger';
import { RequestError } from '../web/request-error.ts';
import { type ColumnType, toColumn } from './columns.ts';
import type { Queryable } from './database.ts';
import { readSealedFact, toSealedInput } from './fact-codec.ts';
import { gather } from './gather.ts';
import { takeRandom } from './random.ts';
import { keepWritten } from './read-stream.ts';
import { joinProjections } from './write-projections.ts';

/** What one command adds: facts of one stream, the projections they change, and the reply a repetition gets. */
export interface CommandWrite {
  readonly commandId: string;
  readonly digest: string;
  readonly stream: string;
  readonly bureau: string;
  readonly actor: string;
  readonly recordedAt: string;
  /** Version and commitment of the last fact of the stream before this command; 0 and null for a new stream. */
  readonly after: { readonly version: number; readonly commitment: Uint8Array | null };
  readonly facts: readonly Fact[];
  /** The people that the decision rests on, as the version of each bureau's; where they changed since, nothing is written. */
  readonly people?: Readonly<Record<string, number>>;
  /** The stored originals that the facts attach; where one was erased since, nothing is written. */
  readonly originals?: readonly string[];
  /** Statement that brings the projections up to date; runs in the same transaction. */
  readonly project: readonly ProjectionWrite[];
  readonly reply: (written: readonly WrittenFact[]) => unknown;
}

export interface ProjectionWrite {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  /** Where the text takes columns of many rows at once: the type of each; `values` is one such row. */
  readonly columns?: readonly ColumnType[];
}

export interface WrittenFact {
  readonly type: string;
  readonly version: number;
  readonly commitment: Uint8Array;
}

/** Seals the facts and chains each to the one before it. */
export function sealFacts(
  write: Omit<CommandWrite, 'project' | 'reply'>,
): readonly (FreshFact & { names: readonly string[]; fact: Fact; version: number })[] {
  let version = write.after.version;
  let previous = write.after.commitment === null ? NO_PREVIOUS : previousOf(write.after.commitment);
  return write.facts.map((fact) => {
    version += 1;
    const misfit = misfitOf(fact);
    if (misfit !== undefined) throw new Error(`fact ${fact.type} does not fit its schema: ${misfit}`);
    const ordinal = fact.data.ordinal as { kind: string; year: number; number: number } | undefined;
    const input = toSealedInput(
      {
        bureau: write.bureau,
        stream: write.stream,
        version,
        occurredOn: fact.occurredOn,
        recordedAt: write.recordedAt,
        actor: write.actor,
        command: write.commandId,
        previous,
        ...(typeof ordinal === 'object' ? { ordinal } : {}),
      },
      fact.type,
      fact.data,
    );
    const fresh = sealFact(input, takeRandom);
    previous = previousOf(fresh.commitment);
    // Disclosures come in order of their names.
    return { ...fresh, names: Object.keys(input.sealed).sort(), fact, version };
  });
}

/**
 * Writes a command in one statement: journal rows, disclosures, pending leaves, the command's own row and the projections.
 * On a pool, commands of different cases that come together share the statement and its commit.
 * Two writers of one version meet at the primary key: the loser gets `version-conflict`.
 */
export async function writeCommand(db: Queryable, write: CommandWrite): Promise<readonly WrittenFact[]> {
  const sealed = sealFacts(write);
  const written = sealed.map(({ fact, version, commitment }) => ({ type: fact.type, version, commitment }));
  await writeSealed(db, { write, sealed, reply: JSON.stringify(write.reply(written)) });
  keepWritten(db, write.stream, write.after.version, () => sealed.map(readSealedFact));
  return written;
}

interface SealedWrite {
  readonly write: CommandWrite;
  readonly sealed: ReturnType<typeof sealFacts>;
  readonly reply: string;
}

const writeSealed = gather<SealedWrite, void>(async (db, writes) => {
  try {
    await db.query(statementOf(writes));
    return [];
  } catch (error) {
    if (writes.length === 1) throw asConflict(error);
    // One of them cannot be written and took the others with it: each is tried alone and gets its own answer.
    return writes.map(async (one) => {
      await db.query(statementOf([one])).catch((alone: unknown) => {
        throw asConflict(alone);
      });
    });
  }
});

function statementOf(unsorted: readonly SealedWrite[]): { name: string; text: string; values: unknown[] } {
  // Rows are taken in the same order by everyone, so that two statements never wait for each other.
  const writes = [...unsorted].sort((a, b) => (a.write.stream < b.write.stream ? -1 : 1));
  const facts = writes.flatMap(({ write, sealed }) => sealed.map((one) => ({ write, one })));
  const disclosures = facts.flatMap(({ write: { stream }, one: { version, disclosures, names } }) =>
    disclosures.map((bytes, i) => ({ stream, version, bytes, name: names[i] })),
  );
  const people = new Map(
    writes
      .flatMap(({ write }) => Object.entries(write.people ?? {}))
      .map((known) => [known.join(' '), known]),
  );
  const projections = joinProjections(
    writes.flatMap(({ write }) => write.project),
    PARAMETERS,
  );
  const values = [
    toColumn(
      'text',
      facts.map(({ write }) => write.stream),
    ),
    toColumn(
      'int',
      facts.map(({ one }) => one.version),
    ),
    toColumn(
      'text',
      facts.map(({ one }) => one.fact.type),
    ),
    toColumn(
      'int',
      facts.map(({ one }) => factTypes[one.fact.type].version),
    ),
    toColumn(
      'text',
      facts.map(({ write }) => write.bureau),
    ),
    toColumn(
      'date',
      facts.map(({ one }) => one.fact.occurredOn),
    ),
    toColumn(
      'timestamptz',
      facts.map(({ write }) => write.recordedAt),
    ),
    toColumn(
      'text',
      facts.map(({ write }) => write.actor),
    ),
    toColumn(
      'uuid',
      facts.map(({ write }) => write.commandId),
    ),
    toColumn(
      'bytea',
      facts.map(({ one }) => one.bytes),
    ),
    toColumn(
      'bytea',
      facts.map(({ one }) => one.commitment),
    ),
    toColumn(
      'bytea',
      facts.map(({ one }) => leafEntry(one.commitment)),
    ),
    toColumn(
      'text',
      disclosures.map(({ stream }) => stream),
    ),
    toColumn(
      'int',
      disclosures.map(({ version }) => version),
    ),
    toColumn(
      'text',
      disclosures.map(({ name }) => name),
    ),
    toColumn(
      'text',
      disclosures.map(({ bytes }) => bytes),
    ),
    toColumn(
      'uuid',
      writes.map(({ write }) => write.commandId),
    ),
    toColumn(
      'text',
      writes.map(({ write }) => write.stream),
    ),
    toColumn(
      'text',
      writes.map(({ write }) => write.actor),
    ),
    toColumn(
      'text',
      writes.map(({ write }) => write.digest),
    ),
    toColumn(
      'int',
      writes.map(({ write, sealed }) => write.after.version + sealed.length),
    ),
    toColumn(
      'jsonb',
      writes.map(({ reply }) => reply),
    ),
    toColumn(
      'timestamptz',
      writes.map(({ write }) => write.recordedAt),
    ),
    toColumn(
      'text',
      [...people.values()].map(([bureau]) => bureau),
    ),
    toColumn(
      'int',
      [...people.values()].map(([, version]) => version),
    ),
    toColumn('text', [...new Set(writes.flatMap(({ write }) => write.originals ?? []))]),
    ...projections.values,
  ];
  const parts = projections.texts.map((text, i) => `, projection_${i} as (${text})`).join('');
  return { name: nameOf(projections.key), text: `${JOURNAL_ROWS}${parts}${COMMAND_ROWS}`, values };
}

const names = new Map<string, string>();

/** PostgreSQL cuts the name of a prepared statement at 63 bytes: a number stands for the forms that it joins. */
function nameOf(key: string): string {
  const name = names.get(key) ?? `write-commands-${names.size + 1}`;
  names.set(key, name);
  return name;
}

/** Parameters of the statement before those of the projections. */
const PARAMETERS = 26;

const JOURNAL_ROWS = `with fact_rows as (
  select * from unnest($1::text[], $2::int[], $3::text[], $4::int[], $5::text[], $6::date[], $7::timestamptz[], $8::text[], $9::uuid[], $10::bytea[], $11::bytea[], $12::bytea[])
    with ordinality as f(stream, version, type, type_version, bureau, occurred_on, recorded_at, actor, command_id, bytes, commitment, leaf, n)
), journal_rows as (
  insert into journal (stream, version, type, type_version, bureau, occurred_on, recorded_at, actor, command_id, bytes, commitment)
  select stream, version, type, type_version, bureau, occurred_on, recorded_at, actor, command_id, bytes, commitment from fact_rows
), disclosure_rows as (
  insert into disclosure (stream, version, name, bytes)
  select * from unnest($13::text[], $14::int[], $15::text[], $16::text[])
), pending_rows as (
  insert into ledger_pending (bureau, stream, version, leaf)
  select bureau, stream, version, leaf from fact_rows order by n
)`;
const COMMAND_ROWS = `
insert into command (id, stream, actor, digest, version_to, reply, recorded_at)
  select * from unnest($17::uuid[], $18::text[], $19::text[], $20::text[], $21::int[], $22::jsonb[], $23::timestamptz[])
  where people_stand($24::text[], $25::int[]) and originals_stand($26::text[])`;

/** A unique key that two writers met at, as the refusal the later one gets; anything else as it is. */
export function asConflict(error: unknown): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code === 'MJ001') return new RequestError('version-conflict');
  if (code !== '23505') return error;
  if (constraint === 'command_pkey') return new RequestError('command-repeated');
  return RACED.includes(constraint ?? '') ? new RequestError('version-conflict') : error;
}

// The parts of one statement run in no fixed order: two writers of one version may meet at any of its keys.
const RACED: readonly string[] = [
  'journal_pkey',
  'disclosure_pkey',
  'publication_by_case',
  'publication_import_identity',
];
