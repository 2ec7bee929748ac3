/** The beginning of a text, at most so many code units of it, never with half a character at its end: no database or log takes one. */
export function shortened(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}
