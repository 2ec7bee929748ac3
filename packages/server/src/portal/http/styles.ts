import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The portal's one style sheet, under an address that changes with its content. */
export interface StyleSheet {
  readonly path: string;
  readonly text: string;
}

/** Joins the style files in order and squeezes out comments and line breaks. */
export function loadStyles(): StyleSheet {
  const text = [LOOK, ...FILES.map((name) => `../styles/${name}.css`)]
    .map((path) => readFileSync(new URL(path, import.meta.url), 'utf8'))
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .trim();
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { path: `/assets/portal-${hash}.css`, text };
}

/** Colours, letters and marks that the office has as well. */
const LOOK = '../../../../api/src/look.css';

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
