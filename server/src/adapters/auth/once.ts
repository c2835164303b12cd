import { newToken } from './tokens.ts'

const FIVE_MINUTES_MS = 5 * 60_000
/** The oldest makes room: whoever begins ten thousand sign-ins at once loses only their own. */
const MOST = 10_000

/** Keeps something for five minutes (or `lifeMs`), for whoever brings its id back: once. */
export function createOnce<Value>(now: () => number, lifeMs = FIVE_MINUTES_MS) {
  const kept = new Map<string, { value: Value; until: number }>()
  return {
    keep(value: Value, id = newToken()): string {
      kept.delete(id)
      kept.set(id, { value, until: now() + lifeMs })
      if (kept.size > MOST) kept.delete(kept.keys().next().value!)
      return id
    },
    take(id: string): Value | null {
      const found = kept.get(id)
      kept.delete(id)
      return found === undefined || found.until < now() ? null : found.value
    },
  }
}
