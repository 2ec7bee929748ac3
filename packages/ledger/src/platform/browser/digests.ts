import { sha256 } from '@noble/hashes/sha2.js';
import { Sm3 } from '../../bag/sm3.ts';
import { encodeHex } from './encode.ts';

/** SHA-256 and SM3 of bytes that come in parts, in hexadecimal. */
export function startDigests() {
  const first = sha256.create();
  const second = new Sm3();
  return {
    update: (bytes: Uint8Array): void => {
      first.update(bytes);
      second.update(bytes);
    },
    end: () => ({ sha256: encodeHex(first.digest()), sm3: encodeHex(second.digest()) }),
  };
}
