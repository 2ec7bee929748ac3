import type { Picture } from '../read-code.ts';

/** A sheet in shades from 0, black, to 255, white, row by row. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly shades: Uint8Array;
}

/** The same as a browser would hand it out. */
export function asPicture({ width, height, shades }: Sheet): Picture {
  const data = new Uint8ClampedArray(4 * shades.length).fill(255);
  for (const [i, shade] of shades.entries()) data.fill(shade, 4 * i, 4 * i + 3);
  return { width, height, data };
}

/** How badly a sheet of paper is photographed. */
export interface Hand {
  /** Degrees by which it is turned. */
  readonly turn: number;
  /** Points of the photograph for one of the sheet. */
  readonly scale: number;
  /** How much smaller the far edge looks, 0 to 0.4. */
  readonly tilt: number;
  /** Reach of the blur, in points of the photograph. */
  readonly blur: number;
  /** How far a point may be off by chance, in shades. */
  readonly noise: number;
  /** How much darker the left edge is than the right, in shades. */
  readonly shadow: number;
}

/** A sheet as a hand-held camera shows it: turned, tilted, out of focus, grainy, half in the shade; nothing by real chance. */
export function photograph(sheet: Sheet, hand: Hand): Sheet {
  const { scale, blur } = hand;
  const side = Math.ceil(Math.hypot(sheet.width, sheet.height) * scale);
  const seen = { width: side, height: side, shades: new Uint8Array(side * side) };
  const lookedAt = onSheet(sheet, hand, side);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1)
      seen.shades[y * side + x] = shadeAt(sheet, lookedAt({ x: x + 0.5, y: y + 0.5 }));
  return exposed(blur === 0 ? seen : turned(blurred(turned(blurred(seen, blur)), blur)), hand);
}

function onSheet({ width, height }: Sheet, { turn, scale, tilt }: Hand, side: number): (at: Point) => Point {
  const angle = (turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return ({ x, y }) => {
    const [u, v] = [(x - side / 2) / scale, (y - side / 2) / scale];
    const depth = 1 + (tilt * v * scale) / side;
    const [du, dv] = [u / depth, v / depth];
    return { x: width / 2 + du * cos + dv * sin, y: height / 2 - du * sin + dv * cos };
  };
}

const PAPER = 255;

/** Between the four points around a place. */
function shadeAt({ width, height, shades }: Sheet, { x, y }: Point): number {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [dx, dy] = [x - 0.5 - left, y - 0.5 - top];
  const at = (column: number, row: number) =>
    column < 0 || row < 0 || column >= width || row >= height
      ? PAPER
      : (shades[row * width + column] ?? PAPER);
  const upper = at(left, top) * (1 - dx) + at(left + 1, top) * dx;
  const lower = at(left, top + 1) * (1 - dx) + at(left + 1, top + 1) * dx;
  return upper * (1 - dy) + lower * dy;
}

function blurred({ width, height, shades }: Sheet, reach: number): Sheet {
  const soft = new Uint8Array(shades.length);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      let weight = 0;
      for (let off = -3 * reach; off <= 3 * reach; off += 1) {
        const w = Math.exp(-(off * off) / (2 * reach * reach));
        const column = Math.min(Math.max(Math.round(x + off), 0), width - 1);
        sum += w * (shades[y * width + column] ?? PAPER);
        weight += w;
      }
      soft[y * width + x] = sum / weight;
    }
  return { width, height, shades: soft };
}

/** Columns for rows. */
function turned({ width, height, shades }: Sheet): Sheet {
  const other = new Uint8Array(shades.length);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) other[x * height + y] = shades[y * width + x] ?? PAPER;
  return { width: height, height: width, shades: other };
}

function exposed({ width, height, shades }: Sheet, { noise, shadow }: Hand): Sheet {
  let state = 1;
  const seen = shades.map((shade, i) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const grain = (((state >>> 8) % 2001) / 1000 - 1) * noise;
    // Ink is not black nor paper white in a photograph.
    const light = 60 + (shade * 160) / 255 - shadow * (1 - (i % width) / width) + grain;
    return Math.min(Math.max(light, 0), 255);
  });
  return { width, height, shades: seen };
}

/** A place on a sheet; (0.5, 0.5) is the middle of its first point. */
interface Point {
  readonly x: number;
  readonly y: number;
}
