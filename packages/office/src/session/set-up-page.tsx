import { call, routes } from '@mingjing/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { paths } from '../app/paths.ts';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';

/** What GET /api/set-up answers. */
export interface SetUpReply {
  readonly profiles: readonly { readonly id: string; readonly name: string }[];
  readonly open: boolean;
}

const administrators = [
  { role: 'system-administrator', title: '系统管理员', does: '管账号和参数，看不到案件内容。' },
  { role: 'security-administrator', title: '安全管理员', does: '管权限和口令规则，看不到案件内容。' },
  { role: 'audit-administrator', title: '审计管理员', does: '看查阅记录，看不到案件内容。' },
] as const;
type Role = (typeof administrators)[number]['role'];
interface Administrator {
  readonly login: string;
  readonly name: string;
  readonly password: string;
}
const nobody: Administrator = { login: '', name: '', password: '' };

/** First start: which bureau this is, and three administrators who are three persons. */
export function SetUpPage() {
  useTitle('初始设置');
  const query = useQuery({ queryKey: ['set-up'], queryFn: () => call<SetUpReply>('GET', routes.setUp) });
  return (
    <div className="sign-page">
      <main>
        <h1>初始设置</h1>
        <p className="quiet">选定单位，并设三名管理员。三员分立，须是三个人。</p>
        <Loaded query={query}>
          {(reply) =>
            reply.open ? (
              <SetUpForm profiles={reply.profiles} />
            ) : (
              <p className="note">
                已经设置过。<Link to={paths.signIn}>去登录</Link>
              </p>
            )
          }
        </Loaded>
      </main>
    </div>
  );
}

function SetUpForm({ profiles }: { readonly profiles: SetUpReply['profiles'] }) {
  const [query] = useSearchParams();
  const [profile, setProfile] = useState(profiles[0]?.id ?? '');
  const [people, setPeople] = useState<Readonly<Record<Role, Administrator>>>({
    'system-administrator': nobody,
    'security-administrator': nobody,
    'audit-administrator': nobody,
  });
  const send = useMutation({
    mutationFn: () =>
      call('POST', routes.setUp, {
        token: query.get('token') ?? '',
        bureau: { profile },
        administrators: administrators.map(({ role }) => ({ role, ...people[role] })),
      }),
  });
  if (send.isSuccess) {
    return (
      <p className="note ok" role="status">
        设置已完成。<Link to={paths.signIn}>用管理员账号登录</Link>
      </p>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      {send.error && <ProblemNote error={send.error} />}
      <section className="panel" aria-labelledby="bureau-title">
        <h2 id="bureau-title">单位</h2>
        <label className="field" htmlFor="profile">
          <span className="field-label">执法主体</span>
          <Select
            id="profile"
            value={profile}
            onChange={setProfile}
            options={profiles.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </label>
      </section>
      {administrators.map(({ role, title, does }) => (
        <AdministratorFields
          key={role}
          role={role}
          title={title}
          does={does}
          value={people[role]}
          onChange={(value) => setPeople({ ...people, [role]: value })}
        />
      ))}
      <p className="form-end">
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          完成设置
        </Button>
      </p>
    </form>
  );
}

function AdministratorFields(props: {
  readonly role: Role;
  readonly title: string;
  readonly does: string;
  readonly value: Administrator;
  readonly onChange: (value: Administrator) => void;
}) {
  const { role, title, does, value, onChange } = props;
  const fields = [
    { key: 'name', label: '姓名', type: 'text', help: '' },
    { key: 'login', label: '账号', type: 'text', help: '小写字母、数字、点、横线，至少 3 位' },
    { key: 'password', label: '初始密码', type: 'password', help: '至少 10 位，首次登录时须更换' },
  ] as const;
  return (
    <section className="panel" aria-labelledby={`${role}-title`}>
      <h2 id={`${role}-title`}>{title}</h2>
      <p className="quiet">{does}</p>
      <div className="form-row">
        {fields.map(({ key, label, type, help }) => (
          <label className="field" htmlFor={`${role}-${key}`} key={key}>
            <span className="field-label">
              {title}
              {label}
            </span>
            <Input
              id={`${role}-${key}`}
              type={type}
              required
              autoComplete="off"
              minLength={key === 'password' ? 10 : key === 'login' ? 3 : 2}
              value={value[key]}
              onChange={(event) => onChange({ ...value, [key]: event.target.value })}
            />
            {help && <span className="field-help">{help}</span>}
          </label>
        ))}
      </div>
    </section>
  );
}
