import { can } from '../access/can.ts';
import { subjectOf } from '../access/subject.ts';
import { personsNamed, postsNamed } from '../access/who-may.ts';
import { waitsForPaper } from './adoption/confirm-adoption.ts';
import type { CaseState } from './case-state.ts';
import { restsOnPerson } from './name-others.ts';
import { commandSpecs, startSpecs } from './registry.ts';
import type { AnyCommand, CaseContext } from './skeleton.ts';

/** A step that is not this person's, and whose it is. */
export interface Turn {
  readonly command: string;
  readonly label: string;
  /** Posts, or the persons of these posts where they are known. */
  readonly who: string;
}

/** The next steps of a case that others take: what moves it on and waits for nothing but a person. */
export function turnsOfOthers(state: CaseState, context: CaseContext): readonly Turn[] {
  return commandSpecs
    .filter((spec) => spec.kinds.includes(state.kind) && spec.stages.includes(state.stage))
    .filter((spec) => !aside.test(spec.type) && !mayTake(state, spec, context))
    .map((spec) => ({
      spec,
      others: context.people.filter((actor) => mayTake(state, spec, { ...context, actor })),
    }))
    .filter(({ others }) => others.length > 0)
    .sort((a, b) => a.spec.order - b.spec.order)
    .map(({ spec, others }) => ({
      command: spec.type,
      label: spec.label,
      who: personsNamed(others, spec.roles),
    }));
}

/** The ways to begin a case that this person's posts do not include. */
export function startsOfOthers(context: CaseContext): readonly Turn[] {
  const subject = { bureau: context.rules.bureau.id };
  return startSpecs
    .filter(({ kind }) => context.rules.bureau.kinds.includes(kind))
    .filter(({ type }) => can(context.actor, type, subject) !== undefined)
    .map(({ type, label, roles }) => {
      const others = context.people.filter((one) => can(one, type, subject) === undefined);
      return { command: type, label, who: personsNamed(others, roles) || postsNamed(roles) };
    });
}

/** Steps back or aside, and what may be done at any time: nobody waits for them. */
const aside =
  /^(return|refuse|reject|decline|terminate|waive|exclude-time|request-extension|present-credentials|attach-record|propose-|name-participant|end-participant|ask-supervision|open-supervision|end-supervision|record-revocation)/;

function mayTake(state: CaseState, spec: AnyCommand, context: CaseContext): boolean {
  return (
    can(context.actor, spec.type, subjectOf(state, context.rules)) === undefined &&
    !waitsForPaper(state, spec.type) &&
    spec.offered(state, context) &&
    !restsOnPerson(spec.refuse(state, context))
  );
}
