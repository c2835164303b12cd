import type { AST } from '@eslint-community/regexpp'
import { parse } from './alternatives.ts'

/** The letters that a match of an expression can begin with. What cannot be told may begin with anything, so that no beginning is ever missing. */

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

const union = (all: readonly Starts[]): Starts => new Set(all.flatMap((starts) => [...starts]))
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
const WORD = union([lettersFrom(0x41, 0x5a), lettersFrom(0x61, 0x7a), new Set('_'), DIGITS])

const repeat = (starts: Starts, { min, max }: AST.Quantifier): Starts => {
  let all: Starts = min === 0 ? NOTHING : new Set()
  let run = NOTHING
  for (let times = 1; times <= Math.min(max, Math.max(min, DEPTH)); times++) {
    run = after(run, starts)
    if (times >= Math.min(min, DEPTH)) all = union([all, run])
  }
  return all
}

const startsOf = (node: AST.Element | AST.CharacterClassElement): Starts => {
  switch (node.type) {
    case 'Character':
      return lettersFrom(node.value, node.value)
    case 'CharacterClassRange':
      return lettersFrom(node.min.value, node.max.value)
    case 'CharacterSet':
      if (node.kind === 'digit' && !node.negate) return DIGITS
      return node.kind === 'word' && !node.negate ? WORD : ANY_LETTER
    case 'CharacterClass': {
      const letters = union(node.elements.map(startsOf))
      return node.negate || letters.has(ANY) ? ANY_LETTER : letters
    }
    case 'Group':
    case 'CapturingGroup':
      return choiceOf(node)
    case 'Assertion':
      // What must follow is as good as a part of it, but ends what can be told.
      return node.kind === 'lookahead' && !node.negate ? after(choiceOf(node), ANY_LETTER) : NOTHING
    case 'Quantifier':
      return repeat(startsOf(node.element), node)
    case 'Backreference':
      return ANYTHING
    default:
      return ANY_LETTER
  }
}

const choiceOf = ({ alternatives }: { alternatives: readonly AST.Alternative[] }): Starts =>
  union(alternatives.map(({ elements }) => elements.map(startsOf).reduce(after, NOTHING)))

/** All beginnings of a match, one to `DEPTH` letters each; null where it may begin with any letter, or be empty. */
export const beginningsOf = (source: string, flags: string): string[] | null => {
  let beginnings = new Set([...choiceOf(parse(source, flags))].map((start) => start.split(ANY)[0]!))
  for (let depth = DEPTH - 1; depth > 0 && beginnings.size > MOST_BEGINNINGS; depth--)
    beginnings = new Set([...beginnings].map((start) => start.slice(0, depth)))
  return beginnings.has('') ? null : [...beginnings]
}
