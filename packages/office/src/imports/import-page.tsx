import { call, type ImportReply, routes } from '@mingjing/api';
import { kindLabels } from '@mingjing/law';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Radio } from 'antd';
import { useState } from 'react';
import { useMe } from '../app/session.tsx';
import { ActionButton } from '../parts/action-button.tsx';
import { Field } from '../parts/field.tsx';
import { FileInput } from '../parts/file-input.tsx';
import { useTitle } from '../parts/page-state.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ColumnGuide, rememberKind } from './column-guide.tsx';
import { ImportFindings } from './import-findings.tsx';

const modes = [
  { value: 'none-if-any-bad', label: '全部合格才导入' },
  { value: 'only-good', label: '只导入合格的行' },
];

/** Results published elsewhere, brought in from a spreadsheet: checked first, imported after. */
export function ImportPage() {
  useTitle('导入');
  const cache = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [mapping, setMapping] = useState<File | null>(null);
  const [mode, setMode] = useState('none-if-any-bad');
  const run = useMutation({
    mutationFn: (dryRun: boolean) =>
      call<ImportReply>('POST', routes.imports, formOf({ file, mapping, mode, dryRun })),
    onSuccess: async (reply) => {
      rememberKind(reply.kind);
      if (reply.dryRun) return;
      await cache.invalidateQueries({ queryKey: ['publications'] });
      await cache.invalidateQueries({ queryKey: ['worklist'] });
    },
  });
  const may = useMe().roles.some((role) => role === 'policy-and-law' || role === 'liaison');
  const ready = may && file !== null;
  const checked = run.data?.dryRun === true;
  const obstacle = obstacleOf({ may, file, reply: checked ? run.data : undefined, mode });
  const change =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      run.reset();
    };
  return (
    <>
      <div className="page-head">
        <h1>导入</h1>
        <p>把别处的公示结果整批收进来。先检查，再导入；导入后由他人批准才公示。</p>
      </div>
      <section className="panel" aria-label="导入文件">
        <div className="form-column panel-body import-form">
          <FileField
            id="import-file"
            label="数据文件"
            accept=".csv,.xlsx,.jsonl"
            help="XLSX、CSV（UTF-8 或者 GB18030）首行为列名；JSON Lines 一行一件。列名用双公示的中文列名或者代码。"
            onChoose={change(setFile)}
          />
          <FileField
            id="import-mapping"
            label="对照文件"
            accept=".yaml,.yml"
            required={false}
            help="来源的列名与双公示栏目不同时，写明哪一列是什么；模板和写法见下方“栏目和模板”。"
            onChoose={change(setMapping)}
          />
          <Field id="import-mode" label="怎样导入" group>
            {() => (
              <Radio.Group
                aria-label="怎样导入"
                className="choices"
                value={mode}
                onChange={(event) => change(setMode)(String(event.target.value))}
                options={modes}
              />
            )}
          </Field>
          <div className="form-end">
            <ActionButton
              type={obstacle ? 'primary' : 'default'}
              refused={!ready}
              reason="import-reason"
              loading={run.isPending && run.variables}
              onClick={() => run.mutate(true)}
            >
              先检查
            </ActionButton>
            <ActionButton
              type={obstacle ? 'default' : 'primary'}
              refused={obstacle !== ''}
              reason="import-reason"
              loading={run.isPending && !run.variables}
              onClick={() => run.mutate(false)}
            >
              导入
            </ActionButton>
            <span id="import-reason" className="quiet">
              {obstacle}
            </span>
          </div>
        </div>
      </section>
      <div aria-live="polite">
        {run.error && <ProblemNote error={run.error} />}
        {run.data && <ImportResult reply={run.data} name={file?.name ?? '导入'} />}
      </div>
      {may && <ColumnGuide key={run.data?.kind} read={run.data?.kind ?? null} />}
    </>
  );
}

interface Attempt {
  readonly may: boolean;
  readonly file: File | null;
  /** What the check found, once it was made. */
  readonly reply: ImportReply | undefined;
  readonly mode: string;
}

function obstacleOf({ may, file, reply, mode }: Attempt): string {
  if (!may) return '导入由政策法规机构或者联络员办理。';
  if (!file) return '先选数据文件。';
  if (!reply) return '检查之后才能导入。';
  if (reply.good + reply.drafts === 0) return '没有可以导入的行。';
  if (reply.bad > 0 && mode !== 'only-good') return '有错的行须先改正，或者选“只导入合格的行”。';
  return '';
}

function ImportResult({ reply, name }: { readonly reply: ImportReply; readonly name: string }) {
  if (reply.kind === null)
    return (
      <>
        <p className="note soon">文件没有读成，什么也没有导入。按下面说的改正后再检查。</p>
        <ImportFindings reply={reply} name={name} />
      </>
    );
  return (
    <>
      <p className={reply.findings.some(({ level }) => level === 'error') ? 'note soon' : 'note ok'}>
        {reply.dryRun ? '检查完毕，还没有导入。' : outcomeOf(reply)}
        {kindLabels[reply.kind]}共 {reply.total} 行：合格 {reply.good} 行，要素不全 {reply.drafts} 行，有错{' '}
        {reply.bad} 行，
        {reply.over > 0 && `公示期满不取 ${reply.over} 行，`}
        {reply.duplicates > 0 && `文件里重复 ${reply.duplicates} 行，`}与已有的相同 {reply.unchanged} 行。
      </p>
      <ImportFindings reply={reply} name={name} />
    </>
  );
}

function outcomeOf({ imported, keptDrafts }: ImportReply): string {
  const drafts = keptDrafts > 0 ? `，另有 ${keptDrafts} 行存为草稿，列在“公示”的缺项草稿里` : '';
  return `已导入 ${imported} 行${drafts}。`;
}

function FileField(props: {
  readonly id: string;
  readonly label: string;
  readonly accept: string;
  readonly required?: boolean;
  readonly help: string;
  readonly onChoose: (file: File | null) => void;
}) {
  const { id, label, accept, required = true, help, onChoose } = props;
  const [name, setName] = useState<string>();
  return (
    <Field id={id} label={label} required={required} help={help}>
      {(link) => (
        <FileInput
          {...link}
          accept={accept}
          chosen={name}
          onChoose={(file) => {
            setName(file?.name);
            onChoose(file);
          }}
        />
      )}
    </Field>
  );
}

function formOf(asked: {
  readonly file: File | null;
  readonly mapping: File | null;
  readonly mode: string;
  readonly dryRun: boolean;
}): FormData {
  const form = new FormData();
  form.append('mode', asked.mode);
  form.append('dryRun', asked.dryRun ? 'yes' : 'no');
  if (asked.mapping) form.append('map', asked.mapping, asked.mapping.name);
  if (asked.file) form.append('file', asked.file, asked.file.name);
  return form;
}
