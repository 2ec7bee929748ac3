import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root } from './steps.ts';

describe('the launcher', () => {
  let house = '';
  beforeEach(async () => {
    house = await mkdtemp(join(await realpath(tmpdir()), 'mingjing-launch-'));
    await cp(join(root, 'bin'), join(house, 'bin'), { recursive: true });
    await put('package.json', '{"name":"house","private":true,"type":"module","workspaces":["room"]}');
    await put('room/package.json', '{"name":"room","version":"1.0.0"}');
    await put('package-lock.json', lock('1.0.0'));
  });
  afterEach(() => rm(house, { recursive: true, force: true }));

  test('without node_modules it installs once, says so in Chinese on stderr, and keeps stdout for the result', async () => {
    await put(
      'packages/server/src/cli/main.ts',
      `const result: string = process.argv.slice(2).join(); console.log(result);`,
    );
    const first = await launch(['mingjing', 'case', '--json']);
    expect(first).toMatchObject({
      code: 0,
      stdout: 'case,--json\n',
      stderr: expect.stringContaining('正在按 package-lock.json 安装依赖'),
    });
    expect(await launch(['mingjing', 'x'])).toMatchObject({ code: 0, stdout: 'x\n', stderr: '' });
  });

  test('no install script is run, not even of a package of our own', async () => {
    await put('scripts/check.ts', '');
    await put(
      'room/package.json',
      JSON.stringify({
        name: 'room',
        version: '1.0.0',
        scripts: { postinstall: `node -e "fs.writeFileSync('ran', '')"` },
      }),
    );
    expect((await launch(['check'])).stderr).toContain('正在按 package-lock.json 安装依赖');
    expect(existsSync(join(house, 'room', 'ran'))).toBe(false);
  });

  test('a changed lock file leads to a new installation, packages installed by hand do not', async () => {
    await put('scripts/check.ts', `console.log('checked');`);
    await launch(['check']);
    await put('package-lock.json', lock('1.0.1'));
    expect((await launch(['check'])).stderr).toBe('');
    await put(
      'package-lock.json',
      lock('1.0.1', { 'node_modules/absent': { version: '9.9.9', optional: true, os: ['none'] } }),
    );
    expect((await launch(['check'])).stderr).toBe('');
    await put(
      'package.json',
      '{"name":"house","private":true,"workspaces":["room"],"dependencies":{"absent":"file:absent.tgz"}}',
    );
    await put(
      'package-lock.json',
      lock('1.0.1', { 'node_modules/absent': { version: '9.9.9', resolved: 'file:absent.tgz' } }),
    );
    const refused = await launch(['check']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('正在按 package-lock.json 安装依赖');
    expect(refused.stderr).toMatch(/依赖安装失败（npm ci 退出码 \d+）/);
  });

  test('the pinned Node runs the program, with production for start unless told otherwise', async () => {
    await withModules();
    await put(
      'packages/server/src/main.ts',
      `console.log(process.env.NODE_ENV, process.execPath, process.env.PATH?.split(':')[0]);`,
    );
    const node = await realpath(join(root, 'node_modules', '.bin', 'node'));
    expect((await launch(['start'])).stdout).toBe(
      `production ${node} ${join(house, 'node_modules', '.bin')}\n`,
    );
    expect((await launch(['start'], { NODE_ENV: 'development' })).stdout).toMatch(/^development /);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s is passed on, and the program’s own exit code comes back',
    async (signal) => {
      await withModules();
      await put(
        'packages/server/src/main.ts',
        `process.on('${signal}', () => process.exit(7)); setInterval(() => 0, 1000); console.log('ready');`,
      );
      const child = start(['start']);
      await once(child.stdout, 'data');
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([7, null]);
    },
  );

  test('an unknown verb and a missing program each get one sentence', async () => {
    expect(await launch(['fly'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr:
        '用法：node bin/launch.js start|mingjing|test|check|bench|nightly|acceptance|torture|fresh [参数…]\n',
    });
    await withModules();
    expect(await launch(['bench'])).toMatchObject({
      code: 1,
      stderr: '这一版本不含“bench”（缺少 bench/main.ts）。\n',
    });
  });

  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(join(house, path, '..'), { recursive: true });
    await writeFile(join(house, path), text);
  };

  const withModules = async (): Promise<void> => {
    await mkdir(join(house, 'node_modules', '.bin'), { recursive: true });
    await symlink('../room', join(house, 'node_modules', 'room'));
    await symlink(
      await realpath(join(root, 'node_modules', '.bin', 'node')),
      join(house, 'node_modules', '.bin', 'node'),
    );
    await put('node_modules/.package-lock.json', await readFile(join(house, 'package-lock.json'), 'utf8'));
    await utimes(join(house, 'node_modules', '.package-lock.json'), 1, 1);
  };

  const start = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    spawn(process.execPath, [join(house, 'bin', 'launch.js'), ...args], {
      env: { ...process.env, NODE_ENV: undefined, npm_lifecycle_event: undefined, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  const launch = async (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const child = start(args, env);
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    const [code] = await once(child, 'close');
    return { code, stdout, stderr };
  };
});

const lock = (version: string, packages: object = {}): string =>
  JSON.stringify({
    name: 'house',
    version,
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'house', version, workspaces: ['room'] },
      'node_modules/room': { resolved: 'room', link: true },
      room: { version: '1.0.0' },
      ...packages,
    },
  });
