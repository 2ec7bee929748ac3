import decodeQR from 'qr/decode.js';

/** A picture in red, green, blue and opacity, as a browser hands it out. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** The text of the two-dimensional code in a picture, however it is turned; undefined where none is seen whole. */
export function readCode(picture: Picture): string | undefined {
  try {
    return decodeQR(picture, { format: 'RGBA', effort: EFFORT, timeLimit: MILLISECONDS });
  } catch {
    return undefined;
  }
}

/** How often a doubtful code is looked at in another way, and for how long at most. */
const EFFORT = 8;
const MILLISECONDS = 1000;
