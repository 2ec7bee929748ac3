/**
 * The statutory festival that falls on `day` under 全国年节及纪念日放假办法 (2024), for years whose arrangement has not been
 * announced. Lunar festivals are known for the years listed here only.
 */
export function statutoryHoliday(day: string): string | undefined {
  const date = day.slice(5);
  return SOLAR[date] ?? LUNAR[day] ?? (date === qingming(Number(day.slice(0, 4))) ? '清明节' : undefined);
}

const SOLAR: Readonly<Record<string, string>> = {
  '01-01': '元旦',
  '05-01': '劳动节',
  '05-02': '劳动节',
  '10-01': '国庆节',
  '10-02': '国庆节',
  '10-03': '国庆节',
};

const LUNAR: Readonly<Record<string, string>> = {
  '2027-02-05': '春节',
  '2027-02-06': '春节',
  '2027-02-07': '春节',
  '2027-02-08': '春节',
  '2027-06-09': '端午节',
  '2027-09-15': '中秋节',
  '2028-01-25': '春节',
  '2028-01-26': '春节',
  '2028-01-27': '春节',
  '2028-01-28': '春节',
  '2028-05-28': '端午节',
  '2028-10-03': '中秋节',
  '2029-02-12': '春节',
  '2029-02-13': '春节',
  '2029-02-14': '春节',
  '2029-02-15': '春节',
  '2029-06-16': '端午节',
  '2029-09-22': '中秋节',
  '2030-02-02': '春节',
  '2030-02-03': '春节',
  '2030-02-04': '春节',
  '2030-02-05': '春节',
  '2030-06-05': '端午节',
  '2030-09-12': '中秋节',
};

// The solar term falls on 4 or 5 April in this century.
function qingming(year: number): string {
  const y = year % 100;
  return `04-${String(Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4)).padStart(2, '0')}`;
}
