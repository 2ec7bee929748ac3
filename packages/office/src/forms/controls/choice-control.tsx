import { Radio, Select } from 'antd';
import { Field } from '../../parts/field.tsx';
import type { ControlProps } from '../form-control.tsx';

const fewest = 4;

/** One of several: radio buttons up to four, a searchable list above that; the chosen one's hint is shown below. */
export function ChoiceControl({ field, id, value, error, onChange }: ControlProps<string>) {
  const options = field.options ?? [];
  if (options.length <= fewest) {
    return (
      <Field id={id} label={field.label} required={field.required} help={field.help} error={error} group>
        {() => (
          <Radio.Group
            className="choices"
            aria-label={field.label}
            name={id}
            value={value ?? null}
            onChange={(event) => onChange(String(event.target.value))}
            options={options.map(({ value: key, label, hint }) => ({
              value: key,
              label: hint ? <OptionLabel label={label} hint={hint} /> : label,
            }))}
          />
        )}
      </Field>
    );
  }
  const hint = options.find((option) => option.value === value)?.hint;
  return (
    <Field
      id={id}
      label={field.label}
      required={field.required}
      help={[hint, field.help].filter(Boolean).join('　') || undefined}
      error={error}
    >
      {(link) => (
        <Select
          {...link}
          value={value ?? null}
          onChange={(chosen: string) => onChange(chosen)}
          showSearch={{ optionFilterProp: 'label' }}
          options={options.map(({ value: key, label }) => ({ value: key, label }))}
        />
      )}
    </Field>
  );
}

function OptionLabel({ label, hint }: { readonly label: string; readonly hint: string }) {
  return (
    <>
      {label}
      <span className="option-hint">{hint}</span>
    </>
  );
}
