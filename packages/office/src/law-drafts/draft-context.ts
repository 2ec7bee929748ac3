import type { FormReference, JsonValue, PackFinding } from '@mingjing/law';
import { createContext, useContext } from 'react';
import { type DraftPath, keysIn, valueAt } from './draft-path.ts';
import type { Editing } from './use-editing.ts';

/** The draft that the fields of a page belong to. */
export const DraftContext = createContext<Editing | null>(null);

/** The draft around a field. */
export function useDraftEditing(): Editing {
  const editing = useContext(DraftContext);
  if (editing === null) throw new Error('a field of a draft stands outside of any draft');
  return editing;
}

/** What the checker says of this place; `below` takes in what it says of parts of it. */
export function findingsAt(
  findings: readonly PackFinding[],
  path: DraftPath,
  below: boolean,
): readonly PackFinding[] {
  const own = path.join('.');
  return findings.filter((one) => one.path === own || (below && one.path.startsWith(`${own}.`)));
}

/** The sentence below a field; undefined where nothing is wrong with it. */
export function useFieldError(path: DraftPath, below = false): string | undefined {
  const { check } = useDraftEditing();
  const found = findingsAt(check.findings, path, below);
  return found.length === 0 ? undefined : found.map(({ message }) => message).join('；');
}

/** The names in the same draft that a field may point to, with what they are called. */
export function useNames({ section, key }: FormReference): readonly (readonly [string, string])[] {
  const { body } = useDraftEditing();
  const rules = valueAt(body, [section]);
  if (!Array.isArray(rules)) return [];
  return rules.flatMap((rule) => {
    const name = textIn(rule, key);
    return name === '' ? [] : [[name, titleOf(rule) || name] as const];
  });
}

/** What a rule is called in a list of rules. */
export function titleOf(rule: JsonValue | undefined): string {
  for (const key of ['name', 'point', 'ground', 'number', 'answer', 'subject', 'does', 'item', 'id']) {
    const text = textIn(rule, key);
    if (text !== '') return text;
  }
  return '';
}

/** A text of an object; empty where it has none. */
export function textIn(rule: JsonValue | undefined, key: string): string {
  const value = keysIn(rule)[key];
  return typeof value === 'string' ? value : '';
}
