import * as crypto from 'node:crypto';

/** SHA-256 by the platform. */
export function sha256Of(bytes: Uint8Array): Uint8Array {
  const digest = digestOf(bytes, 'buffer');
  return new Uint8Array(digest.buffer, digest.byteOffset, digest.byteLength);
}

/** SHA-256 of a text's UTF-8 bytes, as unpadded base64url. */
export function sha256TextOf(text: string): string {
  return digestOf(text, 'base64url');
}

// Node before 20.12 cannot hash at one stroke.
function digestOf(data: string | Uint8Array, encoding: 'buffer'): Buffer;
function digestOf(data: string | Uint8Array, encoding: 'base64url'): string;
function digestOf(data: string | Uint8Array, encoding: 'buffer' | 'base64url'): Buffer | string {
  if (crypto.hash !== undefined) return crypto.hash('sha256', data, encoding);
  const hash = crypto.createHash('sha256').update(data);
  return encoding === 'buffer' ? hash.digest() : hash.digest(encoding);
}
