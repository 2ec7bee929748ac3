import type { TestProject } from 'vitest/node';
import { startTestDatabase } from './database.ts';

/** Gives every `*.db.test.ts` of a run the same cluster. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const { cluster, stop } = await startTestDatabase();
  project.provide('testCluster', cluster);
  return stop;
};
