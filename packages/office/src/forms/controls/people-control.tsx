import { Checkbox, Select } from 'antd';
import { Field } from '../../parts/field.tsx';
import type { ControlProps } from '../form-control.tsx';

const fewest = 8;

/** Several of several: check boxes up to eight, a searchable list above that. */
export function PeopleControl({ field, id, value = [], error, onChange }: ControlProps<readonly string[]>) {
  const options = field.options ?? [];
  if (options.length > fewest) {
    return (
      <Field id={id} label={field.label} required={field.required} help={field.help} error={error}>
        {(link) => (
          <Select
            {...link}
            mode="multiple"
            value={[...value]}
            onChange={(chosen: string[]) => onChange(chosen)}
            showSearch={{ optionFilterProp: 'label' }}
            options={options.map(({ value: key, label }) => ({ value: key, label }))}
          />
        )}
      </Field>
    );
  }
  return (
    <Field id={id} label={field.label} required={field.required} help={field.help} error={error} group>
      {() => (
        <div className="choices">
          {options.map((option) => (
            <Checkbox
              key={option.value}
              checked={value.includes(option.value)}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? [...value, option.value]
                    : value.filter((chosen) => chosen !== option.value),
                )
              }
            >
              {option.label}
              {option.hint && <span className="option-hint">{option.hint}</span>}
            </Checkbox>
          ))}
        </div>
      )}
    </Field>
  );
}
