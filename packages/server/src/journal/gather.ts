import pg from 'pg';
import { gatheringPool, type Queryable } from './database.ts';

/** Work on several items at once, one result for each; a result may be a promise of its own. */
export type GatheredWork<Item, Result> = (
  db: Queryable,
  items: readonly Item[],
) => Promise<readonly (Result | Promise<Result>)[]>;

/**
 * Joins calls that come while earlier ones are under way, so that under load many travel in one statement.
 * Nothing is remembered: an item only ever joins work that starts after it came. Inside a transaction nothing is joined.
 */
export function gather<Item, Result>(
  run: GatheredWork<Item, Result>,
): (db: Queryable, item: Item) => Promise<Result> {
  const queues = new WeakMap<pg.Pool, (item: Item) => Promise<Result>>();
  return async (db, item) => {
    if (!(db instanceof pg.Pool)) return (await run(db, [item]))[0] as Result;
    const known = queues.get(db) ?? queue((items) => run(gatheringPool(db), items));
    queues.set(db, known);
    return await known(item);
  };
}

/** How many items travel together at most. */
const TOGETHER = 32;
/** Of more than these, half wait for a statement of their own: this process works on the one while the database works on the other. */
const UNDIVIDED = 8;
/** Statements of one kind under way at once. */
const AT_ONCE = 2;
/** Where so many wait, a slow flush is what they wait for: statements that come meanwhile share the next one. */
const MANY = 16;
const MANY_AT_ONCE = 4;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result | Promise<Result>) => void;
  readonly reject: (error: unknown) => void;
}

function queue<Item, Result>(
  run: (items: readonly Item[]) => Promise<readonly (Result | Promise<Result>)[]>,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let underWay = 0;
  const go = (): void => {
    if (waiting.length === 0 || underWay >= (waiting.length < MANY ? AT_ONCE : MANY_AT_ONCE)) return;
    const taken = waiting.splice(0, Math.min(TOGETHER, Math.max(UNDIVIDED, Math.ceil(waiting.length / 2))));
    underWay += 1;
    run(taken.map(({ item }) => item))
      .then(
        (results) => {
          for (const [i, { resolve }] of taken.entries()) resolve(results[i] as Result);
        },
        (error: unknown) => {
          for (const { reject } of taken) reject(error);
        },
      )
      .finally(() => {
        underWay -= 1;
        go();
      });
    go();
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      setImmediate(go);
    });
}
