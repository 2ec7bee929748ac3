import { CIRCUMSTANCES, type CircumstanceKind, type JsonValue } from '@mingjing/law';
import { Button, Checkbox, Input } from 'antd';
import { useId } from 'react';
import { Field } from '../../parts/field.tsx';
import { useFieldError } from '../draft-context.ts';
import { type DraftPath, idOf, keysIn } from '../draft-path.ts';
import type { FieldProps } from './field-props.ts';

const kinds: Readonly<Record<string, CircumstanceKind>> = CIRCUMSTANCES;
type Conditions = Readonly<Record<string, JsonValue>>;

/** The circumstances under which a rule applies, each with the values it accepts or the bounds of an amount. */
export function WhenView({ field, path, value, onChange }: FieldProps) {
  const id = useId();
  const error = useFieldError(path);
  const when: Conditions = keysIn(value);
  const names = Object.keys(when);
  const take = (next: Conditions) => onChange(Object.keys(next).length === 0 ? undefined : next);
  return (
    <Field
      id={idOf(path)}
      label={field.label}
      required={field.required}
      help={names.length === 0 ? '没有写明的，在各种情形下都适用。' : '各项都要符合。'}
      error={error}
      group
    >
      {() => (
        <>
          {names.map((name) => (
            <Condition
              key={name}
              name={name}
              path={[...path, name]}
              value={when[name]}
              onChange={(next) => take({ ...when, [name]: next })}
              onRemove={() => {
                const { [name]: _gone, ...others } = when;
                take(others);
              }}
            />
          ))}
          <label className="vh" htmlFor={id}>
            添加情形
          </label>
          <select
            id={id}
            className="plain-select"
            value=""
            onChange={({ target }) =>
              target.value && take({ ...when, [target.value]: kinds[target.value]?.amount ? {} : [] })
            }
          >
            <option value="">添加情形…</option>
            {Object.entries(kinds)
              .filter(([name]) => !names.includes(name))
              .map(([name, { label }]) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
          </select>
        </>
      )}
    </Field>
  );
}

interface ConditionProps {
  readonly name: string;
  readonly path: DraftPath;
  readonly value: JsonValue | undefined;
  readonly onChange: (value: JsonValue) => void;
  readonly onRemove: () => void;
}

function Condition({ name, path, value, onChange, onRemove }: ConditionProps) {
  const error = useFieldError(path, true);
  const kind = kinds[name];
  const label = kind?.label ?? name;
  return (
    <fieldset className="form-group condition" id={idOf(path)} tabIndex={-1}>
      <legend className="inner-head">
        <b>{label}</b>
      </legend>
      {kind === undefined ? (
        <p className="quiet">{JSON.stringify(value)}</p>
      ) : kind.amount ? (
        <Bounds value={value} onChange={onChange} />
      ) : (
        <Values kind={kind} value={value} onChange={onChange} />
      )}
      {error && <p className="field-error">{error}</p>}
      <Button size="small" aria-label={`去掉情形：${label}`} onClick={onRemove}>
        去掉
      </Button>
    </fieldset>
  );
}

function Values({
  kind,
  value,
  onChange,
}: { readonly kind: CircumstanceKind } & Pick<ConditionProps, 'value' | 'onChange'>) {
  const alone = typeof value === 'object' && value !== null && !Array.isArray(value);
  const list = alone ? keysIn(value).only : value;
  const chosen = Array.isArray(list) ? list.map(String) : [];
  const unknown = chosen.filter((one) => !Object.hasOwn(kind.values, one));
  const take = (next: readonly string[], only: boolean) => onChange(only ? { only: [...next] } : [...next]);
  return (
    <>
      <Checkbox.Group
        className="choices"
        value={chosen}
        onChange={(next) => take(next.map(String), alone)}
        options={[
          ...Object.entries(kind.values).map(([name, label]) => ({ value: name, label })),
          ...unknown.map((name) => ({ value: name, label: `${name}（不在清单里）` })),
        ]}
      />
      <Checkbox checked={alone} onChange={(event) => take(chosen, event.target.checked)}>
        只有所选的这些（仅受到……）
      </Checkbox>
    </>
  );
}

const BOUNDS = [
  ['atLeast', '以上（含）'],
  ['above', '超过'],
  ['atMost', '以下（含）'],
  ['below', '不满'],
] as const;

function Bounds({ value, onChange }: Pick<ConditionProps, 'value' | 'onChange'>) {
  const id = useId();
  const bounds: Conditions = keysIn(value);
  return (
    <div className="field-row">
      {BOUNDS.map(([key, words]) => (
        <span key={key} className="bound">
          <label htmlFor={`${id}-${key}`}>{words}</label>
          <Input
            id={`${id}-${key}`}
            inputMode="numeric"
            value={bounds[key] === undefined ? '' : String(bounds[key])}
            onChange={({ target }) => {
              const { [key]: _gone, ...others } = bounds;
              const text = target.value;
              onChange(
                text === '' ? others : { ...bounds, [key]: /^\d{1,15}$/.test(text) ? Number(text) : text },
              );
            }}
          />
        </span>
      ))}
    </div>
  );
}
