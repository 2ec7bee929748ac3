import { createPortalServer } from '../packages/server/src/portal/create-portal-server.ts';
import { type Explained, explain, recordStatements } from './explain.ts';
import type { Installation } from './installation.ts';
import { type Figure, median, percentile, timed, withClients } from './measure.ts';

const REQUESTS = 200;

/** The portal over HTTP on what the import left: result pages, the first page of the list, a two-character search. */
export async function measurePortal({ context, owner }: Installation): Promise<{
  readonly figures: readonly Figure[];
  readonly plans: readonly Explained[];
  readonly failures: readonly string[];
}> {
  await owner.query('vacuum analyze');
  const { rows } = await owner.query<{ id: string }>(
    `select id from published_result where bureau = 'wenshang' and origin = 'import' order by md5(id) limit ${REQUESTS}`,
  );
  const total =
    (await owner.query<{ n: number }>('select count(*)::int as n from published_result')).rows[0]?.n ?? 0;
  const portal = await createPortalServer({
    portal: context.databases.portal,
    clock: context.clock,
    baseAddress: 'http://localhost',
    law: () => context.resources(),
    health: async () => ({}),
    logger: false,
  });
  try {
    const address = await portal.listen({ host: '127.0.0.1', port: 0 });
    const get = async (path: string) => {
      const response = await fetch(address + path);
      const body = await response.text();
      if (!response.ok || !body.includes('</html>')) throw new Error(`${path}: ${response.status}`);
    };
    const pages = rows.map(({ id }) => `/wenshang/results/${id}`);
    const list = Array.from({ length: 60 }, () => '/wenshang/results');
    const search = Array.from({ length: 60 }, () => `/wenshang/results?q=${encodeURIComponent('价格')}`);
    const rare = Array.from({ length: 60 }, () => `/wenshang/results?q=${encodeURIComponent('纺织')}`);
    await withClients(1, [...pages.slice(0, 40), ...list.slice(0, 10), ...search.slice(0, 10)], get);
    const one = await withClients(1, pages, get);
    const eight = await withClients(8, pages, get);
    const figures: Figure[] = [
      {
        name: `结果页，${total} 条公示，逐个请求，中位`,
        value: median(one),
        unit: 'ms',
        goal: { atMost: 10 },
        note: `p95 ${percentile(one, 0.95).toFixed(1)}`,
      },
      {
        name: '结果页，8 个并发，中位',
        value: median(eight),
        unit: 'ms',
        note: `p95 ${percentile(eight, 0.95).toFixed(1)}，${((8 * 1000) / median(eight)).toFixed(0)} 页/s`,
      },
      { name: '公示列表第一页，中位', value: median(await withClients(1, list, get)), unit: 'ms' },
      { name: '两字检索（常见词），中位', value: median(await withClients(1, search, get)), unit: 'ms' },
      { name: '两字检索（少见词），中位', value: median(await withClients(1, rare, get)), unit: 'ms' },
      {
        name: '健康检查的往返（HTTP 底价），中位',
        value: median(
          await withClients(1, list, () => timed(async () => (await fetch(`${address}/healthz`)).text())),
        ),
        unit: 'ms',
      },
    ];
    const plans: Explained[] = [];
    for (const [label, path] of [
      ['结果页', pages[0] ?? ''],
      ['列表', list[0] ?? ''],
      ['检索', search[0] ?? ''],
      ['检索（少见）', rare[0] ?? ''],
    ] as const) {
      plans.push(
        ...(await explain(owner, label, await recordStatements(() => get(path)), /published_|ledger_/)),
      );
    }
    const failures = plans
      .filter(
        ({ label, wholeTables }) =>
          (label === '结果页' || label === '列表') && wholeTables.includes('published_result'),
      )
      .map(({ label, node }) => `${label}从头到尾读了 published_result：${node}`);
    return { figures, plans, failures };
  } finally {
    await portal.close();
  }
}
