import type { AwaitingRow } from '@mingjing/api';
import type { Person } from '../people/people.ts';
import { seenBy } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';
import { publicationStateLabel } from './project-publication.ts';

interface Row {
  readonly id: string;
  readonly case_id: string | null;
  readonly title: string;
  readonly number: string;
  readonly party_name: string;
  readonly drafted_by: string | null;
  readonly updated_at: Date;
  readonly state: string;
  readonly pending: boolean;
  readonly corrected_by: string | null;
  readonly erased_by: string | null;
  readonly count: number;
}

/** Waits for anybody's word: in the words of the index `publication_waiting`, which is looked up by them. */
const WAITS = `(state in ('drafted', 'imported') or state_body -> 'pendingWithdrawal' <> 'null'::jsonb
    or state_body #>> '{pendingCorrection,draftedBy}' is not null or state_body #>> '{erasure,proposedBy}' is not null)`;

/** What a publication must be for it to wait for a person's word: never one's own draft. */
export const awaitsWord = (person: string, approves: string, erases: string): string =>
  `(${WAITS} and ((${approves} and (state in ('drafted', 'imported') or state_body -> 'pendingWithdrawal' <> 'null'::jsonb) and drafted_by is distinct from ${person})
    or (${approves} and state_body #>> '{pendingCorrection,draftedBy}' <> ${person})
    or (${erases} and state_body #>> '{erasure,proposedBy}' <> ${person})))`;

/** Who may approve drafts, and who may confirm that personal data go. */
export const wordsOf = (person: Person) => ({
  approves: person.roles.includes('approver'),
  erases: person.roles.includes('policy-and-law'),
});

/** Publications that wait for this person's word: the oldest of them, and how many there are. */
export async function publicationsAwaiting(
  context: ServerContext,
  person: Person,
  names: ReadonlyMap<string, string>,
): Promise<{ readonly rows: readonly AwaitingRow[]; readonly count: number }> {
  const { approves, erases } = wordsOf(person);
  if (!approves && !erases) return { rows: [], count: 0 };
  const { rows } = await seenBy(context.databases, person).query<Row>(AWAITING, [
    person.bureau,
    person.id,
    approves,
    erases,
  ]);
  return { rows: rows.map((row) => toRow(row, names)), count: rows[0]?.count ?? 0 };
}

export const AWAITING = `select id, case_id, title, number, party_name, drafted_by, updated_at, state, state_body -> 'pendingWithdrawal' <> 'null'::jsonb as pending,
    case when $3 then nullif(state_body #>> '{pendingCorrection,draftedBy}', $2) end as corrected_by,
    case when $4 then nullif(state_body #>> '{erasure,proposedBy}', $2) end as erased_by, count(*) over ()::int as count from publication
  where bureau = $1 and ${awaitsWord('$2', '$3', '$4')} order by updated_at limit 20`;

const toRow = (row: Row, names: ReadonlyMap<string, string>): AwaitingRow => ({
  caseId: row.case_id ?? '',
  publicationId: row.id,
  label: row.erased_by
    ? '同意依法删除个人信息'
    : row.pending
      ? '批准撤下'
      : row.corrected_by
        ? '批准更正公示'
        : '批准公示',
  title: row.title,
  number: row.number,
  party: row.party_name,
  from: null,
  by:
    names.get(row.erased_by ?? row.corrected_by ?? row.drafted_by ?? '') ?? publicationStateLabel(row.state),
  at: row.updated_at.toISOString(),
});
