import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Checkpoint,
  equalBytes,
  formatSigningKey,
  parseSigningKey,
  signCheckpoint,
  verifyConsistency,
} from '@mingjing/ledger';
import { type FileOperations, fileOperations } from '../platform/file-operations.ts';
import { placeOnce } from '../platform/place-once.ts';
import { type SignedHead, SignedHeadsDamaged, signedHeads } from './signed-heads.ts';

/** The key that signs one bureau's log, and what it last signed: it never signs a head that does not extend that. */
export interface LogSigner {
  readonly origin: string;
  readonly vkey: string;
  /**
   * Signs a head given the proof that it extends `last`, the head signed last; throws `SignerHalted` where it does not.
   * Undefined where `last` is not the last any more, or another process of the same key comes in between: look again.
   */
  sign(
    checkpoint: Checkpoint,
    last: SignedHead | null,
    proof: readonly Uint8Array[],
  ): Promise<string | undefined>;
  /** Read anew each time: another process may have signed since. */
  last(): Promise<SignedHead | null>;
  /** Notes a head that this key signed and that was forgotten; it must extend `last`. False where `last` is not the last any more. */
  remember(head: SignedHead, last: SignedHead | null, proof: readonly Uint8Array[]): Promise<boolean>;
}

export class SignerHalted extends Error {}

/** The database holds what this key has signed and its signer does not remember: over once a person has let it catch up. */
export class SignerForgetful extends SignerHalted {}

/** Opens (or makes, on first use) the signer of a log under `folder`; what it signs is noted durably before a signature leaves. */
export function openSigner(
  folder: string,
  origin: string,
  operations: FileOperations = fileOperations,
): LogSigner {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keyFile = join(folder, KEY);
  if (!existsSync(keyFile)) {
    if (['signed', 'signed.json'].some((name) => existsSync(join(folder, name))))
      throw new SignerHalted(`签名密钥不见了：${origin}。从备份恢复密钥后再启动，不得另造。`);
    placeOnce(keyFile, `${formatSigningKey(origin, randomSeed())}\n`);
  }
  const signer = parseSigningKey(readFileSync(keyFile, 'utf8').trim());
  const heads = signedHeads(folder, operations);
  const lastOf = () =>
    heads.last().catch((error: unknown) => {
      throw error instanceof SignedHeadsDamaged ? new SignerHalted(damagedSentence(origin)) : error;
    });
  return {
    origin,
    vkey: signer.vkey,
    last: lastOf,
    sign: async (checkpoint, last, proof) => {
      if (existsSync(join(folder, CLOSED))) throw new SignerHalted(closedSentence(origin));
      if (!isSame(await lastOf(), last)) return undefined;
      if (last !== null && !extendsLast(last, checkpoint, proof))
        throw new SignerHalted(haltSentence(origin, checkpoint.size, last.size));
      const isNoted = await heads.note(checkpoint, last);
      return isNoted ? signCheckpoint(checkpoint, [signer]) : undefined;
    },
    remember: async (head, last, proof) => {
      if (!isSame(await lastOf(), last)) return false;
      if (last !== null && !extendsLast(last, head, proof))
        throw new SignerHalted(haltSentence(origin, head.size, last.size));
      return await heads.note(head, last);
    },
  };
}

/** Whether there is a key in a signer's folder. */
export const hasKey = (folder: string): boolean => existsSync(join(folder, KEY));

/** The public key of the signer in a folder, which is not made for that; undefined where there is none. */
export const keyIn = (folder: string): string | undefined =>
  hasKey(folder) ? parseSigningKey(readFileSync(join(folder, KEY), 'utf8').trim()).vkey : undefined;

/** What the signer in a folder last signed, its key there or not. */
export const lastSigned = (folder: string): Promise<SignedHead | null> =>
  signedHeads(folder, fileOperations).last();

/** From here on the signer in a folder signs no more: another log follows. */
export function closeSigner(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  placeOnce(join(folder, CLOSED), '');
}

const KEY = 'key';
const CLOSED = 'closed';

function randomSeed(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { d } = privateKey.export({ format: 'jwk' });
  return Buffer.from(d ?? '', 'base64url');
}

function isSame(one: SignedHead | null, other: SignedHead | null): boolean {
  if (one === null || other === null) return one === other;
  return one.size === other.size && equalBytes(one.root, other.root);
}

function extendsLast(last: SignedHead, next: SignedHead, proof: readonly Uint8Array[]): boolean {
  if (next.size < last.size) return false;
  if (next.size === last.size) return equalBytes(next.root, last.root);
  if (last.size === 0) return true;
  try {
    verifyConsistency(last.size, next.size, last.root, next.root, proof);
    return true;
  } catch {
    return false;
  }
}

/** Why a log whose signer has forgotten everything may not go on. */
export const forgottenSentence = (origin: string) =>
  `${origin} 的存证日志已停签：数据库里已有签过的检查点，签名密钥目录却是新的。从备份恢复密钥目录后再启动，不得另造。`;

/** Why a log that another one follows is signed no more. */
const closedSentence = (origin: string) => `${origin} 的存证日志已经结束，由后一册接续，不再签署。`;

/** Why a log whose signer remembers less than the database can prove may not go on. */
export const forgetfulSentence = (origin: string, signed: number, remembered: number) =>
  `${origin} 的存证日志已停签：数据库里有它签到 ${signed} 条的检查点，签名密钥目录只记得 ${remembered} 条，多半是密钥目录恢复了旧备份。核实之后由负责人运行 mingjing catch-up 补记，才继续签署。`;

export const haltSentence = (origin: string, size: number, last: number) =>
  `${origin} 的存证日志已停签：数据库里有 ${size} 条，而此前已签到 ${last} 条或者内容不一致。多半是恢复了旧备份；找回缺的数据后再启动，不得重签。`;

const damagedSentence = (origin: string) =>
  `${origin} 的存证日志已停签：密钥目录中记录已签到哪里的文件坏了。从备份恢复密钥目录后再启动，不得另造。`;
