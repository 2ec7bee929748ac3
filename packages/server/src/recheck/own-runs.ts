import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalize, type JsonObject } from '@mingjing/ledger';
import { z } from 'zod';

/** Where a recheck has come to, or what it came to. */
export interface RunState {
  readonly run: string;
  readonly done: readonly string[];
  readonly at: string | null;
  readonly findings: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly finishedAt: Date | null;
}

/**
 * Which rechecks were this installation's own, noted beside the keys: the database that they check cannot make one up, nor say
 * that most of one was done already.
 */
export interface OwnRuns {
  /** Whether this is exactly how far a run has come, or how it ended. */
  has(state: RunState): Promise<boolean>;
  note(state: RunState): Promise<void>;
}

export function ownRuns(keyFolder: string): OwnRuns {
  const path = join(keyFolder, 'rechecks.json');
  const read = async (): Promise<Noted> => {
    try {
      return notedSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch {
      // Without it every run starts from the beginning, and none is sealed that nobody here has seen.
      return { open: null, ended: [] };
    }
  };
  return {
    has: async (state) => {
      const { open, ended } = await read();
      return state.finishedAt === null ? open === digestOf(state) : ended.includes(digestOf(state));
    },
    note: async (state) => {
      const { ended } = await read();
      const digest = digestOf(state);
      const noted: Noted =
        state.finishedAt === null
          ? { open: digest, ended }
          : { open: null, ended: [...ended, digest].slice(-MOST_KEPT) };
      await writeFile(`${path}.tmp`, JSON.stringify(noted), { mode: 0o600 });
      await rename(`${path}.tmp`, path);
    },
  };
}

const MOST_KEPT = 400;
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const notedSchema = z.strictObject({ open: digest.nullable(), ended: z.array(digest) });
type Noted = z.infer<typeof notedSchema>;

function digestOf({ run, done, at, findings, counts, finishedAt }: RunState): string {
  const said: JsonObject = {
    ...{ run, at, findings, counts, done: [...done] },
    finishedAt: finishedAt?.toISOString() ?? null,
  };
  return createHash('sha256').update(canonicalize(said)).digest('hex');
}
