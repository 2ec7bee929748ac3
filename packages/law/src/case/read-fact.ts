import type { RecordedFact } from '../facts/fact-types.ts';

/** What stands where a value was erased by law. */
export const ERASED_TEXT = '已依法删除';

/** A value of a recorded fact; where it was erased by law, the stand-in. */
export function readValue<T>(fact: RecordedFact, key: string, standIn: T): T {
  const value = fact.data[key];
  return value === undefined ? standIn : (value as T);
}

/** A text of a recorded fact, 已依法删除 where it was erased. */
export function readText(fact: RecordedFact, key: string): string {
  return readValue(fact, key, ERASED_TEXT);
}

/** An optional text: absent when it was never given, 已依法删除 when erased. */
export function readOptionalText(fact: RecordedFact, key: string): string | undefined {
  return fact.erased.includes(key) ? ERASED_TEXT : readValue<string | undefined>(fact, key, undefined);
}
