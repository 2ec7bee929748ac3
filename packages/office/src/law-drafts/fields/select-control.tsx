import type { FormOption, JsonValue, PackField } from '@mingjing/law';
import type { FieldLink } from '../../parts/field.tsx';

interface SelectProps {
  readonly link: FieldLink;
  readonly field: PackField;
  readonly options: readonly FormOption[];
  readonly value: JsonValue | undefined;
  readonly onChange: (value: JsonValue | undefined) => void;
  /** The values are yes and no. */
  readonly flag?: boolean;
}

/** One of a closed list; what stands there and is on no list stays to be seen. */
export function SelectControl({ link, field, options, value, onChange, flag = false }: SelectProps) {
  const chosen = value === undefined || value === null ? '' : String(value);
  const known = chosen === '' || options.some(([name]) => name === chosen);
  const read = (text: string): JsonValue | undefined => {
    if (text === '') return field.nullable ? null : undefined;
    if (flag) return text === 'true';
    return text === field.default ? undefined : text;
  };
  return (
    <select
      {...link}
      className="plain-select"
      value={chosen}
      onChange={(event) => onChange(read(event.target.value))}
    >
      {(chosen === '' || field.default === undefined || field.nullable) && (
        <option value="">{field.required ? '请选择' : '没有写明'}</option>
      )}
      {options.map(([name, label]) => (
        <option key={name} value={name}>
          {label}
        </option>
      ))}
      {!known && <option value={chosen}>{`${chosen}（不在清单里）`}</option>}
    </select>
  );
}
