import type { JsonValue } from '../json.ts';
import type { Pack } from './schema.ts';

/** The canonical form of a pack: JSON with sorted keys and no white space, of which the content hash is taken. */
export function compilePack(pack: Pack): string {
  return canonical(pack as unknown as JsonValue);
}

// Packs hold strings, booleans and integers only, for which this agrees with RFC 8785.
function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value as Record<string, JsonValue>)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
