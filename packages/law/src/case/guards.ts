import type { Actor } from '../access/actor.ts';
import { offeredMatters } from '../bureau/matters.ts';
import type { Cite } from '../cite.ts';
import { pointWords } from '../pack/decided-points.ts';
import type { GuardName } from '../pack/guards.ts';
import type { Rulebook, Sourced } from '../pack/rulebook.ts';
import type { ActKind, GuardRule } from '../pack/schema.ts';
import type { Refusal } from '../rule-error.ts';
import type { CaseState } from './case-state.ts';
import type { CaseContext } from './skeleton.ts';

/** A refusal with the clause behind it, where there is one. */
export function refusal(code: string, sentence: string, cite?: Cite): Refusal {
  return cite ? { code, sentence, cite } : { code, sentence };
}

/** A refusal that follows from the order of the steps: it names the clause that this order serves, of the first of these guards that the layers know. */
export function refusalUnder(
  rules: Rulebook,
  kind: ActKind,
  guards: GuardName | readonly GuardName[],
  code: string,
  sentence: string,
): Refusal {
  const found = [guards].flat().map((guard) => rules.guard(guard, kind));
  return refusal(code, sentence, found.find((guard) => guard !== undefined)?.cite);
}

/** No case begins before the bureau has put a matter of its kind, with its basis, on its list. */
export function refuseUnlisted(kind: 'permit' | 'penalty', { rules }: CaseContext): Refusal | undefined {
  const sentence = `本局还没有登记${ofKind[kind]}事项，先由政策法规机构维护事项清单。`;
  return offeredMatters(rules.bureau, kind).length === 0
    ? refusalUnder(rules, kind, 'listed-matter', 'no-matter', sentence)
    : undefined;
}

const ofKind = { permit: '许可', penalty: '处罚' } as const;

/** Asks a guard: where a layer switches it on and `broken` holds, the refusal that names its clause. Code = guard name. */
export function guarded(
  rules: Rulebook,
  kind: ActKind,
  guard: string,
  broken: (rule: Sourced<GuardRule>) => string | undefined | false,
): Refusal | undefined {
  const found = rules.guard(guard, kind);
  if (!found) return undefined;
  const sentence = broken(found);
  return sentence ? refusal(guard, `${sentence}${pointWords(found) ?? ''}`, found.cite) : undefined;
}

/** The first refusal of several checks, in the order of importance. */
export function firstRefusal(...checks: readonly (Refusal | undefined)[]): Refusal | undefined {
  return checks.find((check) => check !== undefined);
}

/** Everybody who carried out one of these types of fact in the case. */
export function personsOf(state: CaseState, types: readonly string[]): readonly string[] {
  return types.flatMap((type) => state.doneBy[type] ?? []);
}

/** Own work: who did one of `types` may not also approve, review or confirm it. */
export function refuseOwnWork(
  state: CaseState,
  context: CaseContext,
  types: readonly string[],
  sentence = '本件由您办理，须由他人批准。',
): Refusal | undefined {
  return guarded(context.rules, state.kind, 'own-work', () =>
    personsOf(state, types).includes(context.actor.id) ? sentence : undefined,
  );
}

/** One person in one step only of opinion, review and approval; where only own work is forbidden, that clause is named. */
export function refuseSamePerson(
  state: CaseState,
  context: CaseContext,
  otherSteps: Readonly<Record<string, string>>,
): Refusal | undefined {
  const guard = context.rules.guard('distinct-persons', state.kind) ? 'distinct-persons' : 'own-work';
  return guarded(context.rules, state.kind, guard, () => {
    const step = Object.keys(otherSteps).find((type) => state.doneBy[type]?.includes(context.actor.id));
    return step && `您已在本案${otherSteps[step]}，不能再办这一步，须由他人办理。`;
  });
}

const CERTIFIED: GuardName = 'certified-officers';
const leastOfficers = ({ parameters }: GuardRule): number => Number(parameters.minimum ?? 2);

/** Whether as many handle the case as the guard asks for; who they are was looked at when they were named. */
export function hasEnoughHandlers({ handlers, kind }: CaseState, rules: Rulebook): boolean {
  const guard = rules.guard(CERTIFIED, kind);
  return guard === undefined || new Set(handlers).size >= leastOfficers(guard.rule);
}

/** Too few officers, or one without a credential valid on the day; parameter `minimum`, default 2. */
export function refuseUncertified(
  officers: readonly string[],
  kind: ActKind,
  context: CaseContext,
): Refusal | undefined {
  return guarded(context.rules, kind, CERTIFIED, ({ rule }) => {
    const minimum = leastOfficers(rule);
    if (new Set(officers).size < minimum) return `执法人员不得少于 ${minimum} 人。`;
    const lacking = officers.filter((id) => !isCertified(findPerson(context, id), context.occurredOn));
    return lacking.length > 0 && `${lacking.map((id) => nameOf(context, id)).join('、')}没有有效的执法证件。`;
  });
}

export function isCertified(person: Actor | undefined, on: string): boolean {
  return person?.credential !== undefined && on <= person.credential.validTo;
}

export function findPerson(context: CaseContext, id: string): Actor | undefined {
  return context.people.find((person) => person.id === id);
}

export function nameOf(context: CaseContext, id: string): string {
  return findPerson(context, id)?.name ?? id;
}
