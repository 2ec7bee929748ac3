import { foldBureau, foldCase, foldOfficers, foldPublication, type RecordedFact } from '@mingjing/law';
import type pg from 'pg';
import { projectOfficer } from '../bureaus/officers.ts';
import { projectProfile } from '../bureaus/project-profile.ts';
import { projectBureau } from '../law-in-force/project-law.ts';
import { projectPublication } from '../publications/project-publication.ts';
import { replaceCaseState } from './case-states.ts';
import type { ReadFact } from './fact-codec.ts';
import {
  projectCase,
  projectDecision,
  projectDecisionCount,
  projectEvidence,
  projections,
} from './projections.ts';
import { FACT_COLUMNS, readRow } from './read-stream.ts';
import { writeProjections } from './write-projections.ts';

/** How one projection compares with what the journal says. */
export interface RebuiltTable {
  readonly table: string;
  readonly rows: number;
  /** Keys of rows that differ, are missing or are too many; at most twenty. */
  readonly differing: readonly string[];
  /** For each of them the columns that differ; none where a row is missing or too many. */
  readonly columns: readonly (readonly string[])[];
}

const SHADOW = 'pg_temp';
const FETCH = 2000;

/** Plays the whole journal into tables of its own and compares every projection row by row, in one snapshot; changes nothing. */
export async function rebuild(client: pg.ClientBase): Promise<readonly RebuiltTable[]> {
  await client.query('begin isolation level repeatable read');
  try {
    return await compareProjections(client);
  } finally {
    await client.query('rollback');
  }
}

/** The same inside the caller's transaction, which must be rolled back; `rest` is awaited after each batch of facts. */
export async function compareProjections(
  client: pg.ClientBase,
  rest: (facts: number) => Promise<void> = async () => undefined,
): Promise<readonly RebuiltTable[]> {
  for (const table of Object.keys(projections))
    await client.query(
      `create temporary table ${table} (like public.${table} including defaults including indexes) on commit drop`,
    );
  await replay(client, rest);
  const compared: RebuiltTable[] = [];
  for (const [table, key] of Object.entries(projections)) compared.push(await compare(client, table, key));
  return compared;
}

/** Temporary tables come before those of the schema `public` wherever a name stands alone. */
async function replay(owner: pg.ClientBase, rest: (facts: number) => Promise<void>): Promise<void> {
  await owner.query(
    `declare facts cursor for select ${FACT_COLUMNS} from public.journal j where j.stream like 'case/%' or j.stream like 'publication/%' or j.stream like 'bureau/%' order by j.stream, j.version`,
  );
  let open: ReadFact[] = [];
  for (;;) {
    const { rows } = await owner.query(`fetch ${FETCH} from facts`);
    for (const row of rows) {
      const fact = readRow(row);
      if (open[0] !== undefined && open[0].fact.stream !== fact.fact.stream) {
        await project(owner, open);
        open = [];
      }
      open.push(fact);
    }
    await rest(rows.length);
    if (rows.length < FETCH) break;
  }
  if (open.length > 0) await project(owner, open);
}

async function project(owner: pg.ClientBase, stream: readonly ReadFact[]): Promise<void> {
  const facts = stream.map(({ fact }) => fact);
  const first = stream[0];
  if (first === undefined) return;
  if (first.fact.stream.startsWith('case/')) {
    const last = facts.at(-1);
    const state = foldCase(facts);
    if (state === null || last === undefined) return;
    const ordinals = facts
      .filter(({ type }) => type === 'decision-made')
      .map(({ data }) => data.ordinal as { kind: string; year: number; number: number });
    await writeProjections(
      owner,
      [
        projectCase(state, last),
        ...projectEvidence(state.id, facts),
        ...projectDecision(
          state,
          facts,
          facts.find(({ type }) => type === 'decision-made')?.recordedAt ?? '',
        ),
        ...ordinals.map((ordinal) => projectDecisionCount(state.bureau, ordinal)),
      ].map(unnamed),
    );
    await projectKeptState(owner, state.id, facts);
    return;
  }
  if (first.fact.stream.startsWith('bureau/')) {
    const officers = [...foldOfficers(facts).values()];
    const { bureau } = first.envelope;
    await writeProjections(
      owner,
      [
        ...officers.map((officer) => projectOfficer(bureau, officer)),
        ...projectProfile(bureau, facts),
        ...projectBureau(bureau, foldBureau(facts)),
      ].map(unnamed),
    );
    return;
  }
  const state = foldPublication(facts);
  if (state !== null)
    await writeProjections(owner, projectPublication(first.envelope.bureau, state, facts).map(unnamed));
}

/** What is kept of a case may have fallen behind it; it must be what the case was at that version. */
async function projectKeptState(
  owner: pg.ClientBase,
  id: string,
  facts: readonly RecordedFact[],
): Promise<void> {
  const { rows } = await owner.query<{ version: number }>(
    `select version from public.case_state where id = $1`,
    [id],
  );
  const [kept] = rows;
  const state = kept === undefined ? null : foldCase(facts.slice(0, kept.version));
  if (state !== null) await replaceCaseState(owner, state);
}

/** Statements prepared under the shadow's search path must not be mistaken for the ordinary ones. */
const unnamed = <T extends { readonly name: string }>(write: T): T => ({
  ...write,
  name: `rebuild-${write.name}`,
});

async function compare(owner: pg.ClientBase, table: string, key: string): Promise<RebuiltTable> {
  const keyText = `concat_ws('/', ${key})`;
  const { rows: count } = await owner.query<{ n: number }>(`select count(*)::int as n from public.${table}`);
  const { rows } = await owner.query<{ key: string }>(
    `select distinct key from (
       (select ${keyText} as key, t.* from public.${table} t except select ${keyText} as key, t.* from ${SHADOW}.${table} t)
       union all
       (select ${keyText} as key, t.* from ${SHADOW}.${table} t except select ${keyText} as key, t.* from public.${table} t)
     ) as d order by key limit 20`,
  );
  const differing = rows.map((row) => row.key);
  return {
    table,
    rows: count[0]?.n ?? 0,
    differing,
    columns: differing.length === 0 ? [] : await differingColumns(owner, table, keyText, differing),
  };
}

async function differingColumns(
  owner: pg.ClientBase,
  table: string,
  keyText: string,
  keys: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const rowsIn = async (schema: string) => {
    const { rows } = await owner.query<{ key: string; row: Readonly<Record<string, unknown>> }>(
      `select ${keyText} as key, to_jsonb(t) as row from ${schema}.${table} t where ${keyText} = any($1)`,
      [keys],
    );
    return new Map(rows.map(({ key, row }) => [key, row]));
  };
  const [kept, rebuilt] = [await rowsIn('public'), await rowsIn(SHADOW)];
  return keys.map((key) => {
    const [row, other] = [kept.get(key), rebuilt.get(key)];
    if (row === undefined || other === undefined) return [];
    return Object.keys(row).filter((column) => JSON.stringify(row[column]) !== JSON.stringify(other[column]));
  });
}
