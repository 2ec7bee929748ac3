import { call, routes, type ViewingReply, type ViewingRow } from '@mingjing/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { newId } from '../forms/new-id.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { DateInput } from '../parts/date-input.tsx';
import { Field } from '../parts/field.tsx';
import { announce } from '../parts/live-region.tsx';
import { faultOfReason, ReasonField } from '../parts/reason-field.tsx';

interface AnswerProps {
  readonly row: ViewingRow;
  readonly reply: ViewingReply;
}

/** 准许 or 不准 one asking; nobody answers their own. */
export function AnswerViewing({ row, reply }: AnswerProps) {
  const id = useId();
  const [answering, setAnswering] = useState<'grant' | 'refuse' | null>(null);
  return (
    <>
      <div className="form-end">
        <ActionButton
          size="small"
          type="primary"
          refused={row.isOwn}
          reason={id}
          aria-label={`准许${row.person}调阅`}
          onClick={() => setAnswering('grant')}
        >
          准许
        </ActionButton>
        <ActionButton
          size="small"
          refused={row.isOwn}
          reason={id}
          aria-label={`不准${row.person}调阅`}
          onClick={() => setAnswering('refuse')}
        >
          不准
        </ActionButton>
      </div>
      <span id={id} className="second">
        {row.isOwn ? '由您本人申请，须由他人批准。' : '等待批准'}
      </span>
      {answering && <Answer row={row} reply={reply} decision={answering} onDone={() => setAnswering(null)} />}
    </>
  );
}

interface AskedAnswer extends AnswerProps {
  readonly decision: 'grant' | 'refuse';
  readonly onDone: () => void;
}

function Answer({ row, reply, decision, onDone }: AskedAnswer) {
  const cache = useQueryClient();
  const field = useId();
  const id = useRef(newId());
  const [until, setUntil] = useState(lastOf(reply.today, row.days));
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState('');
  const send = useMutation({
    mutationFn: () =>
      call<ViewingReply>('POST', routes.viewingAnswers, {
        id: id.current,
        request: row.id,
        decision,
        ...(decision === 'grant' ? { until } : { reason }),
      }),
    onSuccess: async () => {
      announce(decision === 'grant' ? '已准许。' : '已不准。');
      await cache.invalidateQueries();
      onDone();
    },
  });
  const grants = decision === 'grant';
  return (
    <ConfirmDialog
      title={`${grants ? '准许' : '不准'}${row.person}调阅：${row.caseTitle}`}
      okText={grants ? '确定准许' : '确定不准'}
      pending={send.isPending}
      error={send.error}
      onOk={() => {
        const missing = grants ? '' : faultOfReason(reason);
        setFault(missing);
        if (!missing) send.mutate();
      }}
      onCancel={onDone}
    >
      <p>{row.reason}</p>
      {grants ? (
        <Field id={field} label="最后一日" help={`自今天起，至迟 ${reply.last}。`}>
          {(link) => <DateInput {...link} value={until} onChange={setUntil} />}
        </Field>
      ) : (
        <ReasonField value={reason} onChange={setReason} error={fault} />
      )}
    </ConfirmDialog>
  );
}

function lastOf(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + (days - 1) * 86_400_000).toISOString().slice(0, 10);
}
