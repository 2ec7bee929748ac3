import { useId } from 'react';

interface FilterSelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
}

/** One filter above a list: its name and what is chosen, in one control. */
export function FilterSelect({ label, value, options, onChange }: FilterSelectProps) {
  const id = useId();
  // An address may ask for what is not on offer at the moment.
  const shown = options.some(([key]) => key === value) ? options : [...options, [value, value] as const];
  return (
    <span className="filter-select">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {shown.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </span>
  );
}
