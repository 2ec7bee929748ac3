import { Button, Input, Radio } from 'antd';
import { Field } from '../../parts/field.tsx';
import type { ControlProps } from '../form-control.tsx';
import { type ChecklistEntry, type ChecklistValue, takesNote } from '../form-values.ts';

/** Items judged one by one: a state for each and, where there is something to say, a note. */
export function ChecklistControl({ field, id, value = {}, error, onChange }: ControlProps<ChecklistValue>) {
  const options = field.options ?? [];
  const states = field.states ?? [];
  const first = states[0];
  const set = (item: string, entry: ChecklistEntry) => onChange({ ...value, [item]: entry });
  const untouched = options.filter((option) => !value[option.value]?.state);
  return (
    <Field id={id} label={field.label} required={field.required} help={field.help} error={error} group>
      {() => (
        <>
          <ol className="checklist">
            {options.map((option) => {
              const entry = value[option.value] ?? {};
              const noteLabel = `${option.label} 说明`;
              return (
                <li key={option.value}>
                  <span className="checklist-name" id={`${id}-${option.value}`}>
                    {option.label}
                    {option.hint && <span className="option-hint">{option.hint}</span>}
                  </span>
                  <Radio.Group
                    aria-label={option.label}
                    name={`${id}-${option.value}`}
                    value={entry.state ?? null}
                    onChange={(event) => set(option.value, { ...entry, state: String(event.target.value) })}
                    options={states.map(({ value: state, label }) => ({
                      value: state,
                      label: option.states?.[state] ?? label,
                    }))}
                  />
                  {takesNote(entry.state) && (
                    <Input
                      aria-label={noteLabel}
                      placeholder="缺什么、怎样补"
                      value={entry.note ?? ''}
                      onChange={(event) => set(option.value, { ...entry, note: event.target.value })}
                    />
                  )}
                </li>
              );
            })}
          </ol>
          {first && untouched.length > 1 && (
            <Button
              size="small"
              onClick={() =>
                onChange({
                  ...value,
                  ...Object.fromEntries(untouched.map((option) => [option.value, { state: first.value }])),
                })
              }
            >
              其余 {untouched.length} 项均为“{first.label}”
            </Button>
          )}
        </>
      )}
    </Field>
  );
}
