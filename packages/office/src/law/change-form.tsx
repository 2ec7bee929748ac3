import type { LawRegisterReply } from '@mingjing/api';
import { changeKinds, lawChangeLabels } from '@mingjing/law';
import { Checkbox, Input, Radio } from 'antd';
import { useId, useState } from 'react';
import { DateInput } from '../parts/date-input.tsx';
import { Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { FormEnd } from './form-end.tsx';
import { useLawCommand } from './law-queries.ts';

/** 登记法规变动: what changed, from when, and what must be updated besides what names it as its basis. */
export function ChangeForm({
  reply,
  onClose,
}: {
  readonly reply: LawRegisterReply;
  readonly onClose: () => void;
}) {
  const id = useId();
  const [what, setWhat] = useState<(typeof changeKinds)[number]>('amended');
  const [title, setTitle] = useState('');
  const [effectiveOn, setDay] = useState('');
  const [note, setNote] = useState('');
  const [also, setAlso] = useState<string[]>([]);
  const send = useLawCommand('已登记。需要更新的内容已列入待办。', onClose);
  const ready = title.trim() !== '' && effectiveOn !== '';
  return (
    <Panel title="登记法规变动">
      <form
        className="action-form"
        aria-label="登记法规变动"
        onSubmit={(event) => {
          event.preventDefault();
          const noted = note.trim() === '' ? {} : { note };
          send.mutate({ type: 'record-law-change', what, title, effectiveOn, also, ...noted });
        }}
      >
        <Field id={`${id}-what`} label="哪种变动" group>
          {() => (
            <Radio.Group
              aria-label="哪种变动"
              className="choices"
              value={what}
              onChange={(event) => setWhat(event.target.value)}
              options={changeKinds.map((value) => ({ value, label: lawChangeLabels[value] }))}
            />
          )}
        </Field>
        <Field id={`${id}-title`} label={what === 'duties' ? '职能怎样变动' : '法规、规章或者文件的名称'}>
          {(link) => <Input {...link} value={title} onChange={(event) => setTitle(event.target.value)} />}
        </Field>
        <Field id={`${id}-day`} label="生效、废止或者变动之日" help="更新的期限从这一天起算。">
          {(link) => <DateInput {...link} value={effectiveOn} onChange={setDay} />}
        </Field>
        <Field
          id={`${id}-also`}
          label="还涉及哪些内容"
          group
          required={what === 'duties'}
          help={what === 'duties' ? '选出因职能变动要更新的内容。' : '以它为依据的会自动列入，不必再选。'}
        >
          {() => (
            <Checkbox.Group
              className="choices"
              value={also}
              onChange={setAlso}
              options={reply.items.map((item) => ({
                value: item.id,
                label: `${item.name}（${item.kindLabel}，${item.unitName}）`,
              }))}
            />
          )}
        </Field>
        <Field id={`${id}-note`} label="说明" required={false}>
          {(link) => (
            <Input.TextArea {...link} rows={2} value={note} onChange={(e) => setNote(e.target.value)} />
          )}
        </Field>
        <FormEnd id={id} ready={ready} needs="写明名称和日期。" send={send} onClose={onClose} />
      </form>
    </Panel>
  );
}
