import { type CaseView, call, routes } from '@mingjing/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { paths } from '../app/paths.ts';
import { CiteLink } from '../article/cite-link.tsx';
import { newId } from '../forms/new-id.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';

const stateLabels: Readonly<Record<string, string>> = {
  drafted: '待批准',
  imported: '待批准',
  returned: '已退回',
  published: '已公示',
  withheld: '不予公开',
  withdrawn: '已撤下',
};

/** Where the publication of this case's decision stands, or the button that drafts it. */
export function PublicationCard({ view }: { readonly view: CaseView }) {
  const { id, state, canDraft, refusal } = view.publication;
  const reason = useId();
  const [proposed] = useState(newId);
  const navigate = useNavigate();
  const cache = useQueryClient();
  const draft = useMutation({
    mutationFn: () =>
      call<{ readonly id: string }>('POST', routes.publications, { id: proposed, caseId: view.id }),
    onSuccess: async (publication) => {
      await Promise.all(
        [['case', view.id], ['publications'], ['worklist']].map((queryKey) =>
          cache.invalidateQueries({ queryKey }),
        ),
      );
      navigate(paths.publication(publication.id));
    },
  });
  if (!id && !canDraft && !refusal && view.publication.naming.length === 0) return null;
  return (
    <Panel title="公示">
      <div className="panel-body">
        {id ? (
          <p className="mini-line">
            <Link to={paths.publication(id)}>查看公示稿</Link>
            <span className="quiet">{stateLabels[state ?? ''] ?? state}</span>
          </p>
        ) : (
          <>
            <ActionButton
              refused={!canDraft}
              reason={reason}
              loading={draft.isPending}
              onClick={() => draft.mutate()}
            >
              起草公示
            </ActionButton>
            <p className="quiet sentence" id={reason}>
              {refusal?.sentence ?? '按决定内容自动填好，逐项核对后提交批准。'}{' '}
              {refusal?.cite && <CiteLink cite={refusal.cite} full />}
            </p>
          </>
        )}
        <Naming publications={view.publication.naming} />
        {draft.error && <ProblemNote error={draft.error} />}
      </div>
    </Panel>
  );
}

/** Erasing personal data in the case leaves its publications as they are: each has its own request. */
function Naming({ publications }: { readonly publications: CaseView['publication']['naming'] }) {
  if (publications.length === 0) return null;
  return (
    <div className="note sentence">
      <p>在案件中依法删除个人信息，不及于公示。下列公示也载有这位当事人，须在公示中另行申请删除：</p>
      <ul>
        {publications.map(({ id, number, stateLabel }) => (
          <li key={id}>
            <Link to={`${paths.publication(id)}?act=propose-erasure`}>{number}</Link>
            <span className="quiet">　{stateLabel}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
