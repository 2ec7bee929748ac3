import { printable } from '../errors.ts';
import type { FactEnvelope } from '../fact/fact-shape.ts';
import { isPublicationPath, publicationPath } from './bag-layout.ts';
import type { StreamEnd } from './check-export.ts';
import { type OpenedCaseFact, ordersIn, type ReadCaseFact, requireShown } from './check-facts.ts';
import type { SignedHead } from './check-signatures.ts';
import { readProven } from './proven-fact.ts';
import type { ReadFile } from './read-bag.ts';
import type { CheckedPublication, Problem } from './verdict.ts';

/** Verifies every fact of the case's publications, each a proof file of its own, and that they follow one another from the first. */
export function checkPublications(
  files: ReadonlyMap<string, ReadFile>,
  facts: readonly ReadCaseFact[],
  heads: readonly SignedHead[],
  { wrong, lacking }: { readonly wrong: Problem[]; readonly lacking: Problem[] },
): { readonly checked: CheckedPublication[]; readonly ends: ReadonlyMap<string, StreamEnd> } {
  const home = facts[0]?.opened.envelope;
  const ends = new Map<string, StreamEnd>();
  const streams = new Map<string, (OpenedCaseFact & { readonly path: string })[]>();
  const paths = [...files.keys()].filter(isPublicationPath).sort();
  const checked = paths.flatMap((path): CheckedPublication[] => {
    const proven = readProven(files.get(path)?.bytes ?? new Uint8Array(), heads);
    if (typeof proven === 'string' || home === undefined) {
      wrong.push({ path, sentence: typeof proven === 'string' ? proven : '没有可以对照的事实' });
      return [];
    }
    const { opened, commitment, logIndex } = proven;
    const { envelope } = opened;
    const { stream, version, type, occurredOn, recordedAt } = envelope;
    const fault = faultOf(path, envelope, home, ends.get(stream));
    ends.set(stream, { version, commitment });
    streams.set(stream, [...(streams.get(stream) ?? []), { path, version, opened }]);
    if (fault !== undefined) wrong.push({ path, sentence: fault });
    return [
      { path, version, type: printable(type), occurredOn, recordedAt, logIndex, ok: fault === undefined },
    ];
  });
  for (const stream of streams.values()) {
    const orders = ordersIn(stream);
    for (const fact of stream) requireShown(fact.path, fact, orders, lacking);
  }
  return { checked, ends };
}

function faultOf(
  path: string,
  { bureau, stream, version, previous, plain }: FactEnvelope,
  home: FactEnvelope,
  before: StreamEnd | undefined,
): string | undefined {
  if (bureau !== home.bureau || path !== publicationPath(stream, version)) return '这项事实不属于本案的公示';
  if (before === undefined && plain.decisionStream !== home.stream) return '这项公示不是本案决定的';
  if (version !== (before?.version ?? 0) + 1) return `缺公示的第 ${(before?.version ?? 0) + 1} 项事实`;
  return before !== undefined && previous !== before.commitment ? '这项事实不是接着前一项记的' : undefined;
}
