import type { Pack } from '@mingjing/law';

/** A rule as a row names it: `pack/section/id`. */
export interface RuleName {
  readonly pack: string;
  readonly section: RuleSection;
  readonly id: string;
}

const sections = {
  deadlines: (rule: Pack['deadlines'][number]) => [rule.id],
  guards: (rule: Pack['guards'][number]) => [rule.guard],
  requirements: (rule: Pack['requirements'][number]) => [rule.id],
  publications: (rule: Pack['publications'][number]) => [rule.id],
  channels: (rule: Pack['channels'][number]) => [rule.id],
  grounds: (rule: Pack['grounds'][number]) => [rule.id],
  procedures: (rule: Pack['procedures'][number]) => [rule.skeleton ?? rule.kind, rule.kind],
  legalReview: (rule: Pack['legalReview'][number]) => rule.triggers.map((trigger) => trigger.id),
  chains: (rule: Pack['chains'][number]) => [rule.subject],
  scenes: (rule: Pack['scenes'][number]) => [rule.id],
  silentPoints: (rule: Pack['silentPoints'][number]) => [rule.id],
  catalogue: (rule: Pack['catalogue'][number]) => [rule.id],
  conduct: (rule: Pack['conduct'][number]) => [rule.id],
  exclusions: (rule: Pack['exclusions'][number]) => [rule.id],
  redactions: (rule: Pack['redactions'][number]) => [rule.id],
  thresholds: (rule: Pack['thresholds'][number]) => [rule.id],
  retention: (rule: Pack['retention'][number]) => [rule.id],
  access: (rule: Pack['access'][number]) => [rule.id],
  fileOrders: (rule: Pack['fileOrders'][number]) => [rule.id],
  reports: (rule: Pack['reports'][number]) => [rule.id],
  accountability: (rule: Pack['accountability'][number]) => [rule.id],
  devices: (rule: Pack['devices'][number]) => [rule.id],
  staffing: (rule: Pack['staffing'][number]) => [rule.id],
  surcharges: (rule: Pack['surcharges'][number]) => [rule.id],
  provisions: (rule: Pack['provisions'][number]) => [rule.id],
} as const;

export type RuleSection = keyof typeof sections;

/** Takes `pack/section/id` apart; undefined where no such section exists. */
export function parseRuleName(name: string): RuleName | undefined {
  const [pack = '', section = '', id = ''] = name.split('/');
  return Object.hasOwn(sections, section) ? { pack, section: section as RuleSection, id } : undefined;
}

/** Where the rules of that name stand in their section; several where a guard is switched on by several clauses. */
export function findRule(pack: Pack, { section, id }: RuleName): number[] {
  const namesOf = sections[section] as (rule: unknown) => readonly string[];
  return (pack[section] as readonly unknown[]).flatMap((rule, index) =>
    namesOf(rule).includes(id) ? [index] : [],
  );
}
