import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes as joined } from '../../bytes.ts';

/** The Ed25519 public key (32 bytes) of a private seed (32 bytes). */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(seed);
}

/** The Ed25519 signature (64 bytes) over the message by a private seed (32 bytes). */
export function signWith(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return ed25519.sign(message, seed);
}

/**
 * Whether an Ed25519 signature of 64 bytes holds for a key of 32 bytes. The equation is the one without cofactor that OpenSSL
 * computes, so that browser and Node never differ.
 */
export function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const { BASE, Fn, fromBytes } = ed25519.Point;
  const [r, s] = [signature.subarray(0, 32), littleEndian(signature.subarray(32))];
  if (s >= Fn.ORDER) return false;
  try {
    const challenge = littleEndian(sha512(joined(r, publicKey, message))) % Fn.ORDER;
    const key = fromBytes(publicKey).negate().multiplyUnsafe(challenge);
    const expected = BASE.multiplyUnsafe(s).add(key).toBytes();
    return expected.every((byte, i) => byte === r[i]);
  } catch {
    return false;
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
