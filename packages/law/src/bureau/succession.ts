import { type Role, roles } from '../access/actor.ts';
import { isAdministrator } from '../access/separation.ts';
import { type BureauProfile, successorSchema } from '../pack/bureau-profile.ts';
import type { Refusal } from '../rule-error.ts';

/** The facts by which one bureau continues in another's place. */
export const successionFacts: readonly string[] = ['bureau-succeeded', 'succession-taken-on'];

/** The profile after one more such fact. */
export function applySuccessionFact(
  profile: BureauProfile,
  {
    type,
    occurredOn,
    data,
  }: {
    readonly type: string;
    readonly occurredOn?: string;
    readonly data: Readonly<Record<string, unknown>>;
  },
): BureauProfile {
  const body = type === 'bureau-succeeded' ? data.successor : data.bureau;
  const { name, title, number } = data;
  const told = successorSchema.parse({ body, name, on: occurredOn, title, number });
  return type === 'bureau-succeeded'
    ? { ...profile, successor: told }
    : { ...profile, predecessors: [...(profile.predecessors ?? []), told] };
}

type Bodies = ReadonlyMap<string, { readonly profile: BureauProfile }>;

/** Who continues in a bureau's place, one after the other, the present one last; nobody where it works itself. */
export function successorsOf(bureaus: Bodies, bureau: string): readonly string[] {
  const found: string[] = [];
  for (let at = bureaus.get(bureau)?.profile.successor?.body; at !== undefined && !found.includes(at); ) {
    found.push(at);
    at = bureaus.get(at)?.profile.successor?.body;
  }
  return found;
}

/** The bureaux in whose place a bureau continues now, those whose place its predecessors had taken among them. */
export function predecessorsOf(bureaus: Bodies, bureau: string): readonly string[] {
  return [...bureaus.keys()].filter((id) => successorsOf(bureaus, id).at(-1) === bureau);
}

/** Who continues in a bureau's place is found at its own address, takes fines on its own account, and its own organs review. */
export function asContinued(bureaus: Bodies, profile: BureauProfile): BureauProfile {
  const next = bureaus.get(successorsOf(bureaus, profile.id).at(-1) ?? '')?.profile;
  if (next === undefined) return profile;
  const { contact: _contact, remedies: _remedies, payment: _payment, ...kept } = profile;
  const { contact, remedies, payment } = next;
  return {
    ...kept,
    ...(contact && { contact }),
    ...(remedies && { remedies }),
    ...(payment && { payment }),
  };
}

/** What is asked for: who continues in the bureau's place, and since which day. */
export interface SuccessionAsked {
  readonly bureau: string;
  readonly successor: string;
  readonly on: string;
}

/** Why one bureau may not continue in another's place so; `since`: the day from which the bureau stands in the installation. */
export function refuseSuccession(
  { bureau, successor, on }: SuccessionAsked,
  bureaus: ReadonlyMap<string, { readonly name: string; readonly profile: BureauProfile }>,
  since: string,
  today: string,
): Refusal | undefined {
  const own = bureaus.get(bureau)?.profile;
  const next = bureaus.get(successor)?.profile;
  if (own?.successor !== undefined)
    return {
      code: 'already-succeeded',
      sentence: `本机关已由${own.successor.name}承继，不能再由别的机关承继。`,
    };
  if (successor === bureau) return { code: 'own-successor', sentence: '本机关不能承继自己。' };
  if (next === undefined)
    return { code: 'no-bureau', sentence: '承继机关没有在本系统设立。先增设机关，再登记承继。' };
  if (next.successor !== undefined)
    return {
      code: 'successor-ended',
      sentence: `该机关自己已由${next.successor.name}承继，不能再承继别的机关。`,
    };
  if (on > today)
    return { code: 'not-yet-effective', sentence: '承继还没有生效。到承继之日再登记，此前本机关照常办案。' };
  if (on < since)
    return {
      code: 'before-beginning',
      sentence: `承继之日早于本机关在本系统设立之日（${since}）。核对日期。`,
    };
  const holds = [...bureaus.values()].find(({ profile }) =>
    profile.administeredBy?.some(({ body }) => body === bureau),
  );
  return holds === undefined
    ? undefined
    : {
        code: 'posts-held',
        sentence: `本机关还受托担任${holds.name}的管理员。先由${holds.name}收回委托，再登记承继。`,
      };
}

/** As which roles somebody acts in the place of a bureau that theirs has succeeded: those that handle and read, and who looks after the reads. */
export function rolesInPlace(held: readonly Role[]): readonly Role[] {
  return roles.filter(
    (role) => held.includes(role) && (!isAdministrator(role) || role === 'audit-administrator'),
  );
}

/**
 * The bureaux in whose place somebody may act. The superior's own people keep their part in the cases of a bureau that it has
 * succeeded: there they are the superior still.
 */
export function placesFor(
  bureaus: Bodies,
  { bureau, roles: held }: { readonly bureau: string; readonly roles: readonly Role[] },
): readonly string[] {
  if (rolesInPlace(held).length === 0) return [];
  return predecessorsOf(bureaus, bureau).filter(
    (id) => !(held.includes('superior') && bureaus.get(id)?.profile.superior?.id === bureau),
  );
}
