import { randomUUID } from 'node:crypto';
import { seenCase } from '../packages/server/src/cases/case-store.ts';
import { viewCase } from '../packages/server/src/cases/case-view.ts';
import { listCases } from '../packages/server/src/cases/list-cases.ts';
import { seenBy } from '../packages/server/src/people/see-as.ts';
import { findSession } from '../packages/server/src/people/sessions.ts';
import { worklist } from '../packages/server/src/worklist/worklist.ts';
import { openCases } from './commands.ts';
import { type Explained, explain, recordStatements } from './explain.ts';
import type { Installation } from './installation.ts';
import { type Figure, median, timed } from './measure.ts';

const CASES = 5000;

/** What the office asks of a bureau with five thousand open cases, and how the database answers. */
export async function measureOffice(
  installation: Installation,
): Promise<{ readonly figures: readonly Figure[]; readonly plans: readonly Explained[] }> {
  const { context, owner } = installation;
  const held =
    (await owner.query<{ n: number }>(`select count(*)::int as n from case_file where bureau = 'wenshang'`))
      .rows[0]?.n ?? 0;
  const [id = ''] = await openCases(installation, Math.max(1, CASES - held));
  await context.sequencer.drain();
  await owner.query('vacuum analyze');
  const person = installation.person('wen-handler');
  const list = { state: 'open', mine: 'no', sort: 'updated' } as const;
  const questions: readonly (readonly [string, number, () => Promise<unknown>])[] = [
    ['待办', 5, () => worklist(context, person, { group: 'all', who: 'mine', sort: 'due' })],
    ['案件列表', 15, () => listCases(context, person, list)],
    ['案件列表，检索', 15, () => listCases(context, person, { ...list, q: '第4321号' })],
    [
      '案卷页',
      30,
      async () =>
        viewCase(
          context,
          person,
          await seenCase(context.databases, person, id),
          seenBy(context.databases, person),
        ),
    ],
    ['登录状态', 30, () => findSession(context.databases.app, randomUUID(), new Date())],
  ];
  const figures: Figure[] = [];
  const plans: Explained[] = [];
  for (const [label, times, ask] of questions) {
    plans.push(
      ...(await explain(
        owner,
        label,
        await recordStatements(ask),
        /case_file|publication|journal|session|ledger_entry|draft/,
      )),
    );
    const taken: number[] = [];
    for (let i = 0; i < times; i += 1) taken.push(await timed(ask));
    figures.push({ name: `${label}（${CASES} 件在办），中位`, value: median(taken), unit: 'ms' });
  }
  return { figures, plans };
}
