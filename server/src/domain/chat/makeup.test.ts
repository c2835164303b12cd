import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, foldWords, toHiragana } from './fold.ts'
import { shrinkStretched, stripLaughter } from './laughter.ts'
import { isMadeOf, MADE_OF, makeup } from './makeup.ts'

/** Lines of what chat is made of, and of anything at all. */
const line = fc.oneof(
  fc.string({
    unit: fc.constantFrom(...'猫ねネコっぁー〜~ww草笑8l ol!?、。.:@<&１Ａｗ①ﾈｺﾞ😀é…'),
    maxLength: 40,
  }),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

describe('C71: the quick way gives what the long one gives', () => {
  it('C71: says of a text what expressions say of it', () => {
    const says = (kind: number, expression: RegExp) => (text: string) =>
      expect(isMadeOf(makeup(text), kind), text).toBe(expression.test(text))
    const all = [
      says(MADE_OF.latin, /[a-z]/i),
      says(MADE_OF.digits, /[0-9]/),
      says(MADE_OF.kana, /[ぁ-ゖァ-ヺ]/),
      says(MADE_OF.kanji, /[一-鿿]/),
      says(MADE_OF.dots, /[.:]/),
      says(MADE_OF.at, /@/),
      says(MADE_OF.markup, /[<&]/),
      says(MADE_OF.gaps, /^ | $| {2}/),
    ]
    fc.assert(
      fc.property(line, (text) => {
        for (const check of all) check(text)
      }),
    )
  })

  it('C71: a line that is neither wide nor odd is its own NFKC, with nothing unseen', () => {
    fc.assert(
      fc.property(line, (text) => {
        fc.pre(!isMadeOf(makeup(text), MADE_OF.wide | MADE_OF.odd))
        expect(text.normalize('NFKC')).toBe(text)
        expect(text).not.toMatch(/[\p{C}\p{M}]/u)
      }),
    )
  })

  it('C71: a line that is not stretched has nothing to shrink', () => {
    fc.assert(
      fc.property(line, (text) => {
        fc.pre(!isMadeOf(makeup(text), MADE_OF.stretched))
        expect(shrinkStretched(`${text} ねーー`).trimEnd().slice(0, text.length)).toBe(text)
      }),
    )
  })

  it.each(['ｗｗｗ', 'いいねw', '草', 'wwww', 'lool', 'haha', '888', 'わら', 'kkk', '(笑)'])(
    'C71: %s is laughed away',
    (text) => expect(stripLaughter(text.normalize('NFKC')).trim()).not.toBe(text),
  )

  it('C71: folds character by character as it folds the whole', () => {
    const slowly = (text: string, gap: string): string =>
      toHiragana(text.normalize('NFKC').toLowerCase())
        .replace(/['’ー]/gu, '')
        .replace(/[^\p{L}\p{N}]+/gu, gap)
        .trim()
    fc.assert(
      fc.property(line, (text) => {
        expect(fold(text)).toBe(slowly(text, ''))
        fc.pre(!/['’ー]/u.test(text.normalize('NFKC')))
        expect(foldWords(text)).toBe(slowly(text, ' '))
      }),
    )
  })
})
