import { equalBytes, toHex } from '../encoding.ts';
import { printable, VerificationError } from '../errors.ts';
import type { JsonObject } from '../fact/canonical-json.ts';
import { readDisclosure } from '../fact/disclosure.ts';
import { factCommitment, leafEntry, type OpenedFact, openFact, readFact } from '../fact/fact-envelope.ts';
import type { FactOrdinal } from '../fact/fact-shape.ts';
import { type Checkpoint, openCheckpoint, parseCheckpoint } from '../log/checkpoint.ts';
import type { ExpectedKeys } from '../log/expected-keys.ts';
import { openNote, parseNote } from '../log/note.ts';
import { parseTlogProof } from '../log/tlog-proof.ts';
import { leafHash } from '../log/tree.ts';
import { verifyInclusion } from '../log/tree-verify.ts';
import { keyFingerprint, parseVkey } from '../log/vkey.ts';
import { chinaSecond } from './china-second.ts';
import { type ProofFile, readProofFile } from './proof-file.ts';

/** The six things that must hold, in this order. */
export const checkNames = [
  '文件格式',
  '事实与披露一致',
  '存证与链上条目一致',
  '条目在树中',
  '检查点签名',
  '见证联署',
] as const;

/** One thing checked: whether it holds, and a Chinese sentence saying what holds or what does not. */
export type VerdictCheck = {
  readonly name: (typeof checkNames)[number];
  readonly ok: boolean;
  readonly detail: string;
};

/** What a fact says, as far as the file discloses it; `withheld` are the field paths it does not. */
export type VerifiedRecord = {
  readonly bureau: string;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly ordinal?: FactOrdinal;
  readonly plain: JsonObject;
  readonly values: JsonObject;
  readonly withheld: readonly string[];
};

/** The outcome of verifying a proof file. Record, checkpoint and index are what the file claims unless `ok`. */
export type Verdict = {
  readonly ok: boolean;
  readonly checks: readonly VerdictCheck[];
  readonly record?: VerifiedRecord;
  readonly checkpoint?: { readonly origin: string; readonly size: number; readonly root: string };
  readonly logIndex?: number;
  /** Who else signed the checkpoint, each with its key and the second at which it signed. */
  readonly witnesses?: readonly WitnessedBy[];
  readonly key?: { readonly vkey: string; readonly fingerprint: string; readonly isExpected: boolean };
};

/** A witness whose cosignature holds; `time` in POSIX seconds, as it states itself. */
export type WitnessedBy = {
  readonly name: string;
  readonly vkey: string;
  readonly time: number;
  readonly isExpected: boolean;
};

/** What the reader knows from elsewhere. */
export type VerifyOptions = {
  readonly expectedVkey?: string | undefined;
  /** Keys of which the log's must be one, if there are any. */
  readonly expected?: ExpectedKeys | undefined;
  readonly requiredWitnesses?: readonly string[];
};

/** Verifies a proof file offline. Whatever the bytes are there is a verdict, never an exception. */
export function verifyProofFile(bytes: Uint8Array, options: VerifyOptions = {}): Verdict {
  const file = attempt(() => readProofFile(bytes));
  if (!file.ok) {
    const rest = checkNames.slice(1).map((name) => ({ name, ok: false, detail: '文件格式不符，未能核验。' }));
    return { ok: false, checks: [{ name: '文件格式', ok: false, detail: file.detail }, ...rest] };
  }
  const fact = attempt(() => checkFact(file.value));
  const entry = attempt(() => checkEntry(file.value));
  const place = attempt(() => checkPlace(file.value));
  const signature = attempt(() => checkSignature(file.value, options));
  const witnesses = attempt(() => checkWitnesses(file.value, options));
  const checks: VerdictCheck[] = [
    { name: '文件格式', ok: true, detail: '文件完整，是规范的证明文件。' },
    check('事实与披露一致', fact, ({ missing, values }) =>
      disclosedSentence(Object.keys(values).length, missing),
    ),
    check('存证与链上条目一致', entry, () => '按事实内容重新计算的存证值与链上条目相同。'),
    check(
      '条目在树中',
      place,
      ({ index, checkpoint: { size } }) => `条目为第 ${index} 号（从 0 起），在共 ${size} 条的树中。`,
    ),
    check('检查点签名', signature, ({ sentence }) => sentence),
    check('见证联署', witnesses, witnessedSentence),
  ];
  return {
    ok: checks.every(({ ok }) => ok),
    checks,
    ...(fact.ok && { record: recordOf(fact.value) }),
    ...(place.ok && { checkpoint: shown(place.value.checkpoint), logIndex: place.value.index }),
    ...(witnesses.ok && { witnesses: witnesses.value }),
    ...(signature.ok && { key: signature.value.key }),
  };
}

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly detail: string };

function attempt<T>(run: () => T): Attempt<T> {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    if (error instanceof VerificationError) return { ok: false, detail: `${error.message}。` };
    throw error;
  }
}

function check<T>(
  name: VerdictCheck['name'],
  outcome: Attempt<T>,
  sentence: (value: T) => string,
): VerdictCheck {
  return { name, ok: outcome.ok, detail: outcome.ok ? sentence(outcome.value) : outcome.detail };
}

function checkFact(file: ProofFile): OpenedFact {
  readFact(file.fact);
  const names = file.disclosures.map((disclosure, i) => nameOf(disclosure, i));
  const opened = openFact(file.fact, file.disclosures);
  if (names.some((name, i) => i > 0 && name <= (names[i - 1] as string))) {
    throw new VerificationError('disclosure-order');
  }
  return opened;
}

function nameOf(disclosure: string, position: number): string {
  try {
    return readDisclosure(disclosure).name;
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw new VerificationError('disclosure-malformed', `第 ${position + 1} 项披露内容`);
  }
}

function checkEntry(file: ProofFile): void {
  if (!equalBytes(file.entry, leafEntry(factCommitment(file.fact))))
    throw new VerificationError('entry-mismatch');
}

function checkPlace(file: ProofFile): { index: number; checkpoint: Checkpoint } {
  const proof = parseTlogProof(file.proof);
  if (proof.extra !== undefined) throw new VerificationError('proof-malformed', '不得含附加数据');
  const checkpoint = parseCheckpoint(parseNote(proof.checkpoint).text);
  verifyInclusion(proof.index, checkpoint.size, leafHash(file.entry), proof.hashes, checkpoint.root);
  return { index: proof.index, checkpoint };
}

function checkSignature(file: ProofFile, { expectedVkey, expected }: VerifyOptions) {
  const key = {
    vkey: file.vkey,
    fingerprint: keyFingerprint(file.vkey),
    isExpected: file.vkey === expectedVkey || expected?.has(file.vkey) === true,
  };
  const isAsked = expectedVkey !== undefined || (expected !== undefined && expected.count > 0);
  if (isAsked && !key.isExpected) {
    const wanted = expectedVkey && `，指定 ${keyFingerprint(expectedVkey).slice(0, 16)}`;
    throw new VerificationError('key-unexpected', `文件 ${key.fingerprint.slice(0, 16)}${wanted ?? ''}`);
  }
  const verifier = parseVkey(file.vkey);
  if (verifier.kind !== 'note') throw new VerificationError('key-malformed');
  const { checkpoint: note } = parseTlogProof(file.proof);
  const { checkpoint } = openCheckpoint(note, verifier);
  if (parseNote(note).signatures.length !== 1 + (file.witnesses?.length ?? 0))
    throw new VerificationError('note-extra-signature');
  const origin = printable(checkpoint.origin);
  const source = key.isExpected
    ? '公钥与指定的公钥相同'
    : `公钥随文件提供，指纹 ${key.fingerprint}，请与该机关公布的指纹核对`;
  return { key, sentence: `检查点由“${origin}”签署，签名成立；${source}。` };
}

/** Every witness named must have signed, in the order named; each once, none with the key of the log. */
function checkWitnesses(
  file: ProofFile,
  { requiredWitnesses: required = [], expected }: VerifyOptions,
): WitnessedBy[] {
  const log = parseVkey(file.vkey);
  const witnesses = (file.witnesses ?? []).map(parseVkey);
  const note = parseTlogProof(file.proof).checkpoint;
  const [, ...lines] = parseNote(note).signatures;
  for (const [i, { name, keyId, kind, publicKey }] of witnesses.entries()) {
    const isTwice = witnesses.some((other, j) => j < i && equalBytes(other.publicKey, publicKey));
    if (kind !== 'cosignature' || isTwice || equalBytes(publicKey, log.publicKey))
      throw new VerificationError('witness-malformed', name);
    if (lines[i]?.name !== name || lines[i].keyId !== keyId)
      throw new VerificationError('witness-missing', name);
  }
  const cosignatures = witnesses.length === 0 ? [] : openNote(note, witnesses).verified;
  const missing = required.find((vkey) => !file.witnesses?.includes(vkey));
  if (missing !== undefined) throw new VerificationError('witness-missing', missing.split('+')[0]);
  return cosignatures.map(({ verifier: { name, vkey }, time = 0 }) => ({
    name,
    vkey,
    time,
    isExpected: required.includes(vkey) || expected?.has(vkey) === true,
  }));
}

function witnessedSentence(witnesses: readonly WitnessedBy[]): string {
  if (witnesses.length === 0) return '文件不含见证方的联署，也没有要求。';
  const said = witnesses.map(({ name, vkey, time, isExpected }) => {
    const source = isExpected ? '公钥与指定的相同' : `公钥随文件提供，指纹 ${keyFingerprint(vkey)}`;
    return `“${printable(name)}”于 ${chinaSecond(time)} 联署（${source}）`;
  });
  return `${said.join('；')}，联署成立。`;
}

function disclosedSentence(disclosed: number, missing: readonly string[]): string {
  const withheld = missing.length === 0 ? '' : `；另有 ${missing.length} 个字段未披露，只留存证值`;
  return `披露的 ${disclosed} 个字段都与存证一致${withheld}。`;
}

function recordOf({ envelope, values, missing }: OpenedFact): VerifiedRecord {
  const { bureau, stream, version, type, occurredOn, recordedAt, ordinal, plain } = envelope;
  const record = { bureau, stream, version, type, occurredOn, recordedAt, plain, values, withheld: missing };
  return ordinal === undefined ? record : { ...record, ordinal };
}

function shown({ origin, size, root }: Checkpoint) {
  return { origin, size, root: toHex(root) };
}
