import type { RecordedFact } from '@mingjing/law';

type Parts = Readonly<Record<string, unknown>>;

/** A correction of a value with several parts, telling only the parts that it changes; any other fact as it is. */
export function withChangedParts(fact: RecordedFact, facts: readonly RecordedFact[]): RecordedFact {
  if (!corrections.has(fact.type)) return fact;
  const { value } = fact.data;
  const before = valueBefore(fact, facts);
  if (!isParts(value) || !isParts(before)) return fact;
  const keys = [...new Set([...Object.keys(value), ...Object.keys(before)])].filter(
    (key) => value[key] !== before[key],
  );
  if (keys.length === 0) return fact;
  return { ...fact, data: { ...fact.data, value: Object.fromEntries(keys.map((key) => [key, value[key]])) } };
}

const corrections: ReadonlySet<string> = new Set(['correction-proposed', 'fact-corrected']);

/** What stood there: what the last correction made of it, or what was entered first. */
function valueBefore({ version, data }: RecordedFact, facts: readonly RecordedFact[]): unknown {
  const { target, field } = data;
  const corrected = facts.findLast(
    (one) =>
      one.version < version &&
      one.type === 'fact-corrected' &&
      one.data.target === target &&
      one.data.field === field,
  );
  return corrected ? corrected.data.value : facts.find((one) => one.version === target)?.data[String(field)];
}

function isParts(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
