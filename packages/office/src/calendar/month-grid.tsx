import type { AnnouncedYear } from './calendar-page.tsx';

const names = ['一', '二', '三', '四', '五', '六', '日'];

interface MonthGridProps {
  readonly year: AnnouncedYear;
  readonly month: number;
  readonly today: string;
}

/** One month, Monday first: days off by name, make-up days marked. */
export function MonthGrid({ year, month, today }: MonthGridProps) {
  const lead = (new Date(Date.UTC(year.year, month - 1, 1)).getUTCDay() + 6) % 7;
  const days = new Date(Date.UTC(year.year, month, 0)).getUTCDate();
  const cells = [...Array<number>(lead).fill(0), ...Array.from({ length: days }, (_, index) => index + 1)];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    cells.slice(week * 7, week * 7 + 7),
  );
  return (
    <table className="month">
      <caption>{month} 月</caption>
      <thead>
        <tr>
          {names.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the weeks of a month
          <tr key={row}>
            {names.map((name, column) => (
              <Day
                key={name}
                year={year}
                month={month}
                day={week[column] ?? 0}
                column={column}
                today={today}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day(props: MonthGridProps & { readonly day: number; readonly column: number }) {
  const { year, month, day, column, today } = props;
  if (day === 0) return <td />;
  const date = `${year.year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const off = year.off[date];
  const work = year.work[date];
  const rest = work === undefined && (off !== undefined || column > 4);
  const word = work !== undefined ? '班' : (off?.slice(0, 2) ?? (column > 4 ? '休' : ''));
  return (
    <td
      className={`${rest ? 'off' : ''}${work === undefined ? '' : ' work'}${date === today ? ' today' : ''}`}
      title={work === undefined ? off : `${work}调休上班`}
    >
      <span className="day-number">{day}</span>
      <span className="day-word">{word}</span>
    </td>
  );
}
