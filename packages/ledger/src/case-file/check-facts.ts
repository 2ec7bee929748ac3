import { fromUtf8 } from '../bytes.ts';
import { printable, VerificationError } from '../errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../fact/canonical-json.ts';
import { factCommitment, leafEntry, type OpenedFact, openFact, previousOf } from '../fact/fact-envelope.ts';
import type { Checkpoint } from '../log/checkpoint.ts';
import { parseTlogProof } from '../log/tlog-proof.ts';
import { leafHash } from '../log/tree.ts';
import { verifyInclusion } from '../log/tree-verify.ts';
import { factPath, proofPath } from './bag-layout.ts';
import { type FactFile, readFactFile } from './fact-file.ts';
import type { ReadFile } from './read-bag.ts';
import type { Problem, Withheld } from './verdict.ts';

/** A fact whose file could be read, and what follows from it. */
export type ReadCaseFact = {
  readonly version: number;
  readonly file: FactFile;
  readonly opened: OpenedFact;
  readonly commitment: Uint8Array;
};

/** Reads every fact's file; what is no whole fact of one stream is named. */
export function readFacts(
  files: ReadonlyMap<string, ReadFile>,
  versions: readonly number[],
  problems: Problem[],
): ReadCaseFact[] {
  const facts = versions.flatMap((version): ReadCaseFact[] => {
    const path = factPath(version);
    try {
      const file = readFactFile(files.get(path)?.bytes ?? new Uint8Array());
      const opened = openFact(file.fact, file.disclosures);
      requireNamed(opened, file);
      if (opened.envelope.version !== version) throw new VerificationError('fact-malformed', 'version');
      return [{ version, file, opened, commitment: factCommitment(file.fact) }];
    } catch (error) {
      problems.push({ path, sentence: sentenceOf(error) });
      return [];
    }
  });
  return facts.filter(({ version, opened: { envelope } }) => {
    const first = facts[0]?.opened.envelope;
    if (envelope.stream === first?.stream && envelope.bureau === first.bureau) return true;
    problems.push({ path: factPath(version), sentence: '这项事实不属于本案' });
    return false;
  });
}

/** Names facts that are missing in between and facts that do not follow the one before. */
export function checkChain(facts: readonly ReadCaseFact[], problems: Problem[]): void {
  let before: ReadCaseFact | undefined;
  for (const fact of facts) {
    for (let missing = (before?.version ?? 0) + 1; missing < fact.version; missing++) {
      problems.push({ path: factPath(missing), sentence: `缺第 ${missing} 项事实` });
      if (missing - (before?.version ?? 0) === MOST_NAMED) break;
    }
    const follows = before?.version === fact.version - 1;
    if (follows && fact.opened.envelope.previous !== previousOf((before as ReadCaseFact).commitment))
      problems.push({ path: factPath(fact.version), sentence: '这项事实不是接着前一项记的' });
    before = fact;
  }
}

/** The place in its log of every fact whose proof holds under one of the bag's signed heads. */
export function checkProofs(
  files: ReadonlyMap<string, ReadFile>,
  facts: readonly ReadCaseFact[],
  heads: readonly { readonly note: string; readonly head: Checkpoint }[],
  problems: Problem[],
): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (const { version, commitment } of facts) {
    const path = proofPath(version);
    const text = fromUtf8(files.get(path)?.bytes ?? new Uint8Array());
    try {
      if (!files.has(path) || text === undefined)
        throw new VerificationError('proof-malformed', '没有证明文件');
      const proof = parseTlogProof(text);
      if (proof.extra !== undefined) throw new VerificationError('proof-malformed', '不得含附加数据');
      const head = heads.find(({ note }) => note === proof.checkpoint)?.head;
      if (head === undefined) throw new VerificationError('proof-malformed', '所附检查点不是卷宗的检查点');
      verifyInclusion(proof.index, head.size, leafHash(leafEntry(commitment)), proof.hashes, head.root);
      places.set(version, proof.index);
    } catch (error) {
      problems.push({ path, sentence: sentenceOf(error) });
    }
  }
  return places;
}

/** What the facts of a stream order to be erased, as `version/field`, each with its ground in words. */
export function ordersIn(facts: readonly OpenedCaseFact[]): ReadonlyMap<string, string> {
  const orders = new Map<string, string>();
  for (const { version, opened } of facts) {
    if (opened.envelope.type !== ERASED) continue;
    for (const [target, field] of targetsOf(opened.envelope.plain.targets))
      orders.set(`${target}/${field}`, `依法删除（第 ${version} 项）${authorityOf(opened)}`);
  }
  return orders;
}

/** Names the values of a fact that are not shown although no order in its stream has them erased. */
export function requireShown(
  path: string,
  { version, opened }: OpenedCaseFact,
  orders: ReadonlyMap<string, string>,
  problems: Problem[],
): void {
  const lacking = opened.missing.filter((name) => !orders.has(`${version}/${name}`));
  if (lacking.length === 0) return;
  const names = lacking.slice(0, MOST_FIELDS).map((name) => `“${printable(name)}”`);
  const more = lacking.length > MOST_FIELDS ? `等 ${lacking.length} 个字段` : '';
  problems.push({ path, sentence: `没有披露${names.join('、')}${more}，也没有一项事实命令删除它` });
}

/** What each fact does not show, and on which ground; an order of erasure in the case itself proves the ground. */
export function withheldOf(facts: readonly ReadCaseFact[]): ReadonlyMap<number, readonly Withheld[]> {
  const orders = ordersIn(facts);
  return new Map(
    facts.map(({ version, opened, file }) => {
      const said = new Map(file.withheld.map(({ name, ground }) => [name, ground]));
      const withheld = opened.missing.map((name): Withheld => {
        const order = orders.get(`${version}/${name}`);
        return { name, ground: order ?? said.get(name) ?? '', isProven: order !== undefined };
      });
      return [version, withheld];
    }),
  );
}

/** A fact of a case, opened as far as it can be. */
export type OpenedCaseFact = Pick<ReadCaseFact, 'version' | 'opened'>;

/** Every file that a fact states the SHA-256 of, wherever in it. */
export function mentionedFiles(facts: readonly OpenedCaseFact[]): readonly Mention[] {
  return facts.flatMap(({ version, opened }) => {
    const found: Mention[] = [];
    const visit = (value: JsonValue, field: string): void => {
      if (Array.isArray(value)) for (const item of value as readonly JsonValue[]) visit(item, field);
      else if (isJsonObject(value)) {
        if (typeof value.sha256 === 'string' && HEX_32.test(value.sha256))
          found.push({
            version,
            field,
            sha256: value.sha256,
            isDocument: typeof value.documentId === 'string',
            title: titleOf(value, opened),
          });
        for (const [name, inner] of Object.entries(value)) visit(inner, field === '' ? name : field);
      }
    };
    visit({ ...opened.envelope.plain, ...opened.values }, '');
    return found;
  });
}

/** A file by its digest, the fact and the field that state it. */
export type Mention = {
  readonly version: number;
  readonly field: string;
  readonly sha256: string;
  readonly isDocument: boolean;
  /** What the fact itself calls it; empty where that is not disclosed. */
  readonly title: string;
};

/** Tells of a file which fact ordered it to be erased: an original by its own field, a document with whatever was erased after it. */
export function erasuresIn(facts: readonly OpenedCaseFact[]): (file: Mention) => number | undefined {
  const orders = facts.filter(({ opened: { envelope } }) => envelope.type === ERASED);
  const last = orders.at(-1)?.version ?? 0;
  const fields = new Map<string, number>();
  for (const { version, opened } of orders)
    for (const [target, field] of targetsOf(opened.envelope.plain.targets))
      if (!fields.has(`${target}/${field}`)) fields.set(`${target}/${field}`, version);
  return (file) =>
    !file.isDocument
      ? fields.get(`${file.version}/${file.field}`)
      : file.version < last
        ? orders.find(({ version }) => version > file.version)?.version
        : undefined;
}

/** The sentence of what did not hold; anything that is no such finding is a fault of ours and goes on. */
export function sentenceOf(error: unknown): string {
  if (error instanceof VerificationError) return error.message;
  throw error;
}

function titleOf(document: JsonObject, { values }: OpenedFact): string {
  const named = [document.title, document.documentNumber].filter((word) => typeof word === 'string');
  return named.length > 0 ? named.join(' ') : typeof values.fileName === 'string' ? values.fileName : '';
}

const ERASED = 'personal-data-erased';
const HEX_32 = /^[0-9a-f]{64}$/;
const MOST_NAMED = 100;
const MOST_FIELDS = 5;

function requireNamed({ missing }: OpenedFact, { withheld }: FactFile): void {
  const named = new Set(withheld.map(({ name }) => name));
  const isSame = withheld.length === missing.length && missing.every((name) => named.has(name));
  if (!isSame) throw new VerificationError('file-malformed', 'withheld');
}

function targetsOf(value: JsonValue | undefined): [number, string][] {
  if (!Array.isArray(value)) return [];
  return (value as readonly JsonValue[]).flatMap((target): [number, string][] => {
    if (!isJsonObject(target) || typeof target.version !== 'number' || !Array.isArray(target.fields))
      return [];
    const { version } = target;
    return (target.fields as readonly JsonValue[]).map((field) => [version, String(field)]);
  });
}

function authorityOf({ values }: OpenedFact): string {
  return typeof values.authority === 'string' ? `：${values.authority}` : '';
}
