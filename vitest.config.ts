import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'packages/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['src/db/testing/postgres.setup.ts', 'e2e/chromium.setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    pool: 'threads',
    // Many tests wait for a browser, a server that starts or a clock: one more than there are cores keeps all busy.
    maxWorkers: availableParallelism() + 1,
    // What must happen is waited for as long as a busy machine may take.
    expect: { poll: { timeout: 20_000 } },
  },
});
