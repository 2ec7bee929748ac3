import { call, routes, type StartReply, type WorklistReply } from '@mingjing/api';
import type { AvailableAction } from '@mingjing/law';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useNavigate } from 'react-router';
import { paths } from '../app/paths.ts';
import { useMe } from '../app/session.tsx';
import { maySee, menuFor, seesCases } from '../app/side-menu.tsx';
import { CiteLink } from '../article/cite-link.tsx';
import { ActionButton } from '../parts/action-button.tsx';
import { longDate, weekdayOf } from '../parts/dates.ts';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { DutyTable } from './duty-table.tsx';
import { Facets, Filters } from './filters.tsx';
import { AwaitingMe, Inherited, JoinedCases, MonthFigures, MyCases, Updates } from './side-lists.tsx';
import { useFilters, useWorklist } from './worklist-query.ts';

/** Home: what is due, in the order in which it is due; who has nothing due begins with what is theirs. */
export function WorklistPage() {
  const me = useMe();
  if (maySee(me, 'view-worklist')) return <Worklist />;
  const own = menuFor(me);
  return <Navigate to={own.at(seesCases(me) ? 0 : -1)?.to ?? paths.articles} replace />;
}

function Worklist() {
  useTitle('我的待办');
  const filters = useFilters();
  const query = useWorklist(filters.values);
  return (
    <Loaded query={query} title="我的待办">
      {(reply) => {
        // Who only approves finds the approvals where others find what is due.
        const approvalsFirst = reply.items.length === 0 && reply.awaitingMe.length > 0;
        return (
          <>
            <div className="page-head">
              <h1>我的待办</h1>
              <p>
                <span className="nb">{longDate(reply.today)}</span>　{weekdayOf(reply.today)}
              </p>
              <StartButtons />
            </div>
            <Facets counts={reply.counts} filters={filters} />
            <Filters filters={filters} reply={reply} />
            <div className="worklist-grid">
              <div>
                {reply.items.length > 0 ? (
                  <DutyTable items={reply.items} today={reply.today} notes={reply.notes} />
                ) : (
                  <Nothing reply={reply} filters={filters} />
                )}
                {approvalsFirst && awaiting(reply)}
              </div>
              <div>
                <Inherited rows={reply.inherited} />
                <Updates rows={reply.updates} />
                {!approvalsFirst && awaiting(reply)}
                <MyCases rows={reply.myCases} count={reply.myCasesCount} />
                <JoinedCases rows={reply.joined} />
                <MonthFigures month={reply.month} />
              </div>
            </div>
          </>
        );
      }}
    </Loaded>
  );
}

function StartButtons() {
  const navigate = useNavigate();
  const query = useQuery({
    queryKey: ['case-start'],
    queryFn: () => call<StartReply>('GET', routes.caseStart),
  });
  const actions = query.data?.actions ?? [];
  if (actions.length === 0) return null;
  return (
    <div className="end start-actions">
      {byReason(actions).map((group) => (
        <div key={group[0].command}>
          {group.map((action) => (
            <ActionButton
              key={action.command}
              type={action.began ? 'link' : action === actions[0] ? 'primary' : 'default'}
              refused={!action.enabled}
              reason={`start-${group[0].command}`}
              onClick={() => navigate(paths.start(action.command))}
            >
              {action.label}
            </ActionButton>
          ))}
          <Reason id={`start-${group[0].command}`} refusal={group[0].refusal} />
        </div>
      ))}
    </div>
  );
}

function Reason({
  id,
  refusal,
}: {
  readonly id: string;
  readonly refusal: AvailableAction['refusal'] | undefined;
}) {
  return (
    <p className="sentence quiet" id={id}>
      {refusal && (
        <>
          {refusal.sentence} {refusal.cite && <CiteLink cite={refusal.cite} />}
        </>
      )}
    </p>
  );
}

/** What is refused for one reason stands together, and the reason stands once. */
function byReason(actions: readonly AvailableAction[]) {
  const groups: [AvailableAction, ...AvailableAction[]][] = [];
  for (const action of actions) {
    const sentence = action.refusal?.sentence;
    const same = groups.find(([first]) => sentence !== undefined && first.refusal?.sentence === sentence);
    if (same) same.push(action);
    else groups.push([action]);
  }
  return groups;
}

const awaiting = ({ awaitingMe, awaitingCount, today }: WorklistReply) => (
  <AwaitingMe rows={awaitingMe} count={awaitingCount} today={today} />
);

function Nothing({ reply, filters }: NothingProps) {
  const elsewhere = maySee(useMe(), 'list-cases') && filters.values.who === 'mine';
  if (reply.unfiltered > 0 && filters.isNarrowed)
    return (
      <p className="panel empty sentence">
        这样筛选没有要办的事。
        <Link to={{ search: filters.cleared.toString() }} replace>
          清除筛选
        </Link>
        ，看全部 {reply.unfiltered} 件。
      </p>
    );
  const idle = reply.counts.all === 0 && reply.awaitingCount === 0;
  const [, month, day] = reply.next?.due.split('-').map(Number) ?? [];
  return (
    <p className="panel empty sentence">
      {reply.counts.all === 0 ? '今天没有到期的事。' : '这样筛选没有要办的事。'}
      {reply.next && `下一件：${month} 月 ${day} 日 ${reply.next.what}。`}
      {reply.awaitingCount > 0 && `有 ${reply.awaitingCount} 件待您审批。`}
      {idle && elsewhere && (
        <>
          别人要办的在<Link to={{ search: filters.addressWith('who', 'bureau').toString() }}>全局待办</Link>
          里看。
        </>
      )}
    </p>
  );
}

interface NothingProps {
  readonly reply: WorklistReply;
  readonly filters: ReturnType<typeof useFilters>;
}
