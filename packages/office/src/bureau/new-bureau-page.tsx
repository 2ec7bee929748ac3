import { type BureauxReply, call, routes } from '@mingjing/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select } from 'antd';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { ErrorSummary } from '../forms/error-summary.tsx';
import { newId } from '../forms/new-id.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Field } from '../parts/field.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { Panel } from '../parts/panel.tsx';
import { oneTimePassword } from '../people/one-time-password.ts';

const administrators = [
  ['system-administrator', '系统管理员'],
  ['security-administrator', '安全管理员'],
  ['audit-administrator', '审计管理员'],
] as const;

const entries = [
  ['id', '编号', '小写字母、数字、横线，用于网址，以后不能改。'],
  ['name', '名称', undefined],
  ['short', '简称', undefined],
  ['region', '行政区域', undefined],
  ['codeWord', '机关代字', '文号的开头，如“汶工信”。各种文书的格式由此生成，可以再改。'],
] as const;

/** 增设机关: a bureau of the release or one entered by hand, with its three administrators and their one-time passwords. */
export function NewBureauPage() {
  useTitle('增设机关');
  const query = useQuery({
    queryKey: ['bureaux'],
    queryFn: () => call<BureauxReply>('GET', routes.bureaux),
  });
  return (
    <>
      <nav aria-label="位置">
        <ol className="breadcrumb">
          <li>
            <Link to={paths.bureau}>机关</Link>
          </li>
          <li>增设机关</li>
        </ol>
      </nav>
      <div className="page-head">
        <h1>增设机关</h1>
      </div>
      <Loaded query={query}>{(reply) => <NewBureau reply={reply} />}</Loaded>
    </>
  );
}

interface Draft {
  readonly release: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly kinds: readonly string[];
  readonly packs: readonly string[];
  readonly superior: string;
  /** Posts that the superior's own administrators take on. */
  readonly entrusted: readonly string[];
}
const blank: Draft = {
  release: '',
  texts: {},
  kinds: ['permit', 'penalty'],
  packs: [],
  superior: '',
  entrusted: [],
};

function NewBureau({ reply }: { readonly reply: BureauxReply }) {
  const cache = useQueryClient();
  const commandId = useRef(newId());
  const [passwords] = useState(() => administrators.map(() => oneTimePassword()));
  const [draft, setDraft] = useState(blank);
  const [asking, setAsking] = useState(false);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const text = (key: string) => (draft.texts[key] ?? '').trim();
  const signed = (key: string) => ({ login: text(key), password: draft.texts[`${key}-password`] ?? '' });
  const superior =
    draft.release === ''
      ? reply.bureaux.find(({ id }) => id === draft.superior)?.name
      : reply.releases.find(({ id }) => id === draft.release)?.superior;
  const isEntrusted = (role: string) => superior !== undefined && draft.entrusted.includes(role);
  const own = administrators.filter(([role]) => !isEntrusted(role));
  const entrusted = administrators.filter(([role]) => isEntrusted(role));
  const send = useMutation({
    mutationFn: () =>
      call('POST', routes.bureaux, {
        id: commandId.current,
        bureau: bureauOf(draft),
        administrators: own.map(([role], i) => ({
          role,
          name: text(`${role}-name`),
          login: text(`${role}-login`),
          password: passwords[i],
        })),
        entrusted: entrusted.map(([role]) => ({ role, confirmer: signed(`superior-${role}`) })),
        confirmer: { ...signed('confirmer'), part: draft.texts['confirmer-part'] ?? '' },
      }),
    onSuccess: () => setAsking(false),
  });
  const name = draft.release
    ? (reply.releases.find(({ id }) => id === draft.release)?.name ?? '')
    : text('name');
  if (send.isSuccess) {
    return (
      <Panel title={`已增设：${name}`}>
        <div className="panel-body">
          <p>
            这是一次性密码的前半段，只显示这一次；后半段由确认人当面交给本人，接在后面输入。登录后须立即更换。
          </p>
          <dl className="key-values">
            {own.map(([role, label], i) => (
              <div key={role} className="pair">
                <dt>{label}</dt>
                <dd>
                  {text(`${role}-login`)}　<b className="num">{passwords[i]}</b>
                </dd>
              </div>
            ))}
          </dl>
          <p>接着由新机关的系统管理员登记人员、填联系方式，政策法规人员登记事项。</p>
          <p>
            <Link to={paths.bureau} onClick={() => cache.invalidateQueries({ queryKey: ['bureaux'] })}>
              已抄下，回到机关
            </Link>
          </p>
        </div>
      </Panel>
    );
  }
  const input = (key: string, label: string, help?: string, rows = 1) => (
    <Field key={key} id={`new-${key}`} label={label} help={help} error={faults[key]}>
      {(link) => {
        const shared = {
          ...link,
          value: draft.texts[key] ?? '',
          onChange: (event: { readonly target: { readonly value: string } }) =>
            setDraft({ ...draft, texts: { ...draft.texts, [key]: event.target.value } }),
        };
        if (rows > 1) return <Input.TextArea {...shared} rows={rows} />;
        const secret = /(password|part)$/.test(key) ? { type: 'password', autoComplete: 'off' } : {};
        return <Input {...shared} {...secret} />;
      }}
    </Field>
  );
  const several = (
    key: 'kinds' | 'packs',
    label: string,
    options: readonly (readonly [string, string])[],
  ) => (
    <Field id={`new-${key}`} label={label} error={faults[key]} group>
      {() => (
        <Checkbox.Group
          className={key === 'packs' ? 'choices listed' : 'choices'}
          value={[...draft[key]]}
          options={options.map(([value, shown]) => ({ value, label: shown }))}
          onChange={(value) => setDraft({ ...draft, [key]: value })}
        />
      )}
    </Field>
  );
  return (
    <form
      className="panel action-form"
      aria-label="增设机关"
      onSubmit={(event) => {
        event.preventDefault();
        const found = lacking(draft, own);
        setFaults(found);
        send.reset();
        setAsking(Object.keys(found).length === 0);
      }}
    >
      <ErrorSummary id="new" errors={faults} labels={labels} />
      <Field id="new-release" label="资料来源">
        {(link) => (
          <Select
            {...link}
            value={draft.release}
            onChange={(release: string) => setDraft({ ...draft, release })}
            options={[
              { value: '', label: '自行填写' },
              ...reply.releases.map(({ id, name: shown }) => ({ value: id, label: `本版自带：${shown}` })),
            ]}
          />
        )}
      </Field>
      {draft.release === '' && (
        <>
          {entries.map(([key, label, help]) => input(key, label, help))}
          <Field id="new-superior" label="上级机关" required={false}>
            {(link) => (
              <Select
                {...link}
                value={draft.superior}
                onChange={(superior: string) => setDraft({ ...draft, superior })}
                options={[
                  { value: '', label: '无，或者不在本系统' },
                  ...reply.bureaux.map(({ id, name: shown }) => ({ value: id, label: shown })),
                ]}
              />
            )}
          </Field>
          {several('kinds', '执法类别', [
            ['permit', '行政许可'],
            ['penalty', '行政处罚'],
          ])}
          {several(
            'packs',
            '适用的规定',
            reply.packs.map(({ id, title, rank }) => [id, `${title}（${rank}）`] as const),
          )}
          {input('units', '内设机构', '一行一个。', 4)}
        </>
      )}
      {superior !== undefined && (
        <Field id="new-entrusted" label="人手不足的，委托上级机关担任" required={false} group>
          {() => (
            <Checkbox.Group
              className="choices"
              value={[...draft.entrusted]}
              options={administrators.slice(1).map(([value, label]) => ({ value, label: `委托${label}` }))}
              onChange={(chosen) => setDraft({ ...draft, entrusted: chosen })}
            />
          )}
        </Field>
      )}
      {own.map(([role, label]) => (
        <div className="form-row" key={role}>
          {input(`${role}-name`, `${label}姓名`)}
          {input(`${role}-login`, `${label}账号`, '小写字母、数字、点、横线，至少 3 位。')}
        </div>
      ))}
      <div className="form-end">
        <Button type="primary" htmlType="submit">
          增设机关
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={`增设机关：${name}`}
          okText="确定增设机关"
          pending={send.isPending}
          error={send.error}
          onOk={() => send.mutate()}
          onCancel={() => setAsking(false)}
        >
          <p>增设后即在门户列出，不能删除。由本机关的安全管理员当场核对并确认：</p>
          {input('confirmer', '安全管理员的账号')}
          {input('confirmer-password', '安全管理员的密码')}
          {input(
            'confirmer-part',
            '一次性密码的后半段',
            '由确认人自己设，至少六位，不让经办人看见，当面交给各管理员本人。',
          )}
          {entrusted.map(([role, label]) => (
            <div key={role}>
              <p>
                {label}委托{superior}担任，由其本人当场同意：
              </p>
              {input(`superior-${role}`, `上级${label}的账号`)}
              {input(`superior-${role}-password`, `上级${label}的密码`)}
            </div>
          ))}
        </ConfirmDialog>
      )}
    </form>
  );
}

const labels: Readonly<Record<string, string>> = Object.fromEntries([
  ...entries.map(([key, label]) => [key, label]),
  ['kinds', '执法类别'],
  ['packs', '适用的规定'],
  ['units', '内设机构'],
  ...administrators.flatMap(([role, label]) => [
    [`${role}-name`, `${label}姓名`],
    [`${role}-login`, `${label}账号`],
  ]),
]);

/** What is still to be filled in before a second person is asked. */
function lacking(
  draft: Draft,
  own: readonly (readonly [string, string])[],
): Readonly<Record<string, string>> {
  const administered = own.flatMap(([role]) => [`${role}-name`, `${role}-login`]);
  const described = [...entries.map(([key]) => key), 'units'];
  const empty = [...(draft.release === '' ? described : []), ...administered].filter(
    (key) => (draft.texts[key] ?? '').trim() === '',
  );
  const unchosen = (['kinds', 'packs'] as const).filter(
    (key) => draft.release === '' && draft[key].length === 0,
  );
  return Object.fromEntries([
    ...empty.map((key) => [key, '没有填。']),
    ...unchosen.map((key) => [key, '至少选一项。']),
  ]);
}

function bureauOf(draft: Draft) {
  if (draft.release !== '') return { release: draft.release };
  const text = (key: string) => (draft.texts[key] ?? '').trim();
  return {
    ...Object.fromEntries(entries.map(([key]) => [key, text(key)])),
    ...(draft.superior === '' ? {} : { superior: draft.superior }),
    kinds: draft.kinds,
    packs: draft.packs,
    units: text('units')
      .split('\n')
      .flatMap((line) => (line.trim() === '' ? [] : [line.trim()])),
  };
}
