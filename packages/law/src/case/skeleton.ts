import type { z } from 'zod';
import type { Actor, Role } from '../access/actor.ts';
import type { Calendar } from '../duties/calendar.ts';
import type { Fact, FactTypeName } from '../facts/fact-types.ts';
import type { JsonValue } from '../json.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import type { Refusal } from '../rule-error.ts';
import type { CaseKind, CaseState, Stage } from './case-state.ts';

/** What a decision may rest on besides the case: rules, calendar, the legal day, people and numbers handed in by the caller. */
export interface CaseContext {
  readonly actor: Actor;
  /** The bureau's rules as frozen for this case. */
  readonly rules: Rulebook;
  readonly calendar: Calendar;
  /** The legal day on which the command is carried out. */
  readonly today: string;
  /** The day on which the act happened, where entered later; equals `today` otherwise. */
  readonly occurredOn: string;
  readonly lateReason?: string;
  /** People of the bureau and its superior, for choices and certificate checks. */
  readonly people: readonly Actor[];
  /** The bodies registered in this installation: one of them may be named to take part. */
  readonly bodies?: readonly { readonly id: string; readonly name: string }[];
  /** Draws the next document number of a family and the next gapless decision ordinal; called at most once per family. */
  readonly numbers: NumberSource;
  /** Content hashes of the packs in force, frozen into the case when it opens. */
  readonly packVersions?: Readonly<Record<string, string>>;
  /** The journal's digest of a recorded value, named by a correction. */
  readonly digestOf?: (version: number, field: string) => string | undefined;
}

/** In which capacity a body takes part when its person acts; `joining`: the bureau itself, or a joint or entrusted body. */
export type ActingBody = 'handling' | 'joining' | 'superior' | 'supervising' | 'issuing' | 'extending';

export interface NumberSource {
  documentNumber(family: string): string;
  ordinal(kind: string): { kind: string; year: number; number: number };
}

export type FieldControl =
  | 'text'
  | 'textarea'
  | 'date'
  | 'number'
  | 'choice'
  | 'money'
  | 'people'
  | 'person'
  | 'checklist'
  | 'file'
  | 'party'
  | 'penalty'
  | 'document'
  | 'matter';

/** One field of a command's form, with the value the case already knows. */
export interface FormField {
  readonly key: string;
  readonly label: string;
  readonly control: FieldControl;
  readonly required: boolean;
  readonly help?: string;
  readonly options?: readonly {
    readonly value: string;
    readonly label: string;
    readonly hint?: string;
    /** For `checklist`: the words of the states where this item has its own. */
    readonly states?: Readonly<Record<string, string>>;
  }[];
  /** Known value, shown rather than asked. */
  readonly value?: JsonValue;
  /** Known and not to be changed here: shown only, no part of the command's input. */
  readonly fixed?: boolean;
  readonly maximum?: number;
  /** Of a long form: what this field and its neighbours are about, written above the first of them. */
  readonly section?: string;
  /** Asked only where every one of these other fields holds one of the values named. */
  readonly shownIf?: readonly { readonly key: string; readonly among: readonly string[] }[];
  /** For `checklist`: the states an item may be given. */
  readonly states?: readonly { readonly value: string; readonly label: string }[];
}

/** A document to be made when a command is carried out. */
export interface DocumentOrder {
  /** Template id of the server's document registry. */
  readonly template: string;
  readonly title: string;
  readonly documentNumber: string;
  readonly forServing: boolean;
  /** Version of the document that it takes the place of: same case as it was then, same day, with what was put right since. */
  readonly remakes?: number;
}

export interface Outcome {
  readonly facts: readonly Fact[];
  /** Documents that these facts call for; the server makes them and records `document-issued` in the same transaction. */
  readonly documents: readonly DocumentOrder[];
}

/** One command of a procedure skeleton: who may, when, on what conditions, and which facts come of it. */
export interface CommandSpec<Input = never> {
  readonly type: string;
  readonly label: string;
  readonly kinds: readonly CaseKind[];
  readonly stages: readonly Stage[];
  readonly roles: readonly Role[];
  /** The body the actor must belong to; `issuing` and `extending` are what the pack's procedure names. Default: handling. */
  readonly body?: ActingBody;
  /** `handlers`: the role `handler` counts only for the case's own handlers; other roles listed are not narrowed. */
  readonly only?: 'handlers';
  /** Irreversible: the screen asks once more, naming this consequence. */
  readonly confirm?: string;
  /** Sorts the actions of a stage; the first enabled one is primary. */
  readonly order: number;
  /** Facts of the case before whose legal day this act cannot have happened. */
  readonly after?: readonly FactTypeName[];
  /** The input without `type`; a strict object. */
  readonly schema: z.ZodType<Input>;
  /** Circumstances that this input adds when the required records are asked for (e.g. the method of service). */
  readonly circumstances?: (input: Input) => Readonly<Record<string, string>>;
  /** Whether the action makes sense in this state at all (hidden otherwise). */
  readonly offered: (state: CaseState, context: CaseContext) => boolean;
  /** Why it cannot be done now (shown disabled), in the order of importance; undefined = it can. */
  readonly refuse: (state: CaseState, context: CaseContext) => Refusal | undefined;
  readonly form: (state: CaseState, context: CaseContext) => readonly FormField[];
  /** No field of the form is ever fixed: deciding does without the form. */
  readonly fixesNothing?: true;
  /** Checks the input against the case and answers with the facts; throws RuleError. */
  readonly decide: (state: CaseState, input: Input, context: CaseContext) => Outcome;
}

/** A command that opens a case: there is no state yet. */
export interface StartSpec<Input = never> {
  readonly type: string;
  readonly label: string;
  readonly kind: CaseKind;
  readonly roles: readonly Role[];
  readonly order: number;
  readonly schema: z.ZodType<Input>;
  readonly refuse: (context: CaseContext) => Refusal | undefined;
  readonly form: (context: CaseContext) => readonly FormField[];
  /** What the form calls the day on which it happened and the reason for entering it late, where they have names of their own. */
  readonly began?: AvailableAction['began'];
  readonly decide: (input: Input, context: CaseContext) => Outcome;
}

/** A spec in a registry, its input type set aside: only its own schema's output is ever handed to it. */
export type AnyCommand = CommandSpec<unknown>;
export type AnyStart = StartSpec<unknown>;

/** An action as a screen shows it. */
export interface AvailableAction {
  readonly command: string;
  readonly label: string;
  readonly enabled: boolean;
  readonly refusal?: Refusal;
  readonly confirm?: string;
  /** What the form calls the day of the act and the reason for entering it late, where it has words of its own for them. */
  readonly began?: { readonly day: string; readonly reason: string };
  readonly form: readonly FormField[];
}

/** An action with what it asks for where it is open, and with what stands in its way where it is not. */
export function describeAction(
  spec: {
    readonly type: string;
    readonly label: string;
    readonly confirm?: string | undefined;
    readonly began?: AvailableAction['began'] | undefined;
  },
  refused: Refusal | undefined,
  form: () => readonly FormField[],
): AvailableAction {
  return {
    command: spec.type,
    label: spec.label,
    enabled: refused === undefined,
    ...(refused ? { refusal: refused } : {}),
    ...(spec.confirm ? { confirm: spec.confirm } : {}),
    ...(spec.began ? { began: spec.began } : {}),
    form: refused ? [] : form(),
  };
}
