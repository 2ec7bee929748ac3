import { can, RuleError, type Subject } from '@mingjing/law';
import { type Person, toActor } from './people.ts';

/** Lets a query through or throws the refusal that `can` gives; without a subject the person's own bureau is meant. */
export function authoriseQuery(person: Person, action: string, subject?: Subject): void {
  const refusal = can(
    toActor(person),
    action,
    subject === undefined
      ? { bureau: person.bureau }
      : { bureau: subject.bureau, participants: subject.participants ?? [] },
  );
  if (refusal !== undefined) throw new RuleError(refusal.code, refusal.sentence, refusal.cite);
}
