import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFactFile } from '../case-file/fact-file.ts';
import { verifyCaseFile } from '../case-file/verify-case-file.ts';
import { fromBase64, fromUtf8 } from '../encoding.ts';
import { VerificationError } from '../errors.ts';
import { parseCanonical } from '../fact/canonical-json.ts';
import { readDisclosure } from '../fact/disclosure.ts';
import { leafEntry, readFact } from '../fact/fact-envelope.ts';
import { openCheckpoint } from '../log/checkpoint.ts';
import { parsePolicy } from '../log/policy.ts';
import { decodeEntries, decodeTile } from '../log/tiles.ts';
import { parseTlogProof } from '../log/tlog-proof.ts';
import { leafHash } from '../log/tree.ts';
import { verifyInclusion } from '../log/tree-verify.ts';
import { parseVkey } from '../log/vkey.ts';
import { parseAddCheckpoint } from '../log/witness.ts';
import { verifyForkProof } from '../proof/fork-proof.ts';
import { verifyProofFile } from '../proof/verify-proof-file.ts';
import { heldBytes } from '../zip/byte-source.ts';

/** One case of a vector file: bytes in base64, and whether they hold. */
export type Vector = { readonly name: string; readonly valid: boolean; readonly bytes: string };

/** The vectors of one format, with the key or the commitment they are checked by where the format needs one. */
export type VectorFile = {
  readonly format: keyof typeof checks;
  readonly vkey?: string;
  readonly commitment?: string;
  readonly cases: readonly Vector[];
};

/** Runs every vector of a folder; answers the names of those that are judged otherwise than they say, and how many there were. */
export async function runVectors(
  folder: string,
): Promise<{ readonly count: number; readonly wrong: string[] }> {
  const wrong: string[] = [];
  let count = 0;
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
    const file = JSON.parse(readFileSync(join(folder, name), 'utf8')) as VectorFile;
    for (const one of file.cases) {
      count++;
      const bytes = fromBase64(one.bytes) ?? new Uint8Array();
      if ((await holds(file, bytes)) !== one.valid) wrong.push(`${name}: ${one.name}`);
    }
  }
  return { count, wrong };
}

async function holds(file: VectorFile, bytes: Uint8Array): Promise<boolean> {
  try {
    return (await checks[file.format](bytes, file)) !== false;
  } catch (error) {
    if (error instanceof VerificationError) return false;
    throw error;
  }
}

type Check = (bytes: Uint8Array, file: VectorFile) => unknown;

const textOf = (bytes: Uint8Array): string => fromUtf8(bytes) ?? '\u0000';

const checks = {
  'canonical-json': (bytes) => parseCanonical(bytes),
  disclosure: (bytes) => readDisclosure(textOf(bytes)),
  fact: (bytes) => readFact(bytes),
  'fact-file': (bytes) => readFactFile(bytes),
  vkey: (bytes) => parseVkey(textOf(bytes)),
  policy: (bytes) => parsePolicy(textOf(bytes)),
  checkpoint: (bytes, { vkey = '' }) => openCheckpoint(bytes, parseVkey(vkey)),
  'hash-tile': (bytes) => decodeTile(bytes, 44),
  'entry-bundle': (bytes) => decodeEntries(bytes, 44),
  'add-checkpoint': (bytes) => parseAddCheckpoint(textOf(bytes)),
  'tlog-proof': (bytes, { vkey = '', commitment = '' }) => {
    const { index, hashes, checkpoint: note } = parseTlogProof(textOf(bytes));
    const { size, root } = openCheckpoint(note, parseVkey(vkey)).checkpoint;
    verifyInclusion(
      index,
      size,
      leafHash(leafEntry(fromBase64(commitment) ?? new Uint8Array())),
      hashes,
      root,
    );
  },
  'proof-file': (bytes) => verifyProofFile(bytes).ok,
  'fork-proof': (bytes) => verifyForkProof(bytes),
  'case-file': async (bytes) => (await verifyCaseFile(heldBytes(bytes))).ok,
} satisfies Record<string, Check>;

if (import.meta.main) {
  const { count, wrong } = await runVectors(process.argv[2] ?? '');
  console.log(JSON.stringify({ count, wrong }));
}
