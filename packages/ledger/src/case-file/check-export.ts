import { printable } from '../errors.ts';
import { isJsonObject, type JsonValue } from '../fact/canonical-json.ts';
import { previousOf } from '../fact/fact-envelope.ts';
import type { FactEnvelope } from '../fact/fact-shape.ts';
import { places } from './bag-layout.ts';
import type { ReadCaseFact } from './check-facts.ts';
import type { SignedHead } from './check-signatures.ts';
import { readProven } from './proven-fact.ts';
import type { ReadFile } from './read-bag.ts';
import type { CheckedExport, Problem } from './verdict.ts';

/** The last fact of a stream, with its commitment in hexadecimal. */
export type StreamEnd = { readonly version: number; readonly commitment: string };

/**
 * Compares the last fact of each stream in the bag with what the export's own fact in the log states of it: facts left out at the
 * end, which no chain shows, and whole streams are named here.
 */
export function checkExport(
  files: ReadonlyMap<string, ReadFile>,
  facts: readonly ReadCaseFact[],
  publications: ReadonlyMap<string, StreamEnd>,
  heads: readonly SignedHead[],
  problems: Problem[],
): CheckedExport | null {
  const path = places.exported;
  const bytes = files.get(path)?.bytes;
  const proven = bytes === undefined ? MISSING : readProven(bytes, heads);
  const home = facts[0]?.opened.envelope;
  const stated = typeof proven === 'string' ? proven : statedBy(proven.opened.envelope, home);
  if (typeof proven === 'string' || typeof stated === 'string') {
    problems.push({ path, sentence: String(stated) });
    return null;
  }
  const last = facts.at(-1);
  const ends = new Map(publications);
  if (home !== undefined && last !== undefined)
    ends.set(home.stream, { version: last.version, commitment: previousOf(last.commitment) });
  for (const stream of new Set([...stated.keys(), ...ends.keys()])) {
    const sentence = differenceOf(ends.get(stream), stated.get(stream));
    if (sentence !== undefined) problems.push({ path: stream, sentence: `${whatIs(stream)}${sentence}` });
  }
  return { recordedAt: proven.opened.envelope.recordedAt, logIndex: proven.logIndex };
}

const MISSING = '没有入链的导出登记：各条记录的末尾是否缺少事实，无从核对';
const HEX_32 = /^[0-9a-f]{64}$/;

/** What the fact states of each stream; a sentence where it is no such fact of this case. */
function statedBy(
  { type, bureau, stream, plain }: FactEnvelope,
  home: FactEnvelope | undefined,
): ReadonlyMap<string, StreamEnd> | string {
  const ofCase = stream.replace(/^export\//, 'case/');
  const isOurs = home === undefined || (home.bureau === bureau && home.stream === ofCase);
  if (type !== 'case-exported' || ofCase === stream || !isOurs) return '这项事实不是本案的导出登记';
  const ends = Array.isArray(plain.streams) ? (plain.streams as readonly JsonValue[]).map(readEnd) : [];
  const stated = new Map(ends.filter((end) => end !== undefined));
  return stated.size === ends.length && stated.has(ofCase) ? stated : '这项导出登记不合格式';
}

function readEnd(value: JsonValue): readonly [stream: string, end: StreamEnd] | undefined {
  if (!isJsonObject(value)) return undefined;
  const { stream, version, commitment } = value;
  if (typeof stream !== 'string' || typeof version !== 'number' || typeof commitment !== 'string')
    return undefined;
  return HEX_32.test(commitment) ? [stream, { version, commitment }] : undefined;
}

function differenceOf(held: StreamEnd | undefined, stated: StreamEnd | undefined): string | undefined {
  if (stated === undefined) return '不在导出登记之中';
  const [has, had] = [held?.version ?? 0, stated.version];
  if (has > had) return `导出登记写到第 ${had} 项，包里却有第 ${has} 项`;
  if (has < had) return `导出时记到第 ${had} 项，包里只到第 ${has} 项：缺${rangeOf(has + 1, had)}`;
  return held?.commitment === stated.commitment ? undefined : `的第 ${had} 项不是导出登记所写的那一项`;
}

const rangeOf = (from: number, to: number): string =>
  from === to ? `第 ${to} 项` : `第 ${from} 项至第 ${to} 项`;

const whatIs = (stream: string): string =>
  stream.startsWith('case/') ? '本案的事实' : `本案的公示（${printable(stream)}）`;
