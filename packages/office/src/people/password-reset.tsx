import type { PersonView } from '@mingjing/api';
import { takesSecondPerson } from '@mingjing/law';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useCommand } from '../forms/use-command.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { nobodyYet, SecondPerson } from '../parts/confirmer-fields.tsx';
import { announce } from '../parts/live-region.tsx';
import { oneTimePassword } from './one-time-password.ts';

interface PasswordResetProps {
  readonly view: PersonView;
  readonly onClose: () => void;
}

/** Resets a password; the new one is made here, sent once and shown once. */
export function PasswordReset({ view, onClose }: PasswordResetProps) {
  const [password] = useState(oneTimePassword);
  const [done, setDone] = useState(false);
  const [confirmer, setConfirmer] = useState(nobodyYet);
  const takesTwo = takesSecondPerson(view.roles, []);
  const send = useCommand({ kind: 'person', id: view.id, version: view.version }, () => setDone(true));
  const close = () => {
    announce(`已重置密码：${view.name}。`);
    onClose();
  };
  if (done) {
    return (
      <Modal
        open
        title={`${view.name}的一次性密码${takesTwo ? '前半段' : ''}`}
        closable={false}
        keyboard={false}
        mask={{ closable: false }}
        footer={
          <Button type="primary" onClick={close}>
            已抄下，关闭
          </Button>
        }
      >
        <p className="one-time-password">{password}</p>
        {takesTwo && <p>后半段由确认人当面交给本人，接在后面输入。</p>}
        <p>只显示这一次。当面或者用单位电话告诉本人，登录后须立即更换。</p>
      </Modal>
    );
  }
  return (
    <ConfirmDialog
      title={`重置密码：${view.name}`}
      okText="确定重置密码"
      pending={send.isPending}
      error={send.error}
      onOk={() =>
        send.mutate({ type: 'reset-password', input: { password, ...(takesTwo ? { confirmer } : {}) } })
      }
      onCancel={onClose}
    >
      <p>原密码和原来的登录立即失效，锁定一并解除。先核实确是本人要求重置。</p>
      {takesTwo && <SecondPerson value={confirmer} onChange={setConfirmer} setsPart />}
    </ConfirmDialog>
  );
}
