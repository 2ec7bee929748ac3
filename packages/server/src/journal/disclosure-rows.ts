import { type Column, columnValues, toColumn, unnested } from './columns.ts';

/** What a fact discloses: the names of its sealed values and, in the same order, each value spelled out. */
export interface Disclosing {
  readonly stream: string;
  readonly version: number;
  readonly names: readonly string[];
  readonly disclosures: readonly string[];
}

/** Six parameters: a row for each fact that discloses something, and the names and values of all of them one after another. */
export function disclosureValues(facts: readonly Disclosing[]): Buffer[] {
  const rows: Slice[] = [];
  const names: string[] = [];
  const bytes: string[] = [];
  for (const fact of facts) {
    if (fact.names.length === 0) continue;
    const first = names.length + 1;
    for (const name of fact.names) names.push(name);
    for (const disclosure of fact.disclosures) bytes.push(disclosure);
    rows.push({ fact, first, last: names.length });
  }
  return [...columnValues(SLICES, rows), toColumn('text', names), toColumn('text', bytes)];
}

/** The insert that makes rows of them, where these parameters stand from this number on. */
export function insertDisclosures(from: number): string {
  const slice = (parameter: number) => `($${parameter}::text[])[first:last]`;
  const types = SLICES.map(([type]) => type);
  return `insert into disclosure (stream, version, names, bytes)
  select stream, version, ${slice(from + 4)}, ${slice(from + 5)}
  from (select ${unnested(types, from, ['stream', 'version', 'first', 'last'])}) as disclosing`;
}

/** Which of all names and values are a fact's own, counted from one. */
interface Slice {
  readonly fact: Disclosing;
  readonly first: number;
  readonly last: number;
}

const SLICES: readonly Column<Slice>[] = [
  ['text', ({ fact }) => fact.stream],
  ['int', ({ fact }) => fact.version],
  ['int', ({ first }) => first],
  ['int', ({ last }) => last],
];
