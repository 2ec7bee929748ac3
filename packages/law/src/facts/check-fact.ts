import { type Fact, factTypes } from './fact-types.ts';

/** Holds a fact against its type's schema and says what does not fit; a fact that was found to fit is not held against it twice. */
export function misfitOf(fact: Fact): string | undefined {
  if (fitting.has(fact)) return undefined;
  const checked = factTypes[fact.type].schema.safeParse(fact.data);
  if (checked.success) {
    fitting.add(fact);
    return undefined;
  }
  return checked.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ');
}

/** Facts are values: one that fitted once fits for ever. */
const fitting = new WeakSet<Fact>();
