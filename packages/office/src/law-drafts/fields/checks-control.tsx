import type { FormOption, JsonValue, PackField } from '@mingjing/law';
import { Button, Checkbox } from 'antd';
import { useId } from 'react';

interface ChecksProps {
  readonly field: PackField;
  readonly options: readonly FormOption[];
  readonly value: JsonValue | undefined;
  readonly onChange: (value: JsonValue | undefined) => void;
}

const MOST_BOXES = 14;

/** Several of a closed list: boxes, or one after the other where the list is long. */
export function ChecksControl({ field, options, value, onChange }: ChecksProps) {
  const chosen = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  const take = (next: readonly string[]) => {
    const ordered = options.map(([name]) => name).filter((name) => next.includes(name));
    const unknown = next.filter((name) => !ordered.includes(name));
    const all = [...ordered, ...unknown];
    const asTaken = field.default !== undefined && JSON.stringify(all) === JSON.stringify(field.default);
    onChange(all.length === 0 && !field.required ? undefined : asTaken ? undefined : all);
  };
  const known = new Set(options.map(([name]) => name));
  const shown: readonly FormOption[] = [
    ...options,
    ...chosen.filter((name) => !known.has(name)).map((name) => [name, `${name}（不在清单里）`] as const),
  ];
  if (shown.length <= MOST_BOXES)
    return (
      <Checkbox.Group
        className="choices"
        value={chosen}
        onChange={(next) => take(next.map(String))}
        options={shown.map(([name, label]) => ({ value: name, label }))}
      />
    );
  return <LongList options={shown} chosen={chosen} label={field.label} onTake={take} />;
}

function LongList({
  options,
  chosen,
  label,
  onTake,
}: {
  readonly options: readonly FormOption[];
  readonly chosen: readonly string[];
  readonly label: string;
  readonly onTake: (next: readonly string[]) => void;
}) {
  const id = useId();
  const words = new Map(options);
  return (
    <div className="picked">
      {chosen.map((name) => (
        <span key={name} className="tag info">
          {words.get(name) ?? name}
          <Button
            type="text"
            size="small"
            aria-label={`去掉：${words.get(name) ?? name}`}
            onClick={() => onTake(chosen.filter((one) => one !== name))}
          >
            去掉
          </Button>
        </span>
      ))}
      <label className="vh" htmlFor={id}>
        添加{label}
      </label>
      <select
        id={id}
        className="plain-select"
        value=""
        onChange={(event) => event.target.value && onTake([...chosen, event.target.value])}
      >
        <option value="">添加…</option>
        {options
          .filter(([name]) => !chosen.includes(name))
          .map(([name, text]) => (
            <option key={name} value={name}>
              {text}
            </option>
          ))}
      </select>
    </div>
  );
}
