import { officerChoices } from './field.ts';
import { nameOf } from './guards.ts';
import { InputError } from './input-error.ts';
import type { CaseContext } from './skeleton.ts';

/** Refuses people who are none of the bureau's handlers, naming them. */
export function refuseStrangers(path: string, ids: readonly string[], context: CaseContext): void {
  const known = new Set(officerChoices(context).map(({ value }) => value));
  const strangers = ids.filter((id) => !known.has(id));
  if (strangers.length > 0) {
    const names = strangers.map((id) => nameOf(context, id)).join('、');
    throw new InputError([{ path, sentence: `${names}不是本局的执法人员。` }]);
  }
}
