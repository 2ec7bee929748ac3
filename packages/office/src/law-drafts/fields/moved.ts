/** The list with one entry moved by some places. */
export function moved<Entry>(list: readonly Entry[], index: number, by: number): readonly Entry[] {
  const rest = list.filter((_, at) => at !== index);
  const entry = list.slice(index, index + 1);
  return [...rest.slice(0, index + by), ...entry, ...rest.slice(index + by)];
}
