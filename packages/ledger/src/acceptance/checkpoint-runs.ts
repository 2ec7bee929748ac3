import { equalBytes, fromHex, toUtf8 } from '../encoding.ts';
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from '../log/checkpoint.ts';
import { cosignatureTime, cosignedMessage, cosignNote, parseNote } from '../log/note.ts';
import { newTiles, TILE_WIDTH, tilePath } from '../log/tiles.ts';
import { formatTlogProof, parseTlogProof } from '../log/tlog-proof.ts';
import { makeSigner, parseSigningKey, parseVkey } from '../log/vkey.ts';
import { bytesOf, type Run, type Tally } from './run.ts';

type CheckpointVectors = {
  vkey: string;
  signerKey: string;
  witnessSeedHex: string;
  checkpoints: {
    body: string;
    size: number;
    signedNote: string;
    cosignedMessage: string;
    cosignedNote: string;
    time: number;
    witnessVkey: string;
  }[];
};
type ExampleVectors = {
  checkpoint: string;
  cosigned: string;
  cosignedExpect: { witnessKeyId: string; timestamp: number; signedMessageHead: string };
  tiledTreeExample: { size: number } & Record<string, number>;
  tilePathExample: { n: number; path: string };
};
type ProofVectors = {
  ok: { index: number; hashes: string[]; extra?: string; checkpoint: string; text: string }[];
  bad: string[];
};

/** The vector files about checkpoints, cosignatures and proof texts. */
export const checkpointRuns: Readonly<Record<string, Run>> = {
  'checkpoints.json': checkpoints,
  'c2sp-spec-examples.json': specificationExamples,
  'tlog-proof.json': proofTexts,
};

function checkpoints(vectors: CheckpointVectors, counts: Tally): void {
  const log = parseVkey(vectors.vkey);
  const signer = parseSigningKey(vectors.signerKey);
  for (const {
    body,
    size,
    signedNote,
    cosignedMessage: message,
    cosignedNote,
    time,
    witnessVkey,
  } of vectors.checkpoints) {
    const witness = parseVkey(witnessVkey);
    const witnessSigner = makeSigner(
      witness.name,
      fromHex(vectors.witnessSeedHex) as Uint8Array,
      'cosignature',
    );
    const checkpoint = parseCheckpoint(body);
    counts.check(`size ${size}`, () => checkpoint.size === size);
    counts.same(`text of ${size}`, formatCheckpoint(checkpoint), body);
    counts.same(`signed ${size}`, signCheckpoint(checkpoint, [signer]), signedNote);
    counts.check(`message of ${size}`, () => equalBytes(cosignedMessage(body, time), toUtf8(message)));
    counts.same(`witness key of ${size}`, witnessSigner.vkey, witnessVkey);
    counts.same(`cosigned ${size}`, cosignNote(signedNote, witnessSigner, time), cosignedNote);
    counts.check(`opened ${size}`, () => openCheckpoint(signedNote, log).cosignatures.length === 0);
    counts.check(`opened with cosignature ${size}`, () => {
      const { cosignatures, unverified } = openCheckpoint(cosignedNote, log, [witness]);
      return cosignatures[0]?.time === time && unverified.length === 0;
    });
    counts.check(
      `unknown cosignature of ${size} is ignored`,
      () => openCheckpoint(cosignedNote, log).unverified.length === 1,
    );
    counts.refuses(`${size} without its log's key`, () =>
      openCheckpoint(cosignedNote, parseVkey(signerOf('other')), [witness]),
    );
  }
}

function signerOf(name: string): string {
  return makeSigner(name, new Uint8Array(32)).vkey;
}

function specificationExamples(vectors: ExampleVectors, counts: Tally): void {
  const { text } = parseNote(vectors.checkpoint);
  counts.same('checkpoint', formatCheckpoint(parseCheckpoint(text)), text);
  const cosignature = parseNote(vectors.cosigned).signatures[1];
  const { witnessKeyId, timestamp, signedMessageHead } = vectors.cosignedExpect;
  counts.same('witness key id', cosignature?.keyId, witnessKeyId);
  counts.check(
    'time of the cosignature',
    () => cosignature !== undefined && cosignatureTime(cosignature) === timestamp,
  );
  const message = new TextDecoder().decode(cosignedMessage(text, timestamp));
  counts.check('cosigned message', () => message.startsWith(signedMessageHead));
  const { size, ...expected } = vectors.tiledTreeExample;
  const widths = (level: number, isFull: boolean) =>
    newTiles(0, size).filter((tile) => tile.level === level && (tile.width === TILE_WIDTH) === isFull);
  for (const [name, value] of Object.entries(expected)) {
    const level = Number(name.at(-1));
    const actual = name.startsWith('full') ? widths(level, true).length : widths(level, false)[0]?.width;
    counts.same(`${name} of ${size}`, actual, value);
  }
  counts.same('tiles of 256', newTiles(0, 256).map(tilePath).join(), 'tile/0/000,tile/1/000.p/1');
  const { n, path } = vectors.tilePathExample;
  counts.same('path example', tilePath({ level: 0, n, width: TILE_WIDTH }), `tile/0/${path}`);
}

function proofTexts({ ok, bad }: ProofVectors, counts: Tally): void {
  for (const { index, hashes, extra, checkpoint, text } of ok) {
    const proof = { index, hashes: hashes.map(bytesOf), checkpoint, ...(extra && { extra: bytesOf(extra) }) };
    counts.same(`proof of ${index}`, formatTlogProof(proof), text);
    counts.same(`proof of ${index} read back`, formatTlogProof(parseTlogProof(text)), text);
  }
  for (const text of bad) counts.refuses(JSON.stringify(text), () => parseTlogProof(text));
}
