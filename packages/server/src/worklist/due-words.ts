import type { WorkItem } from '@mingjing/api';
import {
  type Calendar,
  type CaseDuty,
  isBeforeItsDay,
  isLeave,
  isWorkingDay,
  workingDaysBetween,
} from '@mingjing/law';
import { calendarDays } from '../cases/days-left.ts';

/** How a duty stands today, as a line of the worklist says it: how urgent, how far away, on what day of the week. */
export function dueWords(
  duty: CaseDuty,
  today: string,
  calendar: Calendar,
): Pick<WorkItem, 'due' | 'group' | 'distance' | 'weekday' | 'makeUp' | 'provisional'> {
  const { due, provisional } = duty;
  if (due === null)
    return { due, group: groupOf(duty, today, 0), distance: '及时', weekday: '', makeUp: false, provisional };
  const days = due < today ? 0 : workingDaysBetween(calendar, today, due);
  const weekday = weekdays[new Date(`${due}T00:00:00Z`).getUTCDay()] ?? '';
  const makeUp = isWorkingDay(calendar, due).working && (weekday === '周六' || weekday === '周日');
  const group = groupOf(duty, today, days);
  return { due, group, distance: distanceOf(duty, due, today, days), weekday, makeUp, provisional };
}

/** Working days within which something is due soon. */
export const SOON = 3;

function groupOf(duty: CaseDuty, today: string, days: number): WorkItem['group'] {
  if (duty.waitingFor === 'party') return 'party';
  if (duty.due === null || isLeave(duty)) return 'later';
  if (duty.due < today) return 'overdue';
  if (duty.due === today) return 'today';
  return days <= SOON ? 'soon' : 'later';
}

function distanceOf(duty: CaseDuty, due: string, today: string, days: number): string {
  if (isLeave(duty) && due <= today) return '可以办理';
  if (due < today) return `逾期 ${calendarDays(due, today)} 日`;
  if (due === today) return '今天';
  if (isBeforeItsDay(duty, today)) return `${calendarDays(today, due)} 日后届满`;
  return duty.unit === 'working-day' ? `${days} 个工作日` : `${calendarDays(today, due)} 日`;
}

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
