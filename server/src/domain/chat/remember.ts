import { keepNewest } from './keep-newest.ts'

/**
 * The same function, remembering its last `limit` answers or a few more. For pure functions of short strings
 * only: chat says the same words again and again.
 */
export const remember = <T>(answer: (text: string) => T, limit: number): ((text: string) => T) => {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const value = answer(text)
    known.set(text, value)
    keepNewest(known, limit)
    return value
  }
}
