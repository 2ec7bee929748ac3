import { type CaseView, call, FEWEST_OF_REASON, routes, type ViewingReply } from '@mingjing/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, InputNumber } from 'antd';
import { useRef, useState } from 'react';
import { CiteLink } from '../article/cite-link.tsx';
import { newId } from '../forms/new-id.ts';
import { Field } from '../parts/field.tsx';
import { announce } from '../parts/live-region.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { faultOfReason, ReasonField } from '../parts/reason-field.tsx';
import { outcomeOf } from './outcome.ts';

/** 申请调阅: why the records of this case are closed to the person, what they asked for, and the form to ask. */
export function AskViewing({ view }: { readonly view: CaseView }) {
  const { refusal, asked } = view.viewing;
  const [asking, setAsking] = useState(false);
  if (refusal === null)
    return asked?.until ? <p className="panel-body quiet">{outcomeOf(asked)}每次查看都留记录。</p> : null;
  return (
    <div className="panel-body">
      <p>
        {refusal.sentence} {refusal.cite && <CiteLink cite={refusal.cite} />}
      </p>
      {asked && <p className="quiet">{outcomeOf(asked)}</p>}
      {asked?.state !== 'asked' &&
        (asking ? (
          <AskForm caseId={view.id} onDone={() => setAsking(false)} />
        ) : (
          <Button size="small" onClick={() => setAsking(true)}>
            申请调阅
          </Button>
        ))}
    </div>
  );
}

const LABEL = '事由';
const blank = { reason: '', days: 3, copying: false };

function AskForm({ caseId, onDone }: { readonly caseId: string; readonly onDone: () => void }) {
  const cache = useQueryClient();
  const id = useRef(newId());
  const [draft, setDraft] = useState(blank);
  const [fault, setFault] = useState('');
  const send = useMutation({
    mutationFn: () => call<ViewingReply>('POST', routes.viewing, { id: id.current, caseId, ...draft }),
    onSuccess: async () => {
      announce('已申请，等待批准。');
      await cache.invalidateQueries();
      onDone();
    },
  });
  return (
    <form
      className="form-column"
      aria-label="申请调阅"
      onSubmit={(event) => {
        event.preventDefault();
        const missing = faultOfReason(draft.reason, FEWEST_OF_REASON, LABEL);
        setFault(missing);
        if (!missing) send.mutate();
      }}
    >
      {send.error && <ProblemNote error={send.error} />}
      <ReasonField
        label={LABEL}
        help="写明为何需要、看哪些记录。"
        value={draft.reason}
        onChange={(reason) => setDraft({ ...draft, reason })}
        error={fault}
      />
      <Field id="viewing-days" label="需要几天" help="自批准之日起算，至多 30 天。">
        {(link) => (
          <span className="date-line">
            <InputNumber
              {...link}
              min={1}
              max={30}
              precision={0}
              controls={false}
              value={draft.days}
              onChange={(days) => setDraft({ ...draft, days: days ?? 1 })}
            />
          </span>
        )}
      </Field>
      <Checkbox
        checked={draft.copying}
        onChange={(event) => setDraft({ ...draft, copying: event.target.checked })}
      >
        还要复制（导出卷宗）
      </Checkbox>
      <div className="form-end">
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          提交申请
        </Button>
        <Button onClick={onDone}>再看看</Button>
      </div>
    </form>
  );
}
