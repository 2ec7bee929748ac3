import type { IsDark } from './decode-modules.ts';
import { type Corners, distance } from './find-corners.ts';
import { type Ink, isDarkAt, type Point } from './picture.ts';

/** Every reading of the modules between three corners, by the sizes the code can have: the likeliest first. */
export function* placeModules(
  ink: Ink,
  corners: Corners,
): Generator<{ readonly size: number; readonly isDark: IsDark }> {
  const module = measureModule(ink, corners) ?? corners.module;
  const side =
    (distance(corners.topLeft, corners.topRight) + distance(corners.topLeft, corners.bottomLeft)) / 2;
  const version = Math.round((side / module + 7 - 17) / 4);
  for (const one of [version, version - 1, version + 1]) {
    if (one < 1 || one > 40) continue;
    const size = 17 + 4 * one;
    for (const fourth of fourthPoints(ink, corners, size))
      yield { size, isDark: reader(ink, corners, fourth, size) };
  }
}

/** A place in the picture and the module, counted from the corner, whose middle lies there. */
interface Anchor {
  readonly at: Point;
  readonly module: number;
}

/** Where the alignment mark is seen; without one, where the fourth corner would be if the paper lay square to the eye. */
function* fourthPoints(
  ink: Ink,
  { topLeft, topRight, bottomLeft }: Corners,
  size: number,
): Generator<Anchor> {
  const across = size - 7;
  const right = { x: (topRight.x - topLeft.x) / across, y: (topRight.y - topLeft.y) / across };
  const down = { x: (bottomLeft.x - topLeft.x) / across, y: (bottomLeft.y - topLeft.y) / across };
  const move = (from: Point, columns: number, rows: number): Point => ({
    x: from.x + columns * right.x + rows * down.x,
    y: from.y + columns * right.y + rows * down.y,
  });
  if (size > 21) {
    const expected = move(topLeft, size - 10, size - 10);
    const fits = (middle: Point): number =>
      MARK.filter(([x, y, isDark]) => isDarkAt(ink, move(middle, x, y)) === isDark).length;
    const reach = Math.max(4, size / 8);
    let best = { at: expected, fit: 0, off: 0 };
    for (let y = -reach; y <= reach; y += 0.25)
      for (let x = -reach; x <= reach; x += 0.25) {
        const at = move(expected, x, y);
        const [fit, off] = [fits(at), Math.hypot(x, y)];
        if (fit > best.fit || (fit === best.fit && off < best.off)) best = { at, fit, off };
      }
    if (best.fit >= 22) yield { at: centred(best.at, move, fits), module: size - 6.5 };
  }
  yield { at: move(topLeft, across, across), module: size - 3.5 };
}

/** The middle of all places near by at which the mark fits as well. */
function centred(
  at: Point,
  move: (from: Point, columns: number, rows: number) => Point,
  fits: (middle: Point) => number,
): Point {
  const steps = [-0.6, -0.45, -0.3, -0.15, 0, 0.15, 0.3, 0.45, 0.6];
  const near = steps.flatMap((x) => steps.map((y) => move(at, x, y)));
  const most = Math.max(...near.map(fits));
  const best = near.filter((one) => fits(one) === most);
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  return { x: mean(best.map(({ x }) => x)), y: mean(best.map(({ y }) => y)) };
}

/** The alignment mark: a dark ring, a light ring, a dark middle. */
const MARK = [-2, -1, 0, 1, 2].flatMap((y) =>
  [-2, -1, 0, 1, 2].map((x) => [x, y, Math.max(Math.abs(x), Math.abs(y)) !== 1] as const),
);

/** Five looks at each module, so that a speck does not decide. */
function reader(ink: Ink, { topLeft, topRight, bottomLeft }: Corners, fourth: Anchor, size: number): IsDark {
  const far = size - 3.5;
  const project = projection([
    [3.5, 3.5, topLeft],
    [far, 3.5, topRight],
    [3.5, far, bottomLeft],
    [fourth.module, fourth.module, fourth.at],
  ]);
  return (x, y) =>
    LOOKS.filter(([dx, dy]) => isDarkAt(ink, project(x + 0.5 + dx, y + 0.5 + dy))).length > LOOKS.length / 2;
}

const LOOKS = [
  [0, 0],
  [-0.2, 0],
  [0.2, 0],
  [0, -0.2],
  [0, 0.2],
] as const;

type Pair = readonly [column: number, row: number, at: Point];

/** The view of a plane under which four places of it are seen at four places of the picture. */
function projection(pairs: readonly Pair[]): (column: number, row: number) => Point {
  const rows = pairs.flatMap(([u, v, { x, y }]) => [
    [u, v, 1, 0, 0, 0, -u * x, -v * x, x],
    [0, 0, 0, u, v, 1, -u * y, -v * y, y],
  ]);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = solved(rows);
  return (u, v) => {
    const depth = g * u + h * v + 1;
    return { x: (a * u + b * v + c) / depth, y: (d * u + e * v + f) / depth };
  };
}

/** The unknowns of linear equations, each a row that ends in its right side. */
function solved(rows: readonly (readonly number[])[]): readonly number[] {
  const left = rows.map((row) => [...row]);
  for (let column = 0; column < left.length; column += 1) {
    const rest = left.slice(column);
    const pivot = rest.reduce((best, row) =>
      Math.abs(row[column] ?? 0) > Math.abs(best[column] ?? 0) ? row : best,
    );
    left.splice(left.indexOf(pivot), 1);
    left.splice(column, 0, pivot);
    const scale = pivot[column] || 1;
    for (const [i, value] of pivot.entries()) pivot[i] = value / scale;
    for (const row of left) {
      const factor = row[column] ?? 0;
      if (row === pivot || factor === 0) continue;
      for (const [i, value] of pivot.entries()) row[i] = (row[i] ?? 0) - factor * value;
    }
  }
  return left.map((row) => row.at(-1) ?? 0);
}

/** How long a module is along the sides: a corner mark ends three and a half modules from its middle. */
function measureModule(ink: Ink, { topLeft, topRight, bottomLeft, module }: Corners): number | undefined {
  const measured = [
    [topLeft, topRight],
    [topRight, topLeft],
    [topLeft, bottomLeft],
    [bottomLeft, topLeft],
  ].flatMap(([from, to]) => {
    if (from === undefined || to === undefined) return [];
    const length = distance(from, to);
    const towards = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
    return [1, -1].flatMap((sign) => edgeOf(ink, from, towards, sign, module) ?? []);
  });
  return measured.length === 0 ? undefined : measured.reduce((sum, one) => sum + one, 0) / measured.length;
}

function edgeOf(ink: Ink, from: Point, { x, y }: Point, sign: number, module: number): number | undefined {
  let changes = 0;
  for (let step = 0; step < 6 * module; step += 0.25) {
    const isDark = isDarkAt(ink, { x: from.x + sign * step * x, y: from.y + sign * step * y });
    if (isDark !== (changes % 2 === 0)) changes += 1;
    if (changes === 3) return step / 3.5;
  }
  return undefined;
}
