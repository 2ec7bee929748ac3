import { type BureauProfile, foldProfile, seriesPattern } from '@mingjing/law';
import { readFact } from '@mingjing/ledger';
import type pg from 'pg';
import { readStream } from '../journal/read-stream.ts';
import { type Found, type Recheck, rowsOf } from './finding.ts';
import { seriesName } from './table-names.ts';

/** That ordinals and document numbers run without a gap, and that each series stands where the facts have come to. */
export const checkNumbers: Recheck = async function* (job) {
  const series = await seriesOf(job.db);
  const used = new Map<string, Used>();
  const families = await familiesOf(job.db);
  for await (const rows of rowsOf<{ bureau: string; bytes: Buffer }>(
    job.db,
    `select bureau, bytes from journal where stream like 'case/%' order by bureau, stream, version`,
  )) {
    for (const { bureau, bytes } of rows) {
      const { plain } = readFact(bytes);
      for (const key of numbersIn(bureau, plain, families.get(bureau) ?? [])) use(used, key);
    }
    await job.worked('numbers', rows.length);
  }
  for (const [key, { numbers, most }] of used) {
    const [bureau = '', family = '', year = ''] = key.split('\n');
    const last = series.get(key) ?? 0;
    const row = `${bureau}/${family}/${year}`;
    if (family.startsWith('ordinal.') && numbers.size !== most)
      yield found(bureau, row, 'last', `在事实中排到第 ${most} 号，只有 ${numbers.size} 个：编号有缺`);
    // A person may type a number of their own; the next one in turn is nobody's but the series'.
    if (numbers.has(last + 1))
      yield found(bureau, row, 'last', `记到第 ${last} 号，而事实中已有第 ${last + 1} 号：再取会重号`);
  }
  for (const [key, last] of series) {
    if (last === 0 || used.get(key)?.numbers.has(last) === true) continue;
    const [bureau = '', family = '', year = ''] = key.split('\n');
    yield found(bureau, `${bureau}/${family}/${year}`, 'last', `记到第 ${last} 号，事实中没有这一号`);
  }
};

interface Used {
  readonly numbers: Set<number>;
  most: number;
}

type Family = readonly [family: string, pattern: RegExp];

function use(used: Map<string, Used>, { key, number }: { key: string; number: number }): void {
  const known = used.get(key) ?? { numbers: new Set<number>(), most: 0 };
  known.numbers.add(number);
  known.most = Math.max(known.most, number);
  used.set(key, known);
}

async function seriesOf(db: pg.ClientBase): Promise<Map<string, number>> {
  const { rows } = await db.query<{ bureau: string; family: string; year: number; last: number }>(
    `select bureau, family, year, last from number_series`,
  );
  return new Map(rows.map(({ bureau, family, year, last }) => [[bureau, family, year].join('\n'), last]));
}

/** How each bureau writes the numbers of its documents, as its stream tells. */
async function familiesOf(db: pg.ClientBase): Promise<ReadonlyMap<string, readonly Family[]>> {
  const { rows } = await db.query<{ id: string; profile: BureauProfile }>(`select id, profile from bureau`);
  const families = new Map<string, readonly Family[]>();
  for (const { id, profile } of rows) {
    const told = foldProfile((await readStream(db, `bureau/${id}`)).map(({ fact }) => fact)) ?? profile;
    families.set(
      id,
      Object.entries(told.numbering).map(([family, form]) => [family, seriesPattern(form)]),
    );
  }
  return families;
}

function* numbersIn(
  bureau: string,
  plain: Readonly<Record<string, unknown>>,
  families: readonly Family[],
): Generator<{ key: string; number: number }> {
  const ordinal = plain.ordinal as { kind: string; year: number; number: number } | undefined;
  if (ordinal !== undefined)
    yield { key: [bureau, `ordinal.${ordinal.kind}`, ordinal.year].join('\n'), number: ordinal.number };
  for (const value of Object.values(plain)) {
    if (typeof value !== 'string') continue;
    for (const [family, pattern] of families) {
      const groups = pattern.exec(value)?.groups;
      if (groups !== undefined)
        yield { key: [bureau, family, Number(groups.year)].join('\n'), number: Number(groups.number) };
    }
  }
}

const found = (bureau: string, row: string, column: string | null, reason: string): Found => ({
  bureau,
  table: 'number_series',
  row,
  column,
  sentence: `编号 ${seriesName(row)} ${reason}。`,
});
