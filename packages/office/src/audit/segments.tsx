import { call, routes, type SegmentRow, type SegmentsReply } from '@mingjing/api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMe } from '../app/session.tsx';
import { entryTime } from '../parts/dates.ts';
import { Panel } from '../parts/panel.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';

/** The sealed segments with what proves them: computed again from their entries, and their place in the log. */
export function Segments({ bureau }: { readonly bureau: string }) {
  const query = useInfiniteQuery({
    queryKey: ['read-segments', bureau],
    queryFn: ({ pageParam }) =>
      call<SegmentsReply>(
        'GET',
        `${routes.auditSegments}?${new URLSearchParams({
          ...(pageParam === null ? {} : { before: String(pageParam) }),
          ...(bureau === '' ? {} : { bureau }),
        })}`,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next,
  });
  if (query.error) return <ProblemNote error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return null;
  const rows = query.data.pages.flatMap((page) => page.rows);
  return (
    <Panel title="封存" aside={`待封存 ${query.data.pages[0]?.open ?? 0} 条`}>
      {rows.length === 0 ? (
        <p className="panel-body quiet">还没有封存过。每小时封存一次，停机时也封存。</p>
      ) : (
        <table className="list-table">
          <caption className="vh">封存</caption>
          <thead>
            <tr>
              <th scope="col">段</th>
              <th scope="col">条数</th>
              <th scope="col">起止</th>
              <th scope="col">核对</th>
              <th scope="col">存证</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Segment key={row.segment} row={row} />
            ))}
          </tbody>
        </table>
      )}
      {query.hasNextPage && (
        <p className="pager">
          <Button onClick={() => query.fetchNextPage()} loading={query.isFetchingNextPage}>
            更早的
          </Button>
        </p>
      )}
    </Panel>
  );
}

function Segment({ row }: { readonly row: SegmentRow }) {
  const { today } = useMe();
  return (
    <tr>
      <th scope="row" className="num">
        第 {row.segment} 段
      </th>
      <td data-label="条数" className="num">
        {row.entries}
      </td>
      <td data-label="起止" className="num">
        {entryTime(row.from, today)} 至 {entryTime(row.to, today)}
      </td>
      <td data-label="核对">
        <span className={row.intact ? 'tag ok' : 'tag bad'}>
          {row.intact ? '与封存时一致' : '与封存时不一致'}
        </span>
        <span className="second num">摘要 {row.sha256.slice(0, 16)}…</span>
      </td>
      <td data-label="存证" className="num">
        {row.logIndex === null ? '待入链' : `已入链 #${row.logIndex}`}
        {row.signed && <span className="second">链头已签名</span>}
      </td>
    </tr>
  );
}
