import { type CaseRow, call, type Page, routes } from '@mingjing/api';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { downloadCsv } from '../parts/csv.ts';
import { FilterSelect } from '../parts/filter-select.tsx';
import { announce } from '../parts/live-region.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { Pager } from '../parts/pager.tsx';
import { problemOf } from '../parts/problem-note.tsx';
import { useAskedList } from '../parts/use-asked-list.ts';

const filters = {
  kind: {
    label: '类别',
    standard: '',
    options: [
      ['', '全部'],
      ['permit', '行政许可'],
      ['penalty', '行政处罚'],
    ],
  },
  state: {
    label: '状态',
    standard: 'open',
    options: [
      ['open', '在办'],
      ['closed', '已结'],
      ['all', '全部'],
    ],
  },
  mine: {
    label: '谁的',
    standard: 'no',
    options: [
      ['no', '全局'],
      ['yes', '我的'],
    ],
  },
  sort: {
    label: '排序',
    standard: 'updated',
    options: [
      ['updated', '最近办理'],
      ['opened', '开始日期'],
      ['number', '案号'],
    ],
  },
} as const;

/** All cases this person may see, searched and filtered; the address holds the filter. */
export function CaseListPage() {
  const { asked, query, set } = useAskedList('cases', askCases);
  const title = asked.get('mine') === 'yes' ? '我的案件' : '全部案件';
  useTitle(title);
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        <div className="end">
          <ExportButton asked={asked} />
        </div>
      </div>
      <div className="filters">
        <SearchField
          key={asked.get('q') ?? ''}
          value={asked.get('q') ?? ''}
          onSearch={(text) => set('q', text, '')}
        />
        {Object.entries(filters).map(([name, { label, standard, options }]) => (
          <FilterSelect
            key={name}
            label={label}
            value={asked.get(name) ?? standard}
            options={options}
            onChange={(value) => set(name, value, standard)}
          />
        ))}
      </div>
      <Loaded query={query}>{(page) => <Cases page={page} asked={asked} />}</Loaded>
    </>
  );
}

function SearchField({
  value,
  onSearch,
}: {
  readonly value: string;
  readonly onSearch: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  return (
    <form
      className="filter-search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(text.trim());
      }}
    >
      <Input
        aria-label="案号、当事人、案名"
        placeholder="案号、当事人、案名"
        value={text}
        maxLength={80}
        onChange={(event) => setText(event.target.value)}
      />
      <Button htmlType="submit">查找</Button>
    </form>
  );
}

function Cases({ page, asked }: { readonly page: Page<CaseRow>; readonly asked: URLSearchParams }) {
  if (page.rows.length === 0) {
    const text = asked.get('q');
    return (
      <p className="panel empty">
        {text ? `没有查到“${text}”。可只输企业名称中的几个字，或查相近文号。` : '这样筛选没有案件。'}
      </p>
    );
  }
  return (
    <>
      <table className="list-table">
        <caption className="vh">案件</caption>
        <thead>
          <tr>
            <th scope="col">案号</th>
            <th scope="col">案件</th>
            <th scope="col">阶段</th>
            <th scope="col">承办</th>
            <th scope="col">开始</th>
            <th scope="col">决定</th>
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row) => (
            <tr key={row.id}>
              <td data-label="案号">
                <span className="wh">{row.number ?? '未编号'}</span>
                <span className="second">{row.kind === 'permit' ? '行政许可' : '行政处罚'}</span>
              </td>
              <th scope="row">
                <Link to={paths.case(row.id)} className="row-link strong">
                  {row.title}
                </Link>
                <span className="second">{row.party}</span>
              </th>
              <td data-label="阶段">
                {row.closedOn ? <span className="tag ok">已结</span> : row.stageLabel}
              </td>
              <td data-label="承办">{row.handlers.join('、') || '—'}</td>
              <td data-label="开始" className="num">
                {row.openedOn}
              </td>
              <td data-label="决定" className="num">
                {row.decidedOn ?? '—'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Pager path={paths.cases} asked={asked} next={page.next} />
    </>
  );
}

const mostExported = 5_000;

function ExportButton({ asked }: { readonly asked: URLSearchParams }) {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const rows = await everyCase(asked);
      downloadCsv('案件', [
        ['案号', '类别', '案件', '当事人', '阶段', '承办', '开始', '决定', '结案'],
        ...rows.map(toCells),
      ]);
      announce(`已导出 ${rows.length} 件。`);
    } catch (error) {
      announce(problemOf(error).title);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button loading={busy} onClick={run}>
      导出
    </Button>
  );
}

function toCells(row: CaseRow): readonly string[] {
  const kind = row.kind === 'permit' ? '行政许可' : '行政处罚';
  const dates = [row.openedOn, row.decidedOn ?? '', row.closedOn ?? ''];
  return [row.number ?? '', kind, row.title, row.party, row.stageLabel, row.handlers.join('、'), ...dates];
}

async function everyCase(asked: URLSearchParams): Promise<readonly CaseRow[]> {
  const query = new URLSearchParams(asked);
  query.delete('after');
  const rows: CaseRow[] = [];
  for (;;) {
    const page = await askCases(query);
    rows.push(...page.rows);
    if (!page.next || rows.length >= mostExported) return rows;
    query.set('after', page.next);
  }
}

function askCases(asked: URLSearchParams): Promise<Page<CaseRow>> {
  return call<Page<CaseRow>>('GET', `${routes.cases}?${asked}`);
}
