import type { CaseContext, CaseState } from '@mingjing/law';
import { caseContext, rulesOf } from '../cases/case-store.ts';
import type { Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';

/** Hands out what law needs to judge one case after another for this person; people are read once for each bureau. */
export function lawByCase(
  context: ServerContext,
  person: Person,
): (state: CaseState) => Promise<CaseContext> {
  const known = new Map<string, Promise<CaseContext>>();
  return async (state) => {
    const rules = rulesOf(context, state);
    const ofBureau = known.get(state.bureau) ?? caseContext(context, person, rules);
    known.set(state.bureau, ofBureau);
    return { ...(await ofBureau), rules };
  };
}
