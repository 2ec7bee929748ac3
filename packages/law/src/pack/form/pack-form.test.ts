import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../json.ts';
import { GUARD_NAMES } from '../guards.ts';
import { packSchema } from '../schema.ts';
import { sectionLabels } from '../section-labels.ts';
import type { FormNode, PackField } from './form-node.ts';
import { alternativeOf, emptyValue } from './form-value.ts';
import { guardParameters } from './guard-parameters.ts';
import { packForm } from './pack-form.ts';

const section = (key: string) => packForm().find((one) => one.key === key)?.node;
const ruleOf = (key: string): readonly PackField[] => {
  const node = section(key);
  return node?.kind === 'list' && node.item.kind === 'object' ? node.item.fields : [];
};
const fieldOf = (key: string, field: string) => ruleOf(key).find((one) => one.key === field);

describe('the form of a regulation', () => {
  test('shows every section of the format, every key of it, each with a Chinese name', () => {
    expect(packForm().map(({ key }) => key)).toEqual(['head', 'articles', ...Object.keys(sectionLabels)]);
    const [head, ...lists] = packForm();
    const keys = head?.node.kind === 'object' ? head.node.fields.map(({ key }) => key) : [];
    expect([...keys, ...lists.map(({ key }) => key)].sort()).toEqual(Object.keys(packSchema.shape).sort());
    for (const { key } of lists) {
      const inner = packSchema.shape[key as 'deadlines'].unwrap().element.shape;
      expect(
        ruleOf(key).map((field) => field.key),
        key,
      ).toEqual(Object.keys(inner));
      for (const { label } of ruleOf(key)) expect(label).toMatch(/^[\p{Script=Han}（）、]+$/u);
    }
  });

  test('offers closed lists in words, points to other rules by their names, and takes a clause from the text', () => {
    expect(fieldOf('deadlines', 'on')?.node).toMatchObject({ kind: 'checks' });
    expect(JSON.stringify(fieldOf('deadlines', 'limit')?.node)).toContain('["working-day","工作日"]');
    expect(fieldOf('deadlines', 'cite')?.node).toEqual({ kind: 'clause' });
    expect(fieldOf('deadlines', 'silent')?.node).toEqual({
      kind: 'reference',
      several: false,
      to: { section: 'silentPoints', key: 'id' },
    });
    expect(fieldOf('deadlines', 'modality')).toMatchObject({ required: false, default: 'must' });
    expect(fieldOf('guards', 'guard')?.node).toMatchObject({
      kind: 'select',
      options: { length: GUARD_NAMES.length },
    });
    const inForceFrom = packForm()[0]?.node;
    expect(
      inForceFrom?.kind === 'object' && inForceFrom.fields.find(({ key }) => key === 'inForceFrom'),
    ).toMatchObject({
      nullable: true,
      node: { kind: 'text', as: 'date' },
    });
  });

  test('knows which way of writing a limit was taken', () => {
    const node = fieldOf('deadlines', 'limit')?.node as Extract<FormNode, { kind: 'choice' }>;
    const taken = (value: JsonValue | undefined) => alternativeOf(value, node.alternatives)?.label;
    expect(taken({ count: 7, unit: 'working-day' })).toBe('写明长短');
    expect(taken({})).toBe('写明长短');
    expect(taken({ yearly: '01-31' })).toBe('每年固定的日子');
    expect(taken(null)).toBe('没有写明天数（及时）');
    expect([taken('seven'), taken(undefined), taken({ colour: 1 })]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('parameters are those that the guards read', () => {
    for (const guard of Object.keys(guardParameters)) expect(GUARD_NAMES).toContain(guard);
  });

  test('a thing newly added holds what must be there and nothing that may be left out', () => {
    const deadlines = section('deadlines');
    expect(deadlines?.kind === 'list' && emptyValue(deadlines.item)).toEqual({
      on: [],
      kinds: [],
      limit: {},
      cite: { article: '', quote: '' },
    });
  });
});
