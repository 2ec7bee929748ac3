import { createHash, getHashes } from 'node:crypto';
import { checkBag } from '../bag/check-bag.ts';
import { bytesOf, type Run, type Tally } from './run.ts';

type BagVectors = {
  bags: {
    version: string;
    kind: 'valid' | 'invalid' | 'warning' | 'linux-only';
    name: string;
    files: Record<string, string>;
  }[];
};

/** The vector file of whole bags: valid and odd ones are taken, invalid ones and those that leave the bag are refused. */
export const bagRuns: Readonly<Record<string, Run>> = { 'bagit-conformance.json': bags };

const known = new Set(getHashes());
const digest = (algorithm: string, bytes: Uint8Array): string | undefined =>
  known.has(algorithm) ? createHash(algorithm).update(bytes).digest('hex') : undefined;

function bags({ bags }: BagVectors, counts: Tally): void {
  for (const { version, kind, name, files } of bags) {
    const contents = new Map(Object.entries(files).map(([path, text]) => [path, bytesOf(text)]));
    const { errors, warnings } = checkBag(contents, digest);
    const said = JSON.stringify({ errors, warnings });
    const taken = kind === 'valid' || kind === 'warning';
    counts.check(`${version} ${kind} ${name}: ${said}`, () => (errors.length === 0) === taken);
    if (kind === 'warning') counts.check(`${version} ${kind} ${name}: no warning`, () => warnings.length > 0);
  }
}
