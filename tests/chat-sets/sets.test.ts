import { beforeAll, describe, expect, it } from 'vitest'
import { canonical, type ExtractionLine, type ModerationLine } from './measure.ts'
import {
  extractionGroup,
  halvesOf,
  moderationGroup,
  readExtraction,
  readModeration,
  readSecondModeration,
  readThirdModeration,
} from './sets.ts'

let extraction: ExtractionLine[]
let moderation: ModerationLine[]
let second: ModerationLine[]
let third: ModerationLine[]
beforeAll(async () => {
  extraction = await readExtraction()
  moderation = await readModeration()
  second = await readSecondModeration()
  third = await readThirdModeration()
})

const countOf = <T>(items: readonly T[], of: (item: T) => string): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(items, of)].map(([key, group]) => [key, group.length]))

/** A line as phrases are looked for in it: NFKC, one case, no drawl, no blanks, every run of one letter a single one. */
const squeeze = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s~〜ー]/gu, '')
    .replace(/(.)\1+/gu, '$1')

describe('X4: the sets as they were made', () => {
  it('X4: 300 lines, 200 of Japanese and 100 of English viewers, about 35 % without a wish', () => {
    expect(countOf(extraction, ({ id }) => id.slice(0, 4))).toEqual({ 'x-ja': 200, 'x-en': 100 })
    expect(countOf(extraction, ({ lang }) => lang)).toEqual({ ja: 184, en: 92, mixed: 24 })
    const talk = extraction.filter(({ phrases }) => phrases.length === 0).length
    expect(talk / extraction.length).toBeGreaterThan(0.32)
    expect(talk / extraction.length).toBeLessThan(0.38)
  })

  it('X4: 200 attacks and 200 innocent lines, half in each language', () => {
    expect(countOf(moderation, moderationGroup)).toEqual({
      'ja true': 100,
      'ja false': 100,
      'en true': 100,
      'en false': 100,
    })
  })

  it('X4: the second and the third set: as many, two of three in Japanese', () => {
    for (const set of [second, third])
      expect(countOf(set, moderationGroup)).toEqual({
        'ja true': 130,
        'ja false': 130,
        'en true': 70,
        'en false': 70,
      })
  })

  it('X4: every id and every text is there once, and no field beside the known ones', () => {
    for (const lines of [extraction, moderation, second, third]) {
      expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length)
      expect(new Set(lines.map(({ text }) => text)).size).toBe(lines.length)
      expect(lines.every(({ text }) => text.trim() !== '' && [...text].length <= 200)).toBe(true)
    }
    const known = ['id', 'lang', 'text', 'phrases', 'alsoFine', 'half', 'attack', 'kind']
    expect(
      [...extraction, ...moderation, ...second, ...third]
        .flatMap(Object.keys)
        .filter((key) => !known.includes(key)),
    ).toEqual([])
  })

  it('X4: the ids tell the language of who typed', () => {
    expect(extraction.every(({ id }) => /^x-(?:ja|en)-\d{3}$/u.test(id))).toBe(true)
    expect(moderation.every(({ id, lang }) => new RegExp(`^m-${lang}-\\d{3}$`, 'u').test(id))).toBe(true)
    expect(second.every(({ id }) => /^m2-\d{3}$/u.test(id))).toBe(true)
    expect(third.every(({ id }) => /^m3-\d{3}$/u.test(id))).toBe(true)
    expect(extraction.every(({ id, lang }) => lang === 'mixed' || id.startsWith(`x-${lang}`))).toBe(true)
  })
})

describe('X5: halves', () => {
  it('X5: are as the hash of the ids says, equal in every group', () => {
    const wanted = new Map([
      ...halvesOf(extraction, extractionGroup),
      ...halvesOf(moderation, moderationGroup),
      ...halvesOf(second, moderationGroup),
    ])
    for (const { id, half } of [...extraction, ...moderation, ...second])
      expect(`${id} ${half}`).toBe(`${id} ${wanted.get(id)}`)
    expect(countOf(extraction, ({ half }) => half)).toEqual({ tune: 150, untouched: 150 })
    expect(countOf(third, ({ half }) => half)).toEqual({ untouched: 400 })
    for (const lines of [moderation, second])
      expect(countOf(lines, ({ half }) => half)).toEqual({ tune: 200, untouched: 200 })
  })
})

describe('X6: phrases', () => {
  it('X6: at most four a line, of at most 40 characters, each once', () => {
    for (const { id, phrases, alsoFine = {} } of extraction) {
      expect(phrases.length, id).toBeLessThanOrEqual(4)
      expect(new Set(phrases.map(canonical)).size, id).toBe(phrases.length)
      for (const phrase of phrases) expect([...phrase].length, id).toBeLessThanOrEqual(40)
      for (const key of Object.keys(alsoFine)) expect(['', ...phrases], id).toContain(key)
    }
  })

  it('X6: stand in their line, one after the other', () => {
    for (const { id, text, phrases } of extraction) {
      const line = squeeze(text)
      let from = 0
      for (const phrase of phrases) {
        const at = line.indexOf(squeeze(phrase), from)
        expect(at, `${id}: ${phrase}`).toBeGreaterThanOrEqual(from)
        from = at + squeeze(phrase).length
      }
    }
  })
})
