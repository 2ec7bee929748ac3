import type { PersonView } from '@mingjing/api';
import { becomesAdministrator, takesSecondPerson } from '@mingjing/law';
import { Button } from 'antd';
import { Fragment, useState } from 'react';
import { ErrorSummary } from '../forms/error-summary.tsx';
import { faultsOf, useCommand } from '../forms/use-command.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { nobodyYet, SecondPerson } from '../parts/confirmer-fields.tsx';
import { announce } from '../parts/live-region.tsx';
import { Panel } from '../parts/panel.tsx';
import { problemOf } from '../parts/problem-note.tsx';
import { roleLabel } from '../parts/role-labels.ts';
import {
  credentialOf,
  PersonFields,
  type PersonTexts,
  personFaults,
  personLabels,
} from './person-fields.tsx';

interface PersonChangeProps {
  readonly view: PersonView;
  readonly may: boolean;
}

/** 资料: what the person is here; the system administrator changes it, and says yes to each difference. */
export function PersonChange({ view, may }: PersonChangeProps) {
  const before = textsOf(view);
  const [texts, setTexts] = useState(before);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [asking, setAsking] = useState(false);
  const [confirmer, setConfirmer] = useState(nobodyYet);
  const takesTwo = takesSecondPerson(view.roles, texts.roles);
  const send = useCommand({ kind: 'person', id: view.id, version: view.version }, () =>
    announce(`已变更：${texts.name.trim()}。`),
  );
  if (!may) return <Standing view={view} />;
  const changes = differences(view, before, texts);
  const submit = () =>
    send.mutate(
      {
        type: 'change-person',
        input: {
          name: texts.name.trim(),
          post: texts.post.trim(),
          unit: texts.unit,
          roles: texts.roles,
          credential: credentialOf(texts),
          ...(takesTwo && { confirmer }),
        },
      },
      {
        onError: (error) => {
          const found = faultsOf(problemOf(error));
          setErrors(found);
          if (Object.keys(found).length > 0) setAsking(false);
        },
      },
    );
  return (
    <Panel title="资料">
      <form
        className="action-form"
        aria-label="资料"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const found = changes.length === 0 ? { name: '还没有改动任何一项。' } : personFaults(texts, false);
          setErrors(found);
          send.reset();
          if (Object.keys(found).length === 0) setAsking(true);
        }}
      >
        <ErrorSummary id="person" errors={errors} labels={personLabels} />
        <PersonFields
          id="person"
          texts={texts}
          errors={errors}
          units={view.units}
          registering={false}
          rolesRefused={view.refusals.roles?.sentence}
          onChange={setTexts}
        />
        <div className="form-end">
          <Button type="primary" htmlType="submit">
            变更
          </Button>
          <Button
            onClick={() => {
              setTexts(before);
              setErrors({});
            }}
          >
            复原
          </Button>
        </div>
      </form>
      {asking && (
        <ConfirmDialog
          title={`变更${view.name}的资料`}
          okText="确定变更"
          pending={send.isPending}
          error={send.error}
          onOk={submit}
          onCancel={() => setAsking(false)}
        >
          <ul className="dialog-list">
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
          <p className="quiet">变更记入本机关的存证；证件的变更同时更新门户的执法人员名录。</p>
          {becomesAdministrator(view.roles, texts.roles) && (
            <p>改任管理员的，原密码和原来的登录作废，变更以后再重置密码。</p>
          )}
          {takesTwo && <SecondPerson value={confirmer} onChange={setConfirmer} />}
        </ConfirmDialog>
      )}
    </Panel>
  );
}

function Standing({ view }: { readonly view: PersonView }) {
  const texts = textsOf(view);
  return (
    <Panel title="资料" aside="由系统管理员变更">
      <dl className="key-values panel-body">
        {shown.map((key) => (
          <Fragment key={key}>
            <dt>{personLabels[key]}</dt>
            <dd>{wordOf(view, texts, key) || '—'}</dd>
          </Fragment>
        ))}
      </dl>
    </Panel>
  );
}

const shown = ['name', 'post', 'unit', 'roles', 'number', 'validTo', 'area'] as const;

function textsOf(view: PersonView): PersonTexts {
  const { number = '', validTo = '', area = '' } = view.credential ?? {};
  const { name, login, post, roles } = view;
  return { name, login, post, password: '', unit: view.unit ?? '', roles, number, validTo, area };
}

function differences(view: PersonView, before: PersonTexts, after: PersonTexts): readonly string[] {
  const kept = after.number.trim() ? after : { ...after, number: '', validTo: '', area: '' };
  return shown.flatMap((key) => {
    const [from, to] = [wordOf(view, before, key), wordOf(view, kept, key)];
    return from === to ? [] : [`${personLabels[key]}：${from || '无'} → ${to || '无'}`];
  });
}

function wordOf(view: PersonView, texts: PersonTexts, key: (typeof shown)[number]): string {
  if (key === 'roles') return [...texts.roles].sort().map(roleLabel).join('、');
  if (key === 'unit') return view.units.find(({ id }) => id === texts.unit)?.name ?? texts.unit;
  return texts[key].trim();
}
