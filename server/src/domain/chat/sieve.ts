import { RE2JS } from 're2js'

/** The end of the bracket that opens at `at`. */
const closing = (source: string, at: number): number => {
  let depth = 0
  for (let end = at; end < source.length; end++) {
    const sign = source[end]
    if (sign === '\\') end += 1
    else if (sign === '[') end = source.indexOf(']', end + 1)
    else if (sign === '(') depth += 1
    else if (sign === ')' && --depth === 0) return end
  }
  return source.length
}

/** An expression without what looks around (lookaheads, lookbehinds, \b), so that it matches where the whole one does, and more. */
export const loosen = (source: string): string => {
  let loose = ''
  for (let at = 0; at < source.length; at++) {
    if (/^\(\?<?[=!]/.test(source.slice(at, at + 4))) at = closing(source, at)
    else if (source.startsWith('\\b', at)) at += 1
    else if (source[at] === '\\') loose += source.slice(at, ++at + 1)
    else loose += source[at]
  }
  return loose
}

/**
 * One pass over a text, however many expressions there are: false where none of them can match, true where one perhaps does.
 * Nearly every line of chat is harmless, and this is how that is found out quickly.
 */
export const sieve = (sources: readonly string[], flags = 0): ((text: string) => boolean) => {
  const automaton = RE2JS.compile(sources.map((source) => `(?:${loosen(source)})`).join('|'), flags)
  return (text) => automaton.test(text)
}
