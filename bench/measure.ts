/** One line of the report. */
export interface Figure {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  /** What the figure should reach; absent where it is only told. */
  readonly goal?: { readonly atLeast?: number; readonly atMost?: number };
  readonly note?: string;
}

/** Whether a figure reaches its goal; undefined where none is set. */
export function reached({ value, goal }: Figure): boolean | undefined {
  if (goal === undefined) return undefined;
  return (
    value !== null &&
    value >= (goal.atLeast ?? Number.NEGATIVE_INFINITY) &&
    value <= (goal.atMost ?? Number.POSITIVE_INFINITY)
  );
}

/** The value at a share of the sorted list: 0.5 is the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Milliseconds that the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Lets `clients` workers take the items in turn, each waiting for its own answer; returns the time of each item in milliseconds. */
export async function withClients<T>(
  clients: number,
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<readonly number[]> {
  const times: number[] = [];
  let next = 0;
  const client = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) {
      const one = item;
      times.push(await timed(() => work(one)));
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return times;
}

/** Items a second of one run. */
export async function rate(
  clients: number,
  items: readonly unknown[],
  work: (item: never) => Promise<unknown>,
): Promise<number> {
  const ms = await timed(() => withClients(clients, items, work as (item: unknown) => Promise<unknown>));
  return (items.length / ms) * 1000;
}
