import type { LawRegisterReply, UpdateWork } from '@mingjing/api';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { CiteLink } from '../article/cite-link.tsx';
import { ChainSteps } from '../duties/chain-steps.tsx';
import { ActionButton } from '../parts/action-button.tsx';
import { DateInput } from '../parts/date-input.tsx';
import { Field } from '../parts/field.tsx';
import { FormEnd } from './form-end.tsx';
import { useLawCommand } from './law-queries.ts';

const states: Readonly<Record<UpdateWork['state'], readonly [label: string, tone: string]>> = {
  'to-come': ['尚未生效', 'tag'],
  open: ['待更新', 'tag soon'],
  overdue: ['已逾期', 'tag bad'],
  done: ['已更新', 'tag ok'],
  'done-late': ['逾期更新', 'tag bad'],
};

/** What one change asks, thing by thing: until when, through whom, and whether it is done. */
export function WorkList({
  change,
  reply,
}: {
  readonly change: LawRegisterReply['changes'][number];
  readonly reply: LawRegisterReply;
}) {
  if (change.work.length === 0) return <p className="empty">没有以它为依据的内容，不产生更新义务。</p>;
  return (
    <ul className="point-list">
      {change.work.map((work) => (
        <li key={work.item}>
          <Work work={work} reply={reply} />
        </li>
      ))}
    </ul>
  );
}

function Work({ work, reply }: { readonly work: UpdateWork; readonly reply: LawRegisterReply }) {
  const [marking, setMarking] = useState(false);
  const [label, tone] = states[work.state];
  return (
    <article aria-label={work.name} className="point">
      <h3 className="point-name">
        {work.name} <span className="tag">{work.kindLabel}</span> <span className={tone}>{label}</span>
      </h3>
      <p className="point-words">
        {work.unit}　{work.due ? `${work.due} 前更新` : '及时更新'}。{work.sentence}{' '}
        {work.cite ? (
          <CiteLink cite={work.cite} />
        ) : (
          <span className="quiet">本局适用的规定没有写明期限。</span>
        )}
      </p>
      <ChainSteps steps={work.steps} />
      {work.update && (
        <p className="quiet point-words">
          {work.updatedOn} 更新，{work.update.by}于 {work.update.on} 登记：{work.update.note}
        </p>
      )}
      {work.updatedOn === null &&
        (marking ? (
          <MarkUpdated work={work} today={reply.today} onClose={() => setMarking(false)} />
        ) : (
          <ActionButton
            size="small"
            refused={!reply.update.may}
            reason="record-refused"
            aria-label={`登记已更新：${work.name}`}
            onClick={() => setMarking(true)}
          >
            登记已更新
          </ActionButton>
        ))}
    </article>
  );
}

function MarkUpdated({
  work,
  today,
  onClose,
}: {
  readonly work: UpdateWork;
  readonly today: string;
  readonly onClose: () => void;
}) {
  const id = useId();
  const [on, setOn] = useState(today);
  const [note, setNote] = useState('');
  const send = useLawCommand('已登记更新。', onClose);
  const ready = on !== '' && note.trim() !== '';
  return (
    <form
      className="form-column"
      aria-label="登记已更新"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ type: 'record-item-updated', change: work.change, item: work.item, on, note });
      }}
    >
      <Field id={`${id}-on`} label="更新日期">
        {(link) => <DateInput {...link} max={today} value={on} onChange={setOn} />}
      </Field>
      <Field id={`${id}-note`} label="更新了什么、在哪里公示">
        {(link) => (
          <Input.TextArea {...link} rows={2} value={note} onChange={(e) => setNote(e.target.value)} />
        )}
      </Field>
      <FormEnd id={id} ready={ready} needs="写明更新日期和内容。" send={send} onClose={onClose} />
    </form>
  );
}
