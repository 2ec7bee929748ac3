import type { CaseState, Fact } from '@mingjing/law';
import { unnested } from './columns.ts';
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

/** Brings the case's row up to date; no clock, sequence or chance in it. */
export function projectCase(state: CaseState, updatedAt: string): ProjectionWrite {
  return {
    name: 'project-case',
    text: PROJECT_CASE,
    columns: CASE_COLUMNS,
    values: [
      state.id,
      state.bureau,
      state.kind,
      state.stage,
      state.number,
      state.title,
      state.party?.name ?? '已依法删除',
      state.matter,
      state.unit,
      state.permit?.receivedOn ?? state.dates['filing-proposed'],
      state.decision?.madeOn ?? null,
      state.dates['case-closed'] ?? state.dates['act-terminated'] ?? null,
      state.version,
      updatedAt,
      state.handlers.join('\n'),
      state.participants.map((p) => p.body).join('\n'),
    ],
  };
}

const CASE_COLUMNS = [
  ...Array.from({ length: 9 }, () => 'text' as const),
  ...(['date', 'date', 'date', 'int', 'timestamptz', 'text', 'text'] as const),
];

const PROJECT_CASE = `insert into case_file (id, bureau, kind, stage, number, title, party_name, matter, unit, opened_on, decided_on, closed_on, version, updated_at, handlers, participants)
  select ${unnested(CASE_COLUMNS.slice(0, 14), 1)}, string_to_array(unnest($15::text[]), E'\\n'), string_to_array(unnest($16::text[]), E'\\n')
  on conflict (id) do update set stage = excluded.stage, number = excluded.number, title = excluded.title, party_name = excluded.party_name,
    handlers = excluded.handlers, participants = excluded.participants, decided_on = excluded.decided_on, closed_on = excluded.closed_on,
    version = excluded.version, updated_at = excluded.updated_at`;

/** Notes the originals that these facts attach to a case. */
export function projectEvidence(caseId: string, facts: readonly Fact[]): readonly ProjectionWrite[] {
  return facts
    .filter(({ type }) => type === 'record-attached')
    .map(({ data }) => ({
      name: 'project-evidence',
      text: `insert into case_evidence (evidence, case_id) select unnest($1::text[]), unnest($2::text[]) on conflict do nothing`,
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
  if (decision === null || !told) return [];
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
