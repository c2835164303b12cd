/**
 * The letters that a match of an expression can begin with. Read from its source; what is not understood may begin with
 * anything, so that no beginning is ever missing.
 */

/** Stands for any letter. */
const ANY = '\uffff'
/** Letters of a beginning at most; fewer where there would be too many of them. */
const DEPTH = 4
const MOST_BEGINNINGS = 100
/** More than these are as good as any. */
const MOST_LETTERS = 100
const MOST_COMBINED = 5_000

/** Cut to `DEPTH`; what is shorter is a whole match. */
type Starts = ReadonlySet<string>

const NOTHING: Starts = new Set([''])
const ANYTHING: Starts = new Set(['', ANY])
const ANY_LETTER: Starts = new Set([ANY])
const isOpen = (start: string): boolean => start.length < DEPTH && !start.endsWith(ANY)

const either = (one: Starts, other: Starts): Starts => new Set([...one, ...other])
const after = (one: Starts, other: Starts): Starts => {
  const next = one.size * other.size > MOST_COMBINED ? ANY_LETTER : other
  const all = new Set<string>()
  for (const start of one)
    if (isOpen(start)) for (const more of next) all.add((start + more).slice(0, DEPTH))
    else all.add(start)
  return all
}

const lettersFrom = (first: number, last: number): Starts =>
  last - first >= MOST_LETTERS
    ? ANY_LETTER
    : new Set(Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)))
const DIGITS = lettersFrom(0x30, 0x39)
const WORD = [lettersFrom(0x41, 0x5a), lettersFrom(0x61, 0x7a), new Set('_')].reduce(either, DIGITS)

/** `\d`, `\u{1f52a}`, `\.`: of those, `\b` takes no letter, and `\p{L}` or `\1` may be any. */
const ESCAPE = /\\(?:[pP]\{[^}]*\}|u\{([\da-f]+)\}|u([\da-f]{4})|.)/isuy
const readEscape = ([whole, long, short]: RegExpExecArray): Starts => {
  const code = long ?? short
  if (code !== undefined) return new Set([String.fromCodePoint(Number.parseInt(code, 16))])
  const kind = whole[1]!
  if (/[bB]/.test(kind)) return NOTHING
  if (kind === 'd') return DIGITS
  if (kind === 'w') return WORD
  if (/[1-9k]/.test(kind)) return ANYTHING
  return /[a-z]/i.test(kind) ? ANY_LETTER : new Set([kind])
}

const QUANTIFIER = /(?:([?*+])|\{(\d+)(,(\d*))?\})\??/y
const readTimes = ([, sign, least, , most]: RegExpExecArray): { least: number; most: number } => {
  if (sign !== undefined) return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : DEPTH }
  return { least: Number(least), most: most === undefined ? Number(least) : Number(most || DEPTH) }
}

const repeat = (starts: Starts, { least, most }: { least: number; most: number }): Starts => {
  let all: Starts = least === 0 ? NOTHING : new Set()
  let run = NOTHING
  for (let times = 1; times <= Math.min(most, Math.max(least, DEPTH)); times++) {
    run = after(run, starts)
    if (times >= Math.min(least, DEPTH)) all = either(all, run)
  }
  return all
}

/** All beginnings of a match, one to `DEPTH` letters each; null where it may begin with any letter, or be empty. */
export const beginningsOf = (source: string): string[] | null => {
  let at = 0

  const take = (expression: RegExp): RegExpExecArray | null => {
    expression.lastIndex = at
    const found = expression.exec(source)
    if (found !== null) at += found[0].length
    return found
  }
  const takeLetter = (): string => {
    const letter = String.fromCodePoint(source.codePointAt(at)!)
    at += letter.length
    return letter
  }
  const takeEscape = (): Starts => readEscape(take(ESCAPE)!)

  const readClass = (): Starts => {
    let all: Starts = new Set()
    const negated = take(/\^/y) !== null
    while (source[at] !== ']') {
      const first = source[at] === '\\' ? takeEscape() : new Set([takeLetter()])
      const isRange = source[at] === '-' && source[at + 1] !== ']'
      if (isRange) at += 1
      const last = !isRange ? first : source[at] === '\\' ? takeEscape() : new Set([takeLetter()])
      all = either(
        all,
        isRange ? lettersFrom([...first][0]!.codePointAt(0)!, [...last][0]!.codePointAt(0)!) : first,
      )
    }
    at += 1
    return negated || all.has(ANY) ? ANY_LETTER : all
  }

  const readAtom = (): Starts => {
    // What must follow is as good as a part of it, but ends what can be told.
    if (take(/\(\?=/y) !== null) return after(readChoice(), ANY_LETTER)
    if (take(/\(\?(?:!|<[=!])/y) !== null) {
      readChoice()
      return NOTHING
    }
    if (take(/\((?:\?:|\?<\w+>)?/y) !== null) return readChoice()
    if (take(/\[/y) !== null) return readClass()
    if (take(/[$^]/y) !== null) return NOTHING
    if (take(/\./y) !== null) return ANY_LETTER
    return source[at] === '\\' ? takeEscape() : new Set([takeLetter()])
  }

  const readRun = (): Starts => {
    let starts = NOTHING
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const atom = readAtom()
      const times = take(QUANTIFIER)
      starts = after(starts, times === null ? atom : repeat(atom, readTimes(times)))
    }
    return starts
  }

  /** Up to the end, or behind the bracket that closes it. */
  const readChoice = (): Starts => {
    let starts = readRun()
    while (source[at] === '|') {
      at += 1
      starts = either(starts, readRun())
    }
    at += 1
    return starts
  }

  let beginnings = new Set([...readChoice()].map((start) => start.split(ANY)[0]!))
  for (let depth = DEPTH - 1; depth > 0 && beginnings.size > MOST_BEGINNINGS; depth--)
    beginnings = new Set([...beginnings].map((start) => start.slice(0, depth)))
  return beginnings.has('') ? null : [...beginnings]
}
