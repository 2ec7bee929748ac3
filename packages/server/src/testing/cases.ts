import { randomUUID } from 'node:crypto';
import { type CaseState, type Fact, foldCase, type RecordedFact } from '@mingjing/law';
import { loadCase } from '../cases/case-store.ts';
import type { Queryable } from '../journal/database.ts';
import { projectCase, projectEvidence, renewCase } from '../journal/projections.ts';
import { readStream } from '../journal/read-stream.ts';
import { writeCommand } from '../journal/write-command.ts';
import { commandOf } from './office.ts';
import type { TestContext } from './open-context.ts';
import type { Answer, Visitor } from './visitor.ts';

/** The demonstration's case of a party, by the words that only its name has. */
export async function caseOf(
  office: TestContext,
  words: string,
): Promise<{ readonly id: string; readonly version: number }> {
  const { rows } = await office.databases.worker.query<{ id: string; version: number }>(
    `select id, version from case_file where party_name like $1 order by opened_on limit 1`,
    [`%${words}%`],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`no case of ${words}`);
  return row;
}

/** A case as its facts fold now. */
export async function stateOf(office: TestContext, id: string): Promise<CaseState> {
  return (await loadCase(office.databases.worker, id)).state;
}

/** Sends a command to a case at the version it has now. */
export const act = commandTo('case_file', 'cases');

/** Sends a command to a publication at the version it has now. */
export const actOnPublication = commandTo('publication', 'publications');

function commandTo(table: 'case_file' | 'publication', door: 'cases' | 'publications') {
  return async (
    office: TestContext,
    visitor: Visitor,
    id: string,
    command: { readonly type: string; readonly [field: string]: unknown },
  ): Promise<Answer> => {
    const { rows } = await office.databases.worker.query<{ version: number }>(
      `select version from ${table} where id = $1`,
      [id],
    );
    return await visitor.post(`/api/${door}/${id}/commands`, commandOf(rows[0]?.version ?? 0, command));
  };
}

/** A case of its own with the facts of another up to (not including) the first of the named type, written by the product's own writer. */
export async function copyCase(
  office: TestContext,
  sourceId: string,
  before: string,
  change: (fact: RecordedFact) => RecordedFact = (fact) => fact,
  on: Queryable = office.databases.app,
): Promise<string> {
  const source = (await readStream(office.databases.worker, `case/${sourceId}`)).map(({ fact }) => fact);
  const end = source.findIndex(({ type }) => type === before);
  const id = randomUUID();
  const stream = `case/${id}`;
  const facts = source
    .slice(0, end === -1 ? source.length : end)
    .map((fact): RecordedFact => change({ ...fact, stream }));
  let commitment: Uint8Array | null = null;
  for (const [i, fact] of facts.entries()) {
    const state = foldCase(facts.slice(0, i + 1));
    if (state === null) throw new Error('the copied facts open no case');
    const written = await writeCommand(on, {
      commandId: randomUUID(),
      digest: null,
      stream,
      bureau: state.bureau,
      actor: fact.actor,
      recordedAt: fact.recordedAt,
      after: { version: i, commitment },
      facts: [fact satisfies Fact],
      project: [
        (i === 0 ? projectCase : renewCase)(state, fact),
        ...(i === facts.length - 1 ? projectEvidence(id, facts) : []),
      ],
    });
    commitment = written[0]?.commitment ?? null;
  }
  return id;
}

/** A small real PNG; `seed` makes its bytes its own. */
export function picture(seed = 'x'): Buffer {
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(`made for a test: ${seed}`)]);
}
