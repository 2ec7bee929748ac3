import { Input } from 'antd';
import { DateInput } from '../parts/date-input.tsx';
import { Field } from '../parts/field.tsx';
import type { FormErrors, FormValues } from './form-values.ts';

interface OccurredOnProps {
  readonly id: string;
  readonly today: string;
  readonly values: FormValues;
  readonly errors: FormErrors;
  readonly onChange: (change: FormValues) => void;
}

/** On which day it happened; an earlier day than today is a late entry, and says why. */
export function OccurredOn({ id, today, values, errors, onChange }: OccurredOnProps) {
  const date = String(values.occurredOn ?? today);
  return (
    <>
      <Field id={`${id}-occurredOn`} label="发生日期" error={errors.occurredOn} help="期限按这一日计算。">
        {(link) => (
          <DateInput
            {...link}
            max={today}
            value={date}
            onChange={(chosen) => onChange({ occurredOn: chosen || today })}
          />
        )}
      </Field>
      {date < today && (
        <Field id={`${id}-lateReason`} label="补录原因" error={errors.lateReason}>
          {(link) => (
            <Input.TextArea
              {...link}
              maxLength={400}
              autoSize={{ minRows: 2, maxRows: 6 }}
              value={String(values.lateReason ?? '')}
              onChange={(event) => onChange({ lateReason: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
