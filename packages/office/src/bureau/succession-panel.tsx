import { type BureauView, type BureauxReply, call, routes } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { PlaceButton } from '../app/place.tsx';
import { useMe } from '../app/session.tsx';
import { useCommand } from '../forms/use-command.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { askedOf, ConfirmerFields, nobodyYet } from '../parts/confirmer-fields.tsx';
import { DateInput } from '../parts/date-input.tsx';
import { Field } from '../parts/field.tsx';
import { announceOnNextPage } from '../parts/live-region.tsx';
import { Panel } from '../parts/panel.tsx';
import { ReasonField } from '../parts/reason-field.tsx';

/** 机关承继: who continues in the bureau's place or whose place it has taken; its administrator names a successor. */
export function SuccessionPanel({ view }: { readonly view: BureauView }) {
  const me = useMe();
  const [open, setOpen] = useState(false);
  const { successor, predecessors = [] } = view.profile;
  const may = me.roles.includes('system-administrator') && successor === undefined;
  if (!may && successor === undefined && predecessors.length === 0) return null;
  return (
    <Panel title="机关承继">
      {(successor !== undefined || predecessors.length > 0) && (
        <div className="panel-body">
          {successor && (
            <p className="sentence">
              自 <span className="num">{successor.on}</span> 起由{successor.name}承继，依据：{successor.title}
              （{successor.number}）。不再开新案，在办的案件由承继机关接办。
            </p>
          )}
          {predecessors.map((one) => (
            <p key={one.body} className="sentence">
              自 <span className="num">{one.on}</span> 起承继{one.name}，依据：{one.title}（{one.number}）。{' '}
              {me.places.some(({ id }) => id === one.body) && (
                <PlaceButton bureau={one.body} label="去办理" />
              )}
            </p>
          ))}
        </div>
      )}
      {may && (
        <ul className="action-list">
          <li className="action-row">
            <ActionButton refused={false} reason="succession-note" onClick={() => setOpen(true)}>
              由其他机关承继
            </ActionButton>
            <p className="sentence quiet" id="succession-note">
              机构改革后本机关的职责由别的机关行使的，在这里登记；须承继机关的系统管理员当场同意，登记后不能撤回。
            </p>
          </li>
        </ul>
      )}
      {open && <SuccessionDialog view={view} onClose={() => setOpen(false)} />}
    </Panel>
  );
}

function SuccessionDialog({ view, onClose }: { readonly view: BureauView; readonly onClose: () => void }) {
  const { today } = useMe();
  const [confirmer, setConfirmer] = useState(nobodyYet);
  const [told, setTold] = useState({ successor: '', on: today, title: '', number: '', reason: '' });
  const bureaux = useQuery({
    queryKey: ['bureaux'],
    queryFn: () => call<BureauxReply>('GET', routes.bureaux),
  });
  const send = useCommand({ kind: 'bureau', id: '', version: view.version }, () => {
    announceOnNextPage('已登记承继，本机关的账号都已停用。');
    onClose();
  });
  const others = (bureaux.data?.bureaux ?? []).filter(({ id, ended }) => id !== view.profile.id && !ended);
  const set = (change: Partial<typeof told>) => setTold({ ...told, ...change });
  return (
    <ConfirmDialog
      title="由其他机关承继"
      okText="确定承继"
      stayText="不登记"
      pending={send.isPending}
      error={send.error ?? bureaux.error}
      asked={[
        ['承继机关', told.successor],
        ['承继之日', told.on],
        ['依据的文件', told.title],
        ['文号', told.number],
        ['理由', told.reason],
        ...askedOf('承继机关系统管理员', confirmer),
      ]}
      onOk={() => send.mutate({ type: 'succeed-bureau', input: { ...told, confirmer } })}
      onCancel={onClose}
    >
      <p>
        登记后{view.profile.name}
        不再开新案，本机关的账号（包括您的）全部停用；在办案件、已公示的结果由承继机关接着办，存证日志就此结束并另册接续。
      </p>
      <p>
        确定后立即生效，选错机关、填错日期或者文号都不能撤回，也不能更改。请双方的系统管理员先对照文件原件，逐项核对无误，再由承继机关的系统管理员输入密码。
      </p>
      <Field id="succession-body" label="承继机关" help="须已在本系统设立。">
        {(link) => (
          <Select
            {...link}
            value={told.successor || null}
            options={others.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(successor) => set({ successor: successor ?? '' })}
          />
        )}
      </Field>
      <Field id="succession-on" label="承继之日" help="文件写明的生效日期，不能晚于今天。">
        {(link) => <DateInput {...link} max={today} value={told.on} onChange={(on) => set({ on })} />}
      </Field>
      <Field id="succession-title" label="依据的文件" help="如机构改革方案、主要职责内设机构和人员编制规定。">
        {(link) => (
          <Input
            {...link}
            maxLength={200}
            value={told.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        )}
      </Field>
      <Field id="succession-number" label="文号">
        {(link) => (
          <Input
            {...link}
            maxLength={100}
            value={told.number}
            onChange={(event) => set({ number: event.target.value })}
          />
        )}
      </Field>
      <ReasonField value={told.reason} onChange={(reason) => set({ reason })} />
      <p>由承继机关的系统管理员当场同意：</p>
      <ConfirmerFields who="承继机关系统管理员" value={confirmer} onChange={setConfirmer} />
    </ConfirmDialog>
  );
}
