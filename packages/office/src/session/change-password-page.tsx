import { call, type Me, routes } from '@mingjing/api';
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { DemoStripe } from '../app/demo-stripe.tsx';
import { useSessionChange } from '../app/session.tsx';
import { useTitle } from '../parts/page-state.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';

const questions = [
  { key: 'current', label: '现在的密码', complete: 'current-password' },
  { key: 'next', label: '新密码', complete: 'new-password' },
  { key: 'again', label: '再输一次新密码', complete: 'new-password' },
] as const;

/** A first password was set by somebody else; it must be replaced before anything else is shown. */
export function ChangePasswordPage({ me }: { readonly me: Me }) {
  useTitle('更换密码');
  const changed = useSessionChange();
  const [form, setForm] = useState({ current: '', next: '', again: '' });
  const [fault, setFault] = useState('');
  const change = useMutation({
    mutationFn: () => call('POST', routes.password, { current: form.current, next: form.next }),
    onSuccess: changed,
  });
  const submit = () => {
    const found =
      form.next.length < 10
        ? '新密码至少 10 位。'
        : form.next !== form.again
          ? '两次输入的新密码不一致。'
          : '';
    setFault(found);
    if (!found) change.mutate();
  };
  return (
    <div className="sign-page">
      {me.demonstration && <DemoStripe />}
      <main>
        <h1>更换密码</h1>
        <p className="quiet">{me.name}，现在的密码由他人设定，更换后才能继续。新密码至少 10 位。</p>
        <section className="panel narrow" aria-label="更换密码">
          {fault && (
            <p className="note bad" role="alert">
              {fault}
            </p>
          )}
          {change.error && <ProblemNote error={change.error} />}
          <form
            className="form-column"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            {questions.map(({ key, label, complete }) => (
              <label className="field" htmlFor={key} key={key}>
                <span className="field-label">{label}</span>
                <Input
                  id={key}
                  type="password"
                  autoComplete={complete}
                  value={form[key]}
                  onChange={(event) => setForm({ ...form, [key]: event.target.value })}
                />
              </label>
            ))}
            <Button type="primary" htmlType="submit" loading={change.isPending}>
              更换密码
            </Button>
          </form>
        </section>
      </main>
    </div>
  );
}
