import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The portal's one style sheet, under an address that changes with its content. */
export interface StyleSheet {
  readonly path: string;
  readonly text: string;
}

/** Joins the style files in order and squeezes out comments and line breaks. */
export function loadStyles(): StyleSheet {
  const text = FILES.map((name) => readFileSync(new URL(`../styles/${name}.css`, import.meta.url), 'utf8'))
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .trim();
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { path: `/assets/portal-${hash}.css`, text };
}

const FILES = [
  'foundation',
  'frame',
  'home',
  'lists',
  'pictures',
  'result',
  'calendar',
  'large',
  'narrow',
  'print',
] as const;
