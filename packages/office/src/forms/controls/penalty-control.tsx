import { type Penalty, penaltyWords, readYuan } from '@mingjing/law';
import { Checkbox, Input } from 'antd';
import { Field } from '../../parts/field.tsx';
import { penaltyLabels } from '../../parts/terms.ts';
import type { ControlProps } from '../form-control.tsx';
import type { PenaltyValue } from '../form-values.ts';

/** The penalty: which kinds, how much, and the sentence that the decision will carry. */
export function PenaltyControl({ field, id, value = {}, error, onChange }: ControlProps<PenaltyValue>) {
  const types = value.types ?? [];
  /** What is chosen writes the sentence, as long as nobody has written another. */
  const choose = (chosen: PenaltyValue) => {
    const isOwn = (value.text ?? '') === wordsOf(value);
    onChange(isOwn ? { ...chosen, text: wordsOf(chosen) } : chosen);
  };
  const allowed = field.options?.length
    ? field.options.map((option) => [option.value, option.label] as const)
    : Object.entries(penaltyLabels);
  const amounts = [
    { key: 'fine', label: '罚款数额', type: 'fine' },
    { key: 'confiscated', label: '没收金额', type: 'confiscation' },
  ] as const;
  return (
    <Field id={id} label={field.label} required={field.required} help={field.help} error={error} group>
      {() => (
        <div className="form-group">
          <fieldset className="field">
            <legend className="field-label">处罚种类</legend>
            <div className="choices">
              {allowed.map(([type, label]) => (
                <Checkbox
                  key={type}
                  checked={types.includes(type)}
                  onChange={(event) =>
                    choose({
                      ...value,
                      types: event.target.checked
                        ? [...types, type]
                        : types.filter((known) => known !== type),
                    })
                  }
                >
                  {label}
                </Checkbox>
              ))}
            </div>
          </fieldset>
          {amounts
            .filter((amount) => types.includes(amount.type))
            .map(({ key, label }) => (
              <Field key={key} id={`${id}-${key}`} label={label} required={key === 'fine'}>
                {(link) => (
                  <Input
                    {...link}
                    inputMode="decimal"
                    className="money-input"
                    suffix="元"
                    value={value[key] ?? ''}
                    onChange={(event) => choose({ ...value, [key]: event.target.value })}
                  />
                )}
              </Field>
            ))}
          <Field
            id={`${id}-text`}
            label="处罚内容"
            help="按所选的种类和数额写成，吊销、责令等须写明对象的再补写。"
          >
            {(link) => (
              <Input.TextArea
                {...link}
                autoSize={{ minRows: 2, maxRows: 8 }}
                value={value.text ?? ''}
                onChange={(event) => onChange({ ...value, text: event.target.value })}
              />
            )}
          </Field>
        </div>
      )}
    </Field>
  );
}

function wordsOf({ types = [], fine, confiscated }: PenaltyValue): string {
  return penaltyWords({
    types: types as readonly Penalty['types'][number][],
    fine: amountOf(fine),
    confiscated: amountOf(confiscated),
  });
}

function amountOf(text: unknown): number | undefined {
  const reading = readYuan(String(text ?? ''));
  return reading.ok ? reading.value : undefined;
}
