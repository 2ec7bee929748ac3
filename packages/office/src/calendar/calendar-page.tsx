import { call, routes } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { useMe } from '../app/session.tsx';
import { useLaw } from '../law/law-queries.ts';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { ImportYear } from './import-year.tsx';
import { MonthGrid } from './month-grid.tsx';

/** A year's arrangement as announced; `off` and `work` name the days. */
export interface AnnouncedYear {
  readonly year: number;
  readonly notice: string;
  readonly number: string | null;
  readonly off: Readonly<Record<string, string>>;
  readonly work: Readonly<Record<string, string>>;
}

/** The calendar on which working days are counted, year by year, each with its notice. */
export function CalendarPage() {
  useTitle('日历');
  const may = useMe().roles.includes('policy-and-law');
  const query = useQuery({
    queryKey: ['calendar'],
    queryFn: () => call<{ readonly years: readonly AnnouncedYear[] }>('GET', routes.calendar),
    staleTime: 600_000,
  });
  return (
    <>
      <div className="page-head">
        <h1>日历</h1>
        <p>工作日按国务院办公厅公布的放假安排计算。</p>
      </div>
      {may && <ImportYear />}
      <Loaded query={query}>{(reply) => <Years years={reply.years} />}</Loaded>
    </>
  );
}

function Years({ years }: { readonly years: readonly AnnouncedYear[] }) {
  const { today } = useMe();
  const [query] = useSearchParams();
  const wanted = Number(query.get('year') ?? today.slice(0, 4));
  const sorted = [...years].sort((a, b) => a.year - b.year);
  const shown = sorted.find((year) => year.year === wanted) ?? sorted.at(-1);
  if (!shown) return <p className="panel empty">还没有导入放假安排。</p>;
  return (
    <>
      <nav className="year-links" aria-label="年份">
        {sorted.map(({ year }) => (
          <Link
            key={year}
            className="row-link"
            to={{ search: `?year=${year}` }}
            replace
            {...(year === shown.year ? { 'aria-current': 'true' as const } : {})}
          >
            {year} 年
          </Link>
        ))}
      </nav>
      <p className="sentence">
        <Notice year={shown} />
        <Imported year={shown.year} />。{(sorted.at(-1)?.year ?? 0) + 1}{' '}
        年起的放假安排还没有导入，算出的日期为暂定。
      </p>
      <div className="months">
        {Array.from({ length: 12 }, (_, month) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the months of a year
          <MonthGrid key={month} year={shown} month={month + 1} today={today} />
        ))}
      </div>
      <p className="quiet day-legend">斜纹为放假或者周末，“班”为调休上班日。</p>
    </>
  );
}

/** The notice by its title and address, with its number; a number nobody has checked is said to be unchecked. */
function Notice({ year: { year, notice, number } }: { readonly year: AnnouncedYear }) {
  const title = `国务院办公厅关于${year}年部分节假日安排的通知`;
  return (
    <>
      {notice.startsWith('http') ? (
        <a href={notice} target="_blank" rel="noreferrer">
          {title}
        </a>
      ) : (
        `${title}（${notice}）`
      )}
      ，{number ?? <span className="tag soon">文号未核</span>}
    </>
  );
}

/** Who took the year over, and when. */
function Imported({ year }: { readonly year: number }) {
  const found = useLaw().data?.years.find((one) => one.year === year);
  return found?.importedOn ? (
    <>
      ，{found.importedOn} 由{found.importedBy}导入
    </>
  ) : null;
}
