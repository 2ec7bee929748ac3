import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importRows } from './import-rows.ts';
import { sampleRow } from './sample-row.ts';
import { memoryStore } from './testing/memory-store.ts';

/** A row of one decision that lacks more and more of these: each version is contained in the one before. */
const lackable = ['CF_SY', 'CF_YJ', 'CF_WSH', 'CF_FRDB', 'CF_XDR_LB'] as const;

const take = async (store: ReturnType<typeof memoryStore>, rows: readonly object[]) =>
  await importRows({
    source: { name: 'a.jsonl', content: Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')) },
    bureau: 'shili',
    kind: 'penalty',
    map: null,
    mode: 'only-good',
    today: '2026-11-22',
    termOver: () => null,
    store,
  });

const version = fc.record({ decision: fc.integer({ min: 1, max: 3 }), lacks: fc.nat(lackable.length) });
/** Files, each with at most one version of a decision, and the order in which they come. */
const files = fc
  .array(fc.uniqueArray(version, { selector: ({ decision }) => decision, minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 6,
  })
  .chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
    ),
  );

const rowOf = (order: readonly string[], { decision, lacks }: { decision: number; lacks: number }) =>
  Object.fromEntries(
    Object.entries(sampleRow('penalty', decision)).filter(([code]) => !order.slice(0, lacks).includes(code)),
  );

test('同一批文件以任何次序、任何次数导入，结果都是每个决定最全的那一行，一行一条', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...lackable], { minLength: lackable.length }),
      files,
      async (order, [list, shuffled]) => {
        const fullest = new Map<number, number>();
        for (const { decision, lacks } of list.flat())
          fullest.set(decision, Math.min(lacks, fullest.get(decision) ?? lackable.length));
        const wanted = [...fullest].map(([decision, lacks]) =>
          JSON.stringify(rowOf(order, { decision, lacks })),
        );
        for (const sequence of [list, shuffled, [...list, ...shuffled]]) {
          const store = memoryStore();
          for (const file of sequence)
            await take(
              store,
              file.map((one) => rowOf(order, one)),
            );
          const held = [...store.held.values()].map(({ values }) => JSON.stringify(values));
          expect(held.sort()).toEqual(wanted.sort());
        }
      },
    ),
    { numRuns: 150 },
  );
});
