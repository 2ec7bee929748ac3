import { importFile } from '../packages/server/src/exchange/import-file.ts';
import { makeSample } from '../packages/server/src/exchange/make-sample.ts';
import type { Installation } from './installation.ts';
import { type Figure, timed } from './measure.ts';

export const IMPORTED = 10_000;

/** One file of ten thousand complete rows, checked, published and committed in one transaction. */
export async function measureImport({ context }: Installation): Promise<readonly Figure[]> {
  const bytes = Buffer.from(await makeSample('penalty', IMPORTED, 'xlsx'));
  const surroundings = {
    databases: context.databases,
    resources: context.resources(),
    today: '2026-06-30',
    now: context.clock.now(),
    keyFolder: context.keyFolder,
  };
  const input = {
    bureau: 'wenshang',
    actor: 'command-line',
    file: { name: 'sample.xlsx', bytes },
    map: null,
    kind: 'penalty',
    mode: 'none-if-any-bad',
    publish: true,
  } as const;
  const checked = await timed(() => importFile(surroundings, { ...input, dryRun: true }));
  let good = 0;
  const taken = await timed(async () => {
    const { report } = await importFile(surroundings, { ...input, dryRun: false });
    good = report.stored.imported;
    if (!report.taken)
      throw new Error(`the sample was refused: ${JSON.stringify(report.findings.slice(0, 3))}`);
  });
  const integrated = await timed(() => context.sequencer.drain());
  return [
    {
      name: `导入并公示 ${good} 行（xlsx）`,
      value: taken / 1000,
      unit: 's',
      note: `${((good / taken) * 1000).toFixed(0)} 行/s`,
    },
    { name: '同一文件试导入（全做后回滚）', value: checked / 1000, unit: 's' },
    { name: '导入后存证日志全部收入', value: integrated / 1000, unit: 's' },
  ];
}
