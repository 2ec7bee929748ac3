import type { LawPreviewRequest, LawReply, LawVersionReply } from '@mingjing/api';
import { useMutation } from '@tanstack/react-query';
import { Input, Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import { ActionButton } from '../parts/action-button.tsx';
import { DateInput } from '../parts/date-input.tsx';
import { Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { ChangeList } from './change-list.tsx';
import { Faults } from './faults.tsx';
import { askPreview, shortVersion, useLawCommand } from './law-queries.ts';

type Change = Extract<LawPreviewRequest, { packs: unknown }>;

/** Puts a version forward: taken up, looked at for what it changes, then proposed to another person. */
export function ProposalForm({
  title,
  law,
  isNew,
  ready,
  needs,
  takeUp,
  children,
}: {
  readonly title: string;
  readonly law: LawReply;
  /** It may be a regulation that we do not apply yet. */
  readonly isNew: boolean;
  readonly ready: boolean;
  /** What to do while it is not ready. */
  readonly needs: string;
  readonly takeUp: () => Promise<LawVersionReply>;
  /** Where the version comes from; it says so when another is chosen. */
  readonly children?: (changed: () => void) => ReactNode;
}) {
  const { refusal } = law.allowed.propose;
  const [place, setPlace] = useState<'first' | 'last'>('last');
  const [day, setDay] = useState('');
  const [note, setNote] = useState('');
  const look = useMutation({
    mutationFn: async () => {
      const taken = await takeUp();
      const change = changeOf(law, taken, place, day);
      return { taken, change, reply: await askPreview(change) };
    },
  });
  const propose = useLawCommand('已提请，等负责人批准。');
  const reset = () => {
    look.reset();
    propose.reset();
  };
  const changed = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      set(value);
      reset();
    };
  };
  if (refusal)
    return (
      <Panel title={title}>
        <p className="panel-body quiet">
          {refusal.code === 'proposal-pending' ? refusal.sentence : '换用另一版本由政策法规机构提请。'}
        </p>
      </Panel>
    );
  return (
    <Panel title={title}>
      <form
        className="action-form"
        aria-label={title}
        onSubmit={(event) => {
          event.preventDefault();
          if (look.data) propose.mutate({ type: 'propose-packs', ...look.data.change, ...noted(note) });
          else look.mutate();
        }}
      >
        {children?.(reset)}
        {isNew && (
          <Field id="law-place" label="新列入的规定排在哪里" group>
            {() => (
              <Radio.Group
                aria-label="新列入的规定排在哪里"
                className="choices"
                value={place}
                onChange={(event) => changed(setPlace)(event.target.value)}
                options={[
                  { value: 'last', label: '排在最后（已列入的规定位置不变）' },
                  { value: 'first', label: '排在最前，先于其他规定适用' },
                ]}
              />
            )}
          </Field>
        )}
        <Field id="law-from" label="自何日起用" required={false} help="不填的，自批准之日起。">
          {(link) => <DateInput {...link} value={day} onChange={changed(setDay)} />}
        </Field>
        <Field id="law-note" label="说明" required={false}>
          {(link) => (
            <Input.TextArea
              {...link}
              rows={2}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <div aria-live="polite">
          {look.error && <Faults error={look.error} />}
          {look.data && (
            <>
              <p className="sentence">
                《{look.data.taken.regulation}》版本{' '}
                <b className="num">{shortVersion(look.data.taken.version)}</b>，检查无误。
              </p>
              {look.data.taken.differences && <Differences sentences={look.data.taken.differences} />}
              {look.data.taken.warnings.map((warning) => (
                <p key={warning} className="note soon">
                  {warning}
                </p>
              ))}
              <ChangeList reply={look.data.reply} />
            </>
          )}
          {propose.error && <Faults error={propose.error} />}
        </div>
        <div className="form-end">
          <ActionButton
            type="primary"
            htmlType="submit"
            refused={!ready}
            reason="law-reason"
            loading={look.isPending || propose.isPending}
          >
            {look.data ? '提请批准' : '检查并看变化'}
          </ActionButton>
          <span id="law-reason" className="quiet">
            {ready ? '' : needs}
          </span>
        </div>
      </form>
    </Panel>
  );
}

/** What differs from the version in force, rule by rule. */
function Differences({ sentences }: { readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return <p className="note soon">与现行的版本没有不同。</p>;
  return (
    <details className="picker" open={sentences.length <= 12}>
      <summary>与现行的版本有 {sentences.length} 处不同</summary>
      <ul className="dialog-list">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}

function changeOf(law: LawReply, taken: LawVersionReply, place: 'first' | 'last', day: string): Change {
  const known = law.layers.map(({ pack, from, to }) => ({
    pack,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  }));
  const added = { pack: taken.pack };
  const isNew = !known.some(({ pack }) => pack === taken.pack);
  return {
    packs: { [taken.pack]: taken.version },
    ...(isNew ? { layers: place === 'first' ? [added, ...known] : [...known, added] } : {}),
    ...(day ? { from: day } : {}),
  };
}

const noted = (note: string) => (note.trim() ? { note: note.trim() } : {});
