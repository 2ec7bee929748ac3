import type { FormNode, FormOption, JsonValue, PackField } from '@mingjing/law';

/** A value as its control shows it; several stand one a line. */
export function writeText(value: JsonValue | undefined, several: boolean): string {
  if (value === undefined || value === null) return '';
  if (several && Array.isArray(value)) return value.map((one) => writeText(one, false)).join('\n');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The value that what was typed stands for. */
export function readText(
  text: string,
  node: FormNode,
  { required, nullable }: PackField,
): JsonValue | undefined {
  if (node.kind === 'words' && node.several) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return lines.length === 0 && !required ? undefined : lines;
  }
  if (node.kind === 'words' && node.suggested.length > 0) {
    const known = node.suggested.find(([, label]) => label === text);
    if (known !== undefined) return known[0];
  }
  if (text === '') return nullable ? null : required && node.kind !== 'number' ? '' : undefined;
  return node.kind === 'number' && /^\d{1,15}$/.test(text) ? Number(text) : text;
}

/** What is named is shown by its name; words of the writer's own stay as they are. */
export const nameOf = (value: string, suggested: readonly FormOption[]): string =>
  suggested.find(([name]) => name === value)?.[1] ?? value;
