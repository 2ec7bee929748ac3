import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkFileSizes } from './file-sizes.ts';
import { type Outcome, root, step, type ToolResult, tool } from './steps.ts';
import { runProject } from './vitest-project.ts';
import { checkWalls } from './walls.ts';

/** Everything that needs neither a database nor a browser, side by side. */
export const runChecks = async (): Promise<Outcome[]> => {
  const rooms = ['packages', 'e2e', 'bench'].filter((folder) => existsSync(join(root, folder)));
  const quick = Promise.all([
    step('类型', () => types('.', 'all')),
    step('类型（办案界面）', () => types('packages/office', 'office')),
    step('类型（核验页）', () => types('packages/ledger/verifier', 'verifier')),
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

/** What has not changed since the last check is not read again; a fresh clone knows nothing of a last one. */
const types = (project: string, name: string): Promise<ToolResult> =>
  tool('tsc', [
    '--noEmit',
    '-p',
    project,
    '--incremental',
    '--tsBuildInfoFile',
    join(root, 'dist', 'checked', `${name}.tsbuildinfo`),
  ]);
