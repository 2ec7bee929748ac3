import { html as escapeInto } from 'ghtml';

/** Finished HTML: the only thing that enters a page unescaped, and only the `html` tag makes it. */
export class Markup {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** Builds markup from a template; anything but markup is escaped. */
  static from(parts: readonly string[], values: readonly MarkupValue[]): Markup {
    let text = parts[0] ?? '';
    values.forEach((value, index) => {
      text += write(value) + (parts[index + 1] ?? '');
    });
    return new Markup(text);
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template: nothing, text, numbers, markup, or lists of these. */
export type MarkupValue = Markup | string | number | null | undefined | false | readonly MarkupValue[];

/** The always-escaping template tag; attributes are always written in double quotes. */
export const html = (parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup =>
  Markup.from(parts, values);

/** Puts a separator between the parts that are there. */
export const joined = (parts: readonly MarkupValue[], separator: MarkupValue): MarkupValue =>
  parts
    .filter((part) => part !== null && part !== undefined && part !== false && part !== '')
    .flatMap((part, index) => (index === 0 ? [part] : [separator, part]));

function write(value: MarkupValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'string') return escapeInto`${value.replace(unprintable, '')}`;
  if (typeof value === 'number') return String(value);
  return value.map(write).join('');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must not reach a page
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;
