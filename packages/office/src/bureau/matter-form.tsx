import type { BureauView } from '@mingjing/api';
import { kindLabels, type Matter } from '@mingjing/law';
import { Button, Checkbox, Input, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { ErrorSummary } from '../forms/error-summary.tsx';
import { faultsOf, useCommand } from '../forms/use-command.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Field } from '../parts/field.tsx';
import { announce } from '../parts/live-region.tsx';
import { problemOf } from '../parts/problem-note.tsx';

interface MatterFormProps {
  readonly view: BureauView;
  /** The matter that this one takes the place of. */
  readonly replaces?: Matter;
  readonly onClose: () => void;
}

const labels: Readonly<Record<string, string>> = {
  name: '事项名称',
  basis: '依据',
  category: '分类',
  conditions: '条件',
  materials: '材料',
  kind: '类别',
  unit: '承办机构',
};

/** Enters a matter or a new form of one; one more question, because the public sees it at once. */
export function MatterForm({ view, replaces, onClose }: MatterFormProps) {
  const { profile } = view;
  const heading = useRef<HTMLHeadingElement>(null);
  const [texts, setTexts] = useState(() => textsOf(replaces));
  const [kind, setKind] = useState<string>(replaces?.kind ?? profile.kinds[0] ?? 'permit');
  const [unit, setUnit] = useState(replaces?.unit ?? profile.units[0]?.id ?? '');
  const [onSiteCheck, setOnSiteCheck] = useState(replaces?.onSiteCheck ?? false);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [asking, setAsking] = useState(false);
  const label = replaces ? '变更事项' : '增加事项';
  const send = useCommand({ kind: 'bureau', id: '', version: view.version }, () => {
    announce(`${label}已登记：${texts.name.trim()}。`);
    onClose();
  });
  useEffect(() => heading.current?.focus(), []);
  const submit = () =>
    send.mutate(
      {
        type: replaces ? 'change-matter' : 'add-matter',
        input: {
          ...(replaces ? { replaces: replaces.id } : {}),
          matter: { kind, unit, onSiteCheck, ...inputOf(texts) },
        },
      },
      {
        onError: (error) => {
          const found = faultsOf(problemOf(error));
          setErrors(found);
          if (Object.keys(found).length > 0) setAsking(false);
        },
      },
    );
  const text = (key: keyof typeof texts, required: boolean, rows: number, help?: string) => (
    <Field
      id={`matter-${key}`}
      label={labels[key] ?? key}
      required={required}
      help={help}
      error={errors[key]}
    >
      {(link) => {
        const change = (value: string) => {
          setTexts({ ...texts, [key]: value });
          // What was found wrong there is not known of the new words.
          const { [key]: _, ...others } = errors;
          if (key in errors) setErrors(others);
        };
        return rows > 1 ? (
          <Input.TextArea
            {...link}
            rows={rows}
            value={texts[key]}
            onChange={(event) => change(event.target.value)}
          />
        ) : (
          <Input {...link} value={texts[key]} onChange={(event) => change(event.target.value)} />
        );
      }}
    </Field>
  );
  return (
    <section className="panel" aria-labelledby="matter-title">
      <form
        className="action-form"
        aria-labelledby="matter-title"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const found = faultsIn(texts);
          setErrors(found);
          send.reset();
          if (Object.keys(found).length === 0) setAsking(true);
        }}
      >
        <h2 id="matter-title" ref={heading} tabIndex={-1}>
          {label}
        </h2>
        <ErrorSummary id="matter" errors={errors} labels={labels} />
        <Field id="matter-kind" label="类别">
          {(link) => (
            <Select
              {...link}
              value={kind}
              onChange={setKind}
              options={profile.kinds.map((value) => ({ value, label: kindLabels[value] }))}
            />
          )}
        </Field>
        {text('name', true, 1)}
        {text('basis', true, 2)}
        <Field id="matter-unit" label="承办机构">
          {(link) => (
            <Select
              {...link}
              value={unit}
              onChange={setUnit}
              options={profile.units.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </Field>
        {text('category', false, 1)}
        {text('materials', false, 5, '一行一份；形式写在“|”之后，如：营业执照|复印件。')}
        {text('conditions', false, 3)}
        <Checkbox checked={onSiteCheck} onChange={(event) => setOnSiteCheck(event.target.checked)}>
          须现场核查
        </Checkbox>
        <div className="form-end">
          <Button type="primary" htmlType="submit">
            {label}
          </Button>
          <Button onClick={onClose}>收起</Button>
        </div>
      </form>
      {asking && (
        <ConfirmDialog
          title={`${label}：${texts.name.trim()}`}
          okText={`确定${label}`}
          pending={send.isPending}
          error={send.error}
          onOk={submit}
          onCancel={() => setAsking(false)}
        >
          <p>立即用于新的案件，并在门户的“执法事项与依据”中公开。办理中的案件仍按原来的事项办。</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function textsOf(matter: Matter | undefined) {
  return {
    name: matter?.name ?? '',
    basis: matter?.basis ?? '',
    category: matter?.category ?? '',
    conditions: matter?.conditions ?? '',
    materials: (matter?.materials ?? [])
      .map(({ name, form }) => (form === undefined ? name : `${name}|${form}`))
      .join('\n'),
  };
}
type Texts = ReturnType<typeof textsOf>;

function inputOf(texts: Texts) {
  const optional = (key: 'category' | 'conditions') =>
    texts[key].trim() === '' ? {} : { [key]: texts[key].trim() };
  return {
    name: texts.name.trim(),
    basis: texts.basis.trim(),
    ...optional('category'),
    ...optional('conditions'),
    materials: linesOf(texts.materials).map((line) => {
      const [name = '', form = ''] = line.split(/[|｜]/).map((part) => part.trim());
      return form === '' ? { name } : { name, form };
    }),
  };
}

function faultsIn(texts: Texts): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  if (texts.name.trim().length < 2) faults.name = '还没有填事项名称。';
  if (texts.basis.trim().length < 2) faults.basis = '还没有填依据。';
  if (texts.category.trim().length === 1) faults.category = '分类至少两个字，或者不填。';
  if (linesOf(texts.materials).some((line) => (line.split(/[|｜]/)[0] ?? '').trim().length < 2))
    faults.materials = '每份材料的名称至少两个字。';
  return faults;
}

const linesOf = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
