import type { CaseView } from '@mingjing/api';
import {
  type CaseState,
  ERASED_TEXT,
  foldPublication,
  type OutsideDates,
  outsideDates,
  type PublicationState,
} from '@mingjing/law';
import type { Databases, Queryable } from '../journal/database.ts';
import type { ReadFact } from '../journal/fact-codec.ts';
import { readStream } from '../journal/read-stream.ts';
import { readSeen, type Viewer } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { publicationStateLabel } from './project-publication.ts';

export interface LoadedPublication {
  readonly id: string;
  readonly bureau: string;
  readonly stream: string;
  readonly facts: readonly ReadFact[];
  readonly state: PublicationState;
}

/** A publication as its journal tells it; `not-found` when there is none. */
export async function loadPublication(db: Queryable, id: string): Promise<LoadedPublication> {
  return toLoaded(id, await readStream(db, `publication/${id}`));
}

/** The same for somebody who looks at it: as the database shows it to them. */
export async function seenPublication(
  databases: Databases,
  viewer: Viewer,
  id: string,
): Promise<LoadedPublication> {
  return toLoaded(id, await readSeen(databases, viewer, 'publication', id));
}

function toLoaded(id: string, facts: readonly ReadFact[]): LoadedPublication {
  const state = foldPublication(facts.map(({ fact }) => fact));
  const bureau = facts[0]?.envelope.bureau;
  if (state === null || bureau === undefined) throw new RequestError('not-found');
  return { id, bureau, stream: `publication/${id}`, facts, state };
}

/** The publication of a case, and what it tells the case's duties. */
export async function findPublicationOfCase(
  context: ServerContext,
  caseId: string,
  db: Queryable,
): Promise<PublicationOutcome | null> {
  const found = (await publicationOutcomes(context, [caseId], db)).get(caseId);
  return found ?? null;
}

/** Publications of the bureau that hold the party of a case: an erasure in the case does not reach them. */
export async function publicationsNaming(
  db: Queryable,
  { id, bureau, party }: Pick<CaseState, 'id' | 'bureau' | 'party'>,
): Promise<CaseView['publication']['naming']> {
  const { rows } = await db.query<{ id: string; number: string; state: string }>(
    `select id, number, state from publication
     where bureau = $1 and party_name <> $4 and (case_id = $2 or party_name = $3) order by number, id limit 20`,
    [bureau, id, party?.name ?? null, ERASED_TEXT],
  );
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    stateLabel: publicationStateLabel(row.state),
  }));
}

/** Duties that are done on the publication, not in the case. */
export const PUBLICITY: ReadonlySet<string> = new Set([
  'publish',
  'withdraw',
  'end-publication',
  'update',
  'correct',
]);

/** The publication of a case as it stands, and what it tells the case's duties. */
export interface PublicationOutcome {
  readonly id: string;
  readonly state: string;
  readonly body: PublicationState;
  readonly outcome: OutsideDates;
}

/** For each case its publication and what that tells its duties; one query. */
export async function publicationOutcomes(
  context: ServerContext,
  caseIds: readonly string[],
  db: Queryable,
): Promise<ReadonlyMap<string, PublicationOutcome>> {
  const { rows } = await db.query<{
    id: string;
    case_id: string;
    bureau: string;
    state: string;
    state_body: PublicationState;
  }>({
    name: 'publication-outcomes',
    text: `select id, case_id, bureau, state, state_body from publication where case_id = any($1) order by updated_at`,
    values: [caseIds],
  });
  const today = context.clock.today();
  return new Map(
    rows.map((row) => [
      row.case_id,
      {
        id: row.id,
        state: row.state,
        body: row.state_body,
        outcome: outsideDates(row.state_body, context.resources().rulebook(row.bureau, today)),
      },
    ]),
  );
}
