import { factTypes, type RecordedFact } from './fact-types.ts';

/**
 * The facts as the orders of erasure among them leave them: the values go, their names stay. From the order on nothing rests on
 * what it names, whether or not the journal has carried it out yet.
 */
export function withoutErased(facts: readonly RecordedFact[]): readonly RecordedFact[] {
  const ordered = facts.filter(({ type }) => type === 'personal-data-erased');
  if (ordered.length === 0) return facts;
  const named = new Map<number, Set<string>>();
  for (const { data } of ordered) {
    for (const { version, fields } of data.targets as readonly { version: number; fields: string[] }[])
      named.set(version, new Set([...(named.get(version) ?? []), ...fields]));
  }
  return facts.map((fact) => eraseIn(fact, named.get(fact.version) ?? new Set()));
}

function eraseIn(fact: RecordedFact, named: ReadonlySet<string>): RecordedFact {
  const { sealed } = factTypes[fact.type];
  const gone = sealed.filter((field) => named.has(field) && fact.data[field] !== undefined);
  if (gone.length === 0) return fact;
  const kept = Object.entries(fact.data).filter(([key]) => !gone.includes(key));
  return { ...fact, data: Object.fromEntries(kept), erased: [...fact.erased, ...gone].sort() };
}
