/** Remembers what was typed in one case: nothing that the product has once been told may have to be typed again. */
export class TypedValues {
  private readonly seen = new Map<string, string>();

  /** Called for everything typed; dates and words of under four characters are no burden. */
  note(label: string, value: string): void {
    const typed = value.trim();
    if ([...typed].length < 4 || /^\d{4}-\d\d-\d\d$/.test(typed)) return;
    const before = this.seen.get(typed);
    if (before !== undefined) throw new Error(`“${typed}” was typed twice: in “${before}” and in “${label}”`);
    this.seen.set(typed, label);
  }

  /** How many values were typed, so that a journey can tell that anything was watched at all. */
  get count(): number {
    return this.seen.size;
  }
}
