import type { SilentPointsReply } from '@mingjing/api';
import { Input, Radio } from 'antd';
import { useId, useState } from 'react';
import { DateInput } from '../parts/date-input.tsx';
import { Field } from '../parts/field.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { FormEnd } from './form-end.tsx';
import { useLawCommand } from './law-queries.ts';

/** 确定: one of the answers that dates can follow, or words of our own, with the reason and the first day. */
export function DecidePoint({
  point,
  today,
  onClose,
}: {
  readonly point: SilentPointsReply['points'][number];
  readonly today: string;
  readonly onClose: () => void;
}) {
  const id = useId();
  const [option, setOption] = useState('');
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [from, setFrom] = useState(today);
  const send = useLawCommand('已登记。各处即按本局的答案办理。', onClose);
  const listed = point.options.length > 0;
  const ready = (listed ? option !== '' : text.trim() !== '') && reason.trim() !== '' && from !== '';
  return (
    <form
      className="form-column"
      aria-label="确定静默事项"
      onSubmit={(event) => {
        event.preventDefault();
        const answer = listed ? { option } : { text };
        send.mutate({
          type: 'decide-silent-point',
          pack: point.pack,
          point: point.id,
          ...answer,
          reason,
          from,
        });
      }}
    >
      {listed ? (
        <Field id={`${id}-option`} label="本局的答案" group help="期限随所选的答案计算。">
          {() => (
            <Radio.Group
              aria-label="本局的答案"
              className="choices"
              value={option}
              onChange={(event) => setOption(event.target.value)}
              options={point.options.map(({ value, answer, moves }) => ({
                value,
                label: moves ? answer : `${answer}（与建议相同，日期不变）`,
              }))}
            />
          )}
        </Field>
      ) : (
        <Field id={`${id}-text`} label="本局的答案" help="照写在期限说明里；系统不据此改动日期。">
          {(link) => (
            <Input.TextArea {...link} rows={2} value={text} onChange={(e) => setText(e.target.value)} />
          )}
        </Field>
      )}
      <ReasonField label="理由、依据" value={reason} onChange={setReason} most={4_000} />
      <Field id={`${id}-from`} label="自何日起适用" help="不能早于今天；已经过去的期限不因此改变。">
        {(link) => <DateInput {...link} value={from} onChange={setFrom} />}
      </Field>
      <FormEnd
        id={id}
        ready={ready}
        needs="写明答案和理由。"
        does="记入本机关的存证；以后可以重新确定，原来的仍可查到。"
        send={send}
        onClose={onClose}
      />
    </form>
  );
}
