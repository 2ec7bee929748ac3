/** Standard base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  return viewOf(bytes).toString('base64');
}

/** base64url without padding. */
export function encodeBase64Url(bytes: Uint8Array): string {
  return viewOf(bytes).toString('base64url');
}

/** base64url without padding of a text's UTF-8 bytes. */
export function encodeTextBase64Url(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** Lower-case hexadecimal. */
export function encodeHex(bytes: Uint8Array): string {
  return viewOf(bytes).toString('hex');
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
