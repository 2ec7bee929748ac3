import type { Queryable } from '../journal/database.ts';
import { StartupError } from '../platform/startup-error.ts';
import type { ServerContext } from '../web/context.ts';
import { seedDemonstration } from './demonstration.ts';

const MARK = 'demonstration-seed';

/** Plays the demonstration into an empty installation, and keeps on record whether it came to its end. */
export async function seedOnce(context: ServerContext): Promise<void> {
  await mark(context.databases.app, 'begun');
  await seedDemonstration(context);
  await mark(context.databases.app, 'done');
}

/** Refuses to start where demonstration and real data would mix, or where the demonstration was left half made. */
export async function requireOneKind(context: ServerContext): Promise<void> {
  const bureaus = [...context.resources().bureaus.values()];
  const { rows } = await context.databases.app.query<{ value: string }>(
    `select value from setting where key = $1`,
    [MARK],
  );
  if (rows[0]?.value === 'begun') {
    throw new StartupError(
      'demonstration',
      '演示数据上次没有建完（中途被终止）。换一个空的数据目录，或者删去这个演示目录后重新启动。',
    );
  }
  if (context.demonstration && bureaus.some(({ demonstration }) => !demonstration)) {
    throw new StartupError(
      'demonstration',
      '这个数据目录里是正式数据，不能用 --demo 启动，否则演示日期会记进正式案卷。去掉 --demo 再启动。',
    );
  }
  if (!context.demonstration && bureaus.some(({ demonstration }) => demonstration)) {
    throw new StartupError(
      'demonstration',
      '这个数据目录里是演示数据，账号口令是公开的，不能用于正式运行。加上 --demo 启动，或者换一个数据目录。',
    );
  }
}

async function mark(db: Queryable, value: 'begun' | 'done'): Promise<void> {
  await db.query(
    `insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value`,
    [MARK, JSON.stringify(value)],
  );
}
