/** Mends a block of a two-dimensional code in place (Reed-Solomon over GF(256), 0x11d, first root 1): false where too much of it is wrong. */
export function correctErrors(block: Uint8Array, checks: number): boolean {
  const syndromes = Array.from({ length: checks }, (_, i) => valueAt(block, power(i)));
  if (syndromes.every((one) => one === 0)) return true;
  const locator = locatorOf(syndromes);
  const count = locator.length - 1;
  if (count * 2 > checks) return false;
  const places = Array.from({ length: block.length }, (_, place) => place).filter(
    (place) => evaluate(locator, power(255 - (place % 255))) === 0,
  );
  if (places.length !== count) return false;
  const evaluator = Array.from({ length: checks }, (_, i) =>
    locator.slice(0, i + 1).reduce((sum, one, j) => sum ^ times(one, syndromes[i - j] ?? 0), 0),
  );
  for (const place of places) {
    const inverse = power(255 - place);
    // Only the odd terms of the locator are left in its derivative.
    const slope = locator.reduce(
      (sum, one, i) => (i % 2 === 1 ? sum ^ times(one, raised(inverse, i - 1)) : sum),
      0,
    );
    if (slope === 0) return false;
    const wrong = times(times(power(place), evaluate(evaluator, inverse)), reciprocal(slope));
    const at = block.length - 1 - place;
    block[at] = (block[at] ?? 0) ^ wrong;
  }
  return syndromes.every((_, i) => valueAt(block, power(i)) === 0);
}

const EXPONENTS = new Uint8Array(255);
const LOGARITHMS = new Uint8Array(256);
for (let i = 0, value = 1; i < 255; i += 1) {
  EXPONENTS[i] = value;
  LOGARITHMS[value] = i;
  value = value >= 128 ? (value << 1) ^ 0x11d : value << 1;
}

const power = (exponent: number): number => EXPONENTS[exponent % 255] ?? 0;
const times = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : power((LOGARITHMS[a] ?? 0) + (LOGARITHMS[b] ?? 0));
const reciprocal = (value: number): number => power(255 - (LOGARITHMS[value] ?? 0));
const raised = (value: number, exponent: number): number =>
  exponent === 0 ? 1 : power((LOGARITHMS[value] ?? 0) * exponent);

/** Of a polynomial with its highest term first. */
const valueAt = (terms: Uint8Array, x: number): number =>
  terms.reduce((sum, term) => times(sum, x) ^ term, 0);
/** Of a polynomial with its lowest term first. */
const evaluate = (terms: readonly number[], x: number): number =>
  terms.reduceRight((sum, term) => times(sum, x) ^ term, 0);

/** The shortest recurrence of the syndromes (Berlekamp and Massey), lowest term first. */
function locatorOf(syndromes: readonly number[]): number[] {
  let current = [1];
  let before = [1];
  let length = 0;
  let shift = 1;
  let scale = 1;
  for (const [i, syndrome] of syndromes.entries()) {
    let gap = syndrome;
    for (let j = 1; j <= length; j += 1) gap ^= times(current[j] ?? 0, syndromes[i - j] ?? 0);
    if (gap === 0) {
      shift += 1;
      continue;
    }
    const factor = times(gap, reciprocal(scale));
    const next = Array.from(
      { length: Math.max(current.length, before.length + shift) },
      (_, j) => (current[j] ?? 0) ^ times(factor, before[j - shift] ?? 0),
    );
    if (2 * length <= i) {
      [before, length, scale, shift] = [current, i + 1 - length, gap, 1];
    } else shift += 1;
    current = next;
  }
  return current.slice(0, length + 1);
}
