import type { CaseState } from '../case/case-state.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import type { Refusal } from '../rule-error.ts';
import type { Actor, Role } from './actor.ts';

/**
 * Why this person may not see the recordings of a case, by the layers' clauses on access; undefined = may. Who works or worked on
 * the case sees them, and while it is open who may have to review or decide it; of the others a clause may let a post in
 * (政策法规科), or ask for somebody's leave first. Clauses on case files speak once the case is archived.
 */
export function refuseRecording(
  actor: Pick<Actor, 'id' | 'bureau' | 'roles'>,
  state: CaseState,
  rules: Rulebook,
): Refusal | undefined {
  const took =
    state.handlers.includes(actor.id) || Object.values(state.doneBy).some((ids) => ids?.includes(actor.id));
  const awaited = state.stage !== 'closed' && DECIDING.some((role) => actor.roles.includes(role));
  if (took || awaited || actor.bureau !== state.bureau) return undefined;
  const archived = state.dates['case-archived'] !== undefined;
  const speaking = rules.sections.access.filter(
    ({ rule }) =>
      rule.effect === 'allow' &&
      (rule.subject !== 'case-file' || archived) &&
      rule.roles.some((role) => actor.roles.includes(role)),
  );
  const asked = speaking.find(({ rule }) => rule.approver !== null);
  if (asked === undefined || speaking.some(({ rule }) => rule.approver === null)) return undefined;
  const sentence = `您没有办理本案，调阅记录须经${asked.rule.approver}批准并办理手续。`;
  return { code: 'needs-leave', sentence, cite: asked.cite };
}

const DECIDING: readonly Role[] = ['reviewer', 'legal-reviewer', 'approver'];
