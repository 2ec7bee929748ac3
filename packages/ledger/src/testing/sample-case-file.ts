import { startDigests } from '#digests';
import {
  checkpointPath,
  documentPath,
  factPath,
  originalPath,
  places,
  proofPath,
} from '../case-file/bag-layout.ts';
import { bagTexts } from '../case-file/bag-texts.ts';
import { makeFactFile } from '../case-file/fact-file.ts';
import { concatBytes, toUtf8 } from '../encoding.ts';
import { canonicalize, type JsonObject } from '../fact/canonical-json.ts';
import { readDisclosure } from '../fact/disclosure.ts';
import { leafEntry, NO_PREVIOUS, previousOf, type SealedFact, sealFact } from '../fact/fact-envelope.ts';
import { signCheckpoint } from '../log/checkpoint.ts';
import { cosignNote } from '../log/note.ts';
import { formatTlogProof } from '../log/tlog-proof.ts';
import { appendLeaves, inclusionProof, leafHash } from '../log/tree.ts';
import { makeSigner } from '../log/vkey.ts';
import { Crc32 } from '../zip/crc-32.ts';
import { centralDirectory, dataDescriptor, localHeader, type ZipEntry } from '../zip/zip-layout.ts';

/** The log and the witness of the samples. */
export const sampleLog = makeSigner('mingjing.test/370830', new Uint8Array(32).fill(1));
export const sampleWitness = makeSigner('witness.test', new Uint8Array(32).fill(2), 'cosignature');

/** What makes a sample case differ from the plain one. */
export type SampleChanges = {
  /** The last fact orders the first fact's name and the original to be erased. */
  readonly erased?: boolean;
  /** Put in, or taken out where undefined, before the manifests are made: what a forger can do who knows the form. */
  readonly files?: Readonly<Record<string, Uint8Array | undefined>>;
};

/** A small case: three facts, one document and one original, in a log of eleven entries that a witness has signed. */
export function sampleCaseFiles({ erased = false, files = {} }: SampleChanges = {}): Map<string, Uint8Array> {
  const facts = sampleFacts(erased);
  const content = new Map<string, Uint8Array>();
  const { note, prove } = logOver(facts);
  for (const [i, one] of facts.entries()) {
    const withheld = erased && i === 0 ? [{ name: 'party', ground: '依法删除' }] : [];
    const disclosures = one.disclosures.filter(
      (text) => !withheld.some(({ name }) => name === readDisclosure(text).name),
    );
    content.set(factPath(i + 1), makeFactFile({ fact: one.bytes, disclosures, withheld }));
    content.set(proofPath(i + 1), toUtf8(formatTlogProof({ ...prove(i), checkpoint: note })));
  }
  if (!erased) content.set(documentPath(documentDigest), document);
  if (!erased) content.set(originalPath(originalDigest, 'jpg'), original);
  content.set(places.metadata, metadata(facts.length));
  content.set(checkpointPath(1), toUtf8(note));
  content.set(
    places.policy,
    toUtf8(`log ${sampleLog.vkey}\nwitness justice ${sampleWitness.vkey}\nquorum justice\n`),
  );
  content.set(places.reading, toUtf8('<!doctype html><title>说明</title>'));
  for (const [path, bytes] of Object.entries(files)) {
    if (bytes === undefined) content.delete(path);
    else content.set(path, bytes);
  }
  return withTexts(content);
}

/** The facts of the sample case. */
export function sampleFacts(erased = false): SealedFact[] {
  return chain([
    fact('case-filed', { caseNumber: '汶交立〔2026〕3号' }, { party: '某运输有限公司' }),
    fact(
      'record-attached',
      { attachment: { evidenceId: 'e1', sha256: originalDigest } },
      { name: '现场照片' },
    ),
    fact('document-issued', { documentId: 'd1', sha256: documentDigest }, {}),
    ...(erased
      ? [
          fact(
            'personal-data-erased',
            {
              targets: [
                { version: 1, fields: ['party'] },
                { version: 2, fields: ['attachment'] },
              ],
            },
            { authority: '个人信息保护法第四十七条' },
          ),
        ]
      : []),
  ]);
}

/** The zip of a bag exactly as an export writes it. */
export function packZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries: ZipEntry[] = [];
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [path, bytes] of files) {
    const crc = new Crc32();
    crc.update(bytes);
    const entry: ZipEntry = {
      path,
      offset,
      size: bytes.length,
      packedSize: bytes.length,
      crc: crc.value,
      method: 0,
    };
    const written = [localHeader(entry), bytes, dataDescriptor(entry)];
    entries.push(entry);
    parts.push(...written);
    offset += written.reduce((sum, { length }) => sum + length, 0);
  }
  return concatBytes(...parts, centralDirectory(entries, offset));
}

/** The bag with its declaration, its information and all manifests over what it holds. */
function withTexts(content: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  const digested = [...content].map(([path, bytes]) => ({ path, size: bytes.length, ...digestsOf(bytes) }));
  return new Map([...content, ...bagTexts(digested, { 'Bagging-Date': '2026-11-22' }, digestsOf)]);
}

function digestsOf(bytes: Uint8Array) {
  const digests = startDigests();
  digests.update(bytes);
  return digests.end();
}

function sha256Of(bytes: Uint8Array): string {
  return digestsOf(bytes).sha256;
}

const document = toUtf8('%PDF-1.7 样本：一份文书，内容随意。');
const original = Uint8Array.from({ length: 600 }, (_, i) => (i * 7) & 255);
const [documentDigest, originalDigest] = [document, original].map(sha256Of) as [string, string];

type Draft = { readonly type: string; readonly plain: JsonObject; readonly sealed: JsonObject };
const fact = (type: string, plain: JsonObject, sealed: JsonObject): Draft => ({ type, plain, sealed });

function chain(drafts: readonly Draft[]): SealedFact[] {
  const facts: SealedFact[] = [];
  for (const [i, draft] of drafts.entries()) {
    const head = {
      bureau: '370830',
      stream: 'case/1',
      version: i + 1,
      typeVersion: 1,
      occurredOn: '2026-11-20',
      recordedAt: '2026-11-20T02:14:28Z',
      actor: 'officer-1',
      command: `command-${i}`,
      previous: i === 0 ? NO_PREVIOUS : previousOf((facts[i - 1] as SealedFact).commitment),
    };
    facts.push(
      sealFact({ ...head, ...draft }, (length) =>
        Uint8Array.from({ length }, (_, at) => (at * 37 + i) & 255),
      ),
    );
  }
  return facts;
}

function metadata(lastVersion: number): Uint8Array {
  const facts = Array.from({ length: lastVersion }, (_, i) => ({
    version: i + 1,
    label: '样本',
    by: '张某',
  }));
  const value = {
    title: '样本案',
    exportedAt: '2026-11-22T02:00:00Z',
    lastVersion,
    facts,
    files: [],
    absent: [],
  };
  return toUtf8(`${canonicalize(value)}\n`);
}

/** A log of eleven entries in which the facts stand from the fourth on: its signed head, and the proof of each. */
export function logOver(facts: readonly SealedFact[]) {
  const size = 11;
  const leaves = Array.from({ length: size }, (_, i) =>
    leafHash(
      facts[i - 3] === undefined ? toUtf8(`${i}`) : leafEntry((facts[i - 3] as SealedFact).commitment),
    ),
  );
  const { nodes, root } = appendLeaves([], 0, leaves);
  const signed = signCheckpoint({ origin: sampleLog.name, size, root }, [sampleLog]);
  const node = (level: number, at: number): Uint8Array =>
    nodes.find((one) => one.level === level && one.index === at)?.hash as Uint8Array;
  return {
    note: cosignNote(signed, sampleWitness, 1_790_000_000),
    prove: (i: number) => ({ index: i + 3, hashes: inclusionProof(i + 3, size, node) }),
  };
}
