import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const SETUP = 'tests/global-setup.ts'
/** Files that put something in the place of a module, which others have loaded by then. */
const MOCKING = ['tests/batch/durable.test.ts', 'tests/batch/killed.test.ts']

export default defineConfig({
  test: {
    globalSetup: existsSync(new URL(SETUP, import.meta.url)) ? [SETUP] : [],
    watch: false,
    // Tests say what is right, not how busy the machine is: these only end what hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Vitest leaves a core free, which of two is half.
    maxWorkers: availableParallelism(),
    restoreMocks: true,
    // Loading the modules anew for every file took a quarter of the time.
    projects: [
      { extends: true, test: { name: 'shared', include: ['tests/**/*.test.ts'], exclude: MOCKING, isolate: false } },
      { extends: true, test: { name: 'alone', include: MOCKING } },
    ],
  },
})
