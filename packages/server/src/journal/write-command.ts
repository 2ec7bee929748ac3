import { type Fact, misfitOf } from '@mingjing/law';
import { NO_PREVIOUS, previousOf, type SealedFact, sealFact } from '@mingjing/ledger';
import { RequestError } from '../web/request-error.ts';
import type { ColumnType } from './columns.ts';
import { commandStatement } from './command-statement.ts';
import { type Queryable, writingPool } from './database.ts';
import { type ReadFact, toSealedInput } from './fact-codec.ts';
import { gather } from './gather.ts';
import { takeRandom } from './random.ts';
import { keepWritten } from './read-stream.ts';

/** What one command adds: facts of one stream and the projections they change. */
export interface CommandWrite {
  readonly commandId: string;
  /** Of all that was asked, by which a repetition is known; null where nobody asked. */
  readonly digest: string | null;
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
  /** Told the last of these facts as this process keeps it from now on, where it does. */
  readonly kept?: (last: ReadFact) => void;
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
  write: Omit<CommandWrite, 'project'>,
): readonly (SealedFact & { names: readonly string[]; fact: Fact; version: number })[] {
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
 * Writes a command in one statement: journal rows, disclosures, pending leaves and the projections.
 * On a pool, commands of different cases that come together share the statement and its commit.
 * Two writers of one version meet at the primary key: the loser gets `version-conflict`.
 */
export async function writeCommand(db: Queryable, write: CommandWrite): Promise<readonly WrittenFact[]> {
  const sealed = sealFacts(write);
  const written = sealed.map(({ fact, version, commitment }) => ({ type: fact.type, version, commitment }));
  const writeSealed = write.stream.startsWith('case/') ? writeOfCases : writeOfOthers;
  await writeSealed(db, { write, sealed });
  const last = keepWritten(db, write.stream, write.after.version, sealed);
  if (last !== undefined) write.kept?.(last);
  return written;
}

/** A command with its facts sealed. */
export interface SealedWrite {
  readonly write: CommandWrite;
  readonly sealed: ReturnType<typeof sealFacts>;
}

const writeOfCases = gather<SealedWrite, void>((db, writes) => writeTogether(writingPool(db), writes));
const writeOfOthers = gather<SealedWrite, void>(writeTogether);

async function writeTogether(
  db: Queryable,
  writes: readonly SealedWrite[],
): Promise<readonly Promise<void>[]> {
  try {
    await db.query(commandStatement(writes));
    return [];
  } catch (error) {
    if (writes.length === 1) throw asConflict(error);
    // One of them cannot be written and took the others with it: each is tried alone and gets its own answer.
    return writes.map(async (one) => {
      await db.query(commandStatement([one])).catch((alone: unknown) => {
        throw asConflict(alone);
      });
    });
  }
}

/** A unique key that two writers met at, as the refusal the later one gets; anything else as it is. */
export function asConflict(error: unknown): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code === 'MJ001') return new RequestError('version-conflict');
  if (code !== '23505') return error;
  if (constraint === 'journal_asked') return new RequestError('command-repeated');
  return RACED.includes(constraint ?? '') ? new RequestError('version-conflict') : error;
}

// The parts of one statement run in no fixed order: two writers of one version may meet at any of its keys.
const RACED: readonly string[] = [
  'journal_pkey',
  'disclosure_pkey',
  'publication_by_case',
  'publication_import_identity',
];
