import { alternativeOf, emptyValue, type FormAlternative } from '@mingjing/law';
import { Radio } from 'antd';
import { Field } from '../../parts/field.tsx';
import { useFieldError } from '../draft-context.ts';
import { idOf } from '../draft-path.ts';
import type { FieldProps } from './field-props.ts';
import { ObjectView } from './object-view.tsx';

/** One of several ways of saying something, and the fields of the one that was taken. */
export function ChoiceView({
  field,
  path,
  value,
  onChange,
  alternatives,
}: FieldProps & { readonly alternatives: readonly FormAlternative[] }) {
  const error = useFieldError(path);
  const taken = alternativeOf(value, alternatives);
  return (
    <Field
      id={idOf(path)}
      label={field.label}
      required={field.required}
      help={field.help}
      error={error}
      group
    >
      {() => (
        <div className="form-group">
          <Radio.Group
            aria-label={field.label}
            className="choices"
            value={taken?.label ?? ''}
            onChange={(event) => {
              const next = alternatives.find(({ label }) => label === event.target.value);
              if (next) onChange(emptyValue(next.node));
            }}
            options={alternatives.map(({ label }) => ({ value: label, label }))}
          />
          {taken?.node.kind === 'object' && (
            <div className="field-row">
              <ObjectView fields={taken.node.fields} path={path} value={value} onChange={onChange} />
            </div>
          )}
          {taken === undefined && value !== undefined && (
            <p className="quiet">现在写的不合这几种写法：{JSON.stringify(value)}</p>
          )}
        </div>
      )}
    </Field>
  );
}
