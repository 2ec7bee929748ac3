import { sha256 } from '@noble/hashes/sha2.js';
import { toUtf8 } from '../../bytes.ts';
import { encodeBase64Url } from './encode.ts';

/** SHA-256 where the platform has none that answers at once. */
export function sha256Of(bytes: Uint8Array): Uint8Array {
  return sha256(bytes);
}

/** SHA-256 of a text's UTF-8 bytes, as unpadded base64url. */
export function sha256TextOf(text: string): string {
  return encodeBase64Url(sha256(toUtf8(text)));
}
