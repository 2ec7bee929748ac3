import type { JsonValue } from '../json.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import type { BureauProfile } from '../pack/schema.ts';
import type { CaseState } from './case-state.ts';
import type { CaseContext, FormField } from './skeleton.ts';

type Extras = Partial<Pick<FormField, 'help' | 'options' | 'maximum' | 'states'>> & {
  readonly value?: JsonValue | undefined;
};

/** A field that must be filled; `value` is what the case already knows and may be changed. */
export function ask(
  key: string,
  label: string,
  control: FormField['control'],
  { value, ...extras }: Extras = {},
): FormField {
  return { key, label, control, required: true, ...extras, ...(value === undefined ? {} : { value }) };
}

/** A field that may be left empty. */
export function mayGive(
  key: string,
  label: string,
  control: FormField['control'],
  extras: Extras = {},
): FormField {
  return { ...ask(key, label, control, extras), required: false };
}

/** A value that the case knows: shown, not asked. */
export function known(
  key: string,
  label: string,
  value: JsonValue,
  control: FormField['control'] = 'text',
): FormField {
  return { key, label, control, required: false, value, fixed: true };
}

/** Choices from a vocabulary. */
export function choices(labels: Readonly<Record<string, string>>): NonNullable<FormField['options']> {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}

/** The bureau's people with a credential, as choices. */
export function officerChoices(context: CaseContext): NonNullable<FormField['options']> {
  return context.people
    .filter((person) => person.bureau === context.rules.bureau.id && person.roles.includes('handler'))
    .map((person) => ({
      value: person.id,
      label: person.name,
      hint: person.credential
        ? `执法证件 ${person.credential.number}，有效期至 ${person.credential.validTo}`
        : '没有执法证件',
    }));
}

/** The matter of the case in the bureau's list. */
export function matterOf(state: CaseState, rules: Rulebook): BureauProfile['matters'][number] | undefined {
  return rules.bureau.matters.find((matter) => matter.id === state.matter);
}
