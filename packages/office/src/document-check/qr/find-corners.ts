import { type Ink, isDarkAt, type Point } from './picture.ts';

/** The middles of the three corner marks of a code, in their order, and how large a module seems to be. */
export interface Corners {
  readonly topLeft: Point;
  readonly topRight: Point;
  readonly bottomLeft: Point;
  readonly module: number;
}

/** Every three marks that could be the corners of one code, the likeliest first. */
export function findCorners(ink: Ink): readonly Corners[] {
  const marks = findMarks(ink);
  const found: { readonly corners: Corners; readonly doubt: number }[] = [];
  for (const [i, a] of marks.entries())
    for (const [j, b] of marks.entries())
      for (const [k, c] of marks.entries()) {
        if (j <= i || k <= j) continue;
        const one = asCorners(a, b, c);
        if (one !== undefined) found.push(one);
      }
  return found
    .sort((a, b) => a.doubt - b.doubt)
    .slice(0, MOST_TRIES)
    .map(({ corners }) => corners);
}

interface Mark extends Point {
  readonly module: number;
  readonly seen: number;
}

const MOST_MARKS = 16;
const MOST_TRIES = 6;

/** Dark, light, dark, light, dark in the lengths 1:1:3:1:1, along a row and across it. */
function findMarks(ink: Ink): readonly Mark[] {
  const marks: Mark[] = [];
  for (let y = 0; y < ink.height; y += 1) {
    const runs = [0, 0, 0, 0, 0];
    let isDark = false;
    for (let x = 0; x <= ink.width; x += 1) {
      const next = x < ink.width && ink.dark[y * ink.width + x] === 1;
      if (next === isDark && x < ink.width) {
        runs[4] = (runs[4] ?? 0) + 1;
        continue;
      }
      if (isDark && isMark(runs)) keep(marks, confirmed(ink, x, y, runs));
      runs.shift();
      runs.push(1);
      isDark = next;
    }
  }
  return marks.sort((a, b) => b.seen - a.seen).slice(0, MOST_MARKS);
}

function isMark(runs: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = runs;
  const module = (a + b + c + d + e) / 7;
  if (module < 1 || Math.min(a, b, c, d, e) === 0) return false;
  const near = (run: number, modules: number) =>
    Math.abs(run - modules * module) < modules * module * 0.5 + 0.5;
  return near(a, 1) && near(b, 1) && near(c, 3) && near(d, 1) && near(e, 1);
}

/** The mark that a row crosses just before `end`, if a column through its middle crosses it as well. */
function confirmed(ink: Ink, end: number, row: number, runs: readonly number[]): Mark | undefined {
  const [, , c = 0, d = 0, e = 0] = runs;
  const x = end - e - d - c / 2;
  const down = crossed(ink, { x, y: row + 0.5 }, 0, 1, 3 * c);
  if (down === undefined) return undefined;
  const across = crossed(ink, { x, y: down.middle.y }, 1, 0, 3 * c);
  if (
    across === undefined ||
    Math.max(down.module, across.module) > 1.7 * Math.min(down.module, across.module)
  )
    return undefined;
  return { x: across.middle.x, y: down.middle.y, module: (down.module + across.module) / 2, seen: 1 };
}

/** The five runs through a place in one direction, at most `reach` to each side. */
function crossed(ink: Ink, from: Point, dx: number, dy: number, reach: number) {
  const side = (sign: number): readonly number[] | undefined => {
    const runs = [0, 0, 0];
    for (let step = 0, run = 0; step <= reach; step += 1) {
      const isDark = isDarkAt(ink, { x: from.x + sign * dx * step, y: from.y + sign * dy * step });
      if (isDark !== (run % 2 === 0)) run += 1;
      if (run > 2) return runs;
      runs[run] = (runs[run] ?? 0) + 1;
    }
    return undefined;
  };
  const [before, after] = [side(-1), side(1)];
  if (before === undefined || after === undefined) return undefined;
  const [[c0 = 0, b = 0, a = 0], [c1 = 0, d = 0, e = 0]] = [before as Run3, after as Run3];
  // The place itself was counted on both sides.
  const runs = [a, b, c0 + c1 - 1, d, e];
  if (!isMark(runs)) return undefined;
  const shift = (c1 - c0) / 2;
  return {
    middle: { x: from.x + dx * shift, y: from.y + dy * shift },
    module: runs.reduce((sum, run) => sum + run, 0) / 7,
  };
}

type Run3 = readonly [number?, number?, number?];

function keep(marks: Mark[], found: Mark | undefined): void {
  if (found === undefined) return;
  const at = marks.findIndex(
    ({ x, y, module }) => Math.abs(x - found.x) < 2 * module && Math.abs(y - found.y) < 2 * module,
  );
  const known = marks[at];
  if (known === undefined) {
    marks.push(found);
    return;
  }
  const mean = (a: number, b: number) => (a * known.seen + b) / (known.seen + 1);
  marks[at] = {
    x: mean(known.x, found.x),
    y: mean(known.y, found.y),
    module: mean(known.module, found.module),
    seen: known.seen + 1,
  };
}

/** Marks of like size at the ends of two like sides that stand upright on each other. */
function asCorners(
  a: Mark,
  b: Mark,
  c: Mark,
): { readonly corners: Corners; readonly doubt: number } | undefined {
  const sizes = [a, b, c].map(({ module }) => module);
  const unlike = Math.max(...sizes) / Math.min(...sizes);
  if (unlike > 1.8) return undefined;
  const orders = [
    [a, b, c],
    [b, a, c],
    [c, a, b],
  ] as const;
  const [corner, one, other] = orders.reduce((best, next) =>
    distance(next[1], next[2]) > distance(best[1], best[2]) ? next : best,
  );
  const [near, far, across] = [distance(corner, one), distance(corner, other), distance(one, other)];
  const skew = Math.max(near, far) / Math.min(near, far);
  const slant = Math.abs(across ** 2 / (near ** 2 + far ** 2) - 1);
  const module = sizes.reduce((sum, size) => sum + size, 0) / 3;
  if (skew > 1.5 || slant > 0.35 || near < 10 * module || near > 190 * module) return undefined;
  const isClockwise =
    (one.x - corner.x) * (other.y - corner.y) - (one.y - corner.y) * (other.x - corner.x) > 0;
  const [topRight, bottomLeft] = isClockwise ? [one, other] : [other, one];
  const doubt = unlike - 1 + (skew - 1) + slant + 3 / (a.seen + b.seen + c.seen);
  return { corners: { topLeft: corner, topRight, bottomLeft, module }, doubt };
}

/** How far two places are from each other. */
export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
