import type { CaseState, Rulebook } from '@mingjing/law';
import { documentTemplates } from '../documents/templates.ts';
import { matterOf } from './document-parts.ts';

/** What the facts of a case keep as a code, by field and code: matter, unit, materials, records, kinds of documents. */
export function codeNames(state: CaseState, rules: Rulebook): readonly (readonly [string, string])[] {
  const { matters, units } = rules.bureau;
  return [
    ...matters.map(({ id, name }) => [`matter ${id}`, name] as const),
    ...units.map(({ id, name }) => [`unit ${id}`, name] as const),
    ...matterOf(state, rules).materials.flatMap(({ id, name }) => [
      [`id ${id}`, name] as const,
      [`items ${id}`, name] as const,
    ]),
    ...rules.allRequirements(state.kind).map(({ rule }) => [`requirement ${rule.id}`, rule.name] as const),
    ...Object.entries(documentTemplates).map(([id, { title }]) => [`template ${id}`, title] as const),
  ];
}
