import { type FormNode, type FormSection, type PackField, packForm } from '@mingjing/law';
import { expect, test } from 'vitest';
import { nameOf, readText } from './text-value.ts';

test('词表里的值按中文名显示，选中文名存下的是规定格式里的值；自己写的词照写', () => {
  const fields = packForm().flatMap(({ node }: FormSection) => namedWords(node));
  expect(fields.length).toBeGreaterThan(1);
  for (const { field, node } of fields) {
    for (const [value, label] of node.suggested) {
      expect(nameOf(value, node.suggested)).toBe(label);
      expect(nameOf(String(readText(label, node, field)), node.suggested)).toBe(label);
    }
    expect(readText('另行规定', node, field)).toBe('另行规定');
    expect(nameOf('另行规定', node.suggested)).toBe('另行规定');
  }
});

type Words = Extract<FormNode, { kind: 'words' }>;

function namedWords(node: FormNode): { field: PackField; node: Words }[] {
  switch (node.kind) {
    case 'list':
      return namedWords(node.item);
    case 'choice':
      return node.alternatives.flatMap((one) => namedWords(one.node));
    case 'object':
      return node.fields.flatMap((field) =>
        field.node.kind === 'words' && !field.node.several && field.node.suggested.length > 0
          ? [{ field, node: field.node }]
          : namedWords(field.node),
      );
    default:
      return [];
  }
}
