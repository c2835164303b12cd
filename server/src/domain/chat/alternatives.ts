/**
 * An expression as a list of smaller ones, one of which finds something where the whole does: `a|b` is a and b, and
 * `\b(?:a|b)c` is `\bac` and `\bbc`.
 */

/** What takes no letter, or a bracket that is not repeated, may stand before the bracket that is taken apart. */
const AHEAD = /^(?:\\b|\^|\(\?<[=!](?:[^()[\]\\]|\\.|\[(?:[^\]\\]|\\.)*\])*\))*/
const REPEATED = /^(?:[?*+]|\{\d)/

/** Where the bracket that opens at `open` closes. */
const closing = (source: string, open: number): number => {
  let depth = 0
  for (let at = open; ; at++) {
    if (source[at] === '\\') at += 1
    else if (source[at] === '[') while (source[at] !== ']') at += source[at] === '\\' ? 2 : 1
    else if (source[at] === '(') depth += 1
    else if (source[at] === ')' && --depth === 0) return at
  }
}

const splitAtBars = (source: string): string[] => {
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < source.length; at++) {
    if (source[at] === '\\') at += 1
    else if (source[at] === '[') while (source[at] !== ']') at += source[at] === '\\' ? 2 : 1
    else if (source[at] === '(') at = closing(source, at)
    else if (source[at] === '|') {
      parts.push(source.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, source.slice(from)]
}

const takeApart = (source: string): string[] => {
  const open = AHEAD.exec(source)![0].length
  if (!source.startsWith('(?:', open)) return [source]
  const close = closing(source, open)
  const [ahead, behind] = [source.slice(0, open), source.slice(close + 1)]
  if (REPEATED.test(behind)) return [source]
  return splitAtBars(source.slice(open + 3, close)).map((part) => `${ahead}${part}${behind}`)
}

/** Captures are counted from the first: what refers to one stays whole. */
const REFERS_TO_CAPTURE = /\\[1-9k]/

export const alternativesOf = (source: string): string[] =>
  REFERS_TO_CAPTURE.test(source) ? [source] : splitAtBars(source).flatMap(takeApart)
