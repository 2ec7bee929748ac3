import type { JsonValue } from '../../json.ts';
import type { FormAlternative, FormNode, PackField } from './form-node.ts';

type JsonObject = { readonly [key: string]: JsonValue };

/** The value without what the format takes for granted, its keys in the order of the format; what the form does not know stays. */
export function withoutDefaults(value: JsonValue, node: FormNode): JsonValue {
  switch (node.kind) {
    case 'list':
      return Array.isArray(value) ? value.map((one) => withoutDefaults(one, node.item)) : value;
    case 'object':
      return isObject(value) ? objectWithout(value, node.fields) : value;
    case 'choice': {
      const chosen = alternativeOf(value, node.alternatives);
      return chosen === undefined ? value : withoutDefaults(value, chosen.node);
    }
    case 'clause':
      return isObject(value) ? inOrder(value, ['article', 'quote']) : value;
    default:
      return value;
  }
}

const inOrder = (value: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(
    Object.entries(value).sort(([a], [b]) => keys.indexOf(a) - keys.indexOf(b) || (a < b ? -1 : 1)),
  );

/** The way of filling in a choice that the value follows. */
export function alternativeOf(
  value: JsonValue | undefined,
  alternatives: readonly FormAlternative[],
): FormAlternative | undefined {
  return alternatives.find(({ node }) => {
    if (node.kind === 'constant') return value === node.value;
    if (node.kind !== 'object' || value === undefined || !isObject(value)) return false;
    const keys = new Set(node.fields.map(({ key }) => key));
    return Object.keys(value).every((key) => keys.has(key));
  });
}

/** What a thing newly added begins with: everything that may be left out is left out. */
export function emptyValue(node: FormNode): JsonValue {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(
        node.fields
          .filter(
            ({ required, node: inner }) => required && (NESTED.has(inner.kind) || inner.kind === 'flag'),
          )
          .map(({ key, node: inner }) => [key, emptyValue(inner)]),
      );
    case 'choice': {
      const [first] = node.alternatives;
      return first === undefined ? null : emptyValue(first.node);
    }
    case 'constant':
      return node.value;
    case 'clause':
      return { article: '', quote: '' };
    case 'list':
    case 'checks':
      return [];
    case 'reference':
    case 'words':
      return node.several ? [] : '';
    case 'when':
    case 'parameters':
      return {};
    case 'flag':
      return false;
    default:
      return '';
  }
}

const NESTED: ReadonlySet<string> = new Set(['object', 'choice', 'clause', 'list', 'checks']);

function objectWithout(value: JsonObject, fields: readonly PackField[]): JsonObject {
  const known = new Set(fields.map(({ key }) => key));
  const kept = fields.flatMap((field): [string, JsonValue][] => {
    const own = value[field.key];
    if (own === undefined) return [];
    const inner = withoutDefaults(own, field.node);
    return !field.required && field.default !== undefined && isSame(own, field.default)
      ? []
      : [[field.key, inner]];
  });
  const unknown = Object.entries(value).filter(([key]) => !known.has(key));
  return Object.fromEntries([...kept, ...unknown]);
}

const isSame = (a: JsonValue, b: JsonValue) => JSON.stringify(a) === JSON.stringify(b);
const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
