import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkFileSizes } from './file-sizes.ts';
import { type Outcome, root, step, tool } from './steps.ts';
import { runProject } from './vitest-project.ts';
import { checkWalls } from './walls.ts';

/** Everything that needs neither a database nor a browser, side by side. */
export const runChecks = async (): Promise<Outcome[]> => {
  const rooms = ['packages', 'e2e', 'bench'].filter((folder) => existsSync(join(root, folder)));
  const quick = Promise.all([
    step('类型', () => tool('tsc', ['--noEmit', '-p', '.'])),
    step('类型（办案界面）', () => tool('tsc', ['--noEmit', '-p', 'packages/office'])),
    step('类型（核验页）', () => tool('tsc', ['--noEmit', '-p', 'packages/ledger/verifier'])),
    step('写法', () =>
      tool('biome', [
        'check',
        '--error-on-warnings',
        '--diagnostic-level=warn',
        '--max-diagnostics=30',
        '--colors=off',
        '.',
      ]),
    ),
    step('引用边界', () => checkWalls(rooms)),
    step('文件长度', checkFileSizes),
  ]);
  return [...(await quick), await step('单元测试', () => runProject('unit'))];
};
