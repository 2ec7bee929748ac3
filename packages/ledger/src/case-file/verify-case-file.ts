import { printable, VerificationError } from '../errors.ts';
import { type ExpectedKeys, readExpectedKeys } from '../log/expected-keys.ts';
import { chinaSecond } from '../proof/china-second.ts';
import type { ByteSource } from '../zip/byte-source.ts';
import { isAsExported, readZip, type Zip } from '../zip/read-zip.ts';
import { factPath, factVersionOf, places } from './bag-layout.ts';
import { checkExport } from './check-export.ts';
import {
  checkChain,
  checkProofs,
  ordersIn,
  type ReadCaseFact,
  readFacts,
  requireShown,
  sentenceOf,
  withheldOf,
} from './check-facts.ts';
import { checkFiles } from './check-files.ts';
import { checkListing } from './check-listing.ts';
import { checkPublications } from './check-publications.ts';
import { checkSignatures, checkStamp, type Signatures } from './check-signatures.ts';
import { factNames } from './fact-names.ts';
import { type CaseMetadata, readMetadata } from './metadata.ts';
import { type ReadFile, readBag } from './read-bag.ts';
import {
  type CaseFileCheck,
  type CaseFileVerdict,
  type CheckedExport,
  type CheckedFact,
  caseFileChecks,
  type Problem,
} from './verdict.ts';

/** How a case file is to be verified. */
export type CaseFileOptions = {
  /** Public keys known from elsewhere, as text. */
  readonly expected?: ExpectedKeys;
  /** Public key lines of witnesses that must have signed. */
  readonly requiredWitnesses?: readonly string[];
  readonly onProgress?: (path: string, doneBytes: number) => void;
};

/** Verifies the zip of a case offline. Whatever the bytes are there is a verdict, never an exception. */
export async function verifyCaseFile(
  source: ByteSource,
  options: CaseFileOptions = {},
): Promise<CaseFileVerdict> {
  let zip: Zip;
  try {
    zip = await readZip(source);
  } catch (error) {
    return unreadable(`${sentenceOf(error)}。`);
  }
  const { files, unreadable: damaged } = await readBag(source, zip, options.onProgress ?? (() => undefined));
  const asExported = damaged.length === 0 && (await isAsExported(source, zip));
  return judge(files, damaged, asExported, options);
}

function judge(
  files: ReadonlyMap<string, ReadFile>,
  damaged: readonly string[],
  asExported: boolean,
  { expected = readExpectedKeys(''), requiredWitnesses = [] }: CaseFileOptions,
): CaseFileVerdict {
  const broken = damaged.map((path) => ({ path, sentence: '内容损坏，无法完整读出' }));
  const listed = checkListing(files, damaged);
  const metadata = readMetadata(files.get(places.metadata)?.bytes);
  const signatures = checkSignatures(files, expected, requiredWitnesses);
  const [wrongFacts, wrongProofs, lacking]: [Problem[], Problem[], Problem[]] = [[], [], []];
  const facts = readFacts(files, versionsIn(files, factVersionOf), wrongFacts);
  checkChain(facts, lacking);
  const indexes = checkProofs(files, facts, signatures.heads, wrongProofs);
  const { checked: publications, ends } = checkPublications(files, facts, signatures.heads, {
    wrong: wrongProofs,
    lacking,
  });
  const orders = ordersIn(facts);
  for (const fact of facts) requireShown(factPath(fact.version), fact, orders, lacking);
  const exported = checkExport(files, facts, ends, signatures.heads, lacking);
  const { checked, absent, wrong: wrongFiles, lacking: lackingFiles } = checkFiles(files, facts, metadata);
  lacking.push(...lackingFiles);
  const remarks = [
    ...stampRemarks(files, signatures, wrongProofs),
    ...revoked(facts),
    ...ownWords(metadata),
    ...severalLogs(signatures),
    ...packing(asExported),
    exported === null ? unknownEnd : standing(exported),
  ];
  const groups = [broken, dedupe(listed, damaged), wrongFacts, wrongProofs, wrongFiles, lacking] as const;
  const checks = describe(groups, signatures, facts.length, checked.length, files.size);
  return {
    kind: 'case-file',
    ok: checks.every(({ ok }) => ok),
    checks,
    problems: groups.flat().map(({ path, sentence }) => ({ path: printable(path, 200), sentence })),
    remarks,
    title: printable(metadata.title),
    exportedAt: printable(metadata.exportedAt),
    exported,
    facts: factsOf(facts, metadata, indexes, groups.flat()),
    publications,
    files: checked,
    absent,
    signers: signatures.signers.map((one) => ({ ...one, name: printable(one.name) })),
    witnesses: signatures.witnesses,
    isAsExported: asExported,
  };
}

/** The proofs of a decision that was taken back hold all the same; whoever reads them must be told. */
const revoked = (facts: readonly ReadCaseFact[]): readonly string[] =>
  facts
    .filter(({ opened }) => opened.envelope.type === 'decision-revoked')
    .map(({ version, opened: { envelope } }) => {
      const outcome = OUTCOMES.get(String(envelope.plain.outcome)) ?? '处理';
      return `本案的决定已于 ${envelope.occurredOn} 被${printable(String(envelope.plain.by))}${outcome}（第 ${version} 项事实）。`;
    });

const OUTCOMES = new Map([
  ['revoked', '撤销'],
  ['declaredUnlawful', '确认违法'],
  ['remade', '责令重新作出'],
]);

/** What only the bag says, and the log does not prove. */
const ownWords = ({ title }: CaseMetadata): readonly string[] =>
  title === ''
    ? []
    : [
        `包里自称的案件名称“${printable(title)}”和经手人姓名是导出时写的，不由日志证明；当事人是谁、办了什么，以各项事实的内容为准。`,
      ];

const severalLogs = ({ heads }: Signatures): readonly string[] =>
  heads.length > 1 ? [`本案的事实记在先后相继的 ${heads.length} 个日志里，每个日志各有检查点。`] : [];

const standing = ({ recordedAt, logIndex }: CheckedExport): string =>
  `导出于北京时间 ${chinaSecond(Math.floor(Date.parse(recordedAt) / 1000)).slice(0, 19)} 登记在日志第 ${logIndex} 条（从 0 起）：截至那时各有几项事实，以登记为准。以后又记入的事实不在其中；要知道以后有没有，请到该机关公示门户或者向该机关查问。`;

const unknownEnd = '没有成立的导出登记，末尾是否缺少事实，本核验器说不出。';

const packing = (asExported: boolean): readonly string[] =>
  asExported ? [] : ['压缩包不是导出时的原样（重新打包过或者被改动）；各文件是否完整，以逐件核验为准。'];

type Groups = readonly [...(readonly (readonly Problem[])[])];

function describe(
  [broken = [], listed = [], wrongFacts = [], wrongProofs = [], wrongFiles = [], lacking = []]: Groups,
  { signature, witnessed }: Signatures,
  facts: number,
  documents: number,
  files: number,
): CaseFileCheck[] {
  const say = (found: readonly Problem[], good: string): Omit<CaseFileCheck, 'name'> =>
    found.length === 0
      ? { ok: true, detail: good }
      : { ok: false, detail: `${found.length} 处不成立，见下。` };
  const results: Omit<CaseFileCheck, 'name'>[] = [
    say(broken, `压缩包完整，共 ${files} 个文件。`),
    say(listed, '每个文件都与 SHA-256、SM3 两份清单一致，没有多出或者缺少的文件。'),
    facts === 0
      ? { ok: false, detail: '没有可以核验的事实。' }
      : say(wrongFacts, `${facts} 项事实逐项读出，披露的内容都与存证一致。`),
    say(wrongProofs, `${facts} 项事实都在检查点所签的日志之中。`),
    signature,
    witnessed,
    say(wrongFiles, `${documents} 份文书和原件都与事实所记的摘要一致。`),
    say(
      lacking,
      '事实前后相接，没有缺号，各条记录都到导出登记所写的那一项；该有的文书和原件都在，不在的写明了理由。',
    ),
  ];
  return caseFileChecks.map((name, i) => ({ name, ...(results[i] as Omit<CaseFileCheck, 'name'>) }));
}

function unreadable(detail: string): CaseFileVerdict {
  return {
    kind: 'case-file',
    ok: false,
    checks: caseFileChecks.map((name, i) => ({
      name,
      ok: false,
      detail: i === 0 ? detail : '压缩包读不出，未能核验。',
    })),
    problems: [],
    remarks: [],
    title: '',
    exportedAt: '',
    exported: null,
    facts: [],
    publications: [],
    files: [],
    absent: [],
    signers: [],
    witnesses: [],
    isAsExported: false,
  };
}

function versionsIn(
  files: ReadonlyMap<string, ReadFile>,
  versionOf: (path: string) => number | undefined,
): number[] {
  return [...files.keys()]
    .map(versionOf)
    .filter((version) => version !== undefined)
    .sort((a, b) => a - b);
}

/** A file that could not be read is named once. */
function dedupe(listed: readonly Problem[], damaged: readonly string[]): Problem[] {
  return listed.filter(({ path }) => !damaged.includes(path));
}

function stampRemarks(
  files: ReadonlyMap<string, ReadFile>,
  signatures: Signatures,
  problems: Problem[],
): string[] {
  return [...files.keys()].flatMap((path) => {
    const size = /^timestamps\/(\d{1,15})\.tsr$/.exec(path)?.[1];
    if (size === undefined) return [];
    try {
      return [checkStamp(files, Number(size), signatures.heads)];
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error;
      problems.push({ path, sentence: error.message });
      return [];
    }
  });
}

function factsOf(
  facts: readonly ReadCaseFact[],
  metadata: CaseMetadata,
  indexes: ReadonlyMap<number, number>,
  problems: readonly Problem[],
): CheckedFact[] {
  const withheld = withheldOf(facts);
  const faulty = new Set(problems.map(({ path }) => factVersionOf(path)));
  return facts.map(({ version, opened }) => {
    const { type, occurredOn, recordedAt } = opened.envelope;
    return {
      version,
      ok: indexes.has(version) && !faulty.has(version),
      type: printable(type),
      label: factNames.get(type) ?? '',
      by: printable(metadata.facts.get(version) ?? ''),
      occurredOn,
      recordedAt,
      logIndex: indexes.get(version) ?? null,
      disclosed: Object.keys(opened.values).length,
      withheld: (withheld.get(version) ?? []).map(({ name, ground, isProven }) => ({
        name: printable(name),
        ground: printable(ground),
        isProven,
      })),
    };
  });
}
