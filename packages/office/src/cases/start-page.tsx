import { call, routes, type StartReply } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { paths } from '../app/paths.ts';
import { CiteLink } from '../article/cite-link.tsx';
import { ActionForm } from '../forms/action-form.tsx';
import { newId } from '../forms/new-id.ts';
import { draftInTab, forgetDraftInTab } from '../forms/use-draft.ts';
import { Loaded, useTitle } from '../parts/page-state.tsx';

/** The form that begins a case: 收件登记 or 提请立案. */
export function StartPage() {
  const { command = '' } = useParams();
  const query = useQuery({ queryKey: ['case-start'], queryFn: () => call<StartReply>('GET', routes.caseStart) });
  return (
    <Loaded query={query}>{(reply) => <Start key={command} command={command} actions={reply.actions} />}</Loaded>
  );
}

function Start({ command, actions }: { readonly command: string; readonly actions: StartReply['actions'] }) {
  const action = actions.find((candidate) => candidate.command === command);
  const [id] = useState(newId);
  const navigate = useNavigate();
  useTitle(action?.label ?? '登记');
  return (
    <>
      <div className="page-head">
        <h1>{action?.label ?? '登记'}</h1>
        <p>
          <Link to={paths.worklist}>回到我的待办</Link>
        </p>
      </div>
      {!action && <p>您的岗位不办理这一登记。</p>}
      {action?.refusal && (
        <p className="note bad sentence">
          {action.refusal.sentence} {action.refusal.cite && <CiteLink cite={action.refusal.cite} full />}
        </p>
      )}
      {action?.enabled && (
        <section className="panel" aria-label={action.label}>
          <ActionForm
            action={action}
            target={{ kind: 'case', id, version: 0 }}
            draft={draftInTab(command)}
            draftPlace="tab"
            heading="h2"
            onClose={() => navigate(paths.worklist)}
            onDone={(reply) => {
              forgetDraftInTab(command);
              navigate(paths.case(reply.id));
            }}
          />
        </section>
      )}
    </>
  );
}
