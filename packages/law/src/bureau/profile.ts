import {
  type BureauProfile,
  bureauProfileSchema,
  type EntrustedPost,
  entrustedPostSchema,
  type ProfileChange,
  profileChangeSchema,
} from '../pack/bureau-profile.ts';
import type { Refusal } from '../rule-error.ts';
import { applyMatterFact, offeredMatters } from './matters.ts';
import { applySuccessionFact, successionFacts } from './succession.ts';
import { applyWitnessFact, witnessFacts } from './witnesses.ts';

interface BureauFact {
  readonly type: string;
  readonly occurredOn?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A bureau's profile as its stream tells; null where the stream began before profiles stood in it. */
export function foldProfile(facts: readonly BureauFact[]): BureauProfile | null {
  let profile: BureauProfile | null = null;
  for (const fact of facts) profile = applyProfileFact(profile, fact);
  return profile;
}

/** The facts that change the profile, matters included. */
export const profileFacts: readonly string[] = [
  'bureau-created',
  'bureau-profile-changed',
  'matter-added',
  'matter-changed',
  'matter-retired',
  'administrator-entrusted',
  'administrator-taken-back',
  ...witnessFacts,
  ...successionFacts,
];

/** The profile after one more fact. */
export function applyProfileFact(profile: BureauProfile | null, fact: BureauFact): BureauProfile | null {
  if (fact.type === 'bureau-created') {
    const read = bureauProfileSchema.safeParse(fact.data.profile);
    return read.success ? read.data : null;
  }
  if (profile === null) return null;
  if (fact.type === 'bureau-profile-changed')
    return { ...profile, ...present(profileChangeSchema.parse(fact.data.changes)) };
  if (fact.type === 'administrator-entrusted' || fact.type === 'administrator-taken-back')
    return { ...profile, administeredBy: applyEntrusting(profile.administeredBy ?? [], fact) };
  if (witnessFacts.includes(fact.type)) return { ...profile, ...applyWitnessFact(profile, fact) };
  if (successionFacts.includes(fact.type)) return applySuccessionFact(profile, fact);
  return { ...profile, matters: [...applyMatterFact(profile.matters, fact)] };
}

function applyEntrusting(before: readonly EntrustedPost[], { type, data }: BureauFact): EntrustedPost[] {
  const post = entrustedPostSchema.parse({ role: data.role, body: data.body });
  const others = before.filter(({ role }) => role !== post.role);
  return type === 'administrator-entrusted' ? [...others, post] : others;
}

/** Why a post may not be entrusted to the superior, or taken back; `held`: somebody of the bureau's own holds it. */
export function refuseEntrusting(
  profile: BureauProfile,
  {
    type,
    role,
  }: { readonly type: 'entrust-administrator' | 'take-back-administrator'; readonly role: string },
  held: boolean,
): Refusal | undefined {
  const entrusted = profile.administeredBy?.some((post) => post.role === role) === true;
  if (type === 'entrust-administrator') {
    if (profile.superior === undefined) return { code: 'no-superior', sentence: '本机关没有登记上级机关。' };
    return entrusted ? { code: 'already-entrusted', sentence: '已经委托上级机关。' } : undefined;
  }
  if (!entrusted) return { code: 'not-entrusted', sentence: '没有委托上级机关。' };
  return held
    ? undefined
    : { code: 'last-administrator', sentence: '先登记本机关自己的管理员，再收回委托。' };
}

/** The sections that differ from what stands. */
export function changedSections(profile: BureauProfile, change: ProfileChange): ProfileChange {
  return Object.fromEntries(
    Object.entries(change).filter(
      ([section, value]) =>
        value !== undefined &&
        JSON.stringify(value) !== JSON.stringify(profile[section as keyof ProfileChange]),
    ),
  );
}

/** Why the profile cannot be changed so; `occupied` are the units that people belong to. */
export function refuseProfileChange(
  profile: BureauProfile,
  change: ProfileChange,
  occupied: readonly string[],
): Refusal | undefined {
  if (Object.keys(changedSections(profile, change)).length === 0)
    return { code: 'nothing-changed', sentence: '没有改动。' };
  return refuseUnits(profile, change, occupied) ?? refuseNumbering(profile, change);
}

function refuseUnits(
  profile: BureauProfile,
  { units }: ProfileChange,
  occupied: readonly string[],
): Refusal | undefined {
  if (units === undefined) return undefined;
  const repeated = (texts: readonly string[]) => new Set(texts).size !== texts.length;
  if (repeated(units.map(({ id }) => id)) || repeated(units.map(({ name }) => name)))
    return { code: 'unit-repeated', sentence: '同一内设机构列了两次。' };
  const used = new Set([...occupied, ...offeredMatters(profile).map(({ unit }) => unit)]);
  const lost = profile.units.find(({ id }) => used.has(id) && !units.some((unit) => unit.id === id));
  return lost === undefined
    ? undefined
    : { code: 'unit-in-use', sentence: `“${lost.name}”还有人员或者事项，先调走再撤。` };
}

function refuseNumbering(profile: BureauProfile, { numbering }: ProfileChange): Refusal | undefined {
  if (numbering === undefined) return undefined;
  const lost = Object.keys(profile.numbering).some((family) => numbering[family] === undefined);
  if (lost) return { code: 'numbering-incomplete', sentence: '每一种文书都要有文号格式。' };
  const patterns = Object.values(numbering);
  if (patterns.some((pattern) => !pattern.includes('{number}') || !pattern.includes('{year}')))
    return { code: 'numbering-pattern', sentence: '文号格式须含 {年份} 和 {序号}。' };
  return new Set(patterns).size === patterns.length
    ? undefined
    : { code: 'numbering-repeated', sentence: '两种文书的文号格式相同，文号会重复。' };
}

const present = (change: ProfileChange): Partial<BureauProfile> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
