import { expect, test } from 'vitest'
import { preferredLanguage } from './preferred-language.ts'

test.each([
  [null, 'ja'],
  ['', 'ja'],
  ['fr-FR', 'ja'],
  ['en-GB,en;q=0.9', 'en'],
  ['ja,en-US;q=0.9', 'ja'],
  ['en;q=0.5, ja;q=0.8', 'ja'],
  ['fr, en;q=0.3', 'en'],
  ['ja;q=0, en;q=0.1', 'en'],
])('%s reads as %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language)
})
