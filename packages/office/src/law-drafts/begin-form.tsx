import type { BeginDraftRequest, LawDraftSummary, LawReply } from '@mingjing/api';
import { Button, Input, Radio } from 'antd';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { paths } from '../app/paths.ts';
import { Faults } from '../law/faults.tsx';
import { ActionButton } from '../parts/action-button.tsx';
import { Field } from '../parts/field.tsx';
import { FileInput } from '../parts/file-input.tsx';
import { useBeginDraft } from './draft-queries.ts';

type Begin = BeginDraftRequest['begin'];
type Source = Extract<Begin, { as: 'copy' }>['of'];

const BLANK = 'blank';

/** 新建草稿: a new regulation from nothing or after one that is alike, or one that stands in files. */
export function BeginForm({
  law,
  drafts,
  onClose,
}: {
  readonly law: LawReply;
  readonly drafts: readonly LawDraftSummary[];
  readonly onClose: () => void;
}) {
  const id = useId();
  const navigate = useNavigate();
  const [as, setAs] = useState<'new' | 'files'>('new');
  const [from, setFrom] = useState(BLANK);
  const [title, setTitle] = useState('');
  const [pack, setPack] = useState('');
  const [files, setFiles] = useState<{ readonly pack: File | null; readonly articles: File | null }>({
    pack: null,
    articles: null,
  });
  const begin = useBeginDraft((draft) => navigate(paths.lawDraft(draft.id)));
  const sources = sourcesOf(law, drafts);
  const ready = as === 'files' ? files.pack !== null : title.trim().length > 1 && pack.trim() !== '';
  const submit = async () => {
    if (as === 'files') {
      const articlesYaml = await files.articles?.text();
      const of = { packYaml: (await files.pack?.text()) ?? '', ...(articlesYaml ? { articlesYaml } : {}) };
      begin.mutate({ as: 'copy', of });
    } else {
      const of = sources.find(({ key }) => key === from)?.of;
      begin.mutate({ as: 'new', pack: pack.trim(), title: title.trim(), ...(of ? { of } : {}) });
    }
  };
  return (
    <form
      className="action-form"
      aria-label="新建草稿"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field id={`${id}-as`} label="怎样开始" group>
        {() => (
          <Radio.Group
            aria-label="怎样开始"
            className="choices"
            value={as}
            onChange={(event) => setAs(event.target.value)}
            options={[
              { value: 'new', label: '新建一部规定' },
              { value: 'files', label: '读入文件，接着改' },
            ]}
          />
        )}
      </Field>
      {as === 'files' ? (
        <>
          <Field id={`${id}-pack-file`} label="规则文件" help="pack.yaml">
            {(link) => (
              <FileInput
                {...link}
                accept=".yaml,.yml"
                chosen={files.pack?.name}
                onChoose={(file) => setFiles({ ...files, pack: file })}
              />
            )}
          </Field>
          <Field id={`${id}-articles-file`} label="条文文件" required={false} help="articles.yaml">
            {(link) => (
              <FileInput
                {...link}
                accept=".yaml,.yml"
                chosen={files.articles?.name}
                onChoose={(file) => setFiles({ ...files, articles: file })}
              />
            )}
          </Field>
        </>
      ) : (
        <>
          <Field id={`${id}-from`} label="仿照哪一部" help="仿照的，规则和条文都取过来，再逐条核对。">
            {(link) => (
              <select
                {...link}
                className="plain-select"
                value={from}
                onChange={({ target }) => setFrom(target.value)}
              >
                <option value={BLANK}>不仿照，从空白开始</option>
                {sources.map(({ key, label }) => (
                  <option key={key} value={key}>
                    {label}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field id={`${id}-title`} label="规定全称">
            {(link) => <Input {...link} value={title} onChange={({ target }) => setTitle(target.value)} />}
          </Field>
          <Field
            id={`${id}-pack`}
            label="规定编号"
            help="小写字母、数字和连字符，例如 linxi-publicity；以后不再改。"
          >
            {(link) => <Input {...link} value={pack} onChange={({ target }) => setPack(target.value)} />}
          </Field>
        </>
      )}
      <div aria-live="polite">{begin.error && <Faults error={begin.error} />}</div>
      <div className="form-end">
        <ActionButton
          type="primary"
          htmlType="submit"
          refused={!ready}
          reason={`${id}-ready`}
          loading={begin.isPending}
        >
          开始起草
        </ActionButton>
        <span id={`${id}-ready`} className="quiet">
          {ready ? '' : as === 'files' ? '先选规则文件。' : '写明全称和编号。'}
        </span>
        <Button onClick={onClose}>取消</Button>
      </div>
    </form>
  );
}

interface SourceChoice {
  readonly key: string;
  readonly label: string;
  readonly of: Source;
}

/** What a new regulation may follow: ours, what came with the program, and other drafts. */
function sourcesOf(law: LawReply, drafts: readonly LawDraftSummary[]): readonly SourceChoice[] {
  const own = new Set(law.layers.map(({ pack }) => pack));
  return [
    ...law.layers.map(({ version, regulation }) => ({
      key: version,
      label: `《${regulation}》现行版本`,
      of: { version },
    })),
    ...law.release
      .filter(({ pack }) => !own.has(pack))
      .map(({ pack, regulation }) => ({
        key: pack,
        label: `《${regulation}》随程序带来`,
        of: { release: pack },
      })),
    ...drafts.map((draft) => ({ key: draft.id, label: `草稿《${draft.title}》`, of: { draft: draft.id } })),
  ];
}
