import type { AvailableAction } from '@mingjing/law';
import { Input } from 'antd';
import { DateInput } from '../parts/date-input.tsx';
import { Field } from '../parts/field.tsx';
import type { FormErrors, FormValues } from './form-values.ts';

interface OccurredOnProps {
  readonly id: string;
  readonly today: string;
  readonly values: FormValues;
  readonly errors: FormErrors;
  /** What this form calls the day and the reason, where it has words of its own; the reason is then always asked. */
  readonly began?: AvailableAction['began'] | undefined;
  readonly onChange: (change: FormValues) => void;
}

/** On which day it happened; an earlier day than today is a late entry, and says why. */
export function OccurredOn({ id, today, values, errors, began, onChange }: OccurredOnProps) {
  const date = String(values.occurredOn ?? (began ? '' : today));
  return (
    <>
      <Field
        id={`${id}-occurredOn`}
        label={began?.day ?? '发生日期'}
        error={errors.occurredOn}
        help="有期限从这一日起算的，照此计算。"
      >
        {(link) => (
          <DateInput
            {...link}
            max={today}
            value={date}
            onChange={(chosen) => onChange({ occurredOn: chosen || (began ? undefined : today) })}
          />
        )}
      </Field>
      {(began || date < today) && (
        <Field id={`${id}-lateReason`} label={began?.reason ?? '补录原因'} error={errors.lateReason}>
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
