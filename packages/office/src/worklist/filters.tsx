import type { WorkItem, WorklistReply } from '@mingjing/api';
import { Button } from 'antd';
import { Link } from 'react-router';
import { shortCite } from '../article/cite-text.ts';
import { downloadCsv } from '../parts/csv.ts';
import { FilterSelect } from '../parts/filter-select.tsx';
import { groups, type useFilters } from './worklist-query.ts';

type FilterState = ReturnType<typeof useFilters>;

/** How many are overdue, due today, due soon: each a link that filters. */
export function Facets({
  counts,
  filters,
}: {
  readonly counts: WorklistReply['counts'];
  readonly filters: FilterState;
}) {
  const facets = [{ key: 'all', label: '全部', tone: '' } as const, ...groups];
  return (
    <nav className="facets" aria-label="按期限筛选">
      {facets.map(({ key, label, tone }) => (
        <Link
          key={key}
          to={{ search: filters.addressWith('group', key).toString() }}
          replace
          className={counts[key] > 0 ? tone : ''}
          {...(filters.values.group === key ? { 'aria-current': 'true' as const } : {})}
        >
          {label} <b>{counts[key]}</b>
        </Link>
      ))}
    </nav>
  );
}

/** Kind, matter, clause, whose, and order; and the list as filtered, as a file. */
export function Filters({
  filters,
  reply: { items, choices },
}: {
  readonly filters: FilterState;
  readonly reply: WorklistReply;
}) {
  const { values, set } = filters;
  return (
    <div className="filters">
      <FilterSelect
        label="类别"
        value={values.kind}
        onChange={(value) => set('kind', value)}
        options={[
          ['', '全部'],
          ['permit', '行政许可'],
          ['penalty', '行政处罚'],
        ]}
      />
      <FilterSelect
        label="事项"
        value={values.matter}
        onChange={(value) => set('matter', value)}
        options={[['', '全部'], ...choices.matters.map((name) => [name, name] as const)]}
      />
      <FilterSelect
        label="条文"
        value={values.article}
        onChange={(value) => set('article', value)}
        options={[['', '全部'], ...choices.articles.map(({ key, cite }) => [key, shortCite(cite)] as const)]}
      />
      <FilterSelect
        label="谁来办"
        value={values.who}
        onChange={(value) => set('who', value)}
        options={[
          ['mine', '我和我科'],
          ['bureau', '全局'],
        ]}
      />
      <FilterSelect
        label="排序"
        value={values.sort}
        onChange={(value) => set('sort', value)}
        options={[
          ['due', '到期日'],
          ['case', '案件'],
        ]}
      />
      <div className="end">
        {filters.isNarrowed && items.length > 0 && (
          <Link className="text-button" to={{ search: filters.cleared.toString() }} replace>
            清除筛选
          </Link>
        )}
        <Button size="small" onClick={() => downloadCsv('待办', rowsOf(items))}>
          导出
        </Button>
      </div>
    </div>
  );
}

function rowsOf(items: readonly WorkItem[]): readonly (readonly string[])[] {
  return [
    ['到期', '距今', '要办的事', '案号', '当事人', '依据', '谁来办', '现状'],
    ...items.map((item) => [
      item.due ?? '',
      item.distance,
      item.what,
      item.number ?? '',
      item.party,
      `《${item.cite.regulation}》${item.cite.article}`,
      item.owner,
      item.state,
    ]),
  ];
}
