import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['test/globalSetup.ts'],
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // The commands print the same wherever the tests run: colours have tests of their own.
    env: { FORCE_COLOR: '0', NO_COLOR: '' },
  },
})
