import { documentRemark, factTypes } from '@mingjing/law';
import {
  canonicalize,
  factPath,
  formatTlogProof,
  isPublicationPath,
  makeFactFile,
  type OpenedFact,
  openFact,
  type Policy,
  places,
  proofPath,
  type WithheldField,
} from '@mingjing/ledger';
import { type LoadedCase, loadCase } from '../cases/case-store.ts';
import { withChangedParts } from '../cases/changed-parts.ts';
import { describeFact } from '../cases/describe-fact.ts';
import type { Queryable } from '../journal/database.ts';
import type { ReadFact } from '../journal/fact-codec.ts';
import type { VerifierFiles } from '../platform/verifier-bundle.ts';
import { type AbsentFile, type CaseFile, gatherFiles } from './gather-files.ts';
import { gatherProofs } from './gather-proofs.ts';
import { gatherPublications, provenFile } from './gather-publications.ts';
import { heldFile, type PlannedFile } from './planned-file.ts';
import { readingPage } from './reading-page.ts';
import { type ExportStatement, exportStream } from './record-export.ts';

/** What an export is made with. */
export interface ExportSource {
  readonly db: Queryable;
  /** Asked for log and proofs, which hold no content. */
  readonly log: Queryable;
  readonly evidenceFolder: string;
  readonly policy: Policy;
  readonly bureauName: (bureau: string) => string;
  readonly namesIn: (state: LoadedCase['state']) => Promise<ReadonlyMap<string, string>>;
  readonly portalAddress: string;
  readonly verifier: VerifierFiles;
  readonly now: Date;
  /** The name of who exports. */
  readonly by: string;
}

/** A line of the reading page about one fact. */
export interface FactLine {
  readonly version: number;
  readonly label: string;
  readonly detail: string;
  readonly by: string;
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly logIndex: number | null;
  readonly withheld: readonly WithheldField[];
}

/** A whole case, ready to be packed. */
export interface CaseExport {
  readonly fileName: string;
  readonly files: readonly PlannedFile[];
  readonly info: Readonly<Record<string, string>>;
  readonly facts: readonly FactLine[];
  readonly present: readonly CaseFile[];
  readonly absent: readonly AbsentFile[];
  readonly isWitnessed: boolean;
}

/** Gathers everything that belongs to a case as far as an export states it; the bytes of documents and originals are only fetched when they are packed. */
export async function gatherCase(
  source: ExportSource,
  id: string,
  { ends, exported }: ExportStatement,
): Promise<CaseExport> {
  const { db, log, policy, now } = source;
  const loaded = await loadCase(db, id);
  const { state, stream } = loaded;
  const said = exported === null ? [] : [{ stream: exportStream(id), version: exported.fact.version }];
  const proofs = await gatherProofs(log, { bureau: state.bureau, ends: [...ends, ...said], policy });
  const beside = [
    ...(await gatherPublications(db, ends, proofs.proofOf)),
    ...(exported === null ? [] : provenFile(places.exported, exported, proofs.proofOf)),
  ];
  const names = await source.namesIn(state);
  const last = ends.find((end) => end.stream === stream)?.version ?? 0;
  const opened = loaded.facts
    .slice(0, last)
    .map((fact) => ({ fact, version: fact.fact.version, opened: open(fact) }));
  const { present, absent } = await gatherFiles(db, source.evidenceFolder, stream, state.bureau, opened);
  const facts = opened.map(({ fact, opened: { missing } }) =>
    factLine(fact, missing, loaded.facts, names, proofs.proofOf(stream, fact.fact.version)?.index ?? null),
  );
  const bureau = source.bureauName(state.bureau);
  const exportedAt = now.toISOString();
  const title = [state.number, state.title].filter(Boolean).join(' ');
  const metadata = {
    format: 'mingjing-case-file/v1',
    bureau: { id: state.bureau, name: bureau },
    case: { id, number: state.number, title: state.title, kind: state.kind, stage: state.stage },
    title,
    exportedAt,
    exportedBy: source.by,
    facts: facts.map(({ version, label, by }) => ({ version, label, by })),
    files: present.map(({ file, title, kind, fact }) => ({ path: file.path, title, kind, fact })),
    absent: absent.map(({ sha256, reason, kind, fact }) => ({ sha256, reason, kind, fact })),
  };
  const reading = {
    title,
    bureau,
    exportedAt,
    by: source.by,
    facts,
    present: withRemarks(present, state),
    absent,
    publications: beside.filter(({ path }) => isPublicationPath(path)).length,
    vkeys: proofs.vkeys,
    notes: proofs.notes,
  };
  return {
    fileName: `卷宗 ${state.number ?? id}.zip`.replace(/[\\/:*?"<>|\p{C}]/gu, '_'),
    files: [
      heldFile(places.reading, readingPage({ ...reading, portalAddress: source.portalAddress }).toString()),
      heldFile(places.page, source.verifier.page),
      heldFile(places.program, source.verifier.program),
      ...opened.map(({ fact: { stored }, version }, i) => {
        const { withheld = [] } = facts[i] ?? {};
        return heldFile(
          factPath(version),
          makeFactFile({ fact: stored.bytes, disclosures: stored.disclosures, withheld }),
        );
      }),
      ...present.map(({ file }) => file),
      ...beside,
      heldFile(places.metadata, `${canonicalize(metadata)}\n`),
      ...opened.flatMap(({ version }) => {
        const proof = proofs.proofOf(stream, version);
        return proof === undefined ? [] : [heldFile(proofPath(version), formatTlogProof(proof))];
      }),
      ...proofs.files,
    ],
    info: {
      'Bagging-Date': exportedAt.slice(0, 10),
      'Source-Organization': bureau,
      'External-Identifier': state.number ?? id,
      'External-Description': state.title,
      'Bag-Software-Agent': 'Mingjing 明镜',
    },
    facts,
    present,
    absent,
    isWitnessed: policy.witnesses.length === 0 || proofs.isWitnessed,
  };
}

/** The list of documents says beside one what became of it. */
function withRemarks(files: readonly CaseFile[], state: LoadedCase['state']): readonly CaseFile[] {
  return files.map((file) => {
    const document = state.documents.find(({ version }) => version === file.fact);
    return document ? { ...file, remark: documentRemark(state, document) } : file;
  });
}

function open({ stored }: ReadFact): OpenedFact {
  return openFact(stored.bytes, stored.disclosures);
}

function factLine(
  { fact, envelope }: ReadFact,
  missing: readonly string[],
  all: readonly ReadFact[],
  names: ReadonlyMap<string, string>,
  logIndex: number | null,
): FactLine {
  return {
    version: fact.version,
    label: factTypes[fact.type].label,
    detail: describeFact(
      withChangedParts(
        fact,
        all.map((one) => one.fact),
      ),
      names,
    ),
    by: fact.actor === 'time' ? '期限届满' : (names.get(fact.actor) ?? fact.actor),
    occurredOn: fact.occurredOn,
    recordedAt: envelope.recordedAt,
    logIndex,
    withheld: missing.map((name) => ({ name, ground: groundOf(all, fact.version, name) })),
  };
}

/** What a case does not hold any more was erased by an order that stands in the case. */
function groundOf(all: readonly ReadFact[], version: number, name: string): string {
  const order = all.find(({ fact }) => {
    const targets = fact.data.targets as
      | readonly { version: number; fields: readonly string[] }[]
      | undefined;
    return (
      fact.type === 'personal-data-erased' &&
      targets?.some((target) => target.version === version && target.fields.includes(name))
    );
  });
  return order === undefined ? '依法删除' : `依法删除（第 ${order.fact.version} 项）`;
}
