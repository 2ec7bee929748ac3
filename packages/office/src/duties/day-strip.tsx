import type { StripDay } from '@mingjing/api';

/** Every day of a time limit as a calendar: counted with its number, not counted with the reason, and the last day boxed. */
export function DayStrip({ days }: { readonly days: readonly StripDay[] }) {
  const first = days[0];
  if (!first) return null;
  const column = ((new Date(`${first.date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
  return (
    <>
      <ol className="day-strip" aria-label="逐日计算">
        {days.map((day, index) => (
          <li
            key={day.date}
            className={`${day.kind}${day.due ? ' due' : ''}`}
            style={index === 0 ? { gridColumnStart: column } : undefined}
          >
            <span className="vh">{spoken(day)}</span>
            <span aria-hidden="true" className="day-date">
              {dayText(day, index)}
            </span>
            <span aria-hidden="true" className="day-week">
              {day.weekday.replace('星期', '').replace('周', '')}
            </span>
            <span aria-hidden="true" className="day-mark">
              {markOf(day)}
            </span>
            {(day.due || day.kind === 'make-up') && (
              <span aria-hidden="true" className="day-note">
                {day.due ? '截止' : '班'}
              </span>
            )}
          </li>
        ))}
      </ol>
      <p className="quiet day-legend">数字为计入的日子，斜纹为不计入，“班”为调休上班日。</p>
    </>
  );
}

function dayText(day: StripDay, index: number): string {
  const [, month = '', date = ''] = day.date.split('-');
  return index === 0 || date === '01' ? `${Number(month)}-${date}` : String(Number(date));
}

function markOf(day: StripDay): string {
  if (day.number !== undefined) return String(day.number);
  if (day.kind === 'start') return '起';
  return day.label ?? (day.kind === 'off' ? '休' : '不计');
}

function spoken(day: StripDay): string {
  const counted =
    day.number !== undefined
      ? `第 ${day.number} 日`
      : day.kind === 'start'
        ? `起算日${day.label ? `，${day.label}` : ''}`
        : `不计入，${day.label ?? '休息日'}`;
  const makeUp = day.kind === 'make-up' ? '，调休上班日' : '';
  return `${day.date} ${day.weekday} ${counted}${makeUp}${day.due ? '，截止日' : ''}`;
}
