import type { WitnessesReply } from '@mingjing/api';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { askedOf, ConfirmerFields, nobodyYet } from '../parts/confirmer-fields.tsx';
import { Field } from '../parts/field.tsx';
import { announce } from '../parts/live-region.tsx';
import { useWitnessCommand } from './use-witness-command.ts';

interface NameWitnessProps {
  readonly view: WitnessesReply;
  readonly bureau: string;
  readonly present: number;
  readonly onClose: () => void;
}

const fields = [
  ['name', '名称', '门户和证明上写的名称，汉字，不含空格', 40],
  ['body', '所属机关', '由哪个机关运行', 100],
  ['vkey', '公钥', '见证方运行 mingjing witness 时显示的一整行；请另外向该机关核对', 400],
  ['address', '地址', 'http:// 或者 https:// 开头；本机不能直接连上的留空', 200],
] as const;

/** The form in which a witness is named; another administrator confirms on the spot. */
export function NameWitness({ view, bureau, present, onClose }: NameWitnessProps) {
  const [draft, setDraft] = useState({ name: '', body: '', vkey: '', address: '' });
  const [quorum, setQuorum] = useState(present === 0 ? 1 : view.quorum);
  const [confirmer, setConfirmer] = useState(nobodyYet);
  const [asking, setAsking] = useState(false);
  const send = useWitnessCommand(bureau, view.version, () => {
    announce(`已指定：${draft.name}。`);
    onClose();
  });
  const { address, ...named } = draft;
  return (
    <form
      className="panel action-form"
      aria-label="指定见证方"
      onSubmit={(event) => {
        event.preventDefault();
        send.reset();
        setAsking(true);
      }}
    >
      {fields.map(([key, label, hint, most]) => (
        <Field key={key} id={`witness-${key}`} label={label} help={hint} required={key !== 'address'}>
          {(link) => (
            <Input
              {...link}
              value={draft[key]}
              maxLength={most}
              autoComplete="off"
              onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <Field id="witness-quorum" label="几方联署才算已见证">
        {(link) => (
          <Select
            {...link}
            value={quorum}
            onChange={(value: number) => setQuorum(value)}
            options={Array.from({ length: present + 1 }, (_, i) => ({ value: i + 1, label: `${i + 1} 方` }))}
          />
        )}
      </Field>
      <div className="form-end">
        <Button type="primary" htmlType="submit">
          提出
        </Button>
        <Button onClick={onClose}>收起</Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={`指定见证方：${draft.name}`}
          okText="确定指定"
          pending={send.isPending}
          error={send.error}
          asked={askedOf('确认人', confirmer)}
          onOk={() =>
            send.mutate({
              type: 'name-witness',
              ...named,
              ...(address === '' ? {} : { address }),
              quorum,
              confirmer,
            })
          }
          onCancel={() => setAsking(false)}
        >
          <p>由系统管理员或者审计管理员当场核对公钥并确认：</p>
          <ConfirmerFields who="确认人" value={confirmer} onChange={setConfirmer} />
        </ConfirmDialog>
      )}
    </form>
  );
}
