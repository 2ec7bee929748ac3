import { sectionLabels } from '../section-labels.ts';
import { fieldLabel } from './form-labels.ts';

/** What the form calls a place in a pack, from the outside in: 期限第 1 项的“期间”的“天数”; undefined where the form has no word for it. */
export function placeName(path: readonly string[]): string | undefined {
  const [first = '', ...inner] = path;
  const section = sectionName(first);
  const keys = section === undefined ? ['head', first] : [first];
  const words = section === undefined ? [quoted(fieldLabel(keys))] : [section];
  for (const part of inner) {
    if (/^\d+$/.test(part)) {
      words.push(`${words.pop()}第 ${Number(part) + 1} 项`);
      continue;
    }
    keys.push(part);
    words.push(quoted(fieldLabel(keys)));
  }
  const named = words.filter((word) => word !== undefined);
  return named.length === words.length ? named.join('的') : undefined;
}

function sectionName(key: string): string | undefined {
  if (key === 'articles') return '条文';
  const labels: Readonly<Record<string, string>> = sectionLabels;
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

const quoted = (label: string | undefined): string | undefined =>
  label === undefined ? undefined : `“${label}”`;
