import type { PeopleReply } from '@mingjing/api';
import { roleLabels } from '@mingjing/law';
import { Checkbox, Input, Select } from 'antd';
import { DateInput } from '../parts/date-input.tsx';
import { Field } from '../parts/field.tsx';

/** What is asked about a person; login and password only at the registration. */
export interface PersonTexts {
  readonly name: string;
  readonly login: string;
  readonly post: string;
  readonly password: string;
  readonly number: string;
  readonly validTo: string;
  readonly area: string;
  readonly unit: string;
  readonly roles: readonly string[];
}

export const personLabels: Readonly<Record<string, string>> = {
  name: '姓名',
  login: '账号',
  post: '职务',
  unit: '科室',
  roles: '岗位',
  password: '初始密码',
  number: '执法证件号',
  validTo: '证件有效期至',
  area: '执法区域',
};
const helps: Readonly<Record<string, string>> = {
  login: '小写字母、数字、点、横线，至少 3 位。',
  password: '至少 10 位，首次登录时须更换。',
  number: '有证件的列入门户的执法人员名录；收回证件时清空。',
};

interface PersonFieldsProps {
  readonly id: string;
  readonly texts: PersonTexts;
  readonly errors: Readonly<Record<string, string>>;
  readonly units: PeopleReply['units'];
  readonly registering: boolean;
  /** What the first password is here, where it is only the first part of one. */
  readonly passwordHelp?: string | undefined;
  /** Why the roles stay as they are. */
  readonly rolesRefused?: string | undefined;
  readonly onChange: (texts: PersonTexts) => void;
}

/** The fields about a person, in the order in which an official fills them. */
export function PersonFields(props: PersonFieldsProps) {
  const { id, texts, errors, units, registering, passwordHelp, onChange } = props;
  const text = (key: keyof PersonTexts, required = true) => (
    <Field
      id={`${id}-${key}`}
      label={personLabels[key] ?? key}
      required={required}
      help={(key === 'password' && passwordHelp) || helps[key]}
      error={errors[key]}
    >
      {(link) => {
        const value = String(texts[key]);
        const change = (typed: string) => onChange({ ...texts, [key]: typed });
        if (key === 'validTo') return <DateInput {...link} value={value} onChange={change} />;
        return (
          <Input
            {...link}
            type={key === 'password' ? 'password' : 'text'}
            autoComplete={key === 'password' ? 'new-password' : 'off'}
            value={value}
            onChange={(event) => change(event.target.value)}
          />
        );
      }}
    </Field>
  );
  return (
    <>
      {text('name')}
      {registering && text('login')}
      {text('post', false)}
      <Field id={`${id}-unit`} label="科室" error={errors.unit}>
        {(link) => (
          <Select
            {...link}
            value={texts.unit}
            onChange={(unit: string) => onChange({ ...texts, unit })}
            options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
          />
        )}
      </Field>
      <Roles {...props} />
      {text('number', false)}
      {texts.number && text('validTo')}
      {texts.number && text('area', false)}
      {registering && text('password')}
    </>
  );
}

function Roles({ id, texts, errors, rolesRefused, onChange }: PersonFieldsProps) {
  return (
    <Field
      id={`${id}-roles`}
      label="岗位"
      error={errors.roles}
      help={rolesRefused ?? '一人可兼数岗，但不在同一件案内兼任。'}
      group
    >
      {() => (
        <div className="choices">
          {Object.entries(roleLabels).map(([role, label]) => (
            <Checkbox
              key={role}
              disabled={rolesRefused !== undefined}
              checked={texts.roles.includes(role)}
              onChange={(event) => {
                const others = texts.roles.filter((known) => known !== role);
                onChange({ ...texts, roles: event.target.checked ? [...others, role] : others });
              }}
            >
              {label}
            </Checkbox>
          ))}
        </div>
      )}
    </Field>
  );
}

/** What is still wrong with the fields, by field. */
export function personFaults(texts: PersonTexts, registering: boolean): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  if (texts.name.trim().length < 2) faults.name = '还没有填姓名。';
  if (registering && !/^[a-z0-9._-]{3,40}$/.test(texts.login))
    faults.login = '账号只用小写字母、数字、点、横线，至少 3 位。';
  if (registering && texts.password.length < 10) faults.password = '初始密码至少 10 位。';
  if (texts.roles.length === 0) faults.roles = '还没有选岗位。';
  if (texts.number && texts.number.trim().length < 4) faults.number = '执法证件号至少 4 位。';
  if (texts.number && !texts.validTo) faults.validTo = '还没有填证件有效期。';
  return faults;
}

/** The credential as the server wants it; null without a number. */
export function credentialOf({ number, validTo, area }: PersonTexts) {
  return number.trim() ? { number: number.trim(), validTo, area: area.trim() } : null;
}
