import { mkdirSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  consistencyProof,
  formatAddCheckpoint,
  leafHash,
  makeSigner,
  rootFromLeaves,
  signCheckpoint,
} from '@mingjing/ledger';
import type pg from 'pg';
import { storeFile } from '../../evidence/evidence-store.ts';
import { openDatabases } from '../../journal/database.ts';
import { publishLog } from '../../log/publish-log.ts';
import { openSigner } from '../../log/signer.ts';
import { makeWitness } from '../../witness/witness-server.ts';
import { openWitnessStore } from '../../witness/witness-store.ts';
import { FAULT_ORIGIN, FAULT_WITNESS, ORIGINAL } from './fault-content.ts';

/**
 * A process of its own that writes what must survive, so that the system may fail its calls or kill it at one of them. Before
 * and after the work it leaves a word in the folder, and says on standard output what it acknowledged.
 */
const [subject, folder] = [process.argv[2] ?? '', process.argv[3] ?? ''];
/** Written to nowhere when the work begins: what comes before in a trace of system calls is Node's own start. */
const BEGUN = 'torture-begins';
const leaves = Array.from({ length: 40 }, (_, i) => leafHash(Uint8Array.of(i)));
const getNode = (level: number, index: number) =>
  rootFromLeaves(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));
const head = (size: number) => ({ origin: FAULT_ORIGIN, size, root: rootFromLeaves(leaves.slice(0, size)) });
const proof = (old: number, size: number) =>
  old === 0 || old === size ? [] : consistencyProof(old, size, getNode);

const subjects: Readonly<Record<string, () => Promise<number>>> = {
  signer: async () => {
    const signer = openSigner(folder, FAULT_ORIGIN);
    const last = await signer.last();
    const size = (last?.size ?? 0) + 3;
    const note = await signer.sign(head(size), last, proof(last?.size ?? 0, size));
    return note === undefined ? 0 : size;
  },
  witness: async () => {
    const log = makeSigner(FAULT_ORIGIN, new Uint8Array(32).fill(1));
    const store = await openWitnessStore(folder, FAULT_WITNESS, [log.vkey]);
    const old = (await store.lastOf(FAULT_ORIGIN))?.size ?? 0;
    const size = old + 3;
    const note = signCheckpoint(head(size), [log]);
    const answer = await makeWitness(store)(formatAddCheckpoint({ old, proof: proof(old, size), note }));
    return answer.status === 200 ? size : 0;
  },
  store: async () => {
    const parts = [ORIGINAL.subarray(0, 9000), ORIGINAL.subarray(9000)];
    const stored = await storeFile(folder, Readable.from(parts));
    return stored.size;
  },
  publisher: async () => {
    const given = JSON.parse(process.argv[4] ?? '{}') as pg.PoolConfig;
    const databases = openDatabases(
      () => given,
      () => undefined,
    );
    try {
      return await publishLog(databases.portal, 'wenshang', folder);
    } finally {
      await databases.close();
    }
  },
};

/** Makes the thread's counts of ordinary calls higher than any that Node's own start comes to, so that a fault meets the work alone. */
async function warmUp(): Promise<void> {
  for (let i = 0; i < 150; i += 1) {
    const file = await open('/dev/null', 'w').catch(() => undefined);
    await file?.write('.').catch(() => undefined);
    await file?.close().catch(() => undefined);
  }
}

mkdirSync(folder, { recursive: true });
await warmUp();
writeFileSync('/dev/null', BEGUN);
const acknowledged = await subjects[subject]?.();
process.stdout.write(`acknowledged ${acknowledged}\n`);
