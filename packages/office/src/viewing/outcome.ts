import type { ViewingRow } from '@mingjing/api';

/** What became of an asking, in one sentence. */
export function outcomeOf(row: ViewingRow): string {
  const what = row.copying ? '调阅、复制' : '调阅';
  switch (row.state) {
    case 'asked':
      return `${row.askedOn} 申请${what}，等待批准。`;
    case 'granted':
      return `${row.decidedBy}于 ${row.decidedOn} 准许${what}，至 ${row.until} 止。`;
    case 'over':
      return `${row.decidedBy}于 ${row.decidedOn} 准许${what}，已于 ${row.until} 期满。`;
    case 'refused':
      return `${row.decidedBy}于 ${row.decidedOn} 不准${what}：${row.refusedBecause}`;
  }
}
