import { VerificationError } from '../errors.ts';

/** Runs one vector file; each runner declares the shape of its own file. */
export type Run = (vectors: never, counts: Tally) => void;

/** Counts what held and names what did not. */
export type Tally = {
  readonly passed: number;
  readonly failures: readonly string[];
  /** Where we refuse on purpose what the file would let pass. */
  readonly remarks: string[];
  /** Holds when the function returns without an exception and not false. */
  readonly check: (name: string, holds: () => unknown) => void;
  /** Holds when the function refuses with a VerificationError. */
  readonly refuses: (name: string, run: () => unknown) => void;
  /** Holds when both are the same text. */
  readonly same: (name: string, actual: unknown, expected: unknown) => void;
};

/** A fresh count. */
export function tally(): Tally {
  const failures: string[] = [];
  let passed = 0;
  const check: Tally['check'] = (name, holds) => {
    try {
      if (holds() === false) failures.push(name);
      else passed++;
    } catch (error) {
      failures.push(`${name}: ${error}`);
    }
  };
  return {
    get passed() {
      return passed;
    },
    failures,
    remarks: [],
    check,
    refuses: (name, run) => check(`${name} must be refused`, () => isRefused(run)),
    same: (name, actual, expected) =>
      check(`${name}: ${actual} is not ${expected}`, () => actual === expected),
  };
}

/** The bytes of a base64 text in a vector file, whatever their number. */
export function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

function isRefused(run: () => unknown): boolean {
  try {
    run();
    return false;
  } catch (error) {
    if (error instanceof VerificationError) return true;
    throw error;
  }
}
