import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'server/**/*.test.ts',
      'pipeline/**/*.test.ts',
      'overlay/src/**/*.test.ts',
      'dashboard/src/**/*.test.ts',
      'tests/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', '**/build/**'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
