import { call, type ReadRow, type ReadsReply, readActions, routes } from '@mingjing/api';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { paths } from '../app/paths.ts';
import { useMe } from '../app/session.tsx';
import { ActedFor } from '../parts/acted-for.tsx';
import { entryTime } from '../parts/dates.ts';
import { DayFilter } from '../parts/day-filter.tsx';
import { FilterSelect } from '../parts/filter-select.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { Pager } from '../parts/pager.tsx';
import { useAskedList } from '../parts/use-asked-list.ts';
import { Segments } from './segments.tsx';

/** 查阅记录: who opened what and when; the audit administrator sees that, and nothing of what the record holds. */
export function ReadsPage() {
  useTitle('查阅记录');
  const { asked, query, set } = useAskedList('reads', (asked) =>
    call<ReadsReply>('GET', `${routes.auditReads}?${asked}`),
  );
  return (
    <>
      <div className="page-head">
        <h1>查阅记录</h1>
        <p className="quiet">
          只记谁在何时登录、查找、打开了哪一件，不显示内容；用户名和词语只留摘要。每小时封存一段，不能改动。
        </p>
      </div>
      <Loaded query={query}>
        {(page) => (
          <>
            <Filters asked={asked} people={page.people} set={set} />
            <Reads page={page} asked={asked} />
          </>
        )}
      </Loaded>
      <Segments bureau={asked.get('bureau') ?? ''} />
    </>
  );
}

interface FiltersProps {
  readonly asked: URLSearchParams;
  readonly people: ReadsReply['people'];
  readonly set: (name: string, value: string) => void;
}

function Filters({ asked, people, set }: FiltersProps) {
  const known = people.map(({ id, name }) => [id, name] as const);
  return (
    <div className="filters">
      <ActedFor value={asked.get('bureau') ?? ''} onChange={(value) => set('bureau', value)} />
      <NumberField
        key={asked.get('number') ?? ''}
        value={asked.get('number') ?? ''}
        onSearch={(text) => set('number', text)}
      />
      <FilterSelect
        label="谁"
        value={asked.get('person') ?? ''}
        options={[['', '全部'], ...known]}
        onChange={(value) => set('person', value)}
      />
      <FilterSelect
        label="做什么"
        value={asked.get('action') ?? ''}
        options={[['', '全部'], ...Object.entries(readActions)]}
        onChange={(value) => set('action', value)}
      />
      <DayFilter label="哪一天" value={asked.get('day') ?? ''} onChange={(day) => set('day', day)} />
    </div>
  );
}

function NumberField(props: { readonly value: string; readonly onSearch: (text: string) => void }) {
  const [text, setText] = useState(props.value);
  return (
    <form
      className="filter-search"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSearch(text.trim());
      }}
    >
      <Input
        aria-label="案号、文号"
        placeholder="案号、文号"
        value={text}
        maxLength={80}
        onChange={(event) => setText(event.target.value)}
      />
      <Button htmlType="submit">查找</Button>
    </form>
  );
}

function Reads({ page, asked }: { readonly page: ReadsReply; readonly asked: URLSearchParams }) {
  const { today } = useMe();
  if (page.rows.length === 0) {
    const filtered = ['person', 'number', 'day', 'action'].some((name) => asked.has(name));
    return (
      <p className="panel empty">{filtered ? '这样筛选没有查阅记录。' : '还没有人打开过案件或公示稿。'}</p>
    );
  }
  return (
    <>
      <table className="list-table">
        <caption className="vh">查阅记录</caption>
        <thead>
          <tr>
            <th scope="col">时间</th>
            <th scope="col">谁</th>
            <th scope="col">做什么</th>
            <th scope="col">哪一件</th>
            <th scope="col">封存</th>
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row) => (
            <tr key={row.id}>
              <td data-label="时间" className="num">
                {entryTime(row.readAt, today)}
              </td>
              <th scope="row">
                {row.name}
                {row.from && <span className="second">{row.from}</span>}
              </th>
              <td data-label="做什么">{actionLabel(row.action)}</td>
              <td data-label="哪一件">
                <Subject row={row} />
              </td>
              <td data-label="封存" className="num">
                <Sealed row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Pager path={paths.reads} asked={asked} next={page.next} />
    </>
  );
}

function Subject({ row }: { readonly row: ReadRow }) {
  const [kind, id, times] = row.subject.split('/');
  if (id === undefined || kind === 'evidence') return <>—</>;
  if (kind === 'codes')
    return (
      <span className="num">
        {id}　{times} 次
      </span>
    );
  if (kind === 'login' || kind === 'search') {
    return (
      <span className="second num">
        {kind === 'login' ? '用户名' : '词语'}摘要 {id.slice(0, 8)}
      </span>
    );
  }
  return (
    <>
      <span className="wh">{row.number ?? '未编号'}</span>
      <span className="second">
        {kind === 'publication' ? '公示' : '案件'} {id.slice(0, 8)}
      </span>
    </>
  );
}

function Sealed({ row }: { readonly row: ReadRow }) {
  if (row.segment === null) return <span className="quiet">待封存</span>;
  return (
    <>
      第 {row.segment} 段
      <span className="second">{row.logIndex === null ? '待入链' : `已入链 #${row.logIndex}`}</span>
    </>
  );
}

const actionLabel = (action: string): string =>
  (readActions as Readonly<Record<string, string>>)[action] ?? action;
