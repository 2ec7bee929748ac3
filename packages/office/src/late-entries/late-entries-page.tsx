import { call, type LateEntriesReply, type LateEntryRow, routes } from '@mingjing/api';
import { Button } from 'antd';
import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { useMe } from '../app/session.tsx';
import { CiteLink } from '../article/cite-link.tsx';
import { wholeEntryTime } from '../parts/dates.ts';
import { DayFilter } from '../parts/day-filter.tsx';
import { FilterSelect } from '../parts/filter-select.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { Pager } from '../parts/pager.tsx';
import { useAskedList } from '../parts/use-asked-list.ts';

const sorts = [
  ['entered', '录入先后'],
  ['happened', '发生日期'],
  ['longest', '迟录长短'],
] as const;

/** 补录清单: what was entered later than the regulation allows, with its reason, for whoever supervises. */
export function LateEntriesPage() {
  useTitle('补录清单');
  const { asked, query, set } = useAskedList('late-entries', (asked) =>
    call<LateEntriesReply>('GET', `${routes.lateEntries}?${asked}`),
  );
  return (
    <>
      <div className="page-head">
        <h1>补录清单</h1>
        <p className="quiet">
          办案中晚于规定时间录入的事项。期限按发生日期计算，次序按录入时间；补录的都写明了原因。
        </p>
        {(query.data?.rows.length ?? 0) > 0 && (
          <div className="end">
            <Button onClick={() => window.print()}>打印</Button>
          </div>
        )}
      </div>
      <Loaded query={query}>
        {(reply) => (
          <>
            <PrintHead asked={asked} people={reply.people} />
            <Filters asked={asked} people={reply.people} set={set} />
            <LateEntries reply={reply} asked={asked} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** What a printed list is of: whose, entered when, by whom. */
function PrintHead({ asked, people }: Pick<FiltersProps, 'asked' | 'people'>) {
  const me = useMe();
  const [from, to] = [asked.get('from'), asked.get('to')];
  const period = from || to ? `录入于 ${from ?? '最早'} 至 ${to ?? me.today}` : '全部';
  const person = people.find(({ id }) => id === asked.get('person'))?.name;
  return (
    <p className="print-only">
      {me.bureau.name}　{period}
      {person && `　${person}录入`}　{me.today} 打印
    </p>
  );
}

interface FiltersProps {
  readonly asked: URLSearchParams;
  readonly people: LateEntriesReply['people'];
  readonly set: (name: string, value: string, standard?: string) => void;
}

function Filters({ asked, people, set }: FiltersProps) {
  return (
    <div className="filters">
      <DayFilter label="录入自" value={asked.get('from') ?? ''} onChange={(day) => set('from', day)} />
      <DayFilter label="至" value={asked.get('to') ?? ''} onChange={(day) => set('to', day)} />
      <FilterSelect
        label="谁录入"
        value={asked.get('person') ?? ''}
        options={[['', '全部'], ...people.map(({ id, name }) => [id, name] as const)]}
        onChange={(value) => set('person', value)}
      />
      <FilterSelect
        label="排序"
        value={asked.get('sort') ?? 'entered'}
        options={sorts}
        onChange={(value) => set('sort', value, 'entered')}
      />
    </div>
  );
}

function LateEntries({
  reply,
  asked,
}: {
  readonly reply: LateEntriesReply;
  readonly asked: URLSearchParams;
}) {
  if (reply.rows.length === 0) {
    const filtered = ['from', 'to', 'person', 'after'].some((name) => asked.has(name));
    return (
      <p className="panel empty">
        {filtered ? '这样筛选没有补录的事项。' : '没有补录的事项。晚于规定时间录入的，会列在这里。'}
      </p>
    );
  }
  return (
    <>
      <table className="list-table">
        <caption className="vh">补录清单</caption>
        <thead>
          <tr>
            <th scope="col">案号</th>
            <th scope="col">事项</th>
            <th scope="col">发生</th>
            <th scope="col">录入</th>
            <th scope="col">迟录</th>
            <th scope="col">原因</th>
            <th scope="col">录入人</th>
          </tr>
        </thead>
        <tbody>
          {reply.rows.map((row) => (
            <Entry key={`${row.stream}/${row.version}`} row={row} />
          ))}
        </tbody>
      </table>
      <Pager path={paths.lateEntries} asked={asked} next={reply.next} />
    </>
  );
}

function Entry({ row }: { readonly row: LateEntryRow }) {
  const path = row.caseId === null ? paths.publication(row.publicationId ?? '') : paths.case(row.caseId);
  return (
    <tr>
      <td data-label="案号">
        <span className="wh">{row.number ?? '未编号'}</span>
        {row.from && <span className="second">{row.from}</span>}
      </td>
      <th scope="row">
        <Link to={path} className="row-link strong">
          {row.label}
        </Link>
        <span className="second">{row.title}</span>
      </th>
      <td data-label="发生" className="num">
        {row.occurredOn}
      </td>
      <td data-label="录入" className="num">
        {wholeEntryTime(row.recordedAt)}
      </td>
      <td data-label="迟录">
        <span className="tag soon">{lateness(row)}</span>
        <span className="second">
          {row.allowed === 0 ? '应于当日录入　' : `应在 ${row.allowed} 个工作日内（至 ${row.due}）录入　`}
          {row.cite && <CiteLink cite={row.cite} />}
        </span>
      </td>
      <td data-label="原因">{row.reason ?? <span className="quiet">已依法删除</span>}</td>
      <td data-label="录入人" className="nb">
        {row.by}
      </td>
    </tr>
  );
}

/** 迟 3 个工作日; where only days off lie in between, those. */
function lateness({ workingDays, calendarDays }: LateEntryRow): string {
  return workingDays > 0 ? `迟 ${workingDays} 个工作日` : `迟 ${calendarDays} 日（休息日）`;
}
