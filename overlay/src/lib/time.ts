/** Whole seconds until `at`, never below zero; both in epoch milliseconds of the server's clock. */
export function secondsLeft(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1000))
}

/** 7 -> "0:07", 125 -> "2:05", 3725 -> "1:02:05". */
export function clockText(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const rest = two(seconds % 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}

/** How far the server's clock is ahead of ours, from when a message left (`at`, its clock) and came (`now`, ours). */
export function clockOffset(before: number | null, at: number, now: number): number {
  const seen = at - now
  // A message is never early, so the greatest difference seen is the truest; a big fall means a clock was set.
  if (before === null || seen > before || before - seen > 5000) return seen
  return before
}
