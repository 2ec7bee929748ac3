import type { FormNode, JsonValue, PackField } from '@mingjing/law';
import type { FieldLink } from '../../parts/field.tsx';
import { useNames } from '../draft-context.ts';
import { ChecksControl } from './checks-control.tsx';
import { SelectControl } from './select-control.tsx';

/** Names another rule of the same regulation; one that is not there stays to be seen. */
export function ReferenceControl({
  link,
  field,
  node,
  value,
  onChange,
}: {
  readonly link: FieldLink;
  readonly field: PackField;
  readonly node: Extract<FormNode, { kind: 'reference' }>;
  readonly value: JsonValue | undefined;
  readonly onChange: (value: JsonValue | undefined) => void;
}) {
  const names = useNames(node.to);
  const given = { field, value, onChange, options: names };
  if (!node.several) return <SelectControl link={link} {...given} />;
  return names.length === 0 && !Array.isArray(value) ? (
    <p className="quiet">本规定还没有可以选的。</p>
  ) : (
    <ChecksControl {...given} />
  );
}
