import { useEffect, useRef } from 'react';
import type { FormErrors } from './form-values.ts';

/** All faults of a form at its top, each leading to its field; takes the focus when faults were found. */
export function ErrorSummary({
  id,
  errors,
  labels,
}: {
  readonly id: string;
  readonly errors: FormErrors;
  readonly labels: Readonly<Record<string, string>>;
}) {
  const box = useRef<HTMLDivElement>(null);
  const entries = Object.entries(errors);
  useEffect(() => {
    if (Object.keys(errors).length > 0) box.current?.focus();
  }, [errors]);
  if (entries.length === 0) return null;
  return (
    <div className="note bad" role="alert" ref={box} tabIndex={-1}>
      <p>有 {entries.length} 处要改：</p>
      <ul>
        {entries.map(([key, message]) => (
          <li key={key} className="sentence">
            {labels[key] ? (
              <a href={`#${id}-${key}`} onClick={(event) => focusField(event, `${id}-${key}`)}>
                {labels[key]}
              </a>
            ) : (
              ''
            )}
            {labels[key] ? '：' : ''}
            {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

function focusField(event: { preventDefault(): void }, id: string): void {
  const field = document.getElementById(id);
  if (!field) return;
  event.preventDefault();
  const inner = field.matches('fieldset') ? field.querySelector<HTMLElement>('input,textarea') : null;
  (inner ?? field).focus();
  field.scrollIntoView({ block: 'center' });
}
