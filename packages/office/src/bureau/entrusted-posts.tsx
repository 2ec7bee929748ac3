import type { BureauView } from '@mingjing/api';
import { useId, useState } from 'react';
import { useMe } from '../app/session.tsx';
import { useCommand } from '../forms/use-command.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { askedOf, ConfirmerFields, nobodyYet } from '../parts/confirmer-fields.tsx';
import { announce } from '../parts/live-region.tsx';
import { Panel } from '../parts/panel.tsx';
import { roleLabel } from '../parts/role-labels.ts';

const posts = ['security-administrator', 'audit-administrator'] as const;
type Post = (typeof posts)[number];

/** 三员: whether the bureau's own people or the superior's are its security and audit administrators. */
export function EntrustedPosts({ view }: { readonly view: BureauView }) {
  const id = useId();
  const [open, setOpen] = useState<Post | null>(null);
  const may = useMe().roles.includes('system-administrator');
  const { superior, administeredBy = [] } = view.profile;
  if (superior === undefined && administeredBy.length === 0) return null;
  const isEntrusted = (role: Post) => administeredBy.some((post) => post.role === role);
  return (
    <Panel title="安全、审计管理员">
      <ul className="action-list">
        {posts.map((role) => (
          <li key={role} className="action-row">
            <ActionButton refused={!may} reason={`${id}-${role}`} onClick={() => setOpen(role)}>
              {isEntrusted(role) ? '收回' : '委托'}
              {roleLabel(role)}
            </ActionButton>
            <p className="sentence quiet" id={`${id}-${role}`}>
              {isEntrusted(role)
                ? `由${superior?.name ?? '上级机关'}的${roleLabel(role)}担任。`
                : '由本机关的人担任。人手不足的，可以委托上级机关的担任，须其当场同意。'}
              {!may && '由系统管理员办理。'}
            </p>
          </li>
        ))}
      </ul>
      {open && (
        <EntrustDialog
          view={view}
          role={open}
          isEntrusted={isEntrusted(open)}
          onClose={() => setOpen(null)}
        />
      )}
    </Panel>
  );
}

function EntrustDialog(props: {
  readonly view: BureauView;
  readonly role: Post;
  readonly isEntrusted: boolean;
  readonly onClose: () => void;
}) {
  const { view, role, isEntrusted, onClose } = props;
  const [confirmer, setConfirmer] = useState(nobodyYet);
  const second = isEntrusted ? '确认人' : `上级${roleLabel(role)}`;
  const title = `${isEntrusted ? '收回' : '委托'}${roleLabel(role)}`;
  const send = useCommand({ kind: 'bureau', id: '', version: view.version }, () => {
    announce(`已${title}。`);
    onClose();
  });
  return (
    <ConfirmDialog
      title={title}
      okText={`确定${isEntrusted ? '收回' : '委托'}`}
      pending={send.isPending}
      error={send.error}
      asked={askedOf(second, confirmer)}
      onOk={() =>
        send.mutate({
          type: isEntrusted ? 'take-back-administrator' : 'entrust-administrator',
          input: { role, confirmer },
        })
      }
      onCancel={onClose}
    >
      <p>
        {isEntrusted
          ? '收回之后上级机关的人不能再为本机关办理。由安全管理员或者审计管理员当场确认：'
          : `此后${view.profile.superior?.name}的${roleLabel(role)}为本机关履行这一岗位的职责，两个机关的存证都写明。由其本人当场同意：`}
      </p>
      <ConfirmerFields who={second} value={confirmer} onChange={setConfirmer} />
    </ConfirmDialog>
  );
}
