import type { FormNode, JsonValue, PackField } from '@mingjing/law';
import { Input } from 'antd';
import { useState } from 'react';
import { DateInput } from '../../parts/date-input.tsx';
import type { FieldLink } from '../../parts/field.tsx';
import { nameOf, readText, writeText } from './text-value.ts';

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
  const suggested = node.kind === 'words' && !several ? node.suggested : [];
  // What was typed, where it says more than the value does: blank lines, an unfinished number.
  const [typed, setTyped] = useState<string | null>(null);
  const shown =
    typed !== null && isSame(readText(typed, node, field), value)
      ? typed
      : nameOf(writeText(value, several), suggested);
  const take = (text: string) => {
    setTyped(text);
    onChange(readText(text, node, field));
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
            <option key={name} value={label} />
          ))}
        </datalist>
      )}
    </>
  );
}

const isSame = (a: JsonValue | undefined, b: JsonValue | undefined) =>
  JSON.stringify(a) === JSON.stringify(b);
