import { can, RuleError, type Subject } from '@mingjing/law';
import type { Resources } from '../bureaus/resources.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { type Person, toActor } from './people.ts';

/** Lets a query through or throws the refusal that `can` gives; without a subject the person's own bureau is meant. */
export function authoriseQuery(person: Person, action: string, subject?: Subject): void {
  const refusal = can(
    toActor(person),
    action,
    subject === undefined
      ? { bureau: person.bureau }
      : {
          bureau: subject.bureau,
          participants: subject.participants ?? [],
          administeredBy: subject.administeredBy ?? [],
        },
  );
  // Whether there is such a case is nobody's business outside the bodies that take part in it.
  if (refusal?.code === 'other-bureau' && subject !== undefined) throw new RequestError('not-found');
  if (refusal !== undefined) throw new RuleError(refusal.code, refusal.sentence, refusal.cite);
}

/** The bureau an administrator acts for: the own one, or one that entrusted this post to it; any other is not found. */
export function bureauActedFor(
  { resources }: Pick<ServerContext, 'resources'>,
  person: Person,
  action: string,
  wanted: string = person.bureau,
): string {
  authoriseQuery(person, action, bureauSubject(resources(), wanted));
  return wanted;
}

/** A bureau as the subject of its administrators' work. */
export function bureauSubject({ bureaus }: Resources, bureau: string): Subject {
  return { bureau, administeredBy: bureaus.get(bureau)?.profile.administeredBy ?? [] };
}
