/** The SHA-256 of a file, computed in this browser; null where the connection does not allow it or the file is too large. */
export async function fileDigest(file: File): Promise<string | null> {
  if (typeof crypto.subtle === 'undefined' || file.size > largestToHashHere) return null;
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const largestToHashHere = 512 * 1024 * 1024;
