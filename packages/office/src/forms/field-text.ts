import type { FormField } from '@mingjing/law';
import { grouped, partyKinds, penaltyLabels } from '../parts/terms.ts';

/** A known value of a field as words, for fields that are shown and not asked. */
export function fieldText(field: FormField, value: unknown): string {
  if (value === undefined || value === null || value === '') return '—';
  if (field.control === 'money' && typeof value === 'number') return `${grouped(value)} 元`;
  if (Array.isArray(value)) return value.map((entry) => entryText(field, entry)).join('、');
  if (typeof value === 'object') return recordText(value as Record<string, unknown>);
  return optionLabel(field, String(value));
}

function entryText(field: FormField, entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return optionLabel(field, String(entry));
  const { id, state, note } = entry as Record<string, unknown>;
  const name = optionLabel(field, String(id));
  const own = field.options?.find((option) => option.value === id)?.states?.[String(state)];
  const word = own ?? field.states?.find((candidate) => candidate.value === state)?.label ?? '';
  return `${name}${word && ` ${word}`}${note ? `（${String(note)}）` : ''}`;
}

function optionLabel(field: FormField, value: string): string {
  return field.options?.find((option) => option.value === value)?.label ?? value;
}

function recordText(value: Record<string, unknown>): string {
  if (Array.isArray(value.types)) {
    const types = value.types.map((type) => penaltyLabels[String(type)] ?? String(type)).join('、');
    return `${types}。${String(value.text ?? '')}`;
  }
  if (typeof value.name === 'string') {
    const kind = partyKinds.find((candidate) => candidate.value === value.kind)?.label;
    return [value.name, kind, value.creditCode, value.address].filter(Boolean).join('，');
  }
  return Object.values(value).map(String).join('，');
}
