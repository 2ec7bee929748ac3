import { call, routes } from '@mingjing/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { DemoStripe } from '../app/demo-stripe.tsx';
import { paths } from '../app/paths.ts';
import { useSession, useSessionChange } from '../app/session.tsx';
import { useTitle } from '../parts/page-state.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { type DemonstrationAccount, DemonstrationAccounts } from './demonstration-accounts.tsx';
import type { SetUpReply } from './set-up-page.tsx';

interface Credentials {
  readonly login: string;
  readonly password: string;
}

/** The door of the office. */
export function SignInPage() {
  useTitle('登录');
  const session = useSession();
  const [query] = useSearchParams();
  const changed = useSessionChange();
  const [form, setForm] = useState<Credentials>({ login: '', password: '' });
  const accounts = useQuery({
    queryKey: ['demonstration-accounts'],
    queryFn: () => call<readonly DemonstrationAccount[]>('GET', routes.demonstrationAccounts),
    retry: false,
  });
  const setUp = useQuery({
    queryKey: ['set-up'],
    queryFn: () => call<SetUpReply>('GET', routes.setUp),
    retry: false,
  });
  const signIn = useMutation({
    mutationFn: (given: Credentials) => call('POST', routes.session, given),
    onSuccess: changed,
  });
  if (session.data) return <Navigate to={innerAddress(query.get('from'))} replace />;
  const demonstration = (accounts.data?.length ?? 0) > 0;
  return (
    <div className="sign-page">
      {demonstration && <DemoStripe />}
      <main>
        <h1>明镜</h1>
        <p className="quiet">行政执法公示、执法全过程记录、重大执法决定法制审核</p>
        {setUp.data?.open && (
          <p className="note soon">本系统还没有设置。用启动时显示的地址打开“初始设置”。</p>
        )}
        <section className="panel narrow" aria-labelledby="sign-in-title">
          <h2 id="sign-in-title">登录</h2>
          {signIn.error && <ProblemNote error={signIn.error} />}
          <form
            className="form-column"
            onSubmit={(event) => {
              event.preventDefault();
              signIn.mutate(form);
            }}
          >
            <label className="field" htmlFor="login">
              <span className="field-label">账号</span>
              <Input
                id="login"
                autoComplete="username"
                required
                value={form.login}
                onChange={(event) => setForm({ ...form, login: event.target.value })}
              />
            </label>
            <label className="field" htmlFor="password">
              <span className="field-label">密码</span>
              <Input
                id="password"
                type="password"
                autoComplete="current-password"
                required
                value={form.password}
                onChange={(event) => setForm({ ...form, password: event.target.value })}
              />
            </label>
            <Button type="primary" htmlType="submit" loading={signIn.isPending}>
              登录
            </Button>
          </form>
        </section>
        {accounts.data && demonstration && (
          <DemonstrationAccounts
            accounts={accounts.data}
            busy={signIn.isPending}
            onChoose={(account) => signIn.mutate({ login: account.login, password: account.password })}
          />
        )}
      </main>
    </div>
  );
}

function innerAddress(from: string | null): string {
  return from?.startsWith('/') && !from.startsWith('//') ? from : paths.worklist;
}
