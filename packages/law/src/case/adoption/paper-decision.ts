import { issuesBySuperior } from '../../access/subject.ts';
import type { Fact } from '../../facts/fact-types.ts';
import type { Refusal } from '../../rule-error.ts';
import type { CaseState } from '../case-state.ts';
import { refuseUnsealed } from '../common/service.ts';
import { elapse } from '../elapse.ts';
import { applyFact } from '../fold.ts';
import { refuseInput } from '../input-error.ts';
import { penaltyDecided, refuseUnready } from '../penalty/decision.ts';
import { permitDecided, refuseUndecidable } from '../permit/decision.ts';
import type { CaseContext } from '../skeleton.ts';
import { DECISION, paperDocumentOf, type Said, type StandsFor } from './paper-step.ts';

/** The case as these facts open it, once another person has held it against its paper. */
export function asConfirmed(facts: readonly Fact[], { actor, today }: CaseContext): CaseState {
  const confirmed: Fact = { type: 'adoption-confirmed', occurredOn: today, data: {} };
  const state = [...facts, confirmed].reduce<CaseState | null>(
    (so, fact, i) =>
      applyFact(so, {
        ...fact,
        stream: 'case/',
        version: i + 1,
        typeVersion: 1,
        recordedAt: '',
        erased: [],
        actor: actor.id,
      }),
    null,
  );
  if (state === null) throw new Error('no fact opens a case');
  return state;
}

interface Asked {
  readonly context: CaseContext;
  /** The case as these steps bring it, confirmed. */
  readonly stated: (facts: readonly StandsFor[]) => CaseState;
}

/** The steps up to a decision made on paper, silence included, and what was decided; refused where a gate was passed without its scan. */
export function decideOnPaper(
  taken: readonly StandsFor[],
  on: string,
  said: Said,
  { context, stated }: Asked,
): { readonly before: readonly StandsFor[]; readonly says: Said } {
  const { rules, calendar } = context;
  // What the party let pass until the day of the decision is never typed in: it follows from the day of service.
  const silent = elapse(stated(taken), rules, calendar, on).map(({ type, occurredOn, data }) => ({
    type,
    on: occurredOn,
    data,
  }));
  const before = [...taken, ...silent];
  const state = stated(before);
  refuseInput(
    'reached',
    asStated(state.kind === 'permit' ? refuseUndecidable(state, context) : refuseUnready(state, context)),
  );
  const decided =
    state.kind === 'permit'
      ? permitDecided(state, context)
      : penaltyDecided(state, said as Parameters<typeof penaltyDecided>[1], context);
  return {
    before,
    says: { decided, superior: issuesBySuperior(rules, state) ? rules.bureau.superior?.id : undefined },
  };
}

/** Why the paper cannot have come so far: the guard's own words, and what to do instead. */
function asStated(refused: Refusal | undefined): Refusal | undefined {
  return (
    refused && {
      ...refused,
      sentence: `${refused.sentence}纸质案卷没有这一步的，不能作为已作出决定转入；转入到作出决定之前，在本系统补办。`,
    }
  );
}

/** A decision that its issuing authority has not sealed was not served. */
export function refuseUnservable(
  { reached }: Said,
  state: CaseState,
  context: CaseContext,
): Refusal | undefined {
  const document = state.documents.find(({ documentId }) => documentId === paperDocumentOf(DECISION));
  return reached === 'served' && document !== undefined
    ? refuseUnsealed(state, context, document)
    : undefined;
}
