import type { LawDraftSummary, LawReply } from '@mingjing/api';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { paths } from '../app/paths.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { entryTime } from '../parts/dates.ts';
import { announce } from '../parts/live-region.tsx';
import { Loaded } from '../parts/page-state.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { BeginForm } from './begin-form.tsx';
import { useBeginDraft, useDeleteDraft, useDrafts } from './draft-queries.ts';

/** 规定草稿: what is being written, and where to begin; nothing for those who do not write regulations. */
export function DraftsPanel({ law }: { readonly law: LawReply }) {
  const query = useDrafts();
  const [beginning, setBeginning] = useState(false);
  if (query.data?.edit.may === false) return null;
  return (
    <Panel title="规定草稿" aside="保存在这里的什么也不改变，批准启用后才适用">
      <Loaded query={query}>
        {({ drafts }) => (
          <>
            {drafts.length === 0 ? (
              <p className="empty">还没有草稿。从上面现行的规定“编辑副本”，或者新建一部。</p>
            ) : (
              <DraftTable drafts={drafts} today={law.today} />
            )}
            {beginning ? (
              <BeginForm law={law} drafts={drafts} onClose={() => setBeginning(false)} />
            ) : (
              <div className="panel-body">
                <Button onClick={() => setBeginning(true)}>新建草稿</Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

/** 编辑副本: begins a draft of a version in force and opens it. */
export function CopyButton({
  version,
  regulation,
}: {
  readonly version: string;
  readonly regulation: string;
}) {
  const navigate = useNavigate();
  const begin = useBeginDraft(({ id }) => navigate(paths.lawDraft(id)));
  return (
    <>
      <Button
        size="small"
        aria-label={`编辑副本：${regulation}`}
        loading={begin.isPending}
        onClick={() => begin.mutate({ as: 'copy', of: { version } })}
      >
        编辑副本
      </Button>
      {begin.error && <ProblemNote error={begin.error} />}
    </>
  );
}

function DraftTable({
  drafts,
  today,
}: {
  readonly drafts: readonly LawDraftSummary[];
  readonly today: string;
}) {
  const [leaving, setLeaving] = useState<LawDraftSummary | null>(null);
  const remove = useDeleteDraft(() => {
    setLeaving(null);
    announce('已删去草稿。');
  });
  return (
    <>
      <table className="list-table">
        <caption className="vh">规定草稿</caption>
        <thead>
          <tr>
            <th scope="col">草稿</th>
            <th scope="col">取自</th>
            <th scope="col">最后保存</th>
            <th scope="col">
              <span className="vh">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {drafts.map((draft) => (
            <tr key={draft.id}>
              <th scope="row">
                <Link to={paths.lawDraft(draft.id)} className="row-link">
                  {draft.title || '没有写全称的规定'}
                </Link>
                <span className="second num">{draft.pack}</span>
              </th>
              <td data-label="取自">{draft.origin}</td>
              <td data-label="最后保存" className="nb">
                {entryTime(draft.savedAt, today)}
                <span className="second">{draft.savedBy}</span>
              </td>
              <td data-label="操作">
                <Button
                  size="small"
                  aria-label={`删去草稿：${draft.title}`}
                  onClick={() => setLeaving(draft)}
                >
                  删去
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {leaving && (
        <ConfirmDialog
          title="删去草稿"
          okText="删去"
          pending={remove.isPending}
          error={remove.error}
          onOk={() => remove.mutate(leaving.id)}
          onCancel={() => setLeaving(null)}
        >
          <p>删去草稿《{leaving.title}》，不能恢复。现行的规定和已经提请的版本不受影响。</p>
        </ConfirmDialog>
      )}
    </>
  );
}
