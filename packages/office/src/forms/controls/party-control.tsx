import { readCreditCode } from '@mingjing/law';
import { Input, Radio } from 'antd';
import { DateInput } from '../../parts/date-input.tsx';
import { Field } from '../../parts/field.tsx';
import { partyKinds } from '../../parts/terms.ts';
import type { ControlProps } from '../form-control.tsx';
import type { PartyValue } from '../form-values.ts';

interface PartyQuestion {
  readonly key: string;
  readonly label: string;
  readonly required?: boolean;
  readonly type?: 'date' | 'tel';
}

const phone: PartyQuestion = { key: 'phone', label: '联系电话', type: 'tel' };
const address: PartyQuestion = { key: 'address', label: '地址' };
const creditCode: PartyQuestion = { key: 'creditCode', label: '统一社会信用代码' };
const identityNumber: PartyQuestion = { key: 'identityNumber', label: '身份证件号码' };

const questions: Readonly<Record<string, readonly PartyQuestion[]>> = {
  organisation: [
    { key: 'name', label: '名称', required: true },
    creditCode,
    { key: 'representative', label: '法定代表人或者负责人' },
    address,
    { key: 'contact', label: '联系人' },
    phone,
  ],
  'natural-person': [
    { key: 'name', label: '姓名', required: true },
    identityNumber,
    { key: 'birthDate', label: '出生日期', type: 'date' },
    address,
    phone,
  ],
  'sole-trader': [
    { key: 'name', label: '字号名称', required: true },
    creditCode,
    { key: 'representative', label: '经营者' },
    identityNumber,
    address,
    phone,
  ],
};

/** The party: first what kind, then what is asked of that kind; the credit code is checked as it is typed. */
export function PartyControl({ field, id, value = {}, error, onChange }: ControlProps<PartyValue>) {
  const kind = value.kind ?? 'organisation';
  const known = questions[kind] ?? [];
  const faults: Readonly<Record<string, string | undefined>> = {
    name: value.name?.trim() ? undefined : error,
    creditCode: creditCodeFault(value.creditCode),
  };
  const elsewhere = Object.values(faults).includes(error) ? undefined : error;
  return (
    <Field id={id} label={field.label} required={field.required} help={field.help} error={elsewhere} group>
      {() => (
        <div className="form-group">
          <Radio.Group
            aria-label={`${field.label}类型`}
            name={`${id}-kind`}
            value={kind}
            onChange={(event) => onChange(changedKind(value, String(event.target.value)))}
            options={[...partyKinds]}
          />
          {known.map((question) => (
            <Field
              key={question.key}
              id={`${id}-${question.key}`}
              label={question.label}
              required={question.required === true}
              error={faults[question.key]}
            >
              {(link) => {
                const typed = value[question.key] ?? '';
                const change = (text: string) => onChange({ ...value, kind, [question.key]: text });
                if (question.type === 'date') return <DateInput {...link} value={typed} onChange={change} />;
                return (
                  <Input
                    {...link}
                    type={question.type ?? 'text'}
                    autoComplete="off"
                    value={typed}
                    onChange={(event) => change(event.target.value)}
                  />
                );
              }}
            </Field>
          ))}
        </div>
      )}
    </Field>
  );
}

function changedKind(value: PartyValue, kind: string): PartyValue {
  const asked = new Set((questions[kind] ?? []).map((question) => question.key));
  const kept = Object.entries(value).filter(([key]) => asked.has(key));
  return { ...Object.fromEntries(kept), kind };
}

function creditCodeFault(typed: string | undefined): string | undefined {
  if (!typed || typed.trim().length < 18) return undefined;
  const reading = readCreditCode(typed);
  return reading.ok ? undefined : `${reading.sentence}。`;
}
