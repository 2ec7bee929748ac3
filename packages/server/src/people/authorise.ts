import { can, RuleError } from '@mingjing/law';
import { type Person, toActor } from './people.ts';

/** Lets a query through or throws the refusal that `can` gives; without a subject the person's own bureau is meant. */
export function authoriseQuery(person: Person, action: string, subject?: { readonly bureau: string; readonly participants: readonly { readonly body: string }[] }): void {
  const refusal = can(toActor(person), action, {
    bureau: subject?.bureau ?? person.bureau,
    participants: subject?.participants.map(({ body }) => body) ?? [person.bureau],
  });
  if (refusal !== undefined) throw new RuleError(refusal.code, refusal.sentence, refusal.cite);
}
