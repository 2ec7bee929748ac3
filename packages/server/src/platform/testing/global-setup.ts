import type { TestProject } from 'vitest/node';
import { readVerifier } from '../verifier-bundle.ts';
import { startTestDatabase } from './database.ts';

/** Gives every `*.db.test.ts` of a run the same cluster. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  // Built once before the workers of a run ask for it side by side.
  await readVerifier();
  const { cluster, stop } = await startTestDatabase();
  project.provide('testCluster', cluster);
  return stop;
};
