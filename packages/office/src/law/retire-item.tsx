import type { LawRegisterReply } from '@mingjing/api';
import { useId, useState } from 'react';
import { ActionButton } from '../parts/action-button.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { FormEnd } from './form-end.tsx';
import { useLawCommand } from './law-queries.ts';

/** 停用: the thing is no longer in public, so no later change of the law asks for it; matters are retired as matters. */
export function RetireItem({
  item,
  reply,
}: {
  readonly item: LawRegisterReply['items'][number];
  readonly reply: LawRegisterReply;
}) {
  const [open, setOpen] = useState(false);
  if (item.kind === 'matter') return <span className="quiet">随执法事项停用</span>;
  if (open) return <RetireForm item={item.id} name={item.name} onClose={() => setOpen(false)} />;
  return (
    <ActionButton
      size="small"
      refused={!reply.retire.may}
      reason="register-refused"
      aria-label={`停用：${item.name}`}
      onClick={() => setOpen(true)}
    >
      停用
    </ActionButton>
  );
}

function RetireForm(props: { readonly item: string; readonly name: string; readonly onClose: () => void }) {
  const { item, name, onClose } = props;
  const id = useId();
  const [reason, setReason] = useState('');
  const send = useLawCommand('已停用。', onClose);
  return (
    <form
      className="form-column"
      aria-label={`停用${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ type: 'retire-linked-item', item, reason });
      }}
    >
      <ReasonField value={reason} onChange={setReason} most={4_000} />
      <FormEnd
        id={id}
        ready={reason.trim() !== ''}
        needs="写明理由。"
        does="以后的变动不再提醒更新这一项；已经提出的更新照旧。"
        label="停用"
        send={send}
        onClose={onClose}
      />
    </form>
  );
}
