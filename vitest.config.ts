import { defineConfig } from 'vitest/config';

const everywhere = ['**/node_modules/**', '**/dist/**', '**/fixtures/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.{ts,tsx}', 'packages/*/test/**/*.test.ts', 'scripts/**/*.test.ts', 'packs/**/*.test.ts'],
          exclude: [...everywhere, '**/*.db.test.ts', '**/*.process.test.ts'],
          // Not a measure: what takes seconds alone takes minutes on a machine that is busy or slow.
          testTimeout: 120_000,
          // Of two cores both: left to itself vitest keeps one free.
          maxWorkers: '100%',
          // Modules are read once a worker, not once a file: the tests are of pure code.
          isolate: false,
        },
      },
      {
        test: {
          name: 'db',
          // With a database, with whole processes of the command line or with documents typeset: too slow for every check.
          include: ['packages/server/**/*.db.test.ts', 'packages/server/**/*.process.test.ts'],
          exclude: everywhere,
          globalSetup: ['packages/server/src/platform/testing/global-setup.ts'],
          maxWorkers: '100%',
          // What the server keeps in mind it keeps by database, and each file has its own.
          isolate: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['e2e/**/*.journey.test.ts'],
          exclude: everywhere,
          // Each has a server, a database and a browser of its own; more than two at once would wait for each other.
          maxWorkers: 2,
          testTimeout: 600_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
