import { expect, test } from 'vitest'
import { safeReturnPath } from './return-path.ts'

test.each([
  [null, '/control'],
  ['/works?before=3', '/works?before=3'],
  ['/control#chat', '/control#chat'],
  ['//evil.example/x', '/control'],
  ['/\\evil.example', '/control'],
  ['/.//evil.example', '/control'],
  ['/works/..//evil.example', '/control'],
  ['/%2e//evil.example', '/control'],
  ['/\t/evil.example', '/control'],
  ['https://evil.example', '/control'],
  ['javascript:alert(1)', '/control'],
  ['works', '/control'],
])('%s leads to %s', (asked, path) => {
  expect(safeReturnPath(asked)).toBe(path)
})
