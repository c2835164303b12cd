const SHAPE = 0.6
/** B(0.6, 0.6) = Gamma(0.6)^2 / Gamma(1.2). */
const BETA_FUNCTION = 1.4891922488128171 ** 2 / 0.9181687423997607

/** The quantile function of the Beta(0.6, 0.6) distribution, p in [0,1], to about 1e-15. */
export function betaQuantile(p: number): number {
  if (p <= 0) return 0
  if (p >= 1) return 1
  // Symmetric: only the lower half is worked out, where the series converges fast.
  return p > 0.5 ? 1 - lowerQuantile(1 - p) : lowerQuantile(p)
}

/** Newton's method. The distribution is concave below 1/2, so from the left it never overshoots. */
function lowerQuantile(p: number): number {
  let x = Math.min((p * SHAPE * BETA_FUNCTION) ** (1 / SHAPE), 0.5)
  for (let round = 0; round < 50; round += 1) {
    const density = (x * (1 - x)) ** (SHAPE - 1) / BETA_FUNCTION
    const next = Math.max(x - (cumulative(x) - p) / density, x / 4)
    if (Math.abs(next - x) <= 1e-16 * x) break
    x = next
  }
  return x
}

/** The distribution function by its power series, x in (0, 1/2]: x^a / B * sum of (1-b)_n / (n! (a+n)) x^n. */
function cumulative(x: number): number {
  let term = 1
  let sum = 0
  for (let n = 0; term > 1e-18; n += 1) {
    sum += term / (SHAPE + n)
    term *= ((1 - SHAPE + n) / (n + 1)) * x
  }
  return (x ** SHAPE / BETA_FUNCTION) * sum
}
