/** A picture in shades from 0, black, to 255, white, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly shades: Uint8Array;
}

/** A picture in which each point is dark (1) or light (0). */
export interface Ink extends Omit<Picture, 'shades'> {
  readonly dark: Uint8Array;
}

/** The shades of a picture of red, green, blue and opacity, as a browser hands it out. */
export function shadesOf(image: {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}): Picture {
  const { width, height, data } = image;
  const shades = new Uint8Array(width * height);
  for (let i = 0; i < shades.length; i += 1)
    shades[i] = ((data[4 * i] ?? 0) * 77 + (data[4 * i + 1] ?? 0) * 151 + (data[4 * i + 2] ?? 0) * 28) >> 8;
  return { width, height, shades };
}

/** The picture at half its width and height, each point the mean of four: smaller, and quieter. */
export function halved({ width, height, shades }: Picture): Picture {
  const [w, h] = [width >> 1, height >> 1];
  const half = new Uint8Array(w * h);
  for (let y = 0; y < h; y += 1)
    for (let x = 0; x < w; x += 1) {
      const at = 2 * y * width + 2 * x;
      const sum =
        (shades[at] ?? 0) + (shades[at + 1] ?? 0) + (shades[at + width] ?? 0) + (shades[at + width + 1] ?? 0);
      half[y * w + x] = sum >> 2;
    }
  return { width: w, height: h, shades: half };
}

/** What is darker than its surroundings of that reach, so that a shadow over half the paper does no harm. */
export function inkOf({ width, height, shades }: Picture, reach: number): Ink {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += shades[y * width + x] ?? 0;
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
    }
  }
  const dark = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const [top, bottom] = [Math.max(0, y - reach), Math.min(height, y + reach + 1)];
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)];
      const sum =
        (sums[bottom * (width + 1) + right] ?? 0) -
        (sums[top * (width + 1) + right] ?? 0) -
        (sums[bottom * (width + 1) + left] ?? 0) +
        (sums[top * (width + 1) + left] ?? 0);
      // A little darker than the mean: empty paper is never quite even.
      if ((shades[y * width + x] ?? 0) * (bottom - top) * (right - left) < sum * 0.94)
        dark[y * width + x] = 1;
    }
  }
  return { width, height, dark };
}

/** Whether the point nearest to a place is dark; outside the picture nothing is. */
export function isDarkAt({ width, height, dark }: Ink, { x, y }: Point): boolean {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  return column >= 0 && row >= 0 && column < width && row < height && dark[row * width + column] === 1;
}

/** A place in a picture; (0.5, 0.5) is the middle of its first point. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
