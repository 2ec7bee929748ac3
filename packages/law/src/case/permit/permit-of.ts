import type { Rulebook } from '../../pack/rulebook.ts';
import type { CaseState, MaterialState, PermitState } from '../case-state.ts';
import { matterOf } from '../field.ts';

/** The permit part of a case that is known to be one. */
export function permitOf(state: CaseState): PermitState {
  if (!state.permit) throw new Error('not a permit case');
  return state.permit;
}

export interface CheckedMaterial {
  readonly id: string;
  readonly name: string;
  readonly state: MaterialState;
  readonly note?: string;
}

/** Every material that the matter asks for, with how it was found; those not yet looked at are `unchecked`. */
export function materialsOf(state: CaseState, rules: Rulebook): readonly CheckedMaterial[] {
  const checked = permitOf(state).materials;
  const listed = matterOf(state, rules)?.materials ?? [];
  return listed.map(({ id, name }) => ({
    id,
    name,
    state: 'unchecked',
    ...checked.find((item) => item.id === id),
  }));
}

/** Materials that are missing or not in the legal form. */
export function lackingMaterials(state: CaseState, rules: Rulebook): readonly CheckedMaterial[] {
  return materialsOf(state, rules).filter((item) => item.state === 'missing' || item.state === 'defective');
}

export function isAccepted(state: CaseState): boolean {
  const intake = permitOf(state).intake;
  return intake === 'accepted' || intake === 'deemed-accepted';
}
