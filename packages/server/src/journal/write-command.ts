import { randomBytes } from 'node:crypto';
import { type Fact, factTypes } from '@mingjing/law';
import {
  leafEntry,
  NO_PREVIOUS,
  previousOf,
  readDisclosure,
  type SealedFact,
  sealFact,
} from '@mingjing/ledger';
import { RequestError } from '../web/request-error.ts';
import type { Queryable } from './database.ts';
import { toSealedInput } from './fact-codec.ts';

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
  /** Statement that brings the projections up to date; runs in the same transaction. */
  readonly project: readonly ProjectionWrite[];
  readonly reply: (written: readonly WrittenFact[]) => unknown;
}

export interface ProjectionWrite {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface WrittenFact {
  readonly type: string;
  readonly version: number;
  readonly commitment: Uint8Array;
}

/** Seals the facts and chains each to the one before it. */
export function sealFacts(
  write: Omit<CommandWrite, 'project' | 'reply'>,
): readonly (SealedFact & { fact: Fact; version: number })[] {
  let version = write.after.version;
  let previous = write.after.commitment === null ? NO_PREVIOUS : previousOf(write.after.commitment);
  return write.facts.map((fact) => {
    version += 1;
    const checked = factTypes[fact.type].schema.safeParse(fact.data);
    if (!checked.success) {
      throw new Error(
        `fact ${fact.type} does not fit its schema: ${checked.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
      );
    }
    const ordinal = fact.data.ordinal as { kind: string; year: number; number: number } | undefined;
    const sealed = sealFact(
      toSealedInput(
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
      ),
      randomBytes,
    );
    previous = previousOf(sealed.commitment);
    return { ...sealed, fact, version };
  });
}

/**
 * Writes a command in one statement: journal rows, disclosures, pending leaves, the command's own row and the first projection.
 * Two writers of one version meet at the primary key: the loser gets `version-conflict`.
 */
export async function writeCommand(db: Queryable, write: CommandWrite): Promise<readonly WrittenFact[]> {
  const sealed = sealFacts(write);
  const written = sealed.map(({ fact, version, commitment }) => ({ type: fact.type, version, commitment }));
  const disclosures = sealed.flatMap(({ version, disclosures }) =>
    disclosures.map((bytes) => ({ version, bytes, name: readDisclosure(bytes).name })),
  );
  const [first, ...rest] = write.project;
  const values = [
    write.stream,
    write.bureau,
    write.recordedAt,
    write.actor,
    write.commandId,
    sealed.map(({ version }) => version),
    sealed.map(({ fact }) => fact.type),
    sealed.map(({ fact }) => factTypes[fact.type].version),
    sealed.map(({ fact }) => fact.occurredOn),
    sealed.map(({ bytes }) => Buffer.from(bytes)),
    sealed.map(({ commitment }) => Buffer.from(commitment)),
    sealed.map(({ commitment }) => Buffer.from(leafEntry(commitment))),
    disclosures.map(({ version }) => version),
    disclosures.map(({ name }) => name),
    disclosures.map(({ bytes }) => bytes),
    write.digest,
    JSON.stringify(write.reply(written)),
    write.after.version + sealed.length,
  ];
  try {
    if (first === undefined) await db.query({ name: 'write-command', text: WRITE, values });
    else {
      const shifted = first.text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + values.length}`);
      await db.query({
        name: `write-command-${first.name}`,
        text: `${WITH_PARTS}, command_row as (${COMMAND_ROW})\n${shifted}`,
        values: [...values, ...first.values],
      });
    }
    for (const projection of rest)
      await db.query({ name: projection.name, text: projection.text, values: [...projection.values] });
  } catch (error) {
    throw asConflict(error);
  }
  return written;
}

const WITH_PARTS = `with fact_rows as (
  select * from unnest($6::int[], $7::text[], $8::int[], $9::date[], $10::bytea[], $11::bytea[], $12::bytea[])
    as f(version, type, type_version, occurred_on, bytes, commitment, leaf)
), journal_rows as (
  insert into journal (stream, version, type, type_version, bureau, occurred_on, recorded_at, actor, command_id, bytes, commitment)
  select $1, f.version, f.type, f.type_version, $2, f.occurred_on, $3, $4, $5::uuid, f.bytes, f.commitment from fact_rows f
), disclosure_rows as (
  insert into disclosure (stream, version, name, bytes)
  select $1, d.version, d.name, d.bytes from unnest($13::int[], $14::text[], $15::text[]) as d(version, name, bytes)
), pending_rows as (
  insert into ledger_pending (bureau, stream, version, leaf)
  select $2, $1, f.version, f.leaf from fact_rows f order by f.version
)`;
const COMMAND_ROW = `insert into command (id, stream, actor, digest, version_to, reply, recorded_at)
  values ($5::uuid, $1, $4, $16, $18, $17::jsonb, $3)`;
const WRITE = `${WITH_PARTS}\n${COMMAND_ROW}`;

/** A unique key that two writers met at, as the refusal the later one gets; anything else as it is. */
export function asConflict(error: unknown): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code !== '23505') return error;
  if (constraint === 'command_pkey') return new RequestError('command-repeated');
  return RACED.includes(constraint ?? '') ? new RequestError('version-conflict') : error;
}

// The parts of one statement run in no fixed order: two writers of one version may meet at any of its keys.
const RACED: readonly string[] = [
  'journal_pkey',
  'disclosure_pkey',
  'ledger_pending_stream_version_key',
  'publication_by_case',
  'publication_import_identity',
];
