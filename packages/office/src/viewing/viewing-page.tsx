import { call, routes, type ViewingReply, type ViewingRow } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { AnswerViewing } from './answer-viewing.tsx';
import { outcomeOf } from './outcome.ts';

/** 调阅申请: who asks to see the records of a case they do not handle, granted for some days or refused by another person. */
export function ViewingPage() {
  useTitle('调阅申请');
  const query = useQuery({
    queryKey: ['viewing'],
    queryFn: () => call<ViewingReply>('GET', routes.viewing),
  });
  return (
    <>
      <div className="page-head">
        <h1>调阅申请</h1>
        <p className="quiet">
          没有办理案件的人调阅全过程记录，在案件页写明事由申请，由负责人批准，写明最后一日；每次查看、导出都留记录。
        </p>
      </div>
      <Loaded query={query}>{(reply) => <Requests reply={reply} />}</Loaded>
    </>
  );
}

function Requests({ reply }: { readonly reply: ViewingReply }) {
  if (reply.rows.length === 0) return <p className="panel empty">没有调阅申请。</p>;
  return (
    <table className="list-table">
      <caption className="vh">调阅申请</caption>
      <thead>
        <tr>
          <th scope="col">案件</th>
          <th scope="col">申请人</th>
          <th scope="col">事由</th>
          <th scope="col">办理</th>
        </tr>
      </thead>
      <tbody>
        {reply.rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Link to={paths.case(row.caseId)}>{row.caseTitle}</Link>
              <span className="second wh">{row.caseNumber}</span>
            </th>
            <td data-label="申请人">
              {row.person}
              <span className="second num">{row.askedOn}</span>
            </td>
            <td data-label="事由">
              {row.reason}
              <span className="second">{wanted(row)}</span>
            </td>
            <td data-label="办理" className="act">
              {row.state === 'asked' && reply.mayDecide ? (
                <AnswerViewing row={row} reply={reply} />
              ) : (
                outcomeOf(row)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const wanted = ({ days, copying }: ViewingRow) => `${days} 天${copying ? '，并复制' : ''}`;
