import { type FileHandle, open } from 'node:fs/promises';
import exifr from 'exifr';
import mediaInfoFactory from 'mediainfo.js';
import { placeOf } from './evidence-store.ts';

/** What a file says of itself (time, place, device, length): claims of the recorder, shown as such, never taken as fact. */
export async function readClaims(
  folder: string,
  sha256: string,
  mediaType: string,
  size: number,
): Promise<readonly { label: string; text: string }[]> {
  const path = placeOf(folder, sha256);
  try {
    if (mediaType.startsWith('image/')) return await imageClaims(path);
    if (mediaType.startsWith('video/') || mediaType.startsWith('audio/'))
      return await mediaClaims(path, size);
  } catch {
    return [{ label: '文件自述', text: '未能读出' }];
  }
  return [];
}

async function imageClaims(path: string) {
  const tags = (await exifr.parse(path, {
    pick: [
      'DateTimeOriginal',
      'OffsetTimeOriginal',
      'Make',
      'Model',
      'latitude',
      'longitude',
      'GPSLatitude',
      'GPSLongitude',
    ],
    reviveValues: false,
  })) as Record<string, unknown> | undefined;
  const claims: { label: string; text: string }[] = [];
  if (typeof tags?.DateTimeOriginal === 'string') {
    claims.push({
      label: '拍摄时间（文件自述）',
      text: `${tags.DateTimeOriginal.replace(/^(\d{4}):(\d\d):/, '$1-$2-')}${typeof tags.OffsetTimeOriginal === 'string' ? ` ${tags.OffsetTimeOriginal}` : '（未注明时区）'}`,
    });
  }
  if (typeof tags?.Model === 'string')
    claims.push({ label: '设备（文件自述）', text: [tags.Make, tags.Model].filter(Boolean).join(' ') });
  if (typeof tags?.latitude === 'number' && typeof tags.longitude === 'number')
    claims.push({
      label: '位置（文件自述）',
      text: `${tags.latitude.toFixed(5)}, ${tags.longitude.toFixed(5)}`,
    });
  return claims;
}

async function mediaClaims(path: string, size: number) {
  const file = await open(path, 'r');
  const info = await mediaInfoFactory({ format: 'object' });
  try {
    const result = await info.analyzeData(
      () => size,
      (length, offset) => readChunk(file, length, offset),
    );
    const general = result.media?.track.find((track) => track['@type'] === 'General') as
      | Record<string, unknown>
      | undefined;
    const claims: { label: string; text: string }[] = [];
    if (general?.Duration !== undefined)
      claims.push({ label: '时长', text: formatSeconds(Number(general.Duration)) });
    if (typeof general?.Encoded_Date === 'string')
      claims.push({ label: '录制时间（文件自述）', text: general.Encoded_Date });
    if (general?.IsTruncated === 'Yes') claims.push({ label: '完整性', text: '文件不完整：结尾缺失' });
    return claims;
  } finally {
    info.close();
    await file.close();
  }
}

async function readChunk(file: FileHandle, length: number, offset: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  const { bytesRead } = await file.read(buffer, 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
