/** Standard base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  return viewOf(bytes).toString('base64');
}

/** base64url without padding, of bytes or of a text's UTF-8 bytes. */
export function encodeBase64Url(data: Uint8Array | string): string {
  return (typeof data === 'string' ? Buffer.from(data) : viewOf(data)).toString('base64url');
}

/** Lower-case hexadecimal. */
export function encodeHex(bytes: Uint8Array): string {
  return viewOf(bytes).toString('hex');
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
