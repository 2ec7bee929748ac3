import type { CaseView, TimelineEntry } from '@mingjing/api';
import type { AvailableAction, FormField, Party } from '@mingjing/law';
import { useId, useMemo, useState } from 'react';
import { CiteLink } from '../article/cite-link.tsx';
import { ActionForm } from '../forms/action-form.tsx';
import { doneSentence } from '../forms/action-list.tsx';
import { ActionButton } from '../parts/action-button.tsx';
import { announce } from '../parts/live-region.tsx';

type EntryField = TimelineEntry['fields'][number];

interface CorrectionProps {
  readonly view: CaseView;
  readonly entry: TimelineEntry;
  readonly action: AvailableAction;
  readonly onDone: () => void;
}

/** 申请更正录入: one field of one entry; a second person decides, and the old entry stays in the log. */
export function Correction({ view, entry, action, onDone }: CorrectionProps) {
  const [chosen, setChosen] = useState<EntryField | null>(null);
  const reason = useId();
  const offered = new Set(action.form.find(({ key }) => key === 'entry')?.options?.map(({ value }) => value));
  const fields = entry.fields.filter((field) => offered.has(nameOf(entry, field)));
  if (fields.length === 0) return null;
  if (chosen) {
    return (
      <CorrectionForm
        key={chosen.key}
        {...{ view, entry, action }}
        field={chosen}
        onClose={() => setChosen(null)}
        onDone={onDone}
      />
    );
  }
  return (
    <div className="correction">
      <p className="sentence quiet" id={reason}>
        {action.refusal ? (
          <>
            {action.refusal.sentence} {action.refusal.cite && <CiteLink cite={action.refusal.cite} full />}
          </>
        ) : (
          '录错了的，申请更正：由另一人核准，原来的录入仍留在存证里。'
        )}
      </p>
      {fields.map((field) => (
        <ActionButton
          key={field.key}
          size="small"
          refused={!action.enabled}
          reason={reason}
          onClick={() => setChosen(field)}
        >
          申请更正录入 {field.label}
        </ActionButton>
      ))}
    </div>
  );
}

function CorrectionForm(
  props: CorrectionProps & { readonly field: EntryField; readonly onClose: () => void },
) {
  const { view, entry, action, field, onClose, onDone } = props;
  const preset = useMemo(() => ({ entry: nameOf(entry, field) }), [entry, field]);
  const shown = useMemo(
    () => ({
      ...action,
      form: action.form.map((asked) =>
        asked.key === 'value' ? { ...asked, ...newValue(view, field) } : asked,
      ),
    }),
    [action, view, field],
  );
  return (
    <ActionForm
      action={shown}
      target={{ kind: 'case', id: view.id, version: view.version }}
      draftSubject={view.id}
      preset={preset}
      onClose={onClose}
      onDone={(reply) => {
        announce(doneSentence(reply.facts.map((fact) => fact.label)));
        onDone();
      }}
    />
  );
}

const dates = ['validFrom', 'validTo', 'startsOn', 'resumedOn', 'madeOn', 'heldOn'];

/** The new value is asked in the shape of the old one, and starts from it. */
function newValue(
  view: CaseView,
  field: EntryField,
): Pick<FormField, 'control'> & { readonly value: NonNullable<FormField['value']> | null } {
  if (field.key === 'applicant' || field.key === 'party')
    return { control: 'party', value: view.party === null ? null : toJson(view.party) };
  return { control: dates.includes(field.key) ? 'date' : 'textarea', value: field.text };
}

function toJson(party: Party): Record<string, string> {
  return Object.fromEntries(
    Object.entries(party).flatMap(([key, text]) => (text === undefined ? [] : [[key, text] as const])),
  );
}

function nameOf(entry: TimelineEntry, field: EntryField): string {
  return `${entry.version}.${field.key}`;
}
