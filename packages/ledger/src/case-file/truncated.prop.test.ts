import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toUtf8 } from '../encoding.ts';
import { readFact } from '../fact/fact-envelope.ts';
import { readProofFile } from '../proof/proof-file.ts';
import { packZip, type SampleChanges, sampleCaseFiles } from '../testing/sample-case-file.ts';
import { heldBytes } from '../zip/byte-source.ts';
import { digestOfPath, isPublicationPath } from './bag-layout.ts';
import { verifyCaseFile } from './verify-case-file.ts';

const whole = sampleCaseFiles();
/** The paths of each stream's facts, the first fact first. */
const streams = new Map<string, readonly (readonly string[])[]>([
  ['case/1', [1, 2, 3].map((n) => [`data/facts/000${n}.json`, `proofs/000${n}.tlog-proof`])],
]);
for (const path of [...whole.keys()].filter(isPublicationPath).sort())
  streams.set(streamAt(path), [...(streams.get(streamAt(path)) ?? []), [path]]);

const judged = (files: NonNullable<SampleChanges['files']>) =>
  verifyCaseFile(heldBytes(packZip(sampleCaseFiles({ files }))));

describe('facts left out at the end, and all manifests made anew', () => {
  test('the whole one says when its export was entered in the log', async () => {
    const verdict = await judged({});
    expect(verdict.ok).toBe(true);
    expect(verdict.exported).toEqual({ recordedAt: '2026-11-20T02:14:28Z', logIndex: 9 });
    expect(verdict.remarks.join()).toContain('登记在日志第 9 条');
  });

  test('any end of any streams removed, with the files that it alone states: each stream is named', async () => {
    const lengths = [...streams].map(([stream, facts]) =>
      fc.integer({ min: 0, max: facts.length }).map((kept) => ({ stream, kept, all: facts.length })),
    );
    await fc.assert(
      fc.asyncProperty(fc.tuple(...lengths), async (cuts) => {
        const gone = cuts.flatMap(({ stream, kept }) => streams.get(stream)?.slice(kept).flat() ?? []);
        const files = [...whole.keys()].filter((path) => digestOfPath(path) !== undefined);
        const removed = gone.some((path) => path.startsWith('data/facts/')) ? [...gone, ...files] : gone;
        const verdict = await judged(Object.fromEntries(removed.map((path) => [path, undefined])));
        const cut = cuts.filter(({ kept, all }) => kept < all).map(({ stream }) => stream);
        const named = new Set(verdict.problems.map(({ path }) => path));
        expect(cut.filter((stream) => !named.has(stream))).toEqual([]);
        expect(verdict.ok).toBe(cut.length === 0);
      }),
      { numRuns: 60, examples: [[cutAll()]] },
    );
  });

  test.each([
    ['the export’s fact replaced by another fact of the log', 'data/publications/1a-0001.json'],
    ['the export’s fact replaced by a fact of the case itself', 'data/facts/0001.json'],
  ])('%s is not believed', async (_, path) => {
    const verdict = await judged({ 'data/export.json': whole.get(path) });
    expect(verdict.ok).toBe(false);
    expect(verdict.exported).toBeNull();
    expect(verdict.problems.map((problem) => problem.path)).toContain('data/export.json');
  });

  test('metadata that tell of fewer facts change nothing', async () => {
    const metadata = new TextDecoder()
      .decode(whole.get('data/metadata.json'))
      .replace('"lastVersion":3', '"lastVersion":2');
    const verdict = await judged({
      'data/metadata.json': toUtf8(metadata),
      'data/facts/0003.json': undefined,
      'proofs/0003.tlog-proof': undefined,
    });
    expect(verdict.problems).toContainEqual({
      path: 'case/1',
      sentence: '本案的事实导出时记到第 3 项，包里只到第 2 项：缺第 3 项',
    });
  });
});

function cutAll() {
  return [...streams].map(([stream, facts]) => ({ stream, kept: 0, all: facts.length }));
}

function streamAt(path: string): string {
  return readFact(readProofFile(whole.get(path) as Uint8Array).fact).stream;
}
