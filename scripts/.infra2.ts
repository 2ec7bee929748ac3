import { defineConfig } from 'vitest/config';
export default defineConfig({
  root: '/work/main',
  test: {
    include: ['packages/server/src/platform/**/*.test.ts'],
    globalSetup: ['/tmp/infra/gs.ts'],
    testTimeout: 60000,
    hookTimeout: 60000,
  },
});
