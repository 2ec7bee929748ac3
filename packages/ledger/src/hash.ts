import { isSignedBy, publicKeyOf, signWith } from '#curve';
import { sha256Of, sha256TextOf } from '#hash';

/** The length in bytes of every hash in the log. */
export const HASH_LENGTH = 32;

/** SHA-256 of the parts one after another. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  return sha256Of(parts.length === 1 ? (parts[0] as Uint8Array) : joined(parts));
}

/** SHA-256 of a text's UTF-8 bytes, as unpadded base64url. */
export function sha256Base64Url(text: string): string {
  return sha256TextOf(text);
}

/** The Ed25519 public key (32 bytes) of a private seed (32 bytes). */
export function ed25519PublicKey(seed: Uint8Array): Uint8Array {
  return publicKeyOf(seed);
}

/** The Ed25519 signature (64 bytes) over the message by a private seed (32 bytes). */
export function ed25519Sign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return signWith(seed, message);
}

/** Whether the Ed25519 signature over the message was made by the holder of the public key (32 bytes). */
export function ed25519Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64 || isWeak(publicKey)) return false;
  return isSignedBy(publicKey, message, signature);
}

/** Most of what is hashed is short and hashed at once: it is put together in the same place each time. */
const place = new Uint8Array(16_384);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const whole = length <= place.length ? place.subarray(0, length) : new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Keys for which anybody can make signatures, and second spellings of a key; not every implementation refuses them. */
function isWeak(publicKey: Uint8Array): boolean {
  const spelled = (i: number): number => (publicKey[i] as number) & (i === 31 ? 0x7f : 0xff);
  if (spelled(31) === 0x7f && spelled(0) >= 0xed && publicKey.subarray(1, 31).every((byte) => byte === 0xff))
    return true;
  return WEAK.some((point) => point.every((byte, i) => byte === spelled(i)));
}

/** The y of every point of order 1, 2, 4 and 8 of the curve, least byte first. */
const WEAK = [
  0n,
  1n,
  2n ** 255n - 20n,
  0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n,
  0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n,
].map((y) => Array.from({ length: 32 }, (_, i) => Number((y >> BigInt(8 * i)) & 255n)));
