import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'packages/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['src/db/testing/postgres.setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    pool: 'threads',
  },
});
