import { can } from '../access/can.ts';
import { subjectOf } from '../access/subject.ts';
import { misfitOf } from '../facts/check-fact.ts';
import type { Fact } from '../facts/fact-types.ts';
import type { ActKind } from '../pack/schema.ts';
import { publishDuty } from '../publication/draft.ts';
import { type Refusal, RuleError } from '../rule-error.ts';
import { waitsForPaper } from './adoption/confirm-adoption.ts';
import type { CaseState } from './case-state.ts';
import { applyFact } from './fold.ts';
import { refusal, refusalUnder } from './guards.ts';
import { readInput } from './input.ts';
import { InputError, refuseInput } from './input-error.ts';
import { lateEntry, reasonOfLateEntry } from './late-entry.ts';
import { nameOthers, restsOnPerson } from './name-others.ts';
import { commandSpecs, findCommand, findStart, startSpecs } from './registry.ts';
import { refuseMissingRecords } from './requirements.ts';
import {
  type AnyCommand,
  type AnyStart,
  type AvailableAction,
  type CaseContext,
  describeAction,
  type Outcome,
} from './skeleton.ts';

/** A command as it arrives: its type and the fields of its form. */
export type CaseCommand = { readonly type: string; readonly [field: string]: unknown };

/** Decides one command on a case (null: a command that opens one): the facts and documents that follow, or a RuleError. */
export function decideCase(state: CaseState | null, command: CaseCommand, context: CaseContext): Outcome {
  if (state === null) return open(command, context);
  const spec = findCommand(command.type);
  if (!spec) throw new RuleError('unknown-command', '没有这项操作。');
  insist(refuseAct(state, spec, context));
  const input = readInput(spec.schema, command, () => spec.form(state, context), spec.fixesNothing);
  checkDays(context, state, spec);
  const late = lateReasonOf(context, state.kind);
  if (spec.circumstances) {
    refuseInput('', refuseMissingRecords(state, context.rules, spec.type, spec.circumstances(input)));
  }
  const outcome = spec.decide(state, input, context);
  const facts = outcome.facts.map(dayToPublish(state, context));
  return finish({ ...outcome, facts }, late, context.occurredOn);
}

/** What this person can see to do in this case now; refused actions come with the reason and its clause. */
export function availableActions(state: CaseState, context: CaseContext): readonly AvailableAction[] {
  return commandSpecs
    .filter((spec) => isShown(state, spec, context))
    .sort((a, b) => a.order - b.order)
    .map((spec) => describeAction(spec, refuseAct(state, spec, context), () => spec.form(state, context)));
}

/** The first of these commands that this person can carry out now; without forms and reasons, for lists over many cases. */
export function firstOpenCommand(
  state: CaseState,
  context: CaseContext,
  among: ReadonlySet<string>,
): Pick<AvailableAction, 'command' | 'label'> | undefined {
  const found = commandSpecs
    .filter((spec) => among.has(spec.type) && isShown(state, spec, context))
    .sort((a, b) => a.order - b.order)
    .find(
      (spec) =>
        (refuseForPerson(state, spec, context) ?? refuseMissingRecords(state, context.rules, spec.type)) ===
        undefined,
    );
  return found && { command: found.type, label: found.label };
}

/** Whether a record that lacks is what keeps this person from one of these commands. */
export function lacksRecord(state: CaseState, context: CaseContext, among: ReadonlySet<string>): boolean {
  return commandSpecs
    .filter((spec) => among.has(spec.type) && isShown(state, spec, context))
    .map(
      (spec) =>
        refuseForPerson(state, spec, context) ?? refuseMissingRecords(state, context.rules, spec.type),
    )
    .some((refused) => refused?.code === 'records-missing' || refused?.code === 'credentials-presented');
}

/** What this person can open. */
export function startActions(context: CaseContext): readonly AvailableAction[] {
  return startSpecs
    .filter((spec) => !HIDING.includes(refuseStartAccess(spec, context)?.code ?? ''))
    .filter((spec) => context.rules.bureau.kinds.includes(spec.kind))
    .sort((a, b) => a.order - b.order)
    .map((spec) =>
      describeAction(spec, refuseStartAccess(spec, context) ?? spec.refuse(context), () =>
        spec.form(context),
      ),
    );
}

/** Refusals that no change of the case could lift for this person: such actions are not shown. */
const HIDING: readonly string[] = [
  'not-permitted',
  'other-bureau',
  'administrator',
  'wrong-stage',
  'not-offered',
  'bureau-succeeded',
];

function isShown(state: CaseState, spec: AnyCommand, context: CaseContext): boolean {
  const isStep = spec.kinds.includes(state.kind) && spec.stages.includes(state.stage);
  return (
    isStep &&
    !waitsForPaper(state, spec.type) &&
    spec.offered(state, context) &&
    !HIDING.includes(refuseBeforeRules(state, spec, context)?.code ?? '')
  );
}

const NOT_YET_TAKEN_IN = '纸质案件还没有经第二人核对，核对后才能接着办理。';
const NOT_TAKEN_IN = '本件与纸质案卷不符，没有转入；核对清楚后重新转入，在新的一件里办理。';

function refuseBeforeRules(state: CaseState, spec: AnyCommand, context: CaseContext): Refusal | undefined {
  const offered = spec.kinds.includes(state.kind) && spec.stages.includes(state.stage);
  const access = refuseAccess(state, spec, context);
  const before = access ?? refuseUntaken(state, spec, context);
  if (before) return before;
  if (waitsForPaper(state, spec.type))
    return refusal('not-offered', state.adoption?.state === 'refused' ? NOT_TAKEN_IN : NOT_YET_TAKEN_IN);
  return offered && spec.offered(state, context)
    ? undefined
    : refusal('not-offered', '案件现在的情况不需要这一步。');
}

/** That it is the handlers' step rests on the clause by which officers are assigned to a case. */
function refuseAccess(
  state: CaseState,
  spec: AnyCommand,
  { actor, rules }: CaseContext,
): Refusal | undefined {
  const refused = can(actor, spec.type, subjectOf(state, rules));
  return refused?.code === 'not-handler'
    ? refusalUnder(rules, state.kind, 'certified-officers', refused.code, refused.sentence)
    : refused;
}

/** What came over from another bureau goes on only once its handlers have been named here. */
function refuseUntaken(
  state: CaseState,
  spec: AnyCommand,
  { actor, rules }: CaseContext,
): Refusal | undefined {
  const isTaken =
    actor.home === undefined || actor.bureau !== state.bureau || state.takenOver?.by === actor.home;
  return isTaken || state.stage === 'closed' || spec.type === 'take-over-case'
    ? undefined
    : refusalUnder(
        rules,
        state.kind,
        'certified-officers',
        'not-taken-over',
        '本案由原机关移交而来。先由审核人或者批准人接办，确定本机关的承办人。',
      );
}

function refuseAct(state: CaseState, spec: AnyCommand, context: CaseContext): Refusal | undefined {
  const refused =
    refuseForPerson(state, spec, context) ?? refuseMissingRecords(state, context.rules, spec.type);
  return (
    refused &&
    nameOthers(refused, context, spec.roles, (actor) =>
      restsOnPerson(refuseForPerson(state, spec, { ...context, actor })),
    )
  );
}

function refuseForPerson(state: CaseState, spec: AnyCommand, context: CaseContext): Refusal | undefined {
  return refuseBeforeRules(state, spec, context) ?? spec.refuse(state, context);
}

function open(command: CaseCommand, context: CaseContext): Outcome {
  const spec = findStart(command.type);
  if (!spec && findCommand(command.type))
    throw new RuleError('no-case', '案件还没有开始，先登记申请或者提请立案。');
  if (!spec) throw new RuleError('unknown-command', '没有这项操作。');
  insist(refuseStartAccess(spec, context) ?? spec.refuse(context));
  const input = readInput(spec.schema, command, () => spec.form(context));
  checkDays(context, null);
  checkLayers(context);
  // What has words of its own for the reason asks for it itself.
  const late = spec.began ? {} : lateReasonOf(context, spec.kind);
  return finish(spec.decide(input, context), late, context.occurredOn);
}

function refuseStartAccess(spec: AnyStart, context: CaseContext): Refusal | undefined {
  const subject = { bureau: context.rules.bureau.id };
  const refused = can(context.actor, spec.type, subject);
  return (
    refused &&
    nameOthers(refused, context, spec.roles, (actor) => can(actor, spec.type, subject) !== undefined)
  );
}

function insist(refused: Refusal | undefined): void {
  if (refused) throw new RuleError(refused.code, refused.sentence, refused.cite);
}

/** The act's own day: not to come, not before what it rests on. */
function checkDays(context: CaseContext, state: CaseState | null, spec?: AnyCommand): void {
  const { occurredOn, today } = context;
  const problem = (sentence: string) => new InputError([{ path: 'occurredOn', sentence }]);
  if (occurredOn > today) throw problem(`发生日期不能晚于今天（${today}）。`);
  const opened = state?.entries[0]?.occurredOn;
  if (opened !== undefined && occurredOn < opened) {
    throw problem(`发生日期早于案件开始的日期（${opened}）。核对后再填。`);
  }
  const earliest = (spec?.after ?? [])
    .map((type) => state?.dates[type] ?? '')
    .sort()
    .at(-1);
  if (earliest && occurredOn < earliest)
    throw problem(`发生日期早于前一步的日期（${earliest}）。核对后再填。`);
}

/** Why it is entered late, where it is later than the packs in force on the day of the act allow. */
function lateReasonOf(
  { rules, calendar, occurredOn, today, lateReason }: CaseContext,
  kind: ActKind,
): { readonly lateReason?: string } {
  return reasonOfLateEntry(lateEntry(rules, kind, calendar, { occurredOn, enteredOn: today }), lateReason);
}

/** A case entered as of a day before one of today's layers was in force would escape that layer: refused. */
function checkLayers({ rules, occurredOn, today }: CaseContext): void {
  const standing = new Set(rules.packs.map(({ id }) => id));
  const isLost = rules.bureau.layers.some(
    ({ pack, from, to }) => (from ?? '') <= today && today <= (to ?? '9999-12-31') && !standing.has(pack),
  );
  if (!isLost) return;
  const sentence = `${occurredOn} 早于本局现行执法依据的施行日期，不能补录为那一天开始的案件。`;
  throw new InputError([{ path: 'occurredOn', sentence }]);
}

/** A decision carries the day by which it must be public: from then on nobody has to ask anybody what is overdue. */
function dayToPublish(state: CaseState, { rules, calendar, actor }: CaseContext) {
  return (fact: Fact): Fact => {
    if (fact.type !== 'decision-made') return fact;
    const recorded = { stream: '', version: state.version + 1, typeVersion: 2, recordedAt: '', erased: [] };
    const decided = applyFact(state, { ...fact, ...recorded, actor: actor.id });
    const due = publishDuty(decided, rules, calendar)?.due;
    return due ? { ...fact, data: { ...fact.data, publishBy: due } } : fact;
  };
}

/** Adds the reason of a late entry and holds every fact against its schema: a fact that does not fit is our own fault. */
function finish(outcome: Outcome, late: { readonly lateReason?: string }, on: string): Outcome {
  const facts = outcome.facts.map((fact) =>
    fact.occurredOn === on ? { ...fact, data: { ...fact.data, ...late } } : fact,
  );
  for (const fact of facts) {
    const misfit = misfitOf(fact);
    if (misfit !== undefined) throw new Error(`fact ${fact.type} does not fit its schema: ${misfit}`);
  }
  return { ...outcome, facts };
}
