import type { PublicationRule } from '../pack/schema.ts';
import { coverPersonalData, personalDataLabels, screenText } from './screening.ts';

/** What screening found in one field: the text to show and the text before. */
export interface FieldScreening {
  readonly key: string;
  readonly name: string;
  /** As it may be shown. */
  readonly text: string;
  /** As the case has it. */
  readonly before: string;
  /** What was covered, by name. */
  readonly found: readonly string[];
}

type Field = PublicationRule['fields'][number];

/** Covers personal data in running text, or takes it out; codes, numbers and dates are left as they are. */
export function screenField(field: Field, value: string, remove = false): FieldScreening {
  const found = runningText.includes(field.from) ? screenText(value) : [];
  return {
    key: field.key,
    name: field.name,
    text: found.length > 0 ? coverPersonalData(value, remove ? '' : undefined) : value,
    before: value,
    found: [...new Set(found.map((one) => personalDataLabels[one.kind]))],
  };
}

const runningText: readonly Field['from'][] = [
  'violation-facts',
  'legal-basis',
  'penalty-result',
  'conclusion',
  'permit-content',
  'matter-name',
  'party-name',
  'party-address',
  'summary',
];
