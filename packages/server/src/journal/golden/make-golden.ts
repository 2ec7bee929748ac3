import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { type FactTypeName, factTypes } from '@mingjing/law';
import { NO_PREVIOUS, sealFact, toHex } from '@mingjing/ledger';
import { toSealedInput } from '../fact-codec.ts';
import { samples } from './samples.ts';

// Run by hand when a fact type or a new version of one is added: seals the missing specimens, never a second time.
for (const type of Object.keys(factTypes) as FactTypeName[]) {
  const { version, stream } = factTypes[type];
  const file = new URL(`./${type}.v${version}.json`, import.meta.url);
  if (existsSync(file)) continue;
  const data = samples[type];
  factTypes[type].schema.parse(data);
  const head = {
    bureau: 'wenshang',
    stream: `${stream}/specimen`,
    version: 1,
    occurredOn: '2025-10-10',
    recordedAt: '2025-10-11T01:02:03.004Z',
    actor: 'person-a',
    command: '00000000-0000-4000-8000-000000000000',
    previous: NO_PREVIOUS,
  };
  const { ordinal } = data as { ordinal?: unknown };
  const input = toSealedInput(
    {
      ...head,
      ...(typeof ordinal === 'object'
        ? { ordinal: ordinal as { kind: string; year: number; number: number } }
        : {}),
    },
    type,
    data,
  );
  const sealed = sealFact(input, fixedSalts(`${type}.v${version}`));
  const specimen = {
    type,
    typeVersion: version,
    data,
    bytes: Buffer.from(sealed.bytes).toString('utf8'),
    commitment: toHex(sealed.commitment),
    disclosures: sealed.disclosures,
  };
  writeFileSync(file, `${JSON.stringify(specimen, null, 2)}\n`);
}

/** Salts that anybody can make again; only for specimens, whose values are no secret. */
function fixedSalts(seed: string): (length: number) => Uint8Array {
  return (length) => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) =>
      createHash('sha256').update(`${seed} ${i}`).digest(),
    );
    return Buffer.concat(blocks).subarray(0, length);
  };
}
