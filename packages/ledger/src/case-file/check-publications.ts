import { printable } from '../errors.ts';
import { factCommitment, previousOf, readFact } from '../fact/fact-envelope.ts';
import type { FactEnvelope } from '../fact/fact-shape.ts';
import { readProofFile } from '../proof/proof-file.ts';
import { verifyProofFile } from '../proof/verify-proof-file.ts';
import { isPublicationPath, publicationPath } from './bag-layout.ts';
import type { ReadCaseFact } from './check-facts.ts';
import type { SignedHead } from './check-signatures.ts';
import type { ReadFile } from './read-bag.ts';
import type { CheckedPublication, Problem } from './verdict.ts';

/** Verifies every fact of the case's publications, each a proof file of its own, and that they follow one another from the first. */
export function checkPublications(
  files: ReadonlyMap<string, ReadFile>,
  facts: readonly ReadCaseFact[],
  heads: readonly SignedHead[],
  problems: Problem[],
): CheckedPublication[] {
  const home = facts[0]?.opened.envelope;
  const before = new Map<string, { readonly version: number; readonly next: string }>();
  const paths = [...files.keys()].filter(isPublicationPath).sort();
  return paths.flatMap((path): CheckedPublication[] => {
    const bytes = files.get(path)?.bytes ?? new Uint8Array();
    const verdict = verifyProofFile(bytes);
    const failed = verdict.checks.find(({ ok }) => !ok);
    if (failed !== undefined || home === undefined) {
      problems.push({ path, sentence: failed?.detail ?? '没有可以对照的事实' });
      return [];
    }
    const fact = readProofFile(bytes).fact;
    const envelope = readFact(fact);
    const { stream, version, type, occurredOn, recordedAt } = envelope;
    const fault = heads.some(({ log }) => log.vkey === verdict.key?.vkey)
      ? faultOf(path, envelope, home, before.get(stream))
      : '不在卷宗检查点所属的日志里';
    before.set(stream, { version, next: previousOf(factCommitment(fact)) });
    if (fault !== undefined) problems.push({ path, sentence: fault });
    return [
      {
        path,
        version,
        type: printable(type),
        occurredOn,
        recordedAt,
        logIndex: verdict.logIndex ?? null,
        ok: fault === undefined,
      },
    ];
  });
}

function faultOf(
  path: string,
  { bureau, stream, version, previous, plain }: FactEnvelope,
  home: FactEnvelope,
  before: { readonly version: number; readonly next: string } | undefined,
): string | undefined {
  if (bureau !== home.bureau || path !== publicationPath(stream, version)) return '这项事实不属于本案的公示';
  if (before === undefined && plain.decisionStream !== home.stream) return '这项公示不是本案决定的';
  if (version !== (before?.version ?? 0) + 1) return `缺公示的第 ${(before?.version ?? 0) + 1} 项事实`;
  return before !== undefined && previous !== before.next ? '这项事实不是接着前一项记的' : undefined;
}
