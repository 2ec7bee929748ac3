import { type CaseContext, type CaseDuty, isBeforeItsDay, isLeave, workingDaysBetween } from '@mingjing/law';

/** 还有 7 个工作日 / 还有 34 日 / 今天到期 / 逾期 1 日 / 可以办理 / 已办; of a term of publication, that it runs. */
export function daysLeft(duty: CaseDuty, law: Pick<CaseContext, 'calendar' | 'today'>): string {
  if (duty.doneOn !== null) return duty.state === 'done-late' ? '已办，逾期' : '已办';
  if (duty.due === null) return duty.does === 'end-publication' ? '持续公示' : '及时办理';
  if (isBeforeItsDay(duty, law.today)) return `${calendarDays(law.today, duty.due)} 日后届满`;
  if (isLeave(duty) && duty.due <= law.today) return '可以办理';
  if (duty.due === law.today) return '今天到期';
  if (duty.due < law.today) return `逾期 ${calendarDays(duty.due, law.today)} 日`;
  const mark = duty.provisional ? '（暂定）' : '';
  if (duty.unit === 'working-day')
    return `还有 ${workingDaysBetween(law.calendar, law.today, duty.due)} 个工作日${mark}`;
  return `还有 ${calendarDays(law.today, duty.due)} 日${mark}`;
}

/** Days from one date to a later one. */
export function calendarDays(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
