import type { CaseState } from './case-state.ts';
import type { CaseContext } from './skeleton.ts';

/** The body in whose name the case goes on now: its bureau, or the one that took it over. */
export function handledBy(state: Pick<CaseState, 'bureau' | 'takenOver'>): string {
  return state.takenOver?.by ?? state.bureau;
}

type Handed = Pick<CaseState, 'bureau' | 'entries'>;

/** Whether a body is the bureau of the case or has taken it over, the last of them or one before. */
export function handlesCase(state: Handed, body: string): boolean {
  return body === state.bureau || takeovers(state).some(({ by }) => by === body);
}

/** The body that had the case when it was decided. */
export function decidedFor(state: Handed & Pick<CaseState, 'decision'>): string {
  const decided = state.decision?.version ?? 0;
  return takeovers(state).findLast(({ version }) => version < decided)?.by ?? state.bureau;
}

const takeovers = ({ entries }: Handed) =>
  entries.flatMap(({ type, version, data }) =>
    type === 'case-taken-over' ? [{ version, by: String(data.successor) }] : [],
  );

/** What a body of the installation is called. */
export function nameOfBody(body: string, { bodies, rules }: Pick<CaseContext, 'bodies' | 'rules'>): string {
  return bodies?.find(({ id }) => id === body)?.name ?? rules.bureau.name;
}
