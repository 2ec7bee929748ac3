import { Input } from 'antd';
import { longDate, weekdayOf } from './dates.ts';
import type { FieldLink } from './field.tsx';

interface DateInputProps extends FieldLink {
  readonly value: string;
  readonly max?: string;
  readonly onChange: (date: string) => void;
}

/** A legal date: the browser's own date field (its order of day and month follows the machine), and the date in words beside it. */
export function DateInput({ value, onChange, ...rest }: DateInputProps) {
  return (
    <span className="date-line">
      <Input
        {...rest}
        type="date"
        className="date-input"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {/^\d{4}-\d\d-\d\d$/.test(value) && (
        <span className="quiet nb">
          {longDate(value)}　{weekdayOf(value)}
        </span>
      )}
    </span>
  );
}
