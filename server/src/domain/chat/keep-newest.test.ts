import { expect, it } from 'vitest'
import { keepNewest } from './keep-newest.ts'

it('C47: the newest are kept, and never more than an eighth beyond them', () => {
  const known = new Set<string>()
  for (let n = 1; n <= 1_000; n++) {
    known.add(`${n}`)
    keepNewest(known, 80)
    expect(known.size).toBeLessThanOrEqual(90)
    expect([...known].slice(-80)).toEqual(
      Array.from({ length: Math.min(80, n) }, (_, ago) => `${n - ago}`).reverse(),
    )
  }
})
