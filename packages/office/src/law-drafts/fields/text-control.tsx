import type { FormNode, JsonValue, PackField } from '@mingjing/law';
import { Input } from 'antd';
import { useState } from 'react';
import { DateInput } from '../../parts/date-input.tsx';
import type { FieldLink } from '../../parts/field.tsx';

interface TextProps {
  readonly link: FieldLink;
  readonly field: PackField;
  readonly node: FormNode;
  readonly value: JsonValue | undefined;
  readonly onChange: (value: JsonValue | undefined) => void;
}

/** Words, numbers and dates; what is emptied is left out, or null where the format asks for it. */
export function TextControl({ link, field, node, value, onChange }: TextProps) {
  const several = node.kind === 'words' && node.several;
  // What was typed, where it says more than the value does: blank lines, an unfinished number.
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed !== null && isSame(read(typed, node, field), value) ? typed : write(value, several);
  const take = (text: string) => {
    setTyped(text);
    onChange(read(text, node, field));
  };
  if (node.kind === 'text' && node.as === 'date')
    return <DateInput {...link} value={shown} onChange={take} />;
  if (several || (node.kind === 'text' && node.as === 'long'))
    return (
      <Input.TextArea
        {...link}
        autoSize={{ minRows: 2, maxRows: 14 }}
        value={shown}
        onChange={(event) => take(event.target.value)}
      />
    );
  const narrow = node.kind === 'number' || (node.kind === 'text' && node.as === 'month-day');
  const suggested = node.kind === 'words' ? node.suggested : [];
  return (
    <>
      <Input
        {...link}
        className={narrow ? 'date-input' : ''}
        value={shown}
        {...(node.kind === 'number' ? { inputMode: 'numeric' as const } : {})}
        {...(suggested.length > 0 ? { list: `${link.id}-list` } : {})}
        onChange={(event) => take(event.target.value)}
      />
      {suggested.length > 0 && (
        <datalist id={`${link.id}-list`}>
          {suggested.map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </datalist>
      )}
    </>
  );
}

function write(value: JsonValue | undefined, several: boolean): string {
  if (value === undefined || value === null) return '';
  if (several && Array.isArray(value)) return value.map((one) => write(one, false)).join('\n');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function read(text: string, node: FormNode, { required, nullable }: PackField): JsonValue | undefined {
  if (node.kind === 'words' && node.several) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return lines.length === 0 && !required ? undefined : lines;
  }
  if (text === '') return nullable ? null : required && node.kind !== 'number' ? '' : undefined;
  return node.kind === 'number' && /^\d{1,15}$/.test(text) ? Number(text) : text;
}

const isSame = (a: JsonValue | undefined, b: JsonValue | undefined) =>
  JSON.stringify(a) === JSON.stringify(b);
