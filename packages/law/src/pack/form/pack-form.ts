import type { JsonValue } from '../../json.ts';
import { packJsonSchema } from '../json-schema.ts';
import { sectionLabels } from '../section-labels.ts';
import { fieldHelp, fieldLabel } from './form-labels.ts';
import type { FormNode, FormSection, PackField } from './form-node.ts';
import { alternativeLabels, openField, optionWords } from './form-options.ts';
import { guardParameters } from './guard-parameters.ts';

/** The whole form of a regulation, derived from the format of packs: the head, the articles, and every list of rules. */
export function packForm(): readonly FormSection[] {
  made ??= makeForm();
  return made;
}
let made: readonly FormSection[] | undefined;

/** A JSON Schema as far as the format of packs uses it. */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly const?: string | boolean;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: JsonValue;
}

function makeForm(): FormSection[] {
  const schema = packJsonSchema() as Schema;
  const sections = new Set(['articles', ...Object.keys(sectionLabels)]);
  const properties = Object.entries(schema.properties ?? {});
  const head = Object.fromEntries(properties.filter(([key]) => !sections.has(key)));
  const required = (schema.required ?? []).filter((key) => !sections.has(key));
  const known = Object.fromEntries(properties);
  const rules = Object.entries<string>({ articles: '条文', ...sectionLabels });
  return [
    {
      key: 'head',
      label: '基本信息',
      node: toNode({ type: 'object', properties: head, required }, ['head']),
    },
    ...rules.map(([key, label]) => ({ key, label, node: toNode(known[key] ?? {}, [key]) })),
  ];
}

function toNode(schema: Schema, path: readonly string[]): FormNode {
  const key = path.at(-1) ?? '';
  if (schema.properties && Object.keys(schema.properties).sort().join() === 'article,quote')
    return { kind: 'clause' };
  if (key === 'when') return { kind: 'when' };
  if (key === 'parameters') return { kind: 'parameters', of: guardParameters };
  const open = openField(path);
  if (open !== undefined) return open;
  if (schema.anyOf) return toChoice(schema.anyOf, path);
  if (schema.enum) return { kind: 'select', options: named(schema.enum, path) };
  if (schema.const !== undefined) return { kind: 'constant', value: schema.const };
  switch (schema.type) {
    case 'null':
      return { kind: 'constant', value: null };
    case 'boolean':
      return { kind: 'flag' };
    case 'integer':
    case 'number':
      return { kind: 'number', minimum: schema.minimum ?? 0, maximum: schema.maximum ?? 1e15 };
    case 'string':
      return { kind: 'text', as: writtenAs(schema, key) };
    case 'array':
      return toList(schema.items ?? {}, path);
    case 'object':
      return { kind: 'object', fields: fieldsOf(schema, path) };
    default:
      throw new Error(`the form does not know what ${path.join('.')} is`);
  }
}

function toList(item: Schema, path: readonly string[]): FormNode {
  if (item.enum) return { kind: 'checks', options: named(item.enum, path) };
  if (item.type === 'string') return { kind: 'words', several: true, suggested: [] };
  return { kind: 'list', item: toNode(item, path) };
}

/** Something or null is that thing, left empty; anything else is a choice. */
function toChoice(anyOf: readonly Schema[], path: readonly string[]): FormNode {
  const others = anyOf.filter(({ type }) => type !== 'null');
  const [only] = others;
  if (others.length === 1 && only !== undefined && only.type !== 'object') return toNode(only, path);
  const labels = alternativeLabels(path);
  return {
    kind: 'choice',
    alternatives: anyOf.map((one, index) => ({
      label: labels[index] ?? missing('alternative', [...path, String(index)]),
      node: one.properties ? { kind: 'object', fields: fieldsOf(one, path) } : toNode(one, [...path, '']),
    })),
  };
}

function fieldsOf(schema: Schema, path: readonly string[]): PackField[] {
  return Object.entries(schema.properties ?? {}).map(([key, one]): PackField => {
    const own = [...path, key];
    const help = fieldHelp(own);
    return {
      key,
      label: fieldLabel(own) ?? missing('label', own),
      ...(help === undefined ? {} : { help }),
      required: schema.required?.includes(key) ?? false,
      ...(one.default === undefined ? {} : { default: one.default }),
      nullable: one.anyOf?.some(({ type }) => type === 'null') ?? false,
      node: toNode(one, own),
    };
  });
}

function named(values: readonly string[], path: readonly string[]): [string, string][] {
  const words = optionWords(path) ?? {};
  return values.map((value) => [value, words[value] ?? missing('word', [...path, value])]);
}

const LONG: ReadonlySet<string> = new Set(['text', 'note', 'point', 'proposed', 'answer', 'qualification']);

function writtenAs({ format, pattern }: Schema, key: string): Extract<FormNode, { kind: 'text' }>['as'] {
  if (format === 'date') return 'date';
  if (pattern?.includes('\\d')) return 'month-day';
  if (pattern !== undefined) return 'identifier';
  return LONG.has(key) ? 'long' : 'line';
}

function missing(what: string, path: readonly string[]): never {
  throw new Error(`no Chinese ${what} for ${path.join('.')} of a pack`);
}
