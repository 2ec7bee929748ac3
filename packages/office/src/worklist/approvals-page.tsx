import type { AwaitingRow, WorklistReply } from '@mingjing/api';
import { Link } from 'react-router';
import { paths, workPath } from '../app/paths.ts';
import { entryTime, shortDate } from '../parts/dates.ts';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { defaults, useWorklist } from './worklist-query.ts';

/** 待我审批: everything that waits for this person's word, in one list. */
export function ApprovalsPage() {
  useTitle('待我审批');
  const query = useWorklist(defaults);
  return (
    <>
      <div className="page-head">
        <h1>待我审批</h1>
        <p>拟稿、承办的人不能批准自己的。</p>
      </div>
      <Loaded query={query}>{(reply) => <Approvals reply={reply} />}</Loaded>
    </>
  );
}

function Approvals({ reply }: { readonly reply: WorklistReply }) {
  const { awaitingMe: rows, awaitingCount: count, today } = reply;
  if (rows.length === 0)
    return (
      <p className="panel empty sentence">
        没有等您审批的事。到期的事在<Link to={paths.worklist}>我的待办</Link>里看。
      </p>
    );
  return (
    <>
      <table className="list-table">
        <caption className="vh">待我审批</caption>
        <thead>
          <tr>
            <th scope="col">要批的事</th>
            <th scope="col">案号、文号</th>
            <th scope="col">当事人</th>
            <th scope="col">拟稿、申请</th>
            <th scope="col">时间</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Approval
              key={`${row.caseId} ${row.publicationId} ${row.label} ${row.at}`}
              row={row}
              today={today}
            />
          ))}
        </tbody>
      </table>
      {count > rows.length && (
        <p className="panel empty sentence">
          另有公示稿 {count - rows.length} 件，在<Link to={paths.publicationsAwaiting}>公示</Link>
          里成批核对、批准。
        </p>
      )}
    </>
  );
}

function Approval({ row, today }: { readonly row: AwaitingRow; readonly today: string }) {
  return (
    <tr>
      <th scope="row">
        <Link to={workPath(row)} className="row-link strong">
          {row.label}
        </Link>
        <span className="second">{row.title}</span>
      </th>
      <td data-label="案号、文号">
        <span className="wh">{row.number ?? '未编号'}</span>
        {row.from && <span className="second">{row.from}报送</span>}
      </td>
      <td data-label="当事人">{row.party}</td>
      <td data-label="拟稿、申请">{row.by || '—'}</td>
      <td data-label="时间" className="num">
        {row.at.includes('T') ? entryTime(row.at, today) : shortDate(row.at, today)}
      </td>
    </tr>
  );
}
