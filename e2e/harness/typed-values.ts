/** Remembers what was typed in one case: nothing that the product has once been told may have to be typed again. */
export class TypedValues {
  private readonly seen = new Map<string, string>();

  /** Called for everything typed, days included; a single character is no burden. */
  note(label: string, value: string): void {
    const typed = value.trim();
    if ([...typed].length < 2) return;
    this.refuse(typed, label, typed);
    this.seen.set(typed, label);
    // A number is the same number within other words, however it is grouped.
    for (const number of numbersIn(typed)) {
      if (number === typed) continue;
      this.refuse(number, label, typed);
      this.seen.set(number, label);
    }
  }

  /** How many values were typed, so that a journey can tell that anything was watched at all. */
  get count(): number {
    return this.seen.size;
  }

  private refuse(value: string, label: string, typed: string): void {
    const before = this.seen.get(value);
    if (before !== undefined) throw new Error(`“${typed}” was typed twice: in “${before}” and in “${label}”`);
  }
}

/** Year and serial of a document's number are no figures that the product was told. */
const DOCUMENT_NUMBER = /[〔（([]\d{4}[〕）)\]]\d+号?/g;

const numbersIn = (text: string): readonly string[] =>
  [...text.replaceAll(DOCUMENT_NUMBER, '').matchAll(/(?<![\w-])\d[\d,]*(?:\.\d+)?(?![\w-])/g)]
    .map(([digits]) => digits.replaceAll(',', ''))
    .filter((digits) => digits.length >= 3);
