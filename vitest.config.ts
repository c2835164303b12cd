import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { PATIENCE_MS } from './tests/support/patience.ts'

const cores = availableParallelism()
/** A test may wait for more than one thing. */
const TEST_MS = 3 * PATIENCE_MS
const patience = {
  testTimeout: TEST_MS,
  hookTimeout: TEST_MS,
  expect: { poll: { timeout: PATIENCE_MS } },
}

export default defineConfig({
  test: {
    // One after the other, so that a browser full of overlays is not painted beside everything else.
    projects: [
      {
        test: {
          name: 'parts',
          include: [
            'server/**/*.test.ts',
            'pipeline/**/*.test.ts',
            'overlay/src/**/*.test.ts',
            'dashboard/src/**/*.test.ts',
            'tests/{chat-sets,contracts}/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/dist/**', '**/build/**'],
          ...patience,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'houses',
          include: ['tests/flows/**/*.test.ts'],
          // Whole houses mostly wait for their clocks: one more than there are cores keeps the cores at work.
          maxWorkers: cores + 1,
          ...patience,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'browsers',
          include: ['tests/e2e/**/*.test.ts'],
          maxWorkers: cores,
          ...patience,
          // The browser is unpacked before two want to run it.
          globalSetup: 'tests/support/unpack-browser.ts',
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
