import type { ReactNode } from 'react';

/** What a control must carry to belong to its label, help and error. */
export interface FieldLink {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
  readonly 'aria-required'?: true;
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly required?: boolean;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  /** Several inputs under one label: a fieldset instead of a label. */
  readonly group?: boolean;
  readonly children: (link: FieldLink) => ReactNode;
}

/** One question of a form: label above, help and error below, tied to the control for screen readers. */
export function Field({ id, label, required = true, help, error, group = false, children }: FieldProps) {
  const described = [!required && `${id}-optional`, help && `${id}-help`, error && `${id}-error`]
    .filter(Boolean)
    .join(' ');
  const link: FieldLink = {
    id,
    ...(described ? { 'aria-describedby': described } : {}),
    ...(error ? { 'aria-invalid': true as const } : {}),
    ...(required && !group ? { 'aria-required': true as const } : {}),
  };
  const optional = !required && (
    <span className="field-optional" id={`${id}-optional`} aria-hidden={group}>
      选填
    </span>
  );
  const notes = (
    <>
      {help && (
        <p className="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
  if (group) {
    return (
      <fieldset
        className="field"
        id={id}
        tabIndex={-1}
        {...(described ? { 'aria-describedby': described } : {})}
      >
        <legend className="field-label">
          {label}
          {optional}
        </legend>
        {children(link)}
        {notes}
      </fieldset>
    );
  }
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {optional}
      {children(link)}
      {notes}
    </div>
  );
}
