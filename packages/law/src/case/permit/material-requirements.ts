import type { Rulebook } from '../../pack/rulebook.ts';
import { materialStateLabels } from '../../terms.ts';
import type { CaseState, RequirementStatus } from '../case-state.ts';
import { materialsOf } from './permit-of.ts';

/** The materials of an application as records that the case must hold, where the rules have them checked one by one. */
export function materialRequirements(state: CaseState, rules: Rulebook): readonly RequirementStatus[] {
  const cite = rules.guard('materials-itemised', state.kind)?.cite;
  if (state.permit === null || cite === undefined) return [];
  return materialsOf(state, rules).map(({ id, name, state: found, note }) => ({
    id,
    name,
    medium: 'document',
    modality: 'must',
    waivable: false,
    metadata: [],
    met: found === 'complete' || found === 'corrected-on-spot',
    waived: false,
    found: note === undefined ? materialStateLabels[found] : `${materialStateLabels[found]}：${note}`,
    cite,
  }));
}
