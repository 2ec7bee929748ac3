import type { DraftBody, JsonValue } from '@mingjing/law';

/** Where something stands in a draft: keys and the numbers of list entries. */
export type DraftPath = readonly string[];

/** What stands there; undefined where nothing does. */
export function valueAt(body: DraftBody, path: DraftPath): JsonValue | undefined {
  let value: JsonValue | undefined = body as { readonly [key: string]: JsonValue };
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    const holder: Readonly<Record<string, JsonValue>> = value as Readonly<Record<string, JsonValue>>;
    value = Object.hasOwn(holder, key) ? holder[key] : undefined;
  }
  return value;
}

/** The draft with another value there; undefined takes it away. */
export function withValue(body: DraftBody, path: DraftPath, value: JsonValue | undefined): DraftBody {
  return set(body as JsonValue, path, value) as DraftBody;
}

function set(holder: JsonValue | undefined, path: DraftPath, value: JsonValue | undefined): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? null;
  if (Array.isArray(holder)) {
    const list = [...holder];
    list[Number(key)] = rest.length === 0 ? (value ?? null) : set(list[Number(key)], rest, value);
    return list;
  }
  const own = typeof holder === 'object' && holder !== null ? holder : {};
  if (rest.length === 0 && value === undefined) {
    const { [key]: _gone, ...others } = own as Record<string, JsonValue>;
    return others;
  }
  const inner =
    rest.length === 0 ? (value ?? null) : set((own as Record<string, JsonValue>)[key], rest, value);
  return { ...own, [key]: inner };
}

/** Id of the control of a place. */
export function idOf(path: DraftPath): string {
  return `at.${path.join('.')}`;
}

/** The keys of something that has any; of anything else none. */
export function keysIn(value: JsonValue | undefined): Readonly<Record<string, JsonValue>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return value as Readonly<Record<string, JsonValue>>;
}
