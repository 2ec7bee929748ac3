import type { CaseState } from '@mingjing/law';
import type { ProjectionWrite } from './write-command.ts';

/** Every table that can be rebuilt from the journal, with the key its rows are compared by. */
export const projections = {
  case_file: 'id',
  publication: 'id',
  publication_channel: 'publication, channel',
  published_result: 'id',
  result_count: 'bureau, year, kind',
} as const;

/** Brings the case's row up to date; no clock, sequence or chance in it. */
export function projectCase(state: CaseState, updatedAt: string): ProjectionWrite {
  return {
    name: 'project-case',
    text: `insert into case_file (id, bureau, kind, stage, number, title, party_name, matter, unit, handlers, participants, opened_on, decided_on, closed_on, version, updated_at, state)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17::jsonb)
      on conflict (id) do update set stage = excluded.stage, number = excluded.number, title = excluded.title, party_name = excluded.party_name,
        handlers = excluded.handlers, participants = excluded.participants, decided_on = excluded.decided_on, closed_on = excluded.closed_on,
        version = excluded.version, updated_at = excluded.updated_at, state = excluded.state`,
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
      state.handlers,
      state.participants.map((p) => p.body),
      state.permit?.receivedOn ?? state.dates['filing-proposed'],
      state.decision?.madeOn ?? null,
      state.dates['case-closed'] ?? state.dates['act-terminated'] ?? null,
      state.version,
      updatedAt,
      JSON.stringify(state),
    ],
  };
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
