import type { Actor, Role } from './access/actor.ts';
import { caseDuties } from './case/case-duties.ts';
import type { CaseState } from './case/case-state.ts';
import { type CaseCommand, decideCase } from './case/decide.ts';
import { elapse } from './case/elapse.ts';
import { foldCase } from './case/fold.ts';
import type { CaseContext, NumberSource, Outcome } from './case/skeleton.ts';
import type { Calendar } from './duties/calendar.ts';
import type { CaseDuty } from './duties/duty.ts';
import { type Fact, factTypes, type RecordedFact } from './facts/fact-types.ts';
import { withoutErased } from './facts/without-erased.ts';
import { composeRulebook, type Rulebook } from './pack/rulebook.ts';
import type { BureauProfile, Pack } from './pack/schema.ts';
import { type Refusal, RuleError } from './rule-error.ts';

/** Who acts in a script; the bureau is the script's own where it is not named. */
export interface PlayActor {
  readonly id: string;
  readonly name?: string;
  readonly bureau?: string;
  readonly roles: readonly Role[];
  readonly credential?: { readonly number: string; readonly validTo: string };
}

export interface PlayStep {
  readonly actor: PlayActor;
  /** The day on which the command is entered. */
  readonly date: string;
  /** The day of the act, where it was earlier. */
  readonly occurredOn?: string;
  readonly lateReason?: string;
  /** A `documentId` of the form `@permit-decision` stands for the last document made from that template. */
  readonly command: CaseCommand;
}

export interface PlayResources {
  readonly bureau: BureauProfile;
  readonly packs: readonly Pack[];
  readonly calendar: Calendar;
  readonly people?: readonly PlayActor[];
  /** Bodies that a case may name besides the bureau. */
  readonly bodies?: readonly { readonly id: string; readonly name: string }[];
  /** Until when silence and duties are looked at; by default the last day of the script. */
  readonly asOf?: string;
}

export interface PlayedStep {
  readonly date: string;
  /** The type of the command, or `elapse` for what silence brought. */
  readonly command: string;
  readonly facts: readonly Fact[];
  readonly refusal?: Refusal;
}

export interface PlayResult {
  readonly steps: readonly PlayedStep[];
  readonly duties: readonly CaseDuty[];
  readonly state: CaseState | null;
  readonly facts: readonly RecordedFact[];
}

/** Runs a script of commands against the law alone: no server, no clock, no files; what silence brings comes in between. */
export function play(script: readonly PlayStep[], resources: PlayResources): PlayResult {
  const first = script[0];
  if (!first) return { steps: [], duties: [], state: null, facts: [] };
  const rules = composeRulebook(resources.bureau, resources.packs, first.occurredOn ?? first.date);
  const people = collectPeople(script, resources);
  const numbers = numberSource(resources.bureau, first.date);
  let facts: readonly RecordedFact[] = [];
  const steps: PlayedStep[] = [];
  const add = (more: readonly Fact[], actor: string, date: string) => {
    const recorded = more.map((fact, index) => recordFact(fact, facts.length + index + 1, actor, date));
    facts = withoutErased([...facts, ...recorded]);
  };

  const passTime = (date: string) => {
    for (let state = foldCase(facts); state !== null; state = foldCase(facts)) {
      const elapsed = elapse(state, rules, resources.calendar, date);
      if (elapsed.length === 0) return;
      add(elapsed, 'time', date);
      steps.push({ date, command: 'elapse', facts: elapsed });
    }
  };

  for (const step of script) {
    passTime(step.date);
    const context = contextOf(step, rules, resources, people, numbers);
    const played = attempt(foldCase(facts), step, context);
    if ('outcome' in played) {
      const documents = played.outcome.documents.map(({ remakes, ...order }, index) => ({
        type: 'document-issued' as const,
        occurredOn: facts.find(({ version }) => version === remakes)?.occurredOn ?? context.occurredOn,
        data: {
          documentId: `document-${facts.length + index + 1}`,
          ...order,
          sha256: '',
          size: 0,
          issuedBy: rules.bureau.name,
          codeDigest: '0'.repeat(64),
        },
      }));
      const all = [...played.outcome.facts, ...documents];
      add(all, context.actor.id, step.date);
      steps.push({ date: step.date, command: step.command.type, facts: all });
    } else {
      steps.push({ date: step.date, command: step.command.type, facts: [], refusal: played.refusal });
    }
  }
  const asOf = resources.asOf ?? script.at(-1)?.date ?? first.date;
  passTime(asOf);
  const state = foldCase(facts);
  const duties = state ? caseDuties(state, rules, resources.calendar, asOf) : [];
  return { steps, duties, state, facts };
}

type Attempt = { readonly outcome: Outcome } | { readonly refusal: Refusal };

function attempt(state: CaseState | null, step: PlayStep, context: CaseContext): Attempt {
  try {
    return { outcome: decideCase(state, resolveDocument(state, step.command), context) };
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    const { code, message: sentence, cite } = error;
    return { refusal: cite ? { code, sentence, cite } : { code, sentence } };
  }
}

function resolveDocument(state: CaseState | null, command: CaseCommand): CaseCommand {
  const named = command.documentId;
  if (typeof named !== 'string' || !named.startsWith('@')) return command;
  const found = state?.documents.findLast((document) => document.template === named.slice(1));
  return found ? { ...command, documentId: found.documentId } : command;
}

function contextOf(
  step: PlayStep,
  rules: Rulebook,
  resources: PlayResources,
  people: readonly Actor[],
  numbers: NumberSource,
): CaseContext {
  return {
    actor: toActor(step.actor, resources.bureau.id),
    rules,
    calendar: resources.calendar,
    today: step.date,
    occurredOn: step.occurredOn ?? step.date,
    ...(step.lateReason === undefined ? {} : { lateReason: step.lateReason }),
    people,
    bodies: resources.bodies ?? [],
    numbers,
  };
}

function collectPeople(script: readonly PlayStep[], resources: PlayResources): readonly Actor[] {
  const all = [...(resources.people ?? []), ...script.map((step) => step.actor)];
  const byId = new Map(all.map((actor) => [actor.id, toActor(actor, resources.bureau.id)]));
  return [...byId.values()];
}

function toActor({ id, name, bureau, roles, credential }: PlayActor, home: string): Actor {
  return { id, name: name ?? id, bureau: bureau ?? home, roles, ...(credential ? { credential } : {}) };
}

function recordFact(fact: Fact, version: number, actor: string, date: string): RecordedFact {
  const typeVersion = factTypes[fact.type].version;
  return {
    ...fact,
    stream: 'case/play',
    version,
    typeVersion,
    recordedAt: `${date}T09:00:00+08:00`,
    actor,
    erased: [],
  };
}

/** Numbers of each family from 1 on, in the bureau's own pattern. */
function numberSource(bureau: BureauProfile, date: string): NumberSource {
  const drawn = new Map<string, number>();
  const next = (family: string) => {
    const number = (drawn.get(family) ?? 0) + 1;
    drawn.set(family, number);
    return number;
  };
  const year = date.slice(0, 4);
  return {
    documentNumber: (family) =>
      (bureau.numbering[family] ?? `${family}〔{year}〕{number}号`)
        .replace('{year}', year)
        .replace('{number}', String(next(family))),
    ordinal: (kind) => ({ kind, year: Number(year), number: next(`ordinal.${kind}`) }),
  };
}
