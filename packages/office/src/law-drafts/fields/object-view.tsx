import type { PackField } from '@mingjing/law';
import { keysIn } from '../draft-path.ts';
import { type FieldProps, useFieldViews } from './field-props.ts';

/** The fields of something, one below the other. */
export function ObjectView({
  fields,
  path,
  value,
  onChange,
}: Omit<FieldProps, 'field'> & { readonly fields: readonly PackField[] }) {
  const { AnyField } = useFieldViews();
  const at = keysIn(value);
  return (
    <>
      {fields.map((field) => (
        <AnyField
          key={field.key}
          field={field}
          path={[...path, field.key]}
          value={at[field.key]}
          onChange={(next) => {
            const { [field.key]: _gone, ...others } = at;
            onChange(next === undefined ? others : { ...at, [field.key]: next });
          }}
        />
      ))}
    </>
  );
}
