import { equalBytes, fromBase64, fromUtf8, toHex, toUtf8 } from '../encoding.ts';
import { printable, VerificationError } from '../errors.ts';
import { sha256 } from '../hash.ts';
import { type Checkpoint, openCheckpoint } from '../log/checkpoint.ts';
import type { ExpectedKeys } from '../log/expected-keys.ts';
import type { VerifiedSignature } from '../log/note.ts';
import { parseNote } from '../log/note.ts';
import { type Policy, parsePolicy } from '../log/policy.ts';
import { verifyConsistency } from '../log/tree-verify.ts';
import { keyFingerprint, type Verifier } from '../log/vkey.ts';
import { isCheckpointPath, places, stampPaths } from './bag-layout.ts';
import { sentenceOf } from './check-facts.ts';
import type { ReadFile } from './read-bag.ts';
import type { CaseFileVerdict, SignedBy } from './verdict.ts';

/** A log's signed head in a bag. */
export type SignedHead = { readonly log: Verifier; readonly note: string; readonly head: Checkpoint };

/** The bag's signed heads, by whom they are signed, and whether as many witnesses as were agreed have signed each. */
export type Signatures = {
  readonly heads: readonly SignedHead[];
  readonly signers: CaseFileVerdict['signers'];
  readonly witnesses: readonly SignedBy[];
  readonly signature: { readonly ok: boolean; readonly detail: string };
  readonly witnessed: { readonly ok: boolean; readonly detail: string };
};

/** Verifies the signed heads of a bag by the policy in the bag, and both by the keys that the reader knows from elsewhere. */
export function checkSignatures(
  files: ReadonlyMap<string, ReadFile>,
  expected: ExpectedKeys,
  required: readonly string[],
): Signatures {
  try {
    const policy = parsePolicy(textOf(files, places.policy));
    const notes = [...files.keys()].filter(isCheckpointPath).map((path) => textOf(files, path));
    if (notes.length !== policy.logs.length) throw oneHeadEach();
    const opened = notes.map((note) => openHead(note, policy));
    if (new Set(opened.map(({ log }) => log)).size !== policy.logs.length) throw oneHeadEach();
    const signers = opened.map(({ log, head: { size, root } }) => ({
      ...signedBy(log, expected),
      size,
      root: toHex(root),
    }));
    const judged = opened.map(({ cosignatures }) => witnessedOf(policy, cosignatures, required));
    return {
      heads: opened,
      signers,
      witnesses: opened.flatMap(({ cosignatures }) =>
        cosignatures.map((one) => signedBy(one.verifier, expected, one.time)),
      ),
      signature: signatureOf(signers, expected),
      witnessed: judged.find(({ ok }) => !ok) ?? judged[0] ?? { ok: false, detail: '没有检查点。' },
    };
  } catch (error) {
    const detail = `${sentenceOf(error)}。`;
    return {
      heads: [],
      signers: [],
      witnesses: [],
      signature: { ok: false, detail },
      witnessed: { ok: false, detail: '检查点不成立，未能核验。' },
    };
  }
}

/** The sentence for a time stamp in a bag; throws where it is not over a head of one of its logs. */
export function checkStamp(
  files: ReadonlyMap<string, ReadFile>,
  size: number,
  heads: readonly SignedHead[],
): string {
  const paths = stampPaths(size);
  const note = textOf(files, paths.checkpoint);
  const mine = heads.find(({ log }) => note.startsWith(`${log.name}\n`));
  if (mine === undefined) throw new VerificationError('checkpoint-malformed', paths.checkpoint);
  const { checkpoint } = openCheckpoint(note, mine.log);
  if (checkpoint.size !== size) throw new VerificationError('checkpoint-malformed', paths.checkpoint);
  const consistency = textOf(files, paths.consistency);
  if (consistency.length > LONGEST_PROOF) throw new VerificationError('proof-malformed', paths.consistency);
  const proof = consistency
    .split('\n')
    .slice(0, -1)
    .map((line) => fromBase64(line) ?? new Uint8Array());
  const [older, newer] = size <= mine.head.size ? [checkpoint, mine.head] : [mine.head, checkpoint];
  if (older.size === newer.size) {
    if (!equalBytes(older.root, newer.root) || proof.length > 0)
      throw new VerificationError('proof-root-mismatch');
  } else verifyConsistency(older.size, newer.size, older.root, newer.root, proof);
  if (!contains(files.get(paths.token)?.bytes ?? new Uint8Array(), sha256(toUtf8(note))))
    throw new VerificationError('file-malformed', paths.token);
  return `附有时间戳，所盖的是前 ${size} 条的检查点；时间戳机构的签名本核验器不核验，可用 openssl ts -verify 核验。`;
}

/** Twice as many hashes as a log of any size asks for. */
const LONGEST_PROOF = 10_000;

const oneHeadEach = () => new VerificationError('policy-malformed', '每个日志应有且只有一个检查点');

/** A tag file's text; empty where it is not there or is no text. */
export function textOf(files: ReadonlyMap<string, ReadFile>, path: string): string {
  return fromUtf8(files.get(path)?.bytes ?? new Uint8Array()) ?? '';
}

function signedBy(verifier: Verifier, expected: ExpectedKeys, time?: number): SignedBy {
  const { name, vkey } = verifier;
  return {
    name: printable(name),
    vkey,
    fingerprint: keyFingerprint(vkey),
    isExpected: expected.has(vkey),
    ...(time !== undefined && { time }),
  };
}

function signatureOf(signers: Signatures['signers'], expected: ExpectedKeys) {
  const signed = signers.map(({ name, size }) => `“${name}”签署了前 ${size} 条的检查点`).join('，');
  const strangers = signers.filter(({ isExpected }) => !isExpected);
  const fingerprints = strangers.map(({ fingerprint }) => fingerprint).join('、');
  if (strangers.length === 0) return { ok: true, detail: `${signed}，签名成立；公钥与您另行取得的一致。` };
  return expected.count > 0
    ? { ok: false, detail: `${signed}，签名成立，但公钥与您另行取得的不一致：包内公钥指纹 ${fingerprints}。` }
    : {
        ok: true,
        detail: `${signed}，签名成立。公钥随包提供，是自称的：指纹 ${fingerprints}，请与该机关公示门户上公布的核对。`,
      };
}

/** The head that a note signs, by the one log of the policy that bears its name; no line of it is left unanswered for. */
function openHead(note: string, { logs, witnesses }: Policy) {
  const log = logs.find(({ verifier }) => note.startsWith(`${verifier.name}\n`))?.verifier;
  if (log === undefined) throw new VerificationError('note-unverified');
  const { checkpoint: head, cosignatures } = openCheckpoint(
    note,
    log,
    witnesses.map(({ verifier }) => verifier),
  );
  if (parseNote(note).signatures.length !== 1 + cosignatures.length)
    throw new VerificationError('note-extra-signature');
  return { log, note, head, cosignatures };
}

function witnessedOf(
  policy: Policy,
  cosignatures: readonly VerifiedSignature[],
  required: readonly string[],
) {
  const signed = (vkey: string) => cosignatures.some(({ verifier }) => verifier.vkey === vkey);
  const lacking = required.find((vkey) => !signed(vkey));
  if (lacking !== undefined)
    return { ok: false, detail: `检查点没有指定的见证方“${printable(lacking.split('+')[0] ?? '')}”的联署。` };
  const names = cosignatures.map(({ verifier }) => `“${printable(verifier.name)}”`).join('、');
  const reached = policy.isReachedBy(({ verifier }) => signed(verifier.vkey));
  if (policy.witnesses.length === 0) return { ok: true, detail: '没有约定见证方：日志只由该机关自己签署。' };
  if (!reached) return { ok: false, detail: `约定的见证方没有签够${names === '' ? '' : `，只有${names}`}。` };
  return {
    ok: true,
    detail: names === '' ? '约定不要求见证，也没有见证方联署。' : `${names} 联署，联署成立，达到约定的数目。`,
  };
}

function contains(whole: Uint8Array, part: Uint8Array): boolean {
  for (let at = 0; at + part.length <= whole.length; at++)
    if (part.every((byte, i) => whole[at + i] === byte)) return true;
  return false;
}
