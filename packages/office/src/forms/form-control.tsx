import type { FormField } from '@mingjing/law';
import { Input } from 'antd';
import type { ReactNode } from 'react';
import { DateInput } from '../parts/date-input.tsx';
import { Field } from '../parts/field.tsx';
import type { Attachment } from './attachment.ts';
import { ChecklistControl } from './controls/checklist-control.tsx';
import { ChoiceControl } from './controls/choice-control.tsx';
import { FileControl } from './controls/file-control.tsx';
import { PartyControl } from './controls/party-control.tsx';
import { PenaltyControl } from './controls/penalty-control.tsx';
import { PeopleControl } from './controls/people-control.tsx';
import { fieldText } from './field-text.ts';
import type { ChecklistValue, PartyValue, PenaltyValue } from './form-values.ts';

/** What every control of a form is given. */
export interface ControlProps<Value> {
  readonly field: FormField;
  readonly id: string;
  readonly value: Value | undefined;
  readonly error: string | undefined;
  readonly onChange: (value: Value) => void;
}

/** The control that a field asks for; a fixed field is shown as text. */
export function FormControl(props: ControlProps<unknown>): ReactNode {
  const { field, id, value } = props;
  if (field.fixed) {
    return (
      <dl className="field fixed" id={id}>
        <dt className="field-label">{field.label}</dt>
        <dd>{fieldText(field, field.value ?? value)}</dd>
      </dl>
    );
  }
  switch (field.control) {
    case 'text':
    case 'textarea':
    case 'date':
    case 'money':
    case 'number':
      return <TypedControl {...(props as ControlProps<string>)} />;
    case 'choice':
    case 'person':
    case 'document':
    case 'matter':
      return <ChoiceControl {...(props as ControlProps<string>)} />;
    case 'people':
      return <PeopleControl {...(props as ControlProps<readonly string[]>)} />;
    case 'checklist':
      return <ChecklistControl {...(props as ControlProps<ChecklistValue>)} />;
    case 'file':
      return <FileControl {...(props as ControlProps<Attachment | null>)} />;
    case 'party':
      return <PartyControl {...(props as ControlProps<PartyValue>)} />;
    case 'penalty':
      return <PenaltyControl {...(props as ControlProps<PenaltyValue>)} />;
    default:
      return field.control satisfies never;
  }
}

function TypedControl({ field, id, value = '', error, onChange }: ControlProps<string>) {
  const change = (event: { readonly target: { readonly value: string } }) => onChange(event.target.value);
  const limit = field.maximum === undefined ? {} : { maxLength: field.maximum };
  return (
    <Field id={id} label={field.label} required={field.required} help={field.help} error={error}>
      {(link) => {
        if (field.control === 'textarea')
          return (
            <Input.TextArea
              {...link}
              {...limit}
              value={value}
              onChange={change}
              autoSize={{ minRows: 3, maxRows: 12 }}
            />
          );
        if (field.control === 'date') return <DateInput {...link} value={value} onChange={onChange} />;
        if (field.control === 'number')
          return (
            <Input {...link} inputMode="numeric" className="money-input" value={value} onChange={change} />
          );
        if (field.control === 'money')
          return (
            <Input
              {...link}
              inputMode="decimal"
              className="money-input"
              suffix="元"
              value={value}
              onChange={change}
            />
          );
        return <Input {...link} {...limit} value={value} onChange={change} autoComplete="off" />;
      }}
    </Field>
  );
}
