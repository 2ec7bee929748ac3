import type { PersonView } from '@mingjing/api';
import { takesSecondPerson } from '@mingjing/law';
import { useId, useState } from 'react';
import { useMe } from '../app/session.tsx';
import { useCommand } from '../forms/use-command.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { nobodyYet, SecondPerson } from '../parts/confirmer-fields.tsx';
import { announce } from '../parts/live-region.tsx';
import { Panel } from '../parts/panel.tsx';
import { faultOfReason, ReasonField } from '../parts/reason-field.tsx';
import { PasswordReset } from './password-reset.tsx';

interface AccountAction {
  readonly type: string;
  readonly label: string;
  /** What will happen. */
  readonly does: string;
  readonly refused?: string | undefined;
  /** Whether the administrator says why. */
  readonly asksReason: boolean;
}

/** 账号: deactivate or reactivate, unlock, reset the password; what cannot be done stays with its reason. */
export function AccountActions({ view, may }: { readonly view: PersonView; readonly may: boolean }) {
  const me = useMe();
  const id = useId();
  const [open, setOpen] = useState<AccountAction | null>(null);
  const actions = actionsFor(view, may, me.id === view.id);
  return (
    <Panel title="账号" aside={view.active ? '使用中' : '已停用'}>
      <ul className="action-list">
        {actions.map((action) => (
          <li key={action.type} className="action-row">
            <ActionButton
              refused={action.refused !== undefined}
              reason={`${id}-${action.type}`}
              onClick={() => setOpen(action)}
            >
              {action.label}
            </ActionButton>
            <p className="sentence quiet" id={`${id}-${action.type}`}>
              {action.refused ?? action.does}
            </p>
          </li>
        ))}
      </ul>
      {open?.type === 'reset-password' && <PasswordReset view={view} onClose={() => setOpen(null)} />}
      {open && open.type !== 'reset-password' && (
        <AccountDialog view={view} action={open} onClose={() => setOpen(null)} />
      )}
    </Panel>
  );
}

function actionsFor(view: PersonView, may: boolean, own: boolean): readonly AccountAction[] {
  const only = may ? undefined : '由系统管理员办理。';
  return [
    view.active
      ? {
          type: 'deactivate-person',
          label: '停用账号',
          does: '立即退出，不能再登录；有证件的从门户的执法人员名录中除名。办过的事仍记在其名下。',
          refused: only ?? view.refusals.deactivate?.sentence,
          asksReason: true,
        }
      : {
          type: 'reactivate-person',
          label: '恢复账号',
          does: '可以用原来的密码登录；有证件的重新列入门户的执法人员名录。',
          refused: only,
          asksReason: true,
        },
    {
      type: 'unlock-account',
      label: '解除锁定',
      does: '连续输错密码后锁定 15 分钟；解除后可以马上再试。',
      refused: only ?? (view.locked ? undefined : '现在没有锁定。'),
      asksReason: false,
    },
    {
      type: 'reset-password',
      label: '重置密码',
      does: '生成一个只用一次的密码，登录后须立即更换；原来的登录全部失效。',
      refused:
        only ??
        (own ? '自己的密码由自己更换。' : view.active ? undefined : '账号已停用。先恢复，再重置密码。'),
      asksReason: false,
    },
  ];
}

interface AccountDialogProps {
  readonly view: PersonView;
  readonly action: AccountAction;
  readonly onClose: () => void;
}

function AccountDialog({ view, action, onClose }: AccountDialogProps) {
  const [reason, setReason] = useState('');
  const [confirmer, setConfirmer] = useState(nobodyYet);
  const takesTwo = action.asksReason && takesSecondPerson(view.roles, []);
  const [fault, setFault] = useState('');
  const send = useCommand({ kind: 'person', id: view.id, version: view.version }, () => {
    announce(`已${action.label}：${view.name}。`);
    onClose();
  });
  const submit = () => {
    const missing = action.asksReason ? faultOfReason(reason) : '';
    setFault(missing);
    if (missing) return;
    send.mutate({
      type: action.type,
      input: { ...(action.asksReason && { reason: reason.trim() }), ...(takesTwo && { confirmer }) },
    });
  };
  return (
    <ConfirmDialog
      title={`${action.label}：${view.name}`}
      okText={`确定${action.label}`}
      pending={send.isPending}
      error={send.error}
      onOk={submit}
      onCancel={onClose}
    >
      <p>{action.does}</p>
      {action.asksReason && <ReasonField value={reason} onChange={setReason} error={fault} />}
      {takesTwo && <SecondPerson value={confirmer} onChange={setConfirmer} />}
    </ConfirmDialog>
  );
}
