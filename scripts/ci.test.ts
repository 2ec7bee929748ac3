import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './steps.ts';

test.each([0, 1, 3])(
  '.ci/run runs the test command of the README in the checkout and ends with its exit code %i',
  (code) => {
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toMatch(/^npm test /m);
    const house = realpathSync(mkdtempSync(join(tmpdir(), 'mingjing-ci-')));
    try {
      mkdirSync(join(house, '.ci'));
      writeFileSync(join(house, '.ci', 'run'), readFileSync(join(root, '.ci', 'run')));
      writeFileSync(join(house, 'npm'), `#!/bin/sh\necho "$PWD $*"\nexit ${code}\n`);
      chmodSync(join(house, 'npm'), 0o755);
      const env = { ...process.env, PATH: `${house}${delimiter}${process.env.PATH}` };
      const ran = spawnSync('bash', [join(house, '.ci', 'run')], { cwd: tmpdir(), env, encoding: 'utf8' });
      expect([ran.status, ran.stdout]).toEqual([code, `${house} test\n`]);
    } finally {
      rmSync(house, { recursive: true, force: true });
    }
  },
);
