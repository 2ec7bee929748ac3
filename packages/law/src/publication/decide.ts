import type { Actor } from '../access/actor.ts';
import { can } from '../access/can.ts';
import { accessTable } from '../access/table.ts';
import { refusal } from '../case/guards.ts';
import { readInput } from '../case/input.ts';
import { InputError } from '../case/input-error.ts';
import { lateEntry, reasonOfLateEntry } from '../case/late-entry.ts';
import { nameOthers, restsOnPerson } from '../case/name-others.ts';
import { type AvailableAction, describeAction } from '../case/skeleton.ts';
import { type Fact, factTypes } from '../facts/fact-types.ts';
import { type Refusal, RuleError } from '../rule-error.ts';
import { confirmChannel, sendToChannel } from './carriers.ts';
import { approveCorrection, draftCorrection, returnCorrection } from './correction.ts';
import { discardDraft } from './discard.ts';
import { approveResult, draftResult, returnDraft, withholdResult } from './drafting.ts';
import { confirmErasure, proposeErasure } from './erasure.ts';
import { type AnyPublicationCommand, kindOf, type PublicationContext } from './publication-command.ts';
import type { PublicationState } from './publication-state.ts';
import { approveWithdrawal, proposeWithdrawal } from './withdrawal.ts';

/** Every command on a publication. */
export const publicationCommands: readonly AnyPublicationCommand[] = [
  draftResult,
  approveResult,
  returnDraft,
  withholdResult,
  draftCorrection,
  approveCorrection,
  returnCorrection,
  discardDraft,
  sendToChannel,
  confirmChannel,
  proposeWithdrawal,
  approveWithdrawal,
  proposeErasure,
  confirmErasure,
];

/** A command as it arrives: its type and the fields of its form. */
export type PublicationCommand = { readonly type: string; readonly [field: string]: unknown };

/** Decides one command on a publication (null: the first draft): the facts that follow, or a RuleError. */
export function decidePublication(
  state: PublicationState | null,
  command: PublicationCommand,
  context: PublicationContext,
): { readonly facts: readonly Fact[] } {
  const spec = publicationCommands.find((one) => one.type === command.type);
  if (!spec) throw new RuleError('unknown-command', '没有这项操作。');
  const refused = refuseAct(state, spec, context);
  if (refused) throw new RuleError(refused.code, refused.sentence, refused.cite);
  const input = readInput(spec.schema, command, () => spec.form(state, context));
  checkDay(spec, context);
  const late = lateReasonOf(state, context);
  const facts = spec
    .decide(state, input, context)
    .map((fact) => ({ ...fact, data: { ...fact.data, ...late } }));
  for (const fact of facts) factTypes[fact.type].schema.parse(fact.data);
  return { facts };
}

/** What this person can see to do with a publication now; refused actions come with the reason and its clause. */
export function availablePublicationActions(
  state: PublicationState | null,
  context: PublicationContext,
): readonly AvailableAction[] {
  return publicationCommands
    .filter((spec) => refuseBefore(state, spec, context) === undefined)
    .sort((a, b) => a.order - b.order)
    .map((spec) => describeAction(spec, refuseAct(state, spec, context), () => spec.form(state, context)));
}

/** Whether this person can carry out a command on a publication now; without forms and reasons, for lists. */
export function isOpenOnPublication(
  state: PublicationState | null,
  context: PublicationContext,
  command: string,
): boolean {
  const spec = publicationCommands.find(({ type }) => type === command);
  return (
    spec !== undefined && (refuseBefore(state, spec, context) ?? spec.refuse(state, context)) === undefined
  );
}

function refuseAct(
  state: PublicationState | null,
  spec: AnyPublicationCommand,
  context: PublicationContext,
): Refusal | undefined {
  const refusedTo = (actor: Actor) => {
    const asked = { ...context, actor };
    return refuseBefore(state, spec, asked) ?? spec.refuse(state, asked);
  };
  const refused = refusedTo(context.actor);
  const { people } = context;
  const roles = accessTable[spec.type]?.roles ?? [];
  return refused && people
    ? nameOthers(refused, { actor: context.actor, people }, roles, (one) => restsOnPerson(refusedTo(one)))
    : refused;
}

function refuseBefore(
  state: PublicationState | null,
  spec: AnyPublicationCommand,
  context: PublicationContext,
): Refusal | undefined {
  const access = can(context.actor, spec.type, { bureau: context.rules.bureau.id });
  if (access) return access;
  return spec.offered(state, context) ? undefined : refusal('not-offered', '公示现在的情况不需要这一步。');
}

/** What makes public or takes down works at once: it cannot be entered as of an earlier day. */
const immediate: readonly string[] = ['approve-publication', 'approve-correction', 'approve-withdrawal'];

function checkDay(spec: AnyPublicationCommand, { occurredOn, today }: PublicationContext): void {
  if (occurredOn < today && immediate.includes(spec.type))
    throw new InputError([{ path: 'occurredOn', sentence: '批准即时生效，不能补录为以前的日期。' }]);
  if (occurredOn > today)
    throw new InputError([{ path: 'occurredOn', sentence: `发生日期不能晚于今天（${today}）。` }]);
}

/** Why it is entered late, where it is later than the packs allow. */
function lateReasonOf(
  state: PublicationState | null,
  context: PublicationContext,
): { readonly lateReason?: string } {
  const { rules, calendar, occurredOn, today, lateReason } = context;
  const late = lateEntry(rules, kindOf(state, context), calendar, { occurredOn, enteredOn: today });
  return reasonOfLateEntry(late, lateReason);
}
