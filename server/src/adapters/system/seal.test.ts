import { expect, test } from 'vitest'
import { createSeal } from './seal.ts'
import { derive } from './secret.ts'

const SECRET = 'a secret of at least thirty-two characters'
const TEXT = '1//0gRefresh-トークン'

test('C50: what is sealed is read with its own key alone, never twice the same, and not where a bit is changed', () => {
  const seal = createSeal(derive(SECRET, 'youtube-token'))
  const sealed = seal.close(TEXT)
  expect(seal.open(sealed)).toBe(TEXT)
  expect(Buffer.from(sealed, 'base64url').toString()).not.toContain('Refresh')
  expect(seal.close(TEXT)).not.toBe(sealed)
  expect(createSeal(derive(SECRET, 'session')).open(sealed)).toBeNull()
  expect(createSeal(derive(`${SECRET}!`, 'youtube-token')).open(sealed)).toBeNull()
  const bytes = Buffer.from(sealed, 'base64url')
  for (const at of [0, 12, bytes.length - 1]) {
    const changed = Buffer.from(bytes)
    changed[at]! ^= 1
    expect(seal.open(changed.toString('base64url'))).toBeNull()
  }
  expect(seal.open('')).toBeNull()
  expect(seal.open('no token at all')).toBeNull()
})
