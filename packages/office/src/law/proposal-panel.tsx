import type { LawReply } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { ActionButton } from '../parts/action-button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Loaded } from '../parts/page-state.tsx';
import { Panel } from '../parts/panel.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { ChangeList } from './change-list.tsx';
import { Faults } from './faults.tsx';
import { askPreview, shortVersion, useLawCommand } from './law-queries.ts';
import { useMayPreview } from './may-preview.ts';

interface ProposalProps {
  readonly law: LawReply;
  readonly proposal: NonNullable<LawReply['proposal']>;
}

/** 待批准的提请: which versions, from when, what they would change; approved or sent back by another person. */
export function ProposalPanel({ law, proposal }: ProposalProps) {
  const mayPreview = useMayPreview();
  const preview = useQuery({
    queryKey: ['law-preview', proposal.version],
    queryFn: () => askPreview(proposal.law),
    enabled: mayPreview,
  });
  return (
    <Panel title="待批准的提请" aside={`${proposal.proposedBy}　${proposal.proposedOn} 提请`}>
      <div className="panel-body">
        <ul className="dialog-list">
          {proposal.packs.map(({ pack, regulation, version, replaces }) => (
            <li key={pack}>
              《{regulation}》{replaces ? `版本 ${shortVersion(replaces)} → ` : '新列入，版本 '}
              <b className="num">{shortVersion(version)}</b>
            </li>
          ))}
          <li>起用：{proposal.from ?? '自批准之日起'}</li>
          {proposal.note && <li>说明：{proposal.note}</li>}
        </ul>
        {mayPreview && <Loaded query={preview}>{(reply) => <ChangeList reply={reply} />}</Loaded>}
        <Decision law={law} proposal={proposal} />
      </div>
    </Panel>
  );
}

function Decision({ law, proposal }: ProposalProps) {
  const id = useId();
  const [asking, setAsking] = useState<'approve' | 'reject' | null>(null);
  const [reason, setReason] = useState('');
  const approve = useLawCommand('已启用。各项期限和要求即依新的版本计算。');
  const reject = useLawCommand('已退回。');
  const { refusal } = law.allowed.approve;
  const refused = refusal !== undefined;
  return (
    <div className="form-end">
      <ActionButton
        type="primary"
        refused={refused}
        reason={`${id}-reason`}
        onClick={() => setAsking('approve')}
      >
        批准启用
      </ActionButton>
      <ActionButton refused={refused} reason={`${id}-reason`} onClick={() => setAsking('reject')}>
        退回
      </ActionButton>
      <span id={`${id}-reason`} className="quiet">
        {refusal?.sentence}
      </span>
      {asking === 'approve' && (
        <ConfirmDialog
          title="批准启用"
          okText="确定启用"
          pending={approve.isPending}
          error={approve.error}
          onOk={() => approve.mutate({ type: 'approve-packs', proposal: proposal.version })}
          onCancel={() => setAsking(null)}
        >
          <p>
            {proposal.from ? `自 ${proposal.from} 起` : '自今天起'}
            依新的版本办理；已开始的案件，程序仍依开始时的版本。启用记入本机关的存证，不能撤回，只能再换版本。
          </p>
        </ConfirmDialog>
      )}
      {asking === 'reject' && (
        <form
          className="form-column"
          aria-label="退回提请"
          onSubmit={(event) => {
            event.preventDefault();
            reject.mutate({ type: 'reject-packs', proposal: proposal.version, reason });
          }}
        >
          <ReasonField label="退回理由" value={reason} onChange={setReason} most={4_000} />
          {reject.error && <Faults error={reject.error} />}
          <div className="form-end">
            <ActionButton
              type="primary"
              htmlType="submit"
              loading={reject.isPending}
              refused={!reason.trim()}
              reason={`${id}-empty`}
            >
              确定退回
            </ActionButton>
            <span id={`${id}-empty`} className="quiet">
              {reason.trim() ? '' : '写明理由。'}
            </span>
            <Button onClick={() => setAsking(null)}>再看看</Button>
          </div>
        </form>
      )}
    </div>
  );
}
