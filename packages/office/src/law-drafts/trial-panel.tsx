import { call, type DraftTrialReply, type DraftTrialRequest, pathTo, routes } from '@mingjing/api';
import {
  actKinds,
  CIRCUMSTANCES,
  type CircumstanceKind,
  eventLabels,
  eventNames,
  kindLabels,
} from '@mingjing/law';
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useLaw } from '../law/law-queries.ts';
import { DateInput } from '../parts/date-input.tsx';
import { Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useDraftEditing } from './draft-context.ts';
import { TrialResult } from './trial-result.tsx';

const kinds: Readonly<Record<string, CircumstanceKind>> = CIRCUMSTANCES;

/** 试算: what one event would bring by the draft, beside what it brings by the law in force. */
export function TrialPanel({ replaces }: { readonly replaces: boolean }) {
  const id = useId();
  const { id: draft, flush } = useDraftEditing();
  const today = useLaw().data?.today ?? '';
  const [event, setEvent] = useState<DraftTrialRequest['event']>('decision-made');
  const [kind, setKind] = useState<DraftTrialRequest['kind']>('penalty');
  const [date, setDate] = useState('');
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({});
  const [place, setPlace] = useState<'first' | 'last'>('last');
  const trial = useMutation({
    mutationFn: async () => {
      await flush();
      const circumstances = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
      const asked: DraftTrialRequest = { event, kind, date: date || today, circumstances, place };
      return await call<DraftTrialReply>('POST', pathTo(routes.lawDraftTrial, { id: draft }), asked);
    },
  });
  return (
    <Panel title="试算">
      <form
        className="panel-body form-column"
        aria-label="试算"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          trial.mutate();
        }}
      >
        <div className="field-row">
          <Field id={`${id}-event`} label="发生了什么">
            {(link) => (
              <select
                {...link}
                className="plain-select"
                value={event}
                onChange={({ target }) => setEvent(eventNames.find((one) => one === target.value) ?? event)}
              >
                {eventNames.map((one) => (
                  <option key={one} value={one}>
                    {eventLabels[one]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field id={`${id}-kind`} label="执法类别">
            {(link) => (
              <select
                {...link}
                className="plain-select"
                value={kind}
                onChange={({ target }) => setKind(actKinds.find((one) => one === target.value) ?? kind)}
              >
                {actKinds.map((one) => (
                  <option key={one} value={one}>
                    {kindLabels[one]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field id={`${id}-date`} label="日期">
            {(link) => <DateInput {...link} value={date || today} onChange={setDate} />}
          </Field>
        </div>
        <Circumstances given={given} onChange={setGiven} />
        {!replaces && (
          <Field id={`${id}-place`} label="这部规定排在哪里">
            {(link) => (
              <select
                {...link}
                className="plain-select"
                value={place}
                onChange={({ target }) => setPlace(target.value === 'first' ? 'first' : 'last')}
              >
                <option value="last">排在最后</option>
                <option value="first">排在最前，先于其他规定适用</option>
              </select>
            )}
          </Field>
        )}
        <div className="form-end">
          <Button type="primary" htmlType="submit" loading={trial.isPending}>
            试算
          </Button>
          <span className="quiet">只作比较，什么也不改变。</span>
        </div>
      </form>
      <div aria-live="polite" className="panel-body">
        {trial.error && <ProblemNote error={trial.error} />}
        {trial.data && <TrialResult reply={trial.data} />}
      </div>
    </Panel>
  );
}

/** The circumstances that are known; each of the others is taken as its default says. */
function Circumstances({
  given,
  onChange,
}: {
  readonly given: Readonly<Record<string, string>>;
  readonly onChange: (given: Readonly<Record<string, string>>) => void;
}) {
  const id = useId();
  return (
    <details className="picker">
      <summary>情形（不选的，按通常情形）</summary>
      <div className="field-row">
        {Object.entries(kinds).map(([name, { label, values, unset, amount }]) => (
          <Field key={name} id={`${id}-${name}`} label={label} required={false}>
            {(link) =>
              amount ? (
                <Input
                  {...link}
                  inputMode="numeric"
                  value={given[name] ?? ''}
                  onChange={({ target }) => onChange({ ...given, [name]: target.value.replace(/\D/g, '') })}
                />
              ) : (
                <select
                  {...link}
                  className="plain-select"
                  value={given[name] ?? ''}
                  onChange={({ target }) => onChange({ ...given, [name]: target.value })}
                >
                  <option value="">{`通常：${unset.map((one) => values[one] ?? one).join('、')}`}</option>
                  {Object.entries(values).map(([value, words]) => (
                    <option key={value} value={value}>
                      {words}
                    </option>
                  ))}
                </select>
              )
            }
          </Field>
        ))}
      </div>
    </details>
  );
}
