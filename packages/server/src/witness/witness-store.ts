import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  formatSigningKey,
  fromHex,
  parseSigningKey,
  parseVkey,
  type SeenHead,
  type Signer,
  toHex,
  type Verifier,
} from '@mingjing/ledger';
import { type DurableFiles, durableFiles } from '../platform/durable-files.ts';
import { fileOperations } from '../platform/file-operations.ts';
import { StartupError } from '../platform/startup-error.ts';

/** What a witness keeps in its folder: its key, the logs it watches, and the last head it signed of each. */
export interface WitnessStore {
  readonly signer: Signer;
  logOf(origin: string): Verifier | undefined;
  lastOf(origin: string): Promise<SeenHead | undefined>;
  /** The note of that head as the log signed it: who disputes what the witness saw can be shown it. */
  noteOf(origin: string): Promise<string | undefined>;
  /**
   * Stores `next` as the last head of the log if the stored one is still `before`; false when it is not. One process has the
   * folder, and asks of one log come here one after another.
   */
  replace(origin: string, before: SeenHead | undefined, next: SeenHead, note: string): Promise<boolean>;
}

/** Opens a witness's folder, with a new key on first use. Logs given are added to those it knows; none is ever dropped here. */
export async function openWitnessStore(
  folder: string,
  name: string,
  logs: readonly string[],
  files: DurableFiles = durableFiles(fileOperations, { root: join(folder, 'seen') }),
): Promise<WitnessStore> {
  const signer = await openKey(join(folder, 'key'), name, files);
  const listed = (await files.read(join(folder, 'logs')))?.toString('utf8').split('\n').filter(Boolean) ?? [];
  const known = [...new Set([...listed, ...logs])];
  const verifiers = new Map(known.map((vkey) => [parseVkey(vkey).name, parseVkey(vkey)]));
  if (verifiers.size < known.length)
    throw new StartupError('witness', '同一个日志名登记了两个不同的公钥，请核对后再启动。');
  if (known.length > listed.length) await files.write(join(folder, 'logs'), `${known.join('\n')}\n`);
  const stateFile = (origin: string) =>
    join(folder, 'seen', createHash('sha256').update(origin).digest('hex').slice(0, 32));
  const stateOf = async (origin: string): Promise<State | undefined> => {
    const bytes = await files.read(stateFile(origin));
    return bytes === undefined ? undefined : (JSON.parse(bytes.toString('utf8')) as State);
  };
  const lastOf = async (origin: string): Promise<SeenHead | undefined> => {
    const state = await stateOf(origin);
    return state === undefined
      ? undefined
      : { size: state.size, root: fromHex(state.root) ?? new Uint8Array() };
  };
  return {
    signer,
    logOf: (origin) => verifiers.get(origin),
    lastOf,
    noteOf: async (origin) => (await stateOf(origin))?.note,
    replace: async (origin, before, next, note) => {
      if (!isSame(await lastOf(origin), before)) return false;
      await files.write(
        stateFile(origin),
        JSON.stringify({ origin, size: next.size, root: toHex(next.root), note }),
      );
      return true;
    },
  };
}

interface State {
  readonly size: number;
  readonly root: string;
  readonly note?: string;
}

async function openKey(path: string, name: string, files: DurableFiles): Promise<Signer> {
  const kept = await files.read(path);
  if (kept !== undefined) {
    const signer = parseSigningKey(kept.toString('utf8').trim());
    if (signer.name === name) return signer;
    throw new StartupError('witness', `这个目录属于见证方“${signer.name}”，不是“${name}”。`);
  }
  if (existsSync(join(path, '..', 'seen')))
    throw new StartupError('witness', '见证方的私钥不见了，而此前已经签过：从备份恢复后再启动，不得另造。');
  const seed = new Uint8Array(randomBytes(32));
  await files.write(path, `${formatSigningKey(name, seed, 'cosignature')}\n`);
  return parseSigningKey(formatSigningKey(name, seed, 'cosignature'));
}

function isSame(a: SeenHead | undefined, b: SeenHead | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.size === b.size && toHex(a.root) === toHex(b.root);
}
