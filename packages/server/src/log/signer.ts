import { generateKeyPairSync, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Checkpoint,
  formatSigningKey,
  fromHex,
  parseSigningKey,
  signCheckpoint,
  toHex,
  verifyConsistency,
} from '@mingjing/ledger';

/** The key that signs one bureau's log, and what it last signed: it never signs a head that does not extend that. */
export interface LogSigner {
  readonly origin: string;
  readonly vkey: string;
  /** Signs a head given the proof that it extends the last signed one; throws `SignerHalted` otherwise. */
  sign(checkpoint: Checkpoint, proof: readonly Uint8Array[]): Promise<string>;
  readonly last: { readonly size: number; readonly root: Uint8Array } | null;
}

export class SignerHalted extends Error {}

/** Opens (or makes, on first use) the signer of a log under `folder`; its state is written durably before a signature leaves. */
export function openSigner(folder: string, origin: string): LogSigner {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keyFile = join(folder, 'key');
  const stateFile = join(folder, 'signed.json');
  if (!existsSync(keyFile)) {
    if (existsSync(stateFile))
      throw new SignerHalted(`签名密钥不见了：${origin}。从备份恢复密钥后再启动，不得另造。`);
    writeOnce(keyFile, `${formatSigningKey(origin, randomSeed())}\n`);
  }
  const signer = parseSigningKey(readFileSync(keyFile, 'utf8').trim());
  return {
    origin,
    vkey: signer.vkey,
    // Read anew each time: another process may have signed since.
    get last() {
      return readState(stateFile);
    },
    async sign(checkpoint, proof) {
      const last = readState(stateFile);
      if (last !== null) {
        if (checkpoint.size < last.size)
          throw new SignerHalted(haltSentence(origin, checkpoint.size, last.size));
        const same = checkpoint.size === last.size;
        const holds = same
          ? toHex(checkpoint.root) === toHex(last.root)
          : last.size === 0 || extendsLast(last, checkpoint, proof);
        if (!holds) throw new SignerHalted(haltSentence(origin, checkpoint.size, last.size));
      }
      await writeDurably(stateFile, JSON.stringify({ size: checkpoint.size, root: toHex(checkpoint.root) }));
      return signCheckpoint(checkpoint, [signer]);
    },
  };
}

function randomSeed(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { d } = privateKey.export({ format: 'jwk' });
  return Buffer.from(d ?? '', 'base64url');
}

function extendsLast(
  last: { size: number; root: Uint8Array },
  next: Checkpoint,
  proof: readonly Uint8Array[],
): boolean {
  try {
    verifyConsistency(last.size, next.size, last.root, next.root, proof);
    return true;
  } catch {
    return false;
  }
}

function readState(file: string): { size: number; root: Uint8Array } | null {
  if (!existsSync(file)) return null;
  const state = JSON.parse(readFileSync(file, 'utf8')) as { size: number; root: string };
  return { size: state.size, root: fromHex(state.root) ?? new Uint8Array() };
}

/**
 * Temporary file, fsync, rename, fsync of the folder: the old content or the new, never half of it. The disk is waited for
 * aside: commands go on meanwhile.
 */
async function writeDurably(file: string, content: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  await withFile(await open(temporary, 'wx', 0o600), async (written) => {
    await written.writeFile(content);
    await written.sync();
  });
  await rename(temporary, file);
  await withFile(await open(join(file, '..'), 'r'), (folder) => folder.sync());
}

async function withFile(file: FileHandle, work: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await work(file);
  } finally {
    await file.close();
  }
}

/** The same at once, for a file that is written once: of two writers the first one's content stands. */
function writeOnce(file: string, content: string): void {
  place(file, content, (temporary) => {
    try {
      linkSync(temporary, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    rmSync(temporary);
  });
}

function place(file: string, content: string, settle: (temporary: string) => void): void {
  const temporary = `${file}.${randomUUID()}.tmp`;
  const descriptor = openSync(temporary, 'w', 0o600);
  try {
    writeSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  settle(temporary);
  const folder = openSync(join(file, '..'), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Why a log whose signer has forgotten everything may not go on. */
export const forgottenSentence = (origin: string) =>
  `${origin} 的存证日志已停签：数据库里已有签过的检查点，签名密钥目录却是新的。从备份恢复密钥目录后再启动，不得另造。`;

export const haltSentence = (origin: string, size: number, last: number) =>
  `${origin} 的存证日志已停签：数据库里有 ${size} 条，而此前已签到 ${last} 条或者内容不一致。多半是恢复了旧备份；找回缺的数据后再启动，不得重签。`;
