import { call, type LawPreviewRequest, type LawReply, type LawVersionReply, routes } from '@mingjing/api';
import { useMutation } from '@tanstack/react-query';
import { Input, Radio } from 'antd';
import { useState } from 'react';
import { ActionButton } from '../parts/action-button.tsx';
import { DateInput } from '../parts/date-input.tsx';
import { Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { ChangeList } from './change-list.tsx';
import { Faults } from './faults.tsx';
import { askPreview, shortVersion, useLawCommand } from './law-queries.ts';
import { ADDED, UPLOAD, type VersionChoice, VersionSource } from './version-source.tsx';

type Change = Extract<LawPreviewRequest, { packs: unknown }>;

/** 提请另一版本: taken from this release or from files, looked at for what it changes, then put forward. */
export function ProposeForm({ law }: { readonly law: LawReply }) {
  const { refusal } = law.allowed.propose;
  const [choice, setChoice] = useState<VersionChoice>({
    from: '',
    added: '',
    packFile: null,
    articlesFile: null,
  });
  const [place, setPlace] = useState<'first' | 'last'>('last');
  const [day, setDay] = useState('');
  const [note, setNote] = useState('');
  const look = useMutation({
    mutationFn: async () => {
      const taken = await takeUp(choice);
      const change = changeOf(law, taken, place, day);
      return { taken, change, reply: await askPreview(change) };
    },
  });
  const propose = useLawCommand('已提请，等负责人批准。');
  const changed = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      set(value);
      look.reset();
      propose.reset();
    };
  };
  if (refusal)
    return (
      <Panel title="提请另一版本">
        <p className="panel-body quiet">换用另一版本由政策法规机构提请。</p>
      </Panel>
    );
  // Files may bring a regulation that we do not apply yet; only reading them tells.
  const isNew = choice.from === UPLOAD || choice.from === ADDED;
  const ready = isChosen(choice);
  return (
    <Panel title="提请另一版本">
      <form
        className="action-form"
        aria-label="提请另一版本"
        onSubmit={(event) => {
          event.preventDefault();
          if (look.data) propose.mutate({ type: 'propose-packs', ...look.data.change, ...noted(note) });
          else look.mutate();
        }}
      >
        <VersionSource law={law} choice={choice} onChange={changed(setChoice)} />
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
            {ready ? '' : '先选版本。'}
          </span>
        </div>
      </form>
    </Panel>
  );
}

function isChosen({ from, added, packFile }: VersionChoice): boolean {
  if (from === UPLOAD) return packFile !== null;
  return from === ADDED ? added !== '' : from !== '';
}

async function takeUp(choice: VersionChoice): Promise<LawVersionReply> {
  const body =
    choice.from === UPLOAD
      ? {
          packYaml: (await choice.packFile?.text()) ?? '',
          ...(choice.articlesFile ? { articlesYaml: await choice.articlesFile.text() } : {}),
        }
      : { release: choice.from === ADDED ? choice.added : choice.from };
  return await call<LawVersionReply>('POST', routes.lawVersions, body);
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
