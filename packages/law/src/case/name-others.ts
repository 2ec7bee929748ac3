import type { Actor, Role } from '../access/actor.ts';
import { whoElse } from '../access/who-may.ts';
import type { Refusal } from '../rule-error.ts';

/** Refusals that would not meet somebody else. */
const personal: readonly string[] = [
  'administrator',
  'not-permitted',
  'not-handler',
  'other-bureau',
  'own-work',
  'distinct-persons',
  'legal-reviewer',
  'hearing-host',
];

/** Whether it is the person, not the case, that a refusal rests on. */
export function restsOnPerson(refused: Refusal | undefined): boolean {
  return refused !== undefined && personal.includes(refused.code);
}

/** A refusal that rests on who asks also says who may: those of the people whom it would not meet. */
export function nameOthers(
  refused: Refusal,
  { actor, people }: { readonly actor: Actor; readonly people: readonly Actor[] },
  roles: readonly Role[],
  isRefused: (other: Actor) => boolean,
): Refusal {
  if (!restsOnPerson(refused) || refused.code === 'administrator') return refused;
  const others = people.filter((one) => one.id !== actor.id && !isRefused(one));
  // Without handlers the next step is to name them, not to register people.
  if (others.length === 0 && refused.code === 'not-handler') return refused;
  return { ...refused, sentence: `${refused.sentence}${whoElse(others, roles)}` };
}
