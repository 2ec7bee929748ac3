import { call, routes, type StartReply } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { paths } from '../app/paths.ts';
import { CiteLink } from '../article/cite-link.tsx';
import { ActionForm } from '../forms/action-form.tsx';
import { doneSentence } from '../forms/action-list.tsx';
import { announceOnNextPage } from '../parts/live-region.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';

/** The form that begins a case: 收件登记 or 提请立案. */
export function StartPage() {
  const { command = '' } = useParams();
  const query = useQuery({
    queryKey: ['case-start'],
    queryFn: () => call<StartReply>('GET', routes.caseStart),
    staleTime: 0,
  });
  return (
    <Loaded query={query} title="登记">
      {(reply) => <Start key={command} command={command} reply={reply} />}
    </Loaded>
  );
}

function Start({ command, reply }: { readonly command: string; readonly reply: StartReply }) {
  const action = reply.actions.find((candidate) => candidate.command === command);
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
      {!action && <p>{notYours(reply, command)}</p>}
      {action?.refusal && (
        <p className="note bad sentence">
          {action.refusal.sentence} {action.refusal.cite && <CiteLink cite={action.refusal.cite} full />}
        </p>
      )}
      {action?.enabled && (
        <section className="panel" aria-label={action.label}>
          <ActionForm
            action={action}
            target={{ kind: 'new-case', id: '', version: 0 }}
            draft={reply.drafts[command]}
            draftSubject="start"
            heading="h2"
            onClose={() => navigate(paths.worklist)}
            onDone={(done) => {
              announceOnNextPage(doneSentence(done.facts.map((fact) => fact.label)));
              navigate(paths.case(done.id));
            }}
          />
        </section>
      )}
    </>
  );
}

/** Who may begin what this person may not. */
function notYours({ others }: StartReply, command: string): string {
  const other = others.find((candidate) => candidate.command === command);
  return other
    ? `您的岗位不办理“${other.label}”。可以办理的人：${other.who}。`
    : '本机关不办理这一登记。回到我的待办，从菜单选要办的事。';
}
