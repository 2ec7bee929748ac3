/** Whether a text names one of these values, however it is spaced or written; an enterprise also without its legal form. */
export function mentions(text: string, values: readonly string[]): boolean {
  const plain = lettersOf(text);
  return values
    .flatMap((value) => [lettersOf(value), coreOf(lettersOf(value))])
    .some((name) => name.length > 1 && plain.includes(name));
}

/** Letters and digits alone: spaces, full width and punctuation hide no name. */
const lettersOf = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** An enterprise's name without its legal form, where enough is left to know it by. */
function coreOf(name: string): string {
  const core = name.replace(/(股份有限公司|有限责任公司|有限公司|集团公司|公司)$/u, '');
  return core.length >= 4 ? core : '';
}
