import { concatBytes, fromBase64, fromHex, toBase64, toHex, toUtf8 } from '../encoding.ts';
import { VerificationError } from '../errors.ts';
import { ed25519PublicKey, ed25519Sign, sha256 } from '../hash.ts';

/** What a key signs: notes themselves (type 0x01) or, as a witness, dated cosignatures of checkpoints (type 0x04). */
export type KeyKind = 'note' | 'cosignature';

/** A public key whose signatures are known. */
export type Verifier = {
  readonly name: string;
  readonly keyId: string;
  readonly kind: KeyKind;
  readonly publicKey: Uint8Array;
  readonly vkey: string;
};

/** A private key at work: `sign` gives the 64 bytes of an Ed25519 signature. */
export type Signer = Verifier & { readonly sign: (message: Uint8Array) => Uint8Array };

/** The public key as one line of text (C2SP signed-note): name, key id and key material joined by +. */
export function formatVkey(name: string, publicKey: Uint8Array, kind: KeyKind = 'note'): string {
  if (!isKeyName(name) || publicKey.length !== 32) throw new VerificationError('key-malformed');
  const material = concatBytes(Uint8Array.of(KIND_BYTES[kind]), publicKey);
  return `${name}+${toHex(keyId(name, material))}+${toBase64(material)}`;
}

/** Reads a public key line; a wrong key id, an unknown kind or a different spelling is refused. */
export function parseVkey(vkey: string): Verifier {
  const [name = '', id = '', ...rest] = vkey.split('+');
  const material = fromBase64(rest.join('+'));
  const kind = material && kindOf(material[0]);
  if (material === undefined || kind === undefined || material.length !== 33 || !isKeyName(name)) {
    throw new VerificationError('key-malformed');
  }
  if (toHex(keyId(name, material)) !== id) throw new VerificationError('key-malformed');
  return { name, keyId: id, kind, publicKey: material.slice(1), vkey };
}

/** A signer from its name and its private seed of 32 bytes. */
export function makeSigner(name: string, seed: Uint8Array, kind: KeyKind = 'note'): Signer {
  if (seed.length !== 32) throw new VerificationError('key-malformed');
  const verifier = parseVkey(formatVkey(name, ed25519PublicKey(seed), kind));
  return { ...verifier, sign: (message) => ed25519Sign(seed, message) };
}

/** The private key as one line of text: PRIVATE+KEY+name+id+material. Keep it where nobody else reads. */
export function formatSigningKey(name: string, seed: Uint8Array, kind: KeyKind = 'note'): string {
  const { keyId: id } = makeSigner(name, seed, kind);
  return `PRIVATE+KEY+${name}+${id}+${toBase64(concatBytes(Uint8Array.of(KIND_BYTES[kind]), seed))}`;
}

/** Reads a private key line. */
export function parseSigningKey(text: string): Signer {
  const [word, key, name = '', id = '', ...rest] = text.split('+');
  const material = fromBase64(rest.join('+'));
  const kind = material && kindOf(material[0]);
  const isWhole = word === 'PRIVATE' && key === 'KEY' && fromHex(id)?.length === 4 && material?.length === 33;
  if (!isWhole || kind === undefined || material === undefined) throw new VerificationError('key-malformed');
  const signer = makeSigner(name, material.slice(1), kind);
  if (signer.keyId !== id) throw new VerificationError('key-malformed');
  return signer;
}

/** What people compare to know that a public key is the right one: the SHA-256 of the key line, in hexadecimal. */
export function keyFingerprint(vkey: string): string {
  return toHex(sha256(toUtf8(vkey)));
}

/** Whether a name may stand in a signature line: not empty, no spaces, no plus sign, no control characters. */
export function isKeyName(name: string): boolean {
  return name.isWellFormed() && /^[^\p{White_Space}\p{Cc}+]+$/u.test(name);
}

const KIND_BYTES: Readonly<Record<KeyKind, number>> = { note: 1, cosignature: 4 };

function kindOf(byte: number | undefined): KeyKind | undefined {
  return byte === KIND_BYTES.note ? 'note' : byte === KIND_BYTES.cosignature ? 'cosignature' : undefined;
}

function keyId(name: string, material: Uint8Array): Uint8Array {
  return sha256(toUtf8(`${name}\n`), material).slice(0, 4);
}
