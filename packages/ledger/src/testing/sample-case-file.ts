import { startDigests } from '#digests';
import {
  checkpointPath,
  documentPath,
  factPath,
  originalPath,
  places,
  proofPath,
  publicationPath,
} from '../case-file/bag-layout.ts';
import { bagTexts } from '../case-file/bag-texts.ts';
import { makeFactFile } from '../case-file/fact-file.ts';
import { concatBytes, toUtf8 } from '../encoding.ts';
import { canonicalize, type JsonObject } from '../fact/canonical-json.ts';
import { readDisclosure } from '../fact/disclosure.ts';
import {
  leafEntry,
  NO_PREVIOUS,
  previousOf,
  readFact,
  type SealedFact,
  sealFact,
} from '../fact/fact-envelope.ts';
import { signCheckpoint } from '../log/checkpoint.ts';
import { cosignNote } from '../log/note.ts';
import { formatTlogProof } from '../log/tlog-proof.ts';
import { appendLeaves, inclusionProof, leafHash } from '../log/tree.ts';
import { makeSigner } from '../log/vkey.ts';
import { makeProofFile } from '../proof/proof-file.ts';
import { Crc32 } from '../zip/crc-32.ts';
import { centralDirectory, dataDescriptor, localHeader, type ZipEntry } from '../zip/zip-layout.ts';

/** The log and the witness of the samples. */
export const sampleLog = makeSigner('mingjing.test/370830', new Uint8Array(32).fill(1));
export const sampleWitness = makeSigner('witness.test', new Uint8Array(32).fill(2), 'cosignature');

/** What makes a sample case differ from the plain one. */
export type SampleChanges = {
  /** The last fact orders the first fact's name and the original to be erased. */
  readonly erased?: boolean;
  /** The last fact says that the decision was revoked. */
  readonly revoked?: boolean;
  /** Put in, or taken out where undefined, before the manifests are made: what a forger can do who knows the form. */
  readonly files?: Readonly<Record<string, Uint8Array | undefined>>;
};

/** A small case: three facts, two publications, one document and one original, in a log of eleven entries that a witness has signed. */
export function sampleCaseFiles({
  erased = false,
  revoked = false,
  files = {},
}: SampleChanges = {}): Map<string, Uint8Array> {
  const facts = sampleFacts(erased, revoked);
  const published = erased || revoked ? [] : samplePublications();
  const exported = sampleExport([facts, ...published]);
  const content = new Map<string, Uint8Array>();
  const [beside, streams] = [
    [exported, ...published.flat()],
    [facts, ...published, [exported]],
  ];
  const { note, prove } = logOver(streams.flat());
  const proofOf = (one: SealedFact) =>
    makeProofFile({
      fact: one.bytes,
      disclosures: one.disclosures,
      vkey: sampleLog.vkey,
      ...prove(streams.flat().indexOf(one)),
      checkpoint: note,
      witnesses: [sampleWitness.vkey],
    });
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
  for (const one of beside) {
    const { stream, version } = readFact(one.bytes);
    content.set(one === exported ? places.exported : publicationPath(stream, version), proofOf(one));
  }
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
export function sampleFacts(erased = false, revoked = false): SealedFact[] {
  return chain([
    fact('case-filed', { caseNumber: '汶交立〔2026〕3号' }, { party: '某运输有限公司' }),
    fact(
      'record-attached',
      { attachment: { evidenceId: 'e1', sha256: originalDigest } },
      { name: '现场照片', fileName: '现场.jpg' },
    ),
    fact(
      'document-issued',
      {
        documentId: 'd1',
        sha256: documentDigest,
        title: '行政处罚决定书',
        documentNumber: '汶交罚〔2026〕3号',
      },
      {},
    ),
    ...(revoked ? [fact('decision-revoked', { outcome: 'revoked', by: '某市人民政府' }, {})] : []),
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

/** The facts of two publications of its decision, the second only drafted. */
function samplePublications(): SealedFact[][] {
  const drafted = fact('publication-drafted', { decisionStream: 'case/1' }, { fields: '样本' });
  return [
    chain([drafted, fact('result-published', { number: '汶交罚〔2026〕3号' }, {})], 'publication/1a'),
    chain([drafted], 'publication/2b'),
  ];
}

/** The fact of an export at which these streams had come so far. */
function sampleExport(streams: readonly (readonly SealedFact[])[]): SealedFact {
  const ends = streams.map((facts) => {
    const last = facts.at(-1) as SealedFact;
    const { stream, version } = readFact(last.bytes);
    return { stream, version, commitment: previousOf(last.commitment) };
  });
  return chain([fact('case-exported', { streams: ends }, {})], 'export/1')[0] as SealedFact;
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

function chain(drafts: readonly Draft[], stream = 'case/1'): SealedFact[] {
  const facts: SealedFact[] = [];
  for (const [i, draft] of drafts.entries()) {
    const head = {
      bureau: '370830',
      stream,
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
