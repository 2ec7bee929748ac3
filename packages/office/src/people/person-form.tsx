import { call, routes } from '@mingjing/api';
import { roleLabels } from '@mingjing/law';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { ErrorSummary } from '../forms/error-summary.tsx';
import { faultsOf } from '../forms/use-command.ts';
import { DateInput } from '../parts/date-input.tsx';
import { Field } from '../parts/field.tsx';
import { announce } from '../parts/live-region.tsx';
import { ProblemNote, problemOf } from '../parts/problem-note.tsx';

const blank = { name: '', login: '', post: '', password: '', number: '', validTo: '', area: '' };
type Texts = typeof blank;
const labels: Readonly<Record<string, string>> = {
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
const helps: Partial<Record<keyof Texts, string>> = {
  login: '小写字母、数字、点、横线，至少 3 位。',
  password: '至少 10 位，首次登录时须更换。',
};

interface PersonFormProps {
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly onClose: () => void;
}

/** Registers a person with roles and, for officers, the credential; the first password must be changed at sign-in. */
export function PersonForm({ units, onClose }: PersonFormProps) {
  const [texts, setTexts] = useState<Texts>(blank);
  const [unit, setUnit] = useState(units[0]?.id ?? '');
  const [roles, setRoles] = useState<readonly string[]>([]);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const cache = useQueryClient();
  const send = useMutation({
    mutationFn: () => call('POST', routes.people, requestOf(texts, unit, roles)),
    onSuccess: async () => {
      announce(`已登记：${texts.name}。`);
      await cache.invalidateQueries({ queryKey: ['people'] });
      onClose();
    },
    onError: (error) => setErrors(faultsOf(problemOf(error))),
  });
  const text = (key: keyof Texts, required = true) => (
    <Field
      id={`person-${key}`}
      label={labels[key] ?? key}
      required={required}
      help={helps[key]}
      error={errors[key]}
    >
      {(link) => {
        const change = (typed: string) => setTexts({ ...texts, [key]: typed });
        if (key === 'validTo') return <DateInput {...link} value={texts[key]} onChange={change} />;
        return (
          <Input
            {...link}
            type={key === 'password' ? 'password' : 'text'}
            autoComplete={key === 'password' ? 'new-password' : 'off'}
            value={texts[key]}
            onChange={(event) => change(event.target.value)}
          />
        );
      }}
    </Field>
  );
  return (
    <section className="panel" aria-labelledby="person-title">
      <form
        className="action-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const found = faultsIn(texts, roles);
          setErrors(found);
          if (Object.keys(found).length === 0) send.mutate();
        }}
      >
        <h2 id="person-title">登记人员</h2>
        <ErrorSummary id="person" errors={errors} labels={labels} />
        {send.error && Object.keys(errors).length === 0 && <ProblemNote error={send.error} />}
        {text('name')}
        {text('login')}
        {text('post', false)}
        <Field id="person-unit" label="科室" error={errors.unit}>
          {(link) => (
            <Select
              {...link}
              value={unit}
              onChange={setUnit}
              options={units.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </Field>
        <Field
          id="person-roles"
          label="岗位"
          error={errors.roles}
          help="一人可兼数岗，但不在同一件案内兼任。"
          group
        >
          {() => (
            <div className="choices">
              {Object.entries(roleLabels).map(([role, label]) => (
                <Checkbox
                  key={role}
                  checked={roles.includes(role)}
                  onChange={(event) =>
                    setRoles(
                      event.target.checked ? [...roles, role] : roles.filter((known) => known !== role),
                    )
                  }
                >
                  {label}
                </Checkbox>
              ))}
            </div>
          )}
        </Field>
        {text('number', false)}
        {texts.number && text('validTo')}
        {texts.number && text('area', false)}
        {text('password')}
        <div className="form-end">
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            登记
          </Button>
          <Button onClick={onClose}>收起</Button>
        </div>
      </form>
    </section>
  );
}

function faultsIn(texts: Texts, roles: readonly string[]): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  if (texts.name.trim().length < 2) faults.name = '还没有填姓名。';
  if (!/^[a-z0-9._-]{3,40}$/.test(texts.login))
    faults.login = '账号只用小写字母、数字、点、横线，至少 3 位。';
  if (texts.password.length < 10) faults.password = '初始密码至少 10 位。';
  if (roles.length === 0) faults.roles = '还没有选岗位。';
  if (texts.number && !texts.validTo) faults.validTo = '还没有填证件有效期。';
  return faults;
}

function requestOf(
  { name, login, post, password, number, validTo, area }: Texts,
  unit: string,
  roles: readonly string[],
) {
  const credential = number ? { credential: { number: number.trim(), validTo, area: area.trim() } } : {};
  return { name: name.trim(), login, post: post.trim(), unit, roles, password, ...credential };
}
