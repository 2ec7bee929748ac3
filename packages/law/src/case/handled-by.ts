import type { CaseState } from './case-state.ts';
import type { CaseContext } from './skeleton.ts';

/** The body in whose name the case goes on now: its bureau, or the one that took it over. */
export function handledBy(state: Pick<CaseState, 'bureau' | 'takenOver'>): string {
  return state.takenOver?.by ?? state.bureau;
}

/** Whether a body is the bureau of the case or the one that took it over. */
export function handlesCase(state: Pick<CaseState, 'bureau' | 'takenOver'>, body: string): boolean {
  return body === state.bureau || body === state.takenOver?.by;
}

/** The body that had the case when it was decided. */
export function decidedFor({
  bureau,
  takenOver,
  decision,
}: Pick<CaseState, 'bureau' | 'takenOver' | 'decision'>): string {
  return takenOver !== undefined && decision !== null && decision.version > takenOver.version
    ? takenOver.by
    : bureau;
}

/** What a body of the installation is called. */
export function nameOfBody(body: string, { bodies, rules }: Pick<CaseContext, 'bodies' | 'rules'>): string {
  return bodies?.find(({ id }) => id === body)?.name ?? rules.bureau.name;
}
