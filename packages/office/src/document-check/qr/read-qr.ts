import { decodeModules } from './decode-modules.ts';
import { findCorners } from './find-corners.ts';
import { halved, inkOf, type Picture } from './picture.ts';
import { placeModules } from './place-modules.ts';

/** The text of the two-dimensional code in a picture, however it is turned; undefined where none is seen whole. */
export function readQr(picture: Picture): string | undefined {
  for (let one = picture; Math.min(one.width, one.height) >= LEAST; one = halved(one)) {
    if (one.width * one.height > MOST) continue;
    for (const share of REACHES) {
      const ink = inkOf(one, Math.ceil(Math.max(one.width, one.height) / share));
      for (const corners of findCorners(ink))
        for (const { size, isDark } of placeModules(ink, corners)) {
          const text = decodeModules(size, isDark);
          if (text !== undefined) return text;
        }
    }
  }
  return undefined;
}

/** A code has 21 modules a side at least. */
const LEAST = 30;
/** Points that are looked at; a larger picture is halved first. */
const MOST = 5_000_000;
/** What is around a point: an eighth of the picture, and less where a code is small in it or the light uneven. */
const REACHES = [8, 24, 60];
