import { copyFile, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root } from './steps.ts';
import { checkWalls } from './walls.ts';

describe('the walls of the house hold against deliberate violations', () => {
  let house = '';
  beforeEach(async () => {
    house = await mkdtemp(join(await realpath(tmpdir()), 'mingjing-walls-'));
    await copyFile(join(root, 'tsconfig.json'), join(house, 'tsconfig.json'));
    await put('package.json', '{"name":"house","private":true,"type":"module","workspaces":["packages/*"]}');
    for (const name of ['ledger', 'law', 'api', 'server', 'office']) {
      const dependencies = name === 'law' ? { zod: '1.0.0' } : {};
      await put(
        `packages/${name}/package.json`,
        JSON.stringify({ name: `@mingjing/${name}`, type: 'module', dependencies }),
      );
      await put(`packages/${name}/src/index.ts`, `export const ${name}: string = '${name}';\n`);
    }
    for (const name of ['zod', 'hoisted', 'vitest']) {
      await put(
        `node_modules/${name}/package.json`,
        JSON.stringify({ name, version: '1.0.0', main: 'dist/index.js' }),
      );
      await put(`node_modules/${name}/dist/index.js`, 'module.exports = 1;\n');
    }
  });
  afterEach(() => rm(house, { recursive: true, force: true }));

  test('an orderly house passes, and every TypeScript file was read', async () => {
    await put('packages/law/src/rule.ts', `import { z } from 'zod';\nexport const rule: unknown = z;\n`);
    await put(
      'packages/office/src/page.tsx',
      `import { office } from './index.ts';\nexport const Page = () => <p>{office}</p>;\n`,
    );
    expect(await checkWalls(['packages'], house)).toEqual({ ok: true, output: '', modules: 7, rules: [] });
  });

  test.each([
    ['ledger-alone', 'ledger', '../../law/src/index.ts', 'law'],
    ['law-alone', 'law', '../../ledger/src/index.ts', 'ledger'],
    ['law-is-pure', 'law', 'node:fs', 'readFileSync'],
    ['law-needs-zod-only', 'law', 'hoisted', 'one'],
    ['api-knows-law', 'api', '../../server/src/index.ts', 'server'],
    ['server-not-office', 'server', '../../office/src/index.ts', 'office'],
    ['office-through-api', 'office', '../../server/src/index.ts', 'server'],
    ['no-undeclared', 'server', 'hoisted', 'one'],
    ['no-undeclared', 'server', 'not-installed-at-all', 'one'],
  ])('%s: %s may not import %s', async (rule, room, target, name) => {
    await put(
      `packages/${room}/src/intruder.ts`,
      `import { ${name} } from '${target}';\nexport const use: unknown = ${name};\n`,
    );
    const report = await checkWalls(['packages'], house);
    expect(report.ok).toBe(false);
    expect(report.rules).toContain(rule);
  });

  test('office-through-api: not even for a type, and not from a page', async () => {
    const text = `import type { server } from '../../server/src/index.ts';\nexport const Page = (p: { s: typeof server }) => <p>{p.s}</p>;\n`;
    await put('packages/office/src/page.tsx', text);
    expect((await checkWalls(['packages'], house)).rules).toContain('office-through-api');
  });

  test('no-cycles: two files that need each other', async () => {
    await put('packages/api/src/a.ts', `import { b } from './b.ts';\nexport const a: unknown = () => b;\n`);
    await put('packages/api/src/b.ts', `import { a } from './a.ts';\nexport const b: unknown = () => a;\n`);
    expect((await checkWalls(['packages'], house)).rules).toContain('no-cycles');
  });

  test('no-cycles: a type that refers back is no cycle', async () => {
    await put(
      'packages/api/src/a.ts',
      `import { b } from './b.ts';\nexport type A = string;\nexport const a: unknown = b;\n`,
    );
    await put('packages/api/src/b.ts', `import type { A } from './a.ts';\nexport const b: A = '';\n`);
    expect((await checkWalls(['packages'], house)).rules).toEqual([]);
  });

  test('test-tools-in-tests: vitest belongs to tests, undeclared in each room', async () => {
    await put(
      'packages/server/src/a.test.ts',
      `import { test } from 'vitest';\nexport const use: unknown = test;\n`,
    );
    expect((await checkWalls(['packages'], house)).rules).toEqual([]);
    await put(
      'packages/server/src/a.ts',
      `import { test } from 'vitest';\nexport const use: unknown = test;\n`,
    );
    expect((await checkWalls(['packages'], house)).rules).toEqual(['test-tools-in-tests']);
  });

  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(house, path)), { recursive: true });
    await writeFile(join(house, path), text);
  };
});
