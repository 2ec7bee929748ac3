import { can, RuleError, type Subject } from '@mingjing/law';
import { RequestError } from '../web/request-error.ts';
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
  // Whether there is such a case is nobody's business outside the bodies that take part in it.
  if (refusal?.code === 'other-bureau' && subject !== undefined) throw new RequestError('not-found');
  if (refusal !== undefined) throw new RuleError(refusal.code, refusal.sentence, refusal.cite);
}
