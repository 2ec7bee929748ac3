import type { JsonValue } from '../../json.ts';

/** A value that may be chosen, and what people call it. */
export type FormOption = readonly [value: string, label: string];

/** Where in the same regulation the names stand that a field may point to. */
export interface FormReference {
  readonly section: string;
  readonly key: string;
}

/** One way of filling in a field that can be several things. */
export interface FormAlternative {
  readonly label: string;
  readonly node: FormNode;
}

/** What a field holds, as a form shows it; made from the format of packs, never written by hand. */
export type FormNode =
  | { readonly kind: 'text'; readonly as: 'line' | 'long' | 'identifier' | 'date' | 'month-day' }
  | { readonly kind: 'number'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'flag' }
  | { readonly kind: 'select'; readonly options: readonly FormOption[] }
  | { readonly kind: 'checks'; readonly options: readonly FormOption[] }
  /** Words of the writer's own, with suggestions; `several`: one a line. */
  | { readonly kind: 'words'; readonly several: boolean; readonly suggested: readonly FormOption[] }
  | { readonly kind: 'reference'; readonly several: boolean; readonly to: FormReference }
  | { readonly kind: 'list'; readonly item: FormNode }
  | { readonly kind: 'object'; readonly fields: readonly PackField[] }
  | { readonly kind: 'choice'; readonly alternatives: readonly FormAlternative[] }
  | { readonly kind: 'constant'; readonly value: string | boolean | null }
  | { readonly kind: 'clause' }
  | { readonly kind: 'when' }
  /** The parameters that each guard knows, by the guard's name. */
  | { readonly kind: 'parameters'; readonly of: Readonly<Record<string, readonly PackField[]>> };

export interface PackField {
  readonly key: string;
  readonly label: string;
  readonly help?: string;
  readonly required: boolean;
  /** What holds where nothing is written; absent = nothing holds. */
  readonly default?: JsonValue;
  /** An emptied field is written as null, not left out. */
  readonly nullable: boolean;
  readonly node: FormNode;
}

/** A chapter of the form: the head, the articles, or one list of rules. */
export interface FormSection {
  readonly key: string;
  readonly label: string;
  readonly node: FormNode;
}
