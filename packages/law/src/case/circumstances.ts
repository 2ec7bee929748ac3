import type { Circumstances, Rulebook } from '../pack/rulebook.ts';
import type { CaseState } from './case-state.ts';

/** What a pack's `when` may ask of this case; a circumstance that is not known is left out, save the documented defaults. */
export function circumstancesOf(state: CaseState, rules?: Rulebook): Circumstances {
  const matter = rules?.bureau.matters.find((entry) => entry.id === state.matter);
  return {
    procedure: 'ordinary',
    party: partyCircumstance(state),
    revoked: state.decision?.revoked ? 'yes' : 'no',
    'social-impact': state.decision?.socialImpact ?? 'no',
    hearing: state.penalty?.hearing.state === 'held' ? 'held' : 'none',
    rectification: state.permit?.siteCheck?.rectification ?? 'no',
    'based-on-test': state.permit?.opinion?.basedOnTest ?? 'no',
    'on-site': matter?.onSiteCheck || state.permit?.siteCheck ? 'yes' : 'no',
    ...resultCircumstance(state),
    ...penaltyCircumstance(state),
  };
}

function partyCircumstance(state: CaseState): string {
  const party = state.party;
  if (!party) return 'organisation';
  const day = state.decision?.madeOn ?? state.entries[0]?.occurredOn;
  if (party.kind === 'natural-person' && party.birthDate && day && isMinor(party.birthDate, day))
    return 'minor';
  return party.kind;
}

function isMinor(birthDate: string, on: string): boolean {
  const comesOfAge = `${Number(birthDate.slice(0, 4)) + 18}${birthDate.slice(4)}`;
  return on < comesOfAge;
}

function resultCircumstance(state: CaseState): Circumstances {
  const result = state.decision?.result ?? state.permit?.opinion?.result;
  return result === 'grant' || result === 'refuse' ? { result } : {};
}

/** Kinds of penalty imposed together stand side by side. */
function penaltyCircumstance(state: CaseState): Circumstances {
  const penalty = state.decision?.penalty ?? state.penalty?.report?.penalty;
  if (!penalty) return {};
  const fine = penalty.fine === undefined ? {} : { fine: String(penalty.fine) };
  return { penalty: penalty.types.join(','), ...fine };
}
