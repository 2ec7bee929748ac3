import type { LawRegisterReply } from '@mingjing/api';
import { linkedKindLabels, linkedKinds } from '@mingjing/law';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { Field } from '../parts/field.tsx';
import { FilterSelect } from '../parts/filter-select.tsx';
import { FormEnd } from './form-end.tsx';
import { useLawCommand } from './law-queries.ts';

/** 登记内容与依据: a guide, chart, benchmark or document, whose it is, what it rests on, and the catalogue entry it answers to. */
export function ItemForm({
  reply,
  onClose,
}: {
  readonly reply: LawRegisterReply;
  readonly onClose: () => void;
}) {
  const id = useId();
  const [kind, setKind] = useState<(typeof linkedKinds)[number]>('guide');
  const [name, setName] = useState('');
  const [unit, setUnit] = useState(reply.units[0]?.id ?? '');
  const [entry, setEntry] = useState('');
  const [bases, setBases] = useState('');
  const send = useLawCommand('已登记。', onClose);
  const read = bases.split('\n').flatMap(toBasis);
  const ready = name.trim() !== '' && read.length > 0;
  const chosen = reply.catalogue[Number(entry)];
  return (
    <form
      className="form-column"
      aria-label="登记内容与依据"
      onSubmit={(event) => {
        event.preventDefault();
        const catalogue =
          entry === '' || chosen === undefined ? {} : { catalogue: { pack: chosen.pack, item: chosen.item } };
        send.mutate({ type: 'register-linked-item', kind, name, unit, bases: read, ...catalogue });
      }}
    >
      <div className="filters">
        <FilterSelect
          label="类别"
          value={kind}
          options={linkedKinds.map((value) => [value, linkedKindLabels[value]] as const)}
          onChange={(value) => setKind(linkedKinds.find((one) => one === value) ?? 'other')}
        />
        <FilterSelect
          label="责任机构"
          value={unit}
          options={reply.units.map((one) => [one.id, one.name] as const)}
          onChange={setUnit}
        />
      </div>
      <Field id={`${id}-name`} label="内容名称">
        {(link) => <Input {...link} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Field id={`${id}-bases`} label="依据" help="一行一部，写作：《名称》第几条。条可以不写。">
        {(link) => (
          <Input.TextArea {...link} rows={3} value={bases} onChange={(e) => setBases(e.target.value)} />
        )}
      </Field>
      <Field
        id={`${id}-entry`}
        label="对应公示目录的哪一项"
        required={false}
        help="选了的，按该项的审核程序倒排各步的日期。"
      >
        {(link) => (
          <select {...link} className="plain-select" value={entry} onChange={(e) => setEntry(e.target.value)}>
            <option value="">不对应</option>
            {reply.catalogue.map((one, index) => (
              <option key={`${one.pack}${one.item}`} value={index}>
                {one.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <FormEnd id={id} ready={ready} needs="写明名称和依据。" send={send} onClose={onClose} />
    </form>
  );
}

/** 《名称》第几条, or a bare title. */
function toBasis(line: string): { title: string; article?: string }[] {
  const words = line.trim();
  if (words === '') return [];
  const [, title, article] = /^《([^》]+)》\s*(.*)$/.exec(words) ?? [];
  if (title === undefined) return [{ title: words }];
  return [{ title, ...(article ? { article } : {}) }];
}
