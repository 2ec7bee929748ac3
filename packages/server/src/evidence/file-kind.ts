/** What a file is by its first bytes, and what may be stored as a record; names and claimed types count for nothing. */
export function mediaTypeOf(head: Buffer): string | null {
  const starts = (hex: string, at = 0) => head.subarray(at, at + hex.length / 2).toString('hex') === hex;
  if (starts('ffd8ff')) return 'image/jpeg';
  if (starts('89504e470d0a1a0a')) return 'image/png';
  if (starts('52494646') && head.subarray(8, 12).toString('latin1') === 'WEBP') return 'image/webp';
  if (head.subarray(4, 8).toString('latin1') === 'ftyp') {
    const brand = head.subarray(8, 12).toString('latin1');
    if (brand.startsWith('hei') || brand === 'mif1') return 'image/heic';
    return brand.startsWith('M4A') ? 'audio/mp4' : brand.startsWith('qt') ? 'video/quicktime' : 'video/mp4';
  }
  if (starts('1a45dfa3')) return 'video/webm';
  if (starts('52494646') && head.subarray(8, 12).toString('latin1') === 'AVI ') return 'video/x-msvideo';
  if (starts('52494646') && head.subarray(8, 12).toString('latin1') === 'WAVE') return 'audio/wav';
  if (starts('494433') || starts('fffb') || starts('fff3')) return 'audio/mpeg';
  if (starts('4f676753')) return 'audio/ogg';
  if (starts('25504446')) return 'application/pdf';
  return null;
}
