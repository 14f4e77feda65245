import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const SETUP = 'tests/global-setup.ts'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: existsSync(new URL(SETUP, import.meta.url)) ? [SETUP] : [],
    watch: false,
    // Tests say what is right, not how busy the machine is: these only end what hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
