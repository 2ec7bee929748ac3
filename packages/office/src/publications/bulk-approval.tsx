import { type ApprovalOutcome, type ApprovalPreview, call, routes } from '@mingjing/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { newId } from '../forms/new-id.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { announce } from '../parts/live-region.tsx';
import { Loaded } from '../parts/page-state.tsx';
import { Panel } from '../parts/panel.tsx';

interface BulkApprovalProps {
  readonly ids: readonly string[];
  /** Back to the list; `approved` are no longer chosen. */
  readonly onClose: (approved: readonly string[]) => void;
}

/** 批量批准: what each would show the public, what cannot be approved and why, and one yes for the rest. */
export function BulkApproval({ ids, onClose }: BulkApprovalProps) {
  const query = useQuery({
    queryKey: ['approval-previews', ...ids],
    queryFn: () => askPreviews(ids),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return <Loaded query={query}>{(previews) => <Approval previews={previews} onClose={onClose} />}</Loaded>;
}

function Approval({
  previews,
  onClose,
}: {
  readonly previews: readonly ApprovalPreview[];
  readonly onClose: BulkApprovalProps['onClose'];
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [asking, setAsking] = useState(false);
  const ready = previews.filter(({ refusal }) => refusal === undefined);
  const refused = previews.filter(({ refusal }) => refusal !== undefined);
  const { outcomes, send } = useApprovals(ready);
  useEffect(() => heading.current?.focus(), []);
  const approved = [...outcomes.values()].filter(({ refusal }) => !refusal);
  const finished = outcomes.size === ready.length && ready.length > 0;
  return (
    <section aria-labelledby="bulk-title">
      <h2 id="bulk-title" className="section-title" ref={heading} tabIndex={-1}>
        {finished ? `已批准公示 ${approved.length} 件` : '核对并批准'}
      </h2>
      {refused.length > 0 && <Refused previews={refused} />}
      <Panel title={`将要公开 ${ready.length} 件`} aside="以下内容批准后即在门户公开">
        {ready.length === 0 && <p className="panel-body quiet">所选的没有一件可以批准。</p>}
        <ul className="approval-list">
          {ready.map((preview) => (
            <Preview key={preview.id} preview={preview} outcome={outcomes.get(preview.id)} />
          ))}
        </ul>
      </Panel>
      {send.isPending && (
        <p className="approval-progress">
          <progress max={ready.length} value={outcomes.size} aria-label="批准进度" /> 已办 {outcomes.size} /{' '}
          {ready.length}
        </p>
      )}
      <p className="form-end">
        {!finished && ready.length > 0 && (
          <Button type="primary" loading={send.isPending} onClick={() => setAsking(true)}>
            批准 {ready.length} 件
          </Button>
        )}
        <Button disabled={send.isPending} onClick={() => onClose(approved.map((one) => one.publication))}>
          回到目录
        </Button>
      </p>
      {asking && (
        <ConfirmDialog
          title={`批准公示 ${ready.length} 件`}
          okText="确定批准公示"
          pending={send.isPending}
          error={send.error}
          onOk={() => send.mutate(undefined, { onSuccess: () => setAsking(false) })}
          onCancel={() => setAsking(false)}
        >
          <p>批准后立即在门户公开。每一件各记一条批准，可以逐件撤下，不能收回已公开的事实。</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

/** Sends in small parts, so that progress shows; one id stays with each publication, so that sending again is harmless. */
function useApprovals(ready: readonly ApprovalPreview[]) {
  const cache = useQueryClient();
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, ApprovalOutcome>>(new Map());
  const ids = useRef(new Map<string, string>());
  const send = useMutation({
    mutationFn: async () => {
      const left = ready.filter(({ id }) => !outcomes.has(id));
      for (let start = 0; start < left.length; start += AT_ONCE) {
        const items = left.slice(start, start + AT_ONCE).map(({ id, version }) => {
          const commandId = ids.current.get(id) ?? newId();
          ids.current.set(id, commandId);
          return { id: commandId, publication: id, expectedVersion: version };
        });
        const done = await call<readonly ApprovalOutcome[]>('POST', routes.approvals, { items });
        setOutcomes((before) => new Map([...before, ...done.map((one) => [one.publication, one] as const)]));
      }
    },
    onSuccess: () => {
      announce('批准办理完毕，逐件结果见下。');
      cache.invalidateQueries({ queryKey: ['publications'] });
      cache.invalidateQueries({ queryKey: ['worklist'] });
    },
  });
  return { outcomes, send };
}

const AT_ONCE = 10;
const PREVIEWED_AT_ONCE = 25;

async function askPreviews(ids: readonly string[]): Promise<readonly ApprovalPreview[]> {
  const previews: ApprovalPreview[] = [];
  for (let start = 0; start < ids.length; start += PREVIEWED_AT_ONCE) {
    const publications = ids.slice(start, start + PREVIEWED_AT_ONCE);
    previews.push(
      ...(await call<readonly ApprovalPreview[]>('POST', routes.approvalPreviews, { publications })),
    );
  }
  return previews;
}

function Refused({ previews }: { readonly previews: readonly ApprovalPreview[] }) {
  return (
    <Panel title={`不能批准 ${previews.length} 件`}>
      <ul className="approval-list">
        {previews.map((preview) => (
          <li key={preview.id}>
            <Link to={paths.publication(preview.id)} className="wh">
              {preview.number || preview.id.slice(0, 8)}
            </Link>
            　{preview.title}
            <span className="second bad">{preview.refusal?.sentence}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Preview({
  preview,
  outcome,
}: {
  readonly preview: ApprovalPreview;
  readonly outcome: ApprovalOutcome | undefined;
}) {
  return (
    <li>
      <details>
        <summary>
          <span className="wh">{preview.number}</span>　{preview.title}{' '}
          {outcome && (
            <span className={outcome.refusal ? 'tag bad' : 'tag ok'}>
              {outcome.refusal ? '未批准' : '已公示'}
            </span>
          )}
        </summary>
        <dl className="key-values">
          {preview.fields.map(({ name, value }) => (
            <div key={name} className="pair">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {preview.withheld.length > 0 && <p className="quiet">不公开：{preview.withheld.join('、')}</p>}
      </details>
      {outcome?.refusal && <span className="second bad">{outcome.refusal.sentence}</span>}
    </li>
  );
}
