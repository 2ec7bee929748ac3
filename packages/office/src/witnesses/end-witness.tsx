import type { WitnessesReply } from '@mingjing/api';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { askedOf, ConfirmerFields, nobodyYet } from '../parts/confirmer-fields.tsx';
import { Field } from '../parts/field.tsx';
import { announce } from '../parts/live-region.tsx';
import { useWitnessCommand } from './use-witness-command.ts';

interface EndWitnessProps {
  readonly view: WitnessesReply;
  readonly bureau: string;
  readonly vkey: string;
  /** How many witnesses remain. */
  readonly left: number;
  readonly onClose: () => void;
}

/** Ends one witness, with the reason and how many of the others must sign; another administrator confirms on the spot. */
export function EndWitness({ view, bureau, vkey, left, onClose }: EndWitnessProps) {
  const name = view.witnesses.find((one) => one.vkey === vkey && one.until === null)?.name ?? '';
  const [reason, setReason] = useState('');
  const [quorum, setQuorum] = useState(Math.min(view.quorum, left));
  const [confirmer, setConfirmer] = useState(nobodyYet);
  const send = useWitnessCommand(bureau, view.version, () => {
    announce(`不再由${name}见证。`);
    onClose();
  });
  return (
    <ConfirmDialog
      title={`不再由${name}见证`}
      okText="确定结束"
      pending={send.isPending}
      error={send.error}
      asked={[['理由', reason], ...askedOf('确认人', confirmer)]}
      onOk={() => send.mutate({ type: 'end-witness', vkey, quorum, reason, confirmer })}
      onCancel={onClose}
    >
      <p>它以后的联署不再计算；何日至何日由它见证，门户照旧写明。</p>
      <Field id="witness-reason" label="理由">
        {(link) => (
          <Input.TextArea
            {...link}
            rows={2}
            maxLength={400}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {left > 0 && (
        <Field id="witness-left-quorum" label="此后几方联署才算已见证">
          {(link) => (
            <Select
              {...link}
              value={quorum}
              onChange={(value: number) => setQuorum(value)}
              options={Array.from({ length: left }, (_, i) => ({ value: i + 1, label: `${i + 1} 方` }))}
            />
          )}
        </Field>
      )}
      <p>由系统管理员或者审计管理员当场确认：</p>
      <ConfirmerFields who="确认人" value={confirmer} onChange={setConfirmer} />
    </ConfirmDialog>
  );
}
