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
/** Statements of one kind under way at once. */
const AT_ONCE = 2;
/** Milliseconds that a statement may be under way before the next sets out beside it: it waits for the disk then, not for a processor. */
const PATIENCE = 3;
/** How slowly a crowd is forgotten. */
const FADING = 0.9;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result | Promise<Result>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Those who ask again and again would come to travel all together, and the process and the database to work in turns, each idle while
 * the other works. So half of the crowd travels while what the other half needs is being prepared.
 */
function queue<Item, Result>(
  run: (items: readonly Item[]) => Promise<readonly (Result | Promise<Result>)[]>,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let underWay = 0;
  let travelling = 0;
  let crowd = 0;
  let started = 0;
  let later: NodeJS.Timeout | undefined;
  const go = (): void => {
    if (underWay >= AT_ONCE || waiting.length === 0) return;
    const early = underWay === 0 ? 0 : started + PATIENCE - performance.now();
    if (early > 0) {
      if (later === undefined) later = setTimeout(goLater, early);
      return;
    }
    crowd = Math.max(waiting.length + travelling, crowd * FADING);
    const taken = waiting.splice(0, Math.min(TOGETHER, Math.ceil(crowd / 2)));
    underWay += 1;
    travelling += taken.length;
    started = performance.now();
    // The next set out before those who came back are told and begin with what they do next.
    const back = (tell: () => void): void => {
      underWay -= 1;
      travelling -= taken.length;
      go();
      setImmediate(tell);
    };
    run(taken.map(({ item }) => item)).then(
      (results) => {
        for (const result of results) if (result instanceof Promise) result.catch(() => undefined);
        back(() => {
          for (const [i, { resolve }] of taken.entries()) resolve(results[i] as Result);
        });
      },
      (error: unknown) => {
        back(() => {
          for (const { reject } of taken) reject(error);
        });
      },
    );
    go();
  };
  const goLater = (): void => {
    later = undefined;
    go();
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      setImmediate(go);
    });
}
