import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asksToBeForgotten } from './ask-to-be-forgotten.ts'
import { createCopies, isCopy } from './copies.ts'
import { ownWordIn, readOwnWord } from './own-words.ts'
import { createPace, speaks, startAnew } from './pace-of-viewers.ts'

const SECOND = 1_000
const crowd = Array.from({ length: 20 }, (_, index) => `viewer-${index}`)

describe('C82: who floods', () => {
  /** Everybody says a line every `every` seconds for two minutes; ann says `per` lines in that time each. */
  const evening = (every: number, per: number) => {
    const pace = createPace()
    const flooded: string[] = []
    for (let at = 0; at < 120; at += every) {
      for (const viewer of crowd) if (speaks(pace, viewer, at * SECOND).floods) flooded.push(viewer)
      for (let line = 0; line < per; line++)
        if (speaks(pace, 'ann', (at + (line * every) / per) * SECOND).floods) flooded.push('ann')
    }
    return { pace, flooded: [...new Set(flooded)] }
  }

  it('C82: who says eighty lines while the others say one does', () => {
    expect(evening(60, 80).flooded).toEqual(['ann'])
  })

  it.each([
    ['a lively viewer, six lines a minute in a quiet chat', 60, 6],
    ['everybody at once', 2, 1],
    ['four times the others in a quick chat', 4, 4],
  ])('C82: %s does not', (_, every, per) => {
    expect(evening(every, per).flooded).toEqual([])
  })

  it('C82: in company nobody does', () => {
    const pace = createPace()
    speaks(pace, 'bob', 0)
    for (let line = 0; line < 100; line++) expect(speaks(pace, 'ann', line * 100).floods).toBe(false)
  })

  it('C82: it begins once, ends with quiet, and a producer ends it', () => {
    const { pace } = evening(60, 80)
    expect(speaks(pace, 'ann', 121 * SECOND)).toEqual({ floods: true, began: false })
    expect(speaks(pace, 'ann', 400 * SECOND)).toEqual({ floods: false, began: false })
    const again = evening(60, 80).pace
    startAnew(again, 'ann')
    expect(speaks(again, 'ann', 121 * SECOND).floods).toBe(false)
  })
})

describe('C83: copies', () => {
  const LINE = '夜の海に浮かぶお城と満月を描いてください'
  const sayAll = (lines: readonly string[], { known = false } = {}) => {
    const copies = createCopies()
    return lines.filter((text, index) => {
      const at = 200_000 + index
      return isCopy(copies, { viewer: `v${index}`, text, at, since: known ? 0 : at })
    }).length
  }

  it('C83: of thirty copies by new accounts three count and one more begins the burst', () => {
    expect(sayAll(Array<string>(30).fill(LINE))).toBe(27)
    expect(sayAll(Array<string>(30).fill(LINE), { known: true })).toBe(22)
  })

  it('C83: near-copies are copies', () => {
    expect(sayAll(Array.from({ length: 30 }, (_, index) => `${LINE}${index}よ`))).toBeGreaterThan(24)
  })

  it('C83: what is short, what differs and what one viewer says again is none', () => {
    expect(sayAll(Array<string>(50).fill('猫がいい'))).toBe(0)
    const things = [
      '赤い竜と古い塔',
      '雪の日の白い狐',
      '森の奥の小さな家',
      '砂浜で眠る猫たち',
      '空を泳ぐ大きな鯨',
    ]
    expect(sayAll(things.map((thing) => `${thing}をお願いします`))).toBe(0)
    const copies = createCopies()
    for (let at = 0; at < 20; at++)
      expect(isCopy(copies, { viewer: 'ann', text: LINE, at, since: 0 })).toBe(false)
  })

  it('C83: after a minute nobody copies anybody', () => {
    const copies = createCopies()
    for (let index = 0; index < 30; index++) {
      const at = index * 61_000
      expect(isCopy(copies, { viewer: `v${index}`, text: LINE, at, since: at })).toBe(false)
    }
  })
})

const words = (...typed: string[]) =>
  typed.map((text) => {
    const result = readOwnWord(text)
    if (!result.ok) throw new Error(result.reason.en)
    return result.word
  })

describe('C85: own words', () => {
  it('C85: found in any width, case and kana; Latin ones as whole words', () => {
    const own = words('ネタバレ', 'Spoiler', '/犯人は.{1,6}だ/')
    for (const line of ['ねたばれ注意', 'ﾈﾀﾊﾞﾚ', 'SPOILER!', 'ｓｐｏｉｌｅｒ here', '犯人は執事だよ'])
      expect([line, ownWordIn(own, line)?.text]).not.toEqual([line, undefined])
    for (const line of ['spoilers', 'ねた', '犯人だ']) expect(ownWordIn(own, line)).toBeNull()
  })

  it.each([
    '/(?=a)b/',
    '/(a)\\1/',
    '/[/',
    '/(.{0,500}){2}x/',
    '/((a{100}){100}){100}/',
    '  ',
    '!?',
    'x'.repeat(201),
  ])('C85: %s is refused with its reason', (typed) => {
    const result = readOwnWord(typed)
    expect(result.ok).toBe(false)
    if (!result.ok) expect(result.reason.ja).toMatch(/[ぁ-ん]/)
  })

  it('C85: expressions that hang others do not', () => {
    const evil = words('/^(a+)+$/', '/(x+x+)+y/', '/(.*a){12}/', '/^(([a-z])+.)+[A-Z]([a-z])+$/')
    const lines = ['a'.repeat(400), `${'x'.repeat(399)}z`, `${'ab'.repeat(199)}!`]
    for (const line of lines) ownWordIn(evil, line)
    const begun = performance.now()
    for (const line of lines) ownWordIn(evil, line)
    expect(performance.now() - begun).toBeLessThan(200)
  })

  it('C85: nothing typed throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (typed) => void readOwnWord(`/${typed}/`)))
  })
})

describe('C87: asking to be forgotten', () => {
  it.each(['!forgetme', '!ForgetMe', '！忘れて', '!わすれて', '!forget me'])('C87: %s asks', (text) => {
    expect(asksToBeForgotten(text)).toBe(true)
  })
  it.each(['forget me not flowers', '!vote 1', '忘れてください', 'forgetme', '!忘れて猫'])(
    'C87: %s does not',
    (text) => {
      expect(asksToBeForgotten(text)).toBe(false)
    },
  )
})
