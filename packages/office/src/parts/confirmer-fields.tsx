import { Input } from 'antd';
import { Field } from './field.tsx';

/** Login and password of the second person who confirms on the spot. */
export interface Confirmer {
  readonly login: string;
  readonly password: string;
  /** The second part of a one-time password, which only the confirmer learns. */
  readonly part?: string;
}

/** The two fields that the second person fills in. */
export function ConfirmerFields(props: {
  readonly who: string;
  readonly value: Confirmer;
  readonly onChange: (value: Confirmer) => void;
  readonly setsPart?: boolean;
}) {
  const { who, value, onChange, setsPart = false } = props;
  return (
    <>
      <Field id="confirmer-login" label={`${who}的账号`}>
        {(link) => (
          <Input
            {...link}
            value={value.login}
            autoComplete="off"
            onChange={(event) => onChange({ ...value, login: event.target.value.trim() })}
          />
        )}
      </Field>
      <Field id="confirmer-password" label={`${who}的密码`}>
        {(link) => (
          <Input
            {...link}
            type="password"
            value={value.password}
            autoComplete="off"
            onChange={(event) => onChange({ ...value, password: event.target.value })}
          />
        )}
      </Field>
      {setsPart && (
        <Field
          id="confirmer-part"
          label="一次性密码的后半段"
          help={`由${who}自己设，至少六位，不让经办人看见，当面交给本人；本人登录时接在前半段后面输入。`}
        >
          {(link) => (
            <Input
              {...link}
              type="password"
              value={value.part ?? ''}
              autoComplete="off"
              onChange={(event) => onChange({ ...value, part: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}

/** What the second person must fill in, as a dialog asks for it. */
export const askedOf = (who: string, { login, password }: Confirmer) =>
  [
    [`${who}的账号`, login],
    [`${who}的密码`, password],
  ] as const;

export const nobodyYet: Confirmer = { login: '', password: '' };

/** Who confirms where an administrator is registered or changed. */
export function SecondPerson(props: {
  readonly value: Confirmer;
  readonly onChange: (value: Confirmer) => void;
  readonly setsPart?: boolean;
}) {
  return (
    <>
      <p>这是系统、安全或者审计管理员的账号，须由另一名安全管理员或者审计管理员当场确认：</p>
      <ConfirmerFields who="确认人" {...props} />
    </>
  );
}
