import { startSpecs } from '../case/registry.ts';
import type { Refusal } from '../rule-error.ts';
import type { Actor } from './actor.ts';

/** Why somebody who acts in the place of a bureau that has been succeeded may not do this there: what it had is brought to an end, nothing begins. */
export function refuseEnded({ home, bureau }: Actor, action: string): Refusal | undefined {
  return home !== undefined && home !== bureau && endedActions.has(action)
    ? { code: 'bureau-succeeded', sentence: '原机关已由本机关承继，这一项不再以原机关办理，请切换到本机关。' }
    : undefined;
}

/** What nobody does for a bureau that has been succeeded: new cases, and what its own administrators decided. */
export const endedActions: ReadonlySet<string> = new Set([
  ...startSpecs.map(({ type }) => type),
  'manage-people',
  'confirm-administrator',
  'open-emergency-access',
  'confirm-emergency-access',
  'change-profile',
  'entrust-administrator',
  'take-back-administrator',
  'accept-administration',
  'change-witnesses',
  'confirm-witnesses',
  'succeed-bureau',
  'accept-succession',
  'add-bureau',
  'confirm-bureau',
  'add-matter',
  'change-matter',
  'retire-matter',
]);
