/** A POSIX second in China's time, as an official writes it; a number that no calendar has stays a number. */
export function chinaSecond(time: number): string {
  const instant = new Date((time + 8 * 3600) * 1000);
  return Number.isNaN(instant.getTime())
    ? String(time)
    : `${instant.toISOString().slice(0, 19).replace('T', ' ')}（北京时间）`;
}
