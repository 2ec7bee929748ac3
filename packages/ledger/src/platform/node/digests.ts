import { createHash } from 'node:crypto';

/** SHA-256 and SM3 of bytes that come in parts, in hexadecimal. */
export function startDigests() {
  const first = createHash('sha256');
  const second = createHash('sm3');
  return {
    update: (bytes: Uint8Array): void => {
      first.update(bytes);
      second.update(bytes);
    },
    end: () => ({ sha256: first.digest('hex'), sm3: second.digest('hex') }),
  };
}
