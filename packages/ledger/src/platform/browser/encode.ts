/** Standard base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  return btoa(parts.join(''));
}

/** base64url without padding, of bytes or of a text's UTF-8 bytes. */
export function encodeBase64Url(data: Uint8Array | string): string {
  const text = encodeBase64(typeof data === 'string' ? new TextEncoder().encode(data) : data);
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Lower-case hexadecimal. */
export function encodeHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** More arguments than this at once some engines refuse. */
const CHUNK = 8192;
