import { expect, test } from 'vitest'
import { betaQuantile } from './beta-quantile.ts'

/** p and the quantile, by scipy 1.17's `stats.beta.ppf(p, 0.6, 0.6)`. */
const BY_SCIPY: [number, number][] = [
  [1e-6, 1.8558824624053043e-10],
  [0.001, 1.855873851745199e-5],
  [0.02, 0.002732982024577027],
  [0.1, 0.03958440558878085],
  [0.25, 0.17568037865269498],
  [0.4999, 0.49986127490549975],
  [0.5, 0.5],
  [0.5001, 0.5001387250945002],
  [0.75, 0.824319621347305],
  [0.98, 0.9972670179754229],
  [0.999, 0.9999814412614826],
]

test.each(BY_SCIPY)('P5: the quantile of %d is %d', (p, expected) => {
  expect(Math.abs(betaQuantile(p) / expected - 1)).toBeLessThan(1e-13)
})

test('P5: the quantiles of 0 and 1 are the ends', () => {
  expect([betaQuantile(0), betaQuantile(1)]).toEqual([0, 1])
})
