import { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import { can } from '../access/can.ts';
import { longText } from '../case/input.ts';
import { badInput } from '../case/input-error.ts';
import type { CalendarYear } from '../duties/calendar.ts';
import { type Fact, type FactTypeName, factTypes } from '../facts/fact-types.ts';
import type { BureauProfile, Pack } from '../pack/schema.ts';
import { type Refusal, RuleError } from '../rule-error.ts';
import type { BureauState, PacksProposal } from './bureau-state.ts';
import { checkYear } from './check-year.ts';
import { decideRegister, registerCommands } from './law-register.ts';
import { checkProposal, type ProposedLaw } from './proposed-law.ts';
import { checkDecision, pointDecisionSchema } from './silent-points.ts';

const id = z.string().min(1).max(80);
const packHashes = z
  .record(id, z.string().regex(/^[0-9a-f]{64}$/))
  .refine((packs) => Object.keys(packs).length <= 100, '一次提请的规定太多。');
const layers = z
  .array(z.strictObject({ pack: id, from: z.iso.date().optional(), to: z.iso.date().optional() }))
  .min(1)
  .max(200);

/** What may be put forward: changed pack versions, the layers where they change, and from which day. */
export const proposedLawSchema = z.strictObject({
  packs: packHashes.default({}),
  layers: layers.optional(),
  from: z.iso.date().optional(),
});

/** The commands on the law of a bureau. */
export const bureauCommandSchema = z.discriminatedUnion('type', [
  proposedLawSchema.extend({ type: z.literal('propose-packs'), note: longText.optional() }),
  z.strictObject({ type: z.literal('approve-packs'), proposal: z.int().min(1) }),
  z.strictObject({ type: z.literal('reject-packs'), proposal: z.int().min(1), reason: longText }),
  pointDecisionSchema.extend({ type: z.literal('decide-silent-point') }),
  ...registerCommands,
]);
export type BureauCommand = z.infer<typeof bureauCommandSchema>;

/** What a decision on the law of a bureau may rest on. */
export interface BureauContext {
  readonly actor: Actor;
  /** With the layers as they stand now. */
  readonly profile: BureauProfile;
  readonly today: string;
  readonly find: (version: string) => Pack | undefined;
}

/** Decides one command on the law of a bureau: the facts that follow, or a RuleError. */
export function decideBureau(
  state: BureauState,
  command: BureauCommand,
  context: BureauContext,
): readonly Fact[] {
  insist(refuseBureau(state, command.type, context));
  switch (command.type) {
    case 'propose-packs': {
      const { type: _type, note, ...law } = command;
      checkProposal(state, law, context);
      return [fact(context, 'packs-proposed', { ...law, note })];
    }
    case 'approve-packs':
      return [activated(state, pendingAs(state, command.proposal), context)];
    case 'reject-packs': {
      const { version } = pendingAs(state, command.proposal);
      return [fact(context, 'packs-rejected', { proposal: version, reason: command.reason })];
    }
    case 'decide-silent-point': {
      const { type: _type, ...decision } = command;
      return [fact(context, 'silent-point-decided', checkDecision(state, decision, context))];
    }
    default: {
      const { type, data } = decideRegister(state.register, command, context.profile, context.today);
      return [fact(context, type, data)];
    }
  }
}

/** Takes over a year's holiday arrangement: one person enters what the State Council announced. */
export function decideCalendar(
  year: CalendarYear,
  sha256: string,
  state: BureauState,
  context: Omit<BureauContext, 'find'>,
): readonly Fact[] {
  insist(can(context.actor, 'import-calendar', { bureau: context.profile.id }));
  const problems = checkYear(year, context.today);
  if (problems.length > 0) badInput('calendar', problems.join(''));
  if (state.years[String(year.year)]?.sha256 === sha256)
    badInput('calendar', `${year.year} 年的放假安排已经是这一份，不必再导入。`);
  return [fact(context, 'calendar-imported', { year: year.year, sha256, notice: year.notice })];
}

/** Why this person cannot do this with the bureau's law now; the office shows it beside the button. */
export function refuseBureau(
  state: BureauState,
  type: BureauCommand['type'],
  { actor, profile }: Pick<BureauContext, 'actor' | 'profile'>,
): Refusal | undefined {
  const access = can(actor, type, { bureau: profile.id });
  if (access !== undefined || !aboutProposals.has(type)) return access;
  if (type === 'propose-packs')
    return state.proposal === null
      ? undefined
      : { code: 'proposal-pending', sentence: '已有一份提请待批准，批准或者退回以后才能再提。' };
  if (state.proposal === null) return { code: 'no-proposal', sentence: '没有待批准的提请。' };
  return state.proposal.proposedBy === actor.id
    ? { code: 'own-work', sentence: '本件由您提请，须由他人批准或者退回。' }
    : undefined;
}

const aboutProposals: ReadonlySet<string> = new Set(['propose-packs', 'approve-packs', 'reject-packs']);

function insist(refused: Refusal | undefined): void {
  if (refused) throw new RuleError(refused.code, refused.sentence, refused.cite);
}

function pendingAs(state: BureauState, version: number): PacksProposal {
  if (state.proposal?.version !== version)
    throw new RuleError('proposal-changed', '提请已经变动，核对最新的内容后再办。');
  return state.proposal;
}

function activated(state: BureauState, proposal: PacksProposal, context: BureauContext): Fact {
  const law: ProposedLaw = {
    packs: proposal.packs,
    ...(proposal.layers === null ? {} : { layers: proposal.layers }),
    ...(proposal.from === null ? {} : { from: proposal.from }),
  };
  checkProposal(state, law, context);
  return fact(context, 'packs-activated', {
    ...law,
    packs: { ...state.activations.at(-1)?.packs, ...proposal.packs },
    proposedBy: proposal.proposedBy,
    demonstration: state.demonstration,
    proposal: proposal.version,
  });
}

function fact(
  { today }: Pick<BureauContext, 'today'>,
  type: FactTypeName,
  data: Readonly<Record<string, unknown>>,
): Fact {
  const given = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  factTypes[type].schema.parse(given);
  return { type, occurredOn: today, data: given };
}
