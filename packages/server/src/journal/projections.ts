import { beganOn, type CaseState, endedOn, type Fact, type RecordedFact } from '@mingjing/law';
import { type ColumnType, unnested } from './columns.ts';
import type { ProjectionWrite } from './write-command.ts';

/** Every table that can be rebuilt from the journal, with the key its rows are compared by. */
export const projections = {
  case_file: 'id',
  case_state: 'id',
  case_evidence: 'evidence, case_id',
  publication: 'id',
  publication_channel: 'publication, channel',
  published_result: 'id',
  published_officer: 'id',
  bureau: 'id',
  result_count: 'bureau, year, kind',
  decision: 'case_id, version',
  active_pack: 'bureau, pack',
  calendar_year: 'bureau, year',
} as const;

/** The last fact of a case: when it was recorded and who acted. */
export type LastFact = Pick<RecordedFact, 'recordedAt' | 'actor'>;

/** The row of a case that is new; no clock, sequence or chance in it. */
export function projectCase(state: CaseState, last: LastFact): ProjectionWrite {
  const { bureau, kind, matter, unit } = state;
  const openedOn = beganOn(state);
  return {
    name: 'project-case',
    text: PROJECT_CASE,
    columns: [...RENEWED.map(([type]) => type), 'text', 'text', 'text', 'text', 'date'],
    values: [...RENEWED.map(([, , of]) => of(state, last)), bureau, kind, matter, unit, openedOn],
  };
}

/** Brings the row of a case up to date; where it is known what it showed before, nothing is written that stands there already. */
export function renewCase(state: CaseState, last: LastFact, before?: CaseState): ProjectionWrite {
  const moved = before === undefined || SHOWN.some(([, , of]) => of(state, last) !== of(before, last));
  const { name, text, columns } = moved ? RENEW_CASE : ADVANCE_CASE;
  return {
    name,
    text,
    columns: columns.map(([type]) => type),
    values: columns.map(([, , of]) => of(state, last)),
  };
}

type CaseColumn = readonly [ColumnType, string, (state: CaseState, last: LastFact) => unknown];

/** What every fact changes in the row of a case, its key first: type, column and value. */
const ADVANCED: readonly CaseColumn[] = [
  ['text', 'id', ({ id }) => id],
  ['int', 'version', ({ version }) => version],
  ['timestamptz', 'updated_at', (_, { recordedAt }) => recordedAt],
  ['text', 'updated_by', (_, { actor }) => actor],
];
/** What it shows besides. Lists come as lines. */
const SHOWN: readonly CaseColumn[] = [
  ['text', 'stage', ({ stage }) => stage],
  ['text', 'number', ({ number }) => number],
  ['text', 'title', ({ title }) => title],
  ['text', 'party_name', ({ party }) => party?.name ?? '已依法删除'],
  ['date', 'decided_on', ({ decision }) => decision?.madeOn ?? null],
  ['date', 'closed_on', (state) => endedOn(state) ?? state.dates['act-terminated'] ?? null],
  ['text', 'handlers', ({ handlers }) => handlers.join('\n')],
  ['text', 'participants', ({ participants }) => participants.map(({ body }) => body).join('\n')],
];
const LISTS: readonly string[] = ['handlers', 'participants'];
const RENEWED: readonly CaseColumn[] = [...ADVANCED, ...SHOWN];

const rowsOf = (columns: readonly CaseColumn[]): string =>
  columns
    .map(([type, column], i) => {
      const value = `unnest($${i + 1}::${type}[])`;
      return LISTS.includes(column)
        ? `string_to_array(${value}, E'\\n') as ${column}`
        : `${value} as ${column}`;
    })
    .join(', ');

const PROJECT_CASE = `insert into case_file (${RENEWED.map(([, column]) => column).join(', ')}, bureau, kind, matter, unit, opened_on)
  select ${rowsOf(RENEWED)}, ${unnested(['text', 'text', 'text', 'text', 'date'], RENEWED.length + 1)}`;

// The ids stand there twice so that cases are looked up by their key, whatever the statistics say of a table that is still small.
const updateOf = (name: string, columns: readonly CaseColumn[]) => ({
  name,
  columns,
  text: `update case_file c set ${columns
    .slice(1)
    .map(([, column]) => `${column} = w.${column}`)
    .join(', ')} from (select ${rowsOf(columns)}) as w where c.id = w.id and c.id = any($1::text[])`,
});
const RENEW_CASE = updateOf('renew-case', RENEWED);
const ADVANCE_CASE = updateOf('advance-case', ADVANCED);

// What is noted already is left out before the row would be looked at by the policies.
const PROJECT_EVIDENCE = `insert into case_evidence (evidence, case_id)
  select evidence, case_id from (select ${unnested(['text', 'text'], 1, ['evidence', 'case_id'])}) as w
  where not exists (select from case_evidence held where held.evidence = w.evidence and held.case_id = w.case_id)
  on conflict do nothing`;

/** Notes the originals that these facts attach to a case. */
export function projectEvidence(caseId: string, facts: readonly Fact[]): readonly ProjectionWrite[] {
  return facts
    .filter(({ type }) => type === 'record-attached')
    .map(({ data }) => ({
      name: 'project-evidence',
      text: PROJECT_EVIDENCE,
      columns: ['text', 'text'],
      values: [(data.attachment as { evidenceId: string }).evidenceId, caseId],
    }));
}

/** Notes what decision a case came to and whether it was revoked: one row for each, whatever becomes of its publication. */
export function projectDecision(
  { id, bureau, decision }: CaseState,
  facts: readonly Fact[],
  recordedAt: string,
): readonly ProjectionWrite[] {
  const told = facts.some(({ type }) => type === 'decision-made' || type === 'decision-revoked');
  // A decision made on paper has no ordinal and is none of those that are counted.
  if (decision?.ordinal === undefined || !told) return [];
  const { kind, year, number } = decision.ordinal;
  return [
    {
      name: 'project-decision',
      text: `insert into decision (case_id, version, bureau, kind, year, number, made_on, due, revoked_on, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (case_id, version) do update set due = excluded.due, revoked_on = excluded.revoked_on`,
      values: [
        id,
        decision.version,
        bureau,
        kind,
        year,
        number,
        decision.madeOn,
        decision.publishBy ?? null,
        decision.revoked?.on ?? null,
        recordedAt,
      ],
    },
  ];
}

/** Counts the decisions of a bureau by year and kind: the sum that the public counters must add up to. */
export function projectDecisionCount(
  bureau: string,
  ordinal: { kind: string; year: number; number: number },
): ProjectionWrite {
  return {
    name: 'project-decision-count',
    text: `insert into result_count (bureau, year, kind, decided) values ($1, $2, $3, $4)
      on conflict (bureau, year, kind) do update set decided = greatest(result_count.decided, excluded.decided)`,
    values: [bureau, ordinal.year, ordinal.kind, ordinal.number],
  };
}
