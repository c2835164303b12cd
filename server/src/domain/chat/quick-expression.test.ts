import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alternativesOf } from './alternatives.ts'
import { beginningsOf } from './beginnings.ts'
import { createExpressions } from './quick-expression.ts'

describe('C71: what a match can begin with', () => {
  it.each([
    ['cat|do[gt]', ['cat', 'dog', 'dot']],
    ['a?b', ['ab', 'b']],
    ['(?:ab|c){2}', ['abab', 'abc', 'cab', 'cc']],
    ['[a-e]{9}', [...'abcde'].flatMap((one) => [...'abcde'].map((other) => one + other))],
    ['(?<!x)猫(?!y)', ['猫']],
    ['猫(?=耳)', ['猫耳']],
    ['ab.c', ['ab']],
    ['[🔪🔫]you', ['🔪yo', '🔫yo']],
    ['\\d', [...'0123456789']],
    ['[^x]y', null],
    ['a*', null],
    ['\\p{L}', null],
  ])('C71: %s', (source, beginnings) => {
    const found = beginningsOf(source, 'u')
    expect(found === null ? null : [...found].sort()).toEqual(
      beginnings === null ? null : [...beginnings].sort(),
    )
  })
})

describe('C71: an expression taken apart', () => {
  it.each([
    ['a|b(?:c|d)', ['a', 'b(?:c|d)']],
    ['\\b(?:a|[|)]|\\|)c', ['\\bac', '\\b[|)]c', '\\b\\|c']],
    ['(?<!x)(?:a|b)', ['(?<!x)a', '(?<!x)b']],
    ['(?:a|b){2}', ['(?:a|b){2}']],
    ['(a)\\1|b', ['(a)\\1|b']],
  ])('C71: %s', (source, alternatives) =>
    expect(alternativesOf({ source, flags: 'u' })).toEqual(alternatives),
  )
})

const { expression: anExpression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression')
  const wrapped = (before: string, after: string) => inner.map((source) => `${before}${source}${after}`)
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.constantFrom(
        'a',
        'b',
        'B',
        '猫',
        '😀',
        '[ab]',
        '[^a]',
        '[a-c😀]',
        '\\d',
        '\\w',
        '\\b',
        '.',
        '^',
        '$',
        '\\.',
        '\\u{61}',
      ),
      fc.tuple(inner, inner).map(([one, other]) => one + other),
      fc.tuple(inner, inner).map(([one, other]) => `(?:${one}|${other})`),
      wrapped('(?=', ')'),
      wrapped('(?!', ')'),
      wrapped('(?<=', ')'),
      wrapped('(', ')'),
      fc
        .tuple(inner, fc.constantFrom('?', '*', '+', '{2}', '{0,2}', '{1,}', '+?'))
        .map(([one, times]) => `(?:${one})${times}`),
    ),
  }
})

describe('C71: the quick way gives what the long one gives', () => {
  it('C71: any expression, asked only where it can begin, answers as it does when asked everywhere', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aAbBc猫1. 😀'), maxLength: 12 })
    fc.assert(
      fc.property(anExpression, fc.constantFrom('u', 'iu'), text, (source, flags, said) => {
        const expression = new RegExp(source, flags)
        const { quick, replacing } = createExpressions()
        expect(quick(expression).test(said)).toBe(expression.test(said))
        expect(replacing(expression, '-')(said)).toBe(said.replace(expression, '-'))
      }),
      { numRuns: 3_000 },
    )
  })
})
