import { concatBytes, fromBase64, fromHex, fromUtf8, toBase64, toHex, toUtf8 } from '../encoding.ts';
import { VerificationError } from '../errors.ts';
import { ed25519Verify } from '../hash.ts';
import { isKeyName, type Signer, type Verifier } from './vkey.ts';

/** One signature line of a note; `line` is the line itself with its newline. */
export type NoteSignature = {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Uint8Array;
  readonly line: string;
};

/** A note taken apart, nothing of it verified. */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** A signature that holds; a cosignature also states when, in POSIX seconds. */
export type VerifiedSignature = { readonly verifier: Verifier; readonly time?: number };

/** A note of which at least one signature by a known key holds and none by a known key fails. */
export type OpenedNote = {
  readonly text: string;
  readonly verified: readonly VerifiedSignature[];
  readonly unverified: readonly NoteSignature[];
};

/** Takes a note apart (C2SP signed-note) without verifying anything. */
export function parseNote(note: Uint8Array | string): Note {
  const whole = typeof note === 'string' ? note : fromUtf8(note);
  if (
    whole === undefined ||
    whole.length > MAX_NOTE_LENGTH ||
    !whole.isWellFormed() ||
    CONTROLS.test(whole)
  ) {
    throw new VerificationError('note-malformed');
  }
  const split = whole.lastIndexOf('\n\n');
  const lines = whole.slice(split + 2);
  if (split < 0 || !lines.endsWith('\n')) throw new VerificationError('note-malformed');
  const signatures = lines.slice(0, -1).split('\n').map(parseSignatureLine);
  if (signatures.length > MAX_SIGNATURES) throw new VerificationError('note-malformed');
  return { text: whole.slice(0, split + 1), signatures };
}

/** Verifies a note: unknown signatures are ignored, one bad signature by a known key refuses the whole note. */
export function openNote(note: Uint8Array | string, verifiers: readonly Verifier[]): OpenedNote {
  const { text, signatures } = parseNote(note);
  const verified = new Map<Verifier, VerifiedSignature>();
  const unverified = new Map<string, NoteSignature>();
  for (const signature of signatures) {
    const verifier = verifiers.find(
      ({ name, keyId }) => name === signature.name && keyId === signature.keyId,
    );
    if (verifier === undefined) unverified.set(`${signature.name}+${signature.keyId}`, signature);
    else verified.set(verifier, verifySignature(text, signature, verifier));
  }
  if (verified.size === 0) throw new VerificationError('note-unverified');
  return { text, verified: [...verified.values()], unverified: [...unverified.values()] };
}

/** Signs a text (which ends in a newline) and gives the whole note. */
export function signNote(text: string, signers: readonly Signer[]): string {
  if (signers.some((signer) => signer.kind !== 'note')) throw new VerificationError('key-malformed');
  const note = `${text}\n${signers.map((signer) => signatureLine(signer, signer.sign(toUtf8(text)))).join('')}`;
  if (parseNote(note).text !== text) throw new VerificationError('note-malformed');
  return note;
}

/** Adds a witness's dated cosignature (C2SP tlog-cosignature, Ed25519) to a signed checkpoint. */
export function cosignNote(note: string, signer: Signer, time: number): string {
  if (signer.kind !== 'cosignature' || !Number.isSafeInteger(time) || time < 0) {
    throw new VerificationError('key-malformed');
  }
  const signature = signer.sign(cosignedMessage(parseNote(note).text, time));
  return note + signatureLine(signer, concatBytes(timeBytes(time), signature));
}

/** The note with no other signature lines than these keys', each once and in this order; every one must be there. */
export function keepSignature(note: string, ...keys: readonly Verifier[]): string {
  const { text, signatures } = parseNote(note);
  const lines = keys.map(({ name, keyId }) => {
    const own = signatures.find((signature) => signature.name === name && signature.keyId === keyId);
    if (own === undefined) throw new VerificationError('note-unverified');
    return own.line;
  });
  return `${text}\n${lines.join('')}`;
}

/** The message a witness signs for the text of a checkpoint at a time in POSIX seconds. */
export function cosignedMessage(text: string, time: number): Uint8Array {
  return toUtf8(`cosignature/v1\ntime ${time}\n${text}`);
}

/** The POSIX seconds stated in a cosignature line, whoever made it; nothing is verified. */
export function cosignatureTime(signature: NoteSignature): number {
  const view = new DataView(signature.signature.buffer, signature.signature.byteOffset);
  if (signature.signature.length !== COSIGNATURE_LENGTH) throw new VerificationError('note-malformed');
  const time = Number(view.getBigUint64(0));
  if (!Number.isSafeInteger(time)) throw new VerificationError('note-malformed');
  return time;
}

const MAX_NOTE_LENGTH = 1_000_000;
const MAX_SIGNATURES = 100;
const COSIGNATURE_LENGTH = 8 + 64;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters a note must not hold
const CONTROLS = /[\u0000-\u0009\u000b-\u001f]/;

function parseSignatureLine(line: string): NoteSignature {
  const [dash, name = '', encoded = '', ...more] = line.split(' ');
  const bytes = fromBase64(encoded);
  if (dash !== '—' || more.length > 0 || !isKeyName(name) || bytes === undefined || bytes.length < 5) {
    throw new VerificationError('note-malformed');
  }
  return { name, keyId: toHex(bytes.subarray(0, 4)), signature: bytes.slice(4), line: `${line}\n` };
}

function verifySignature(text: string, signature: NoteSignature, verifier: Verifier): VerifiedSignature {
  if (verifier.kind === 'note') {
    requireEd25519(verifier, toUtf8(text), signature.signature);
    return { verifier };
  }
  if (signature.signature.length !== COSIGNATURE_LENGTH) {
    throw new VerificationError('note-bad-signature', verifier.name);
  }
  const time = cosignatureTime(signature);
  requireEd25519(verifier, cosignedMessage(text, time), signature.signature.subarray(8));
  return { verifier, time };
}

function requireEd25519({ name, publicKey }: Verifier, message: Uint8Array, signature: Uint8Array): void {
  if (!ed25519Verify(publicKey, message, signature)) throw new VerificationError('note-bad-signature', name);
}

function signatureLine(signer: Signer, signature: Uint8Array): string {
  return `— ${signer.name} ${toBase64(concatBytes(fromHex(signer.keyId) as Uint8Array, signature))}\n`;
}

function timeBytes(time: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time));
  return bytes;
}
