import { Input } from 'antd';
import { useId } from 'react';
import { Field } from './field.tsx';

/** The fewest characters that say why. */
const FEWEST = 2;

interface ReasonFieldProps {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  /** What it is called where 理由 alone would not say whose or for what. */
  readonly label?: string;
  readonly help?: string;
  readonly error?: string;
  /** The most characters it takes. */
  readonly most?: number;
}

/** Why something is done, in the words of who does it: one field for every dialog and form that asks. */
export function ReasonField({ value, onChange, label = '理由', help, error, most = 400 }: ReasonFieldProps) {
  const id = useId();
  return (
    <Field id={id} label={label} help={help} error={error}>
      {(link) => (
        <Input.TextArea
          {...link}
          rows={2}
          maxLength={most}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** What to say where the reason is still missing or too short; empty where it may be sent. */
export function faultOfReason(reason: string, fewest = FEWEST, label = '理由'): string {
  const length = [...reason.trim()].length;
  if (length >= fewest) return '';
  return length === 0 ? `还没有写${label}。` : `${label}不少于 ${fewest} 个字。`;
}
