import type { BureauView } from '@mingjing/api';
import { kindLabels, type Matter } from '@mingjing/law';
import { useId, useState } from 'react';
import { Timeline } from '../cases/timeline.tsx';
import { useCommand } from '../forms/use-command.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { announce } from '../parts/live-region.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { faultOfReason, ReasonField } from '../parts/reason-field.tsx';
import { useBureau } from './bureau-query.ts';
import { MatterForm } from './matter-form.tsx';

/** 事项: what the bureau handles; a change counts for new cases, those under way keep the matter they began with. */
export function MattersPage() {
  useTitle('事项');
  const query = useBureau();
  return (
    <Loaded query={query} title="事项">
      {(view) => <Matters view={view} />}
    </Loaded>
  );
}

type Open = { readonly act: 'add' } | { readonly act: 'change' | 'retire'; readonly matter: Matter };

function Matters({ view }: { readonly view: BureauView }) {
  const reason = useId();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const current = view.profile.matters.filter(({ retired }) => !retired);
  const refused = view.refusals.matters !== undefined;
  return (
    <>
      <div className="page-head">
        <h1>事项</h1>
        <div className="end">
          <span className="quiet" id={reason}>
            {view.refusals.matters?.sentence ?? '改动只用于新的案件，办理中的按开始时的事项办。'}
          </span>
          <ActionButton
            type="primary"
            refused={refused}
            reason={reason}
            onClick={() => setOpen({ act: 'add' })}
          >
            增加事项
          </ActionButton>
        </div>
      </div>
      {open?.act === 'add' && <MatterForm view={view} onClose={close} />}
      {open?.act === 'change' && (
        <MatterForm key={open.matter.id} view={view} replaces={open.matter} onClose={close} />
      )}
      {open?.act === 'retire' && <Retirement view={view} matter={open.matter} onClose={close} />}
      {current.length === 0 ? (
        <p className="panel empty">还没有登记事项。登记以后，窗口才能收件，承办人才能立案。</p>
      ) : (
        <table className="list-table">
          <caption className="vh">事项</caption>
          <thead>
            <tr>
              <th scope="col">事项</th>
              <th scope="col">类别</th>
              <th scope="col">承办</th>
              <th scope="col">依据</th>
              <th scope="col">材料</th>
              <th scope="col">办理</th>
            </tr>
          </thead>
          <tbody>
            {current.map((matter) => (
              <tr key={matter.id}>
                <th scope="row">
                  {matter.name} {matter.demonstration && <span className="tag">演示</span>}
                </th>
                <td data-label="类别">{kindLabels[matter.kind]}</td>
                <td data-label="承办">{unitName(view, matter.unit)}</td>
                <td data-label="依据">{matter.basis}</td>
                <td data-label="材料" className="num">
                  {matter.materials.length} 份
                </td>
                <td data-label="办理" className="act buttons">
                  <ActionButton
                    size="small"
                    refused={refused}
                    reason={reason}
                    aria-label={`变更 ${matter.name}`}
                    onClick={() => setOpen({ act: 'change', matter })}
                  >
                    变更
                  </ActionButton>{' '}
                  <ActionButton
                    size="small"
                    refused={refused}
                    reason={reason}
                    aria-label={`停止办理 ${matter.name}`}
                    onClick={() => setOpen({ act: 'retire', matter })}
                  >
                    停止办理
                  </ActionButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {view.timeline.length > 0 && <Timeline entries={view.timeline} />}
    </>
  );
}

interface RetirementProps {
  readonly view: BureauView;
  readonly matter: Matter;
  readonly onClose: () => void;
}

function Retirement({ view, matter, onClose }: RetirementProps) {
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState('');
  const send = useCommand({ kind: 'bureau', id: '', version: view.version }, () => {
    announce(`已停止办理：${matter.name}。`);
    onClose();
  });
  return (
    <ConfirmDialog
      title={`停止办理：${matter.name}`}
      okText="确定停止办理"
      pending={send.isPending}
      error={send.error}
      onOk={() => {
        const missing = faultOfReason(reason);
        setFault(missing);
        if (!missing)
          send.mutate({ type: 'retire-matter', input: { matter: matter.id, reason: reason.trim() } });
      }}
      onCancel={onClose}
    >
      <p>不再接收新的申请或者立案，门户不再列出；办理中的案件照办。</p>
      <ReasonField value={reason} onChange={setReason} error={fault} />
    </ConfirmDialog>
  );
}

function unitName(view: BureauView, unit: string): string {
  return view.profile.units.find(({ id }) => id === unit)?.name ?? unit;
}
