import type { BureauView } from '@mingjing/api';
import { type BureauProfile, numberingLabels, type ProfileChange } from '@mingjing/law';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { ErrorSummary } from '../forms/error-summary.tsx';
import { useCommand } from '../forms/use-command.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Field } from '../parts/field.tsx';
import { announce } from '../parts/live-region.tsx';
import { Panel } from '../parts/panel.tsx';

const labels = {
  address: '地址',
  postcode: '邮政编码',
  phone: '电话',
  email: '电子邮箱',
  hours: '办公时间',
  reconsiderationOrgan: '行政复议机关',
  court: '行政诉讼法院',
  channel: '缴款方式',
  account: '缴款账号',
  units: '内设机构',
  numbering: '文号格式',
} as const;
type Key = keyof typeof labels;
type Texts = Readonly<Record<Key, string>>;

const helps: Partial<Record<Key, string>> = {
  units: '一行一个。还有人员或者事项的不能撤。',
  numbering: '一行一种，等号后是格式，须含 {年份} 和 {序号}。',
};

/** Contact, remedies, payment, units and numbering; what differs is confirmed and becomes a fact. */
export function ProfileForm({ view }: { readonly view: BureauView }) {
  const reason = useId();
  const [texts, setTexts] = useState<Texts>(() => textsOf(view.profile));
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [asking, setAsking] = useState(false);
  const refusal = view.refusals.profile;
  const send = useCommand({ kind: 'bureau', id: '', version: view.version }, () =>
    announce('机关信息已变更。'),
  );
  const before = textsOf(view.profile);
  const differing = (Object.keys(labels) as Key[]).filter((key) => texts[key].trim() !== before[key].trim());
  return (
    <Panel title="机关信息">
      <form
        className="action-form"
        aria-label="机关信息"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const found = faultsIn(texts, differing);
          setErrors(found);
          send.reset();
          if (Object.keys(found).length === 0) setAsking(true);
        }}
      >
        <ErrorSummary id="bureau" errors={errors} labels={labels} />
        {(Object.keys(labels) as Key[]).map((key) => (
          <Field
            key={key}
            id={`bureau-${key}`}
            label={labels[key]}
            required={false}
            help={helps[key]}
            error={errors[key]}
          >
            {(link) => {
              const shared = {
                ...link,
                value: texts[key],
                readOnly: refusal !== undefined,
                onChange: (event: { readonly target: { readonly value: string } }) =>
                  setTexts({ ...texts, [key]: event.target.value }),
              };
              return key === 'units' || key === 'numbering' ? (
                <Input.TextArea {...shared} autoSize={{ minRows: 3, maxRows: 24 }} />
              ) : (
                <Input {...shared} />
              );
            }}
          </Field>
        ))}
        <div className="form-end">
          <ActionButton type="primary" htmlType="submit" refused={refusal !== undefined} reason={reason}>
            变更
          </ActionButton>
          {refusal === undefined && <Button onClick={() => setTexts(before)}>复原</Button>}
          <span className="quiet" id={reason}>
            {refusal?.sentence ?? '改后立即用于门户和新的文书，并记入存证。'}
          </span>
        </div>
      </form>
      {asking && (
        <ConfirmDialog
          title="变更机关信息"
          okText="确定变更"
          pending={send.isPending}
          error={send.error}
          onOk={() =>
            send.mutate({
              type: 'change-profile',
              input: { changes: changesOf(texts, differing, view.profile) },
            })
          }
          onCancel={() => setAsking(false)}
        >
          <p>将变更：{differing.map((key) => labels[key]).join('、')}。</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}

function textsOf({ contact, remedies, payment, units, numbering }: BureauProfile): Texts {
  return {
    address: contact?.address ?? '',
    postcode: contact?.postcode ?? '',
    phone: contact?.phone ?? '',
    email: contact?.email ?? '',
    hours: contact?.hours ?? '',
    reconsiderationOrgan: remedies?.reconsiderationOrgan ?? '',
    court: remedies?.court ?? '',
    channel: payment?.channel ?? '',
    account: payment?.account ?? '',
    units: units.map(({ name }) => name).join('\n'),
    numbering: Object.entries(numbering)
      .map(([family, pattern]) => `${numberingLabels[family] ?? family}=${inChinese(pattern)}`)
      .join('\n'),
  };
}

const sections = {
  contact: ['address', 'postcode', 'phone', 'email', 'hours'],
  remedies: ['reconsiderationOrgan', 'court'],
  payment: ['channel', 'account'],
} as const satisfies Readonly<Record<string, readonly Key[]>>;
const needed: readonly Key[] = ['address', 'postcode', 'phone', 'reconsiderationOrgan', 'court', 'channel'];

function faultsIn(texts: Texts, differing: readonly Key[]): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  if (differing.length === 0) faults.address = '还没有改动任何一项。';
  for (const keys of Object.values(sections)) {
    if (!keys.some((key) => differing.includes(key))) continue;
    for (const key of keys)
      if (needed.includes(key) && texts[key].trim().length < 2) faults[key] = `还没有填${labels[key]}。`;
  }
  if (differing.includes('postcode') && !/^\d{6}$/.test(texts.postcode.trim()))
    faults.postcode = '邮政编码为六位数字。';
  if (differing.includes('numbering') && linesOf(texts.numbering).some((line) => !/^[^=]+=.+$/.test(line)))
    faults.numbering = '每行写成“种类=格式”。';
  return faults;
}

function changesOf(texts: Texts, differing: readonly Key[], profile: BureauProfile): ProfileChange {
  const filled = (keys: readonly Key[]) =>
    Object.fromEntries(keys.flatMap((key) => (texts[key].trim() === '' ? [] : [[key, texts[key].trim()]])));
  return {
    ...Object.fromEntries(
      Object.entries(sections).flatMap(([section, keys]) =>
        keys.some((key) => differing.includes(key)) ? [[section, filled(keys)]] : [],
      ),
    ),
    ...(differing.includes('units') ? { units: unitsOf(texts.units, profile) } : {}),
    ...(differing.includes('numbering')
      ? {
          numbering: Object.fromEntries(
            linesOf(texts.numbering).map((line) => {
              const at = line.indexOf('=');
              return [familyOf(line.slice(0, at).trim()), asStored(line.slice(at + 1).trim())];
            }),
          ),
        }
      : {}),
  };
}

const inChinese = (pattern: string): string =>
  pattern.replaceAll('{year}', '{年份}').replaceAll('{number}', '{序号}');

const asStored = (pattern: string): string =>
  pattern.replaceAll('{年份}', '{year}').replaceAll('{序号}', '{number}');

function familyOf(label: string): string {
  return Object.entries(numberingLabels).find(([, known]) => known === label)?.[0] ?? label;
}

/** A unit that keeps its name keeps its id; a new one gets the next free number. */
function unitsOf(text: string, profile: BureauProfile) {
  const taken = new Set(profile.units.map(({ id }) => id));
  let number = 0;
  return linesOf(text).map((name) => {
    const known = profile.units.find((unit) => unit.name === name);
    if (known) return known;
    do number += 1;
    while (taken.has(`unit-${number}`));
    return { id: `unit-${number}`, name };
  });
}

const linesOf = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
