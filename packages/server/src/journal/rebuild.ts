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
}

const SHADOW = 'mj_rebuild';
const FETCH = 2000;

/** Plays the whole journal into a shadow schema and compares every projection row by row, in one snapshot; changes nothing. */
export async function rebuild(owner: pg.Client): Promise<readonly RebuiltTable[]> {
  await owner.query('begin isolation level repeatable read');
  try {
    await owner.query(`create schema ${SHADOW}`);
    for (const table of Object.keys(projections))
      await owner.query(
        `create table ${SHADOW}.${table} (like public.${table} including defaults including indexes)`,
      );
    await replay(owner);
    const compared: RebuiltTable[] = [];
    for (const [table, key] of Object.entries(projections)) compared.push(await compare(owner, table, key));
    return compared;
  } finally {
    await owner.query('rollback');
  }
}

async function replay(owner: pg.Client): Promise<void> {
  await owner.query(
    `declare facts cursor for select ${FACT_COLUMNS} from public.journal j where j.stream like 'case/%' or j.stream like 'publication/%' or j.stream like 'bureau/%' order by j.stream, j.version`,
  );
  await owner.query(`set local search_path = ${SHADOW}, public`);
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
    if (rows.length < FETCH) break;
  }
  if (open.length > 0) await project(owner, open);
}

async function project(owner: pg.Client, stream: readonly ReadFact[]): Promise<void> {
  const facts = stream.map(({ fact }) => fact);
  const first = stream[0];
  if (first === undefined) return;
  if (first.fact.stream.startsWith('case/')) {
    const state = foldCase(facts);
    if (state === null) return;
    const ordinals = facts
      .filter(({ type }) => type === 'decision-made')
      .map(({ data }) => data.ordinal as { kind: string; year: number; number: number });
    await writeProjections(
      owner,
      [
        projectCase(state, facts.at(-1)?.recordedAt ?? ''),
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
async function projectKeptState(owner: pg.Client, id: string, facts: readonly RecordedFact[]): Promise<void> {
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

async function compare(owner: pg.Client, table: string, key: string): Promise<RebuiltTable> {
  const keyText = `concat_ws('/', ${key})`;
  const { rows: count } = await owner.query<{ n: number }>(`select count(*)::int as n from public.${table}`);
  const { rows } = await owner.query<{ key: string }>(
    `select distinct key from (
       (select ${keyText} as key, t.* from public.${table} t except select ${keyText} as key, t.* from ${SHADOW}.${table} t)
       union all
       (select ${keyText} as key, t.* from ${SHADOW}.${table} t except select ${keyText} as key, t.* from public.${table} t)
     ) as d order by key limit 20`,
  );
  return { table, rows: count[0]?.n ?? 0, differing: rows.map((row) => row.key) };
}
