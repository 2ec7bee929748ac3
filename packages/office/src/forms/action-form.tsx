import type { CommandReply } from '@mingjing/api';
import { type AvailableAction, isShown } from '@mingjing/law';
import { Button, Modal } from 'antd';
import { Fragment, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useMe } from '../app/session.tsx';
import { CiteLink } from '../article/cite-link.tsx';
import { problemOf } from '../parts/problem-note.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { FormControl } from './form-control.tsx';
import { type FormErrors, type FormValues, initialValues, readForm } from './form-values.ts';
import { OccurredOn } from './occurred-on.tsx';
import { type CommandTarget, faultsOf, isConflict, useCommand } from './use-command.ts';
import { useDraft } from './use-draft.ts';

export interface ActionFormProps {
  readonly action: AvailableAction;
  readonly target: CommandTarget;
  readonly draft?: FormValues | undefined;
  /** Under which name the server keeps the draft: the case, the publication, or `start`. */
  readonly draftSubject: string;
  /** Values that the place from which the form was opened brings along. */
  readonly preset?: FormValues;
  /** Level of the form's own heading; `h2` where the page's title already says it. */
  readonly heading?: 'h2' | 'h3';
  readonly onDone: (reply: CommandReply) => void;
  readonly onClose: () => void;
}

/** The form of one action, made from its fields: drafts as one types, all faults at once, one more question where it cannot be undone. */
export function ActionForm(props: ActionFormProps) {
  const { action, target, preset, onClose, heading: Heading = 'h3' } = props;
  const me = useMe();
  const id = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const fields = useMemo(
    () => action.form.map((field) => (preset && field.key in preset ? { ...field, fixed: true } : field)),
    [action.form, preset],
  );
  const [values, setValues] = useState<FormValues>(() => ({
    ...when(props.draft),
    ...initialValues(action.form, props.draft, preset),
  }));
  const [errors, setErrors] = useState<FormErrors>({});
  const [asking, setAsking] = useState(false);
  const send = useCommand(target, (reply) => props.onDone(reply));
  const saved = useDraft(props.draftSubject, action.command, values, send.isPending);
  useEffect(() => title.current?.focus(), []);

  const { began } = action;
  const shown = fields.filter((field) => isShown(field, values));
  const occurredOn = String(values.occurredOn ?? me.today);
  const late = began !== undefined || occurredOn < me.today;
  const check = () => {
    const found: Record<string, string> = {};
    if (began && values.occurredOn === undefined) found.occurredOn = `还没有选${began.day}。`;
    if (began && !String(values.lateReason ?? '').trim()) found.lateReason = `还没有填${began.reason}。`;
    Object.assign(found, readForm(shown, values).errors);
    if (occurredOn > me.today) found.occurredOn = '发生日期在今天之后。核对后再填。';
    setErrors(found);
    return Object.keys(found).length === 0;
  };
  const submit = () => {
    setAsking(false);
    send.mutate(
      {
        type: action.command,
        input: { ...readForm(shown, values).input, ...preset },
        ...(late ? { occurredOn, lateReason: String(values.lateReason ?? '').trim() } : {}),
      },
      { onError: (error) => setErrors(faultsOf(problemOf(error))) },
    );
  };
  const labels = {
    ...Object.fromEntries(fields.map(({ key, label }) => [key, label])),
    occurredOn: began?.day ?? '发生日期',
    lateReason: began?.reason ?? '补录原因',
  };
  const day = (
    <OccurredOn
      id={id}
      today={me.today}
      values={values}
      errors={errors}
      began={began}
      onChange={(change) => setValues((before) => ({ ...before, ...change }))}
    />
  );
  return (
    <form
      className="action-form"
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!check()) return;
        if (action.confirm) setAsking(true);
        else submit();
      }}
    >
      <Heading id={`${id}-title`} ref={title} tabIndex={-1} className={Heading === 'h2' ? 'vh' : ''}>
        {action.label}
      </Heading>
      <ErrorSummary id={id} errors={errors} labels={labels} />
      {send.error !== null && Object.keys(errors).length === 0 && <Refused error={send.error} />}
      {began && day}
      {shown.map((field, at) => (
        <Fragment key={field.key}>
          {field.section !== undefined && field.section !== shown[at - 1]?.section && (
            <h3 className="form-section">{field.section}</h3>
          )}
          <FormControl
            field={field}
            id={`${id}-${field.key}`}
            value={values[field.key]}
            error={errors[field.key]}
            onChange={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
          />
        </Fragment>
      ))}
      {!began && day}
      <div className="form-end">
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {action.label}
        </Button>
        <Button onClick={onClose}>收起</Button>
        <span className="quiet" aria-live="polite">
          {saved}
        </span>
      </div>
      <Modal
        open={asking}
        title={action.label}
        okText={`确定${action.label}`}
        cancelText="再看看"
        onOk={submit}
        onCancel={() => setAsking(false)}
        destroyOnHidden
      >
        <p>{action.confirm}</p>
      </Modal>
    </form>
  );
}

function when(draft: FormValues | undefined): FormValues {
  const { occurredOn, lateReason } = draft ?? {};
  return { ...(occurredOn ? { occurredOn } : {}), ...(lateReason ? { lateReason } : {}) };
}

function Refused({ error }: { readonly error: unknown }) {
  const problem = problemOf(error);
  return (
    <div className={isConflict(error) ? 'note soon' : 'note bad'} role="alert">
      <p className="sentence">
        {problem.title} {problem.cite && <CiteLink cite={problem.cite} full />}
      </p>
      {problem.requestId && <p className="quiet">编号 {problem.requestId}</p>}
    </div>
  );
}
