/** 1234 -> "1,234"; from 10,000 on "12.3k", so that it never grows out of its place: five letters at most. */
export function countText(n: number): string {
  if (n >= 1_000_000) return `${(n / 1_000_000).toFixed(1)}M`
  if (n >= 100_000) return `${Math.floor(n / 1000)}k`
  if (n >= 10_000) return `${(Math.floor(n / 100) / 10).toFixed(1)}k`
  return n.toLocaleString('en-US')
}

/**
 * Shares as whole percent that add up to 100 where the shares add up to 1 (largest remainder); zeros stay zero.
 */
export function percents(shares: readonly number[]): number[] {
  const total = shares.reduce((sum, share) => sum + share, 0)
  if (total <= 0) return shares.map(() => 0)
  const exact = shares.map((share) => (share / total) * 100)
  const whole = exact.map(Math.floor)
  const missing = 100 - whole.reduce((sum, n) => sum + n, 0)
  const byRemainder = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
  for (const { index } of byRemainder.slice(0, missing)) whole[index] = (whole[index] ?? 0) + 1
  return whole
}
