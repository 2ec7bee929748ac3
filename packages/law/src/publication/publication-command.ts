import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import type { CaseState } from '../case/case-state.ts';
import { circumstancesOf } from '../case/circumstances.ts';
import { refusalUnder } from '../case/guards.ts';
import { penaltyCircumstances } from '../case/penalty/major.ts';
import type { FormField } from '../case/skeleton.ts';
import type { Cite } from '../cite.ts';
import type { Calendar } from '../duties/calendar.ts';
import type { Fact, FactTypeName } from '../facts/fact-types.ts';
import type { Circumstances, Rulebook } from '../pack/rulebook.ts';
import { type ActKind, actKindSchema } from '../pack/schema.ts';
import type { Refusal } from '../rule-error.ts';
import type { PublicationState } from './publication-state.ts';
import type { PublicationNames } from './source-values.ts';

/** What a publication command may rest on: the decided case where there is one, rules, calendar, day and person. */
export interface PublicationContext {
  readonly actor: Actor;
  /** The bureau's rules as they stand at the event. */
  readonly rules: Rulebook;
  readonly calendar: Calendar;
  readonly today: string;
  readonly occurredOn: string;
  readonly lateReason?: string;
  /** Null for imported results. */
  readonly caseState: CaseState | null;
  readonly names: PublicationNames;
  /** Of an imported result whose time in public is over: why it does not become public. */
  readonly termOver?: Refusal;
  /** Who else might act, so that a refusal can name them. */
  readonly people?: readonly Actor[];
}

/** One command on a publication; `state` is null only for the first draft. */
export interface PublicationSpec<Input = never> {
  readonly type: string;
  readonly label: string;
  readonly order: number;
  /** Irreversible: the screen asks once more, naming this consequence. */
  readonly confirm?: string;
  readonly schema: z.ZodType<Input>;
  readonly offered: (state: PublicationState | null, context: PublicationContext) => boolean;
  readonly refuse: (state: PublicationState | null, context: PublicationContext) => Refusal | undefined;
  readonly form: (state: PublicationState | null, context: PublicationContext) => readonly FormField[];
  readonly decide: (
    state: PublicationState | null,
    input: Input,
    context: PublicationContext,
  ) => readonly Fact[];
}

export type AnyPublicationCommand = PublicationSpec<unknown>;

/** Registers a command with the input type that its own schema gives. */
export function definePublication<Schema extends z.ZodType>(
  spec: Omit<PublicationSpec<z.infer<Schema>>, 'schema'> & { readonly schema: Schema },
): AnyPublicationCommand {
  return spec as unknown as AnyPublicationCommand;
}

/** What is known of the decided case, as the conditions of rules ask for it. */
export function circumstancesFor(state: CaseState, rules: Rulebook): Circumstances {
  return state.kind === 'penalty' ? penaltyCircumstances(state, rules) : circumstancesOf(state, rules);
}

/** A fact on the day of the act; keys without a value are left out. */
export function publicationFact(
  context: PublicationContext,
  type: FactTypeName,
  data: Readonly<Record<string, unknown>>,
): Fact {
  const given = Object.entries(data).filter(([, value]) => value !== undefined);
  return { type, occurredOn: context.occurredOn, data: Object.fromEntries(given) };
}

/** The kind of act that a publication is about. */
export function kindOf(state: PublicationState | null, context: PublicationContext): ActKind {
  return context.caseState?.kind ?? actKindSchema.catch('other').parse(state?.kind);
}

/** The publication that a command other than the first draft acts on. */
export function existing(state: PublicationState | null): PublicationState {
  if (state === null) throw new Error('no publication yet');
  return state;
}

/** Why something may not become public, or not change in public, under the clause that has it reviewed first. */
export function refusalOfReview(
  state: PublicationState | null,
  context: PublicationContext,
  code: string,
  sentence: string,
): Refusal {
  return refusalUnder(context.rules, kindOf(state, context), 'publication-approval', code, sentence);
}

/** A cite as facts and the public page carry it. */
export function toPublicCite(cite: Cite) {
  return { regulation: cite.regulation, article: cite.article, quote: cite.quote };
}

/** The clause that forbids deciding on one's own draft. */
export function ownWorkCite(state: PublicationState | null, context: PublicationContext): Cite | undefined {
  const kind = kindOf(state, context);
  return (context.rules.guard('own-work', kind) ?? context.rules.guard('publication-approval', kind))?.cite;
}
