import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonical,
  type ExtractionLine,
  isSame,
  type Labels,
  type ModerationLine,
  perLanguage,
  scoreExtraction,
  scoreLine,
  scoreModeration,
} from './measure.ts'

const line = (text: string, labels: Labels, half: 'tune' | 'untouched' = 'tune'): ExtractionLine => ({
  id: text,
  lang: 'en',
  text,
  half,
  ...labels,
})

describe('X1: what counts as the same phrase', () => {
  it.each([
    ['ﾈｺ', 'ネコ', true],
    ['A Red Dragon', 'red dragon', true],
    ['the  moon', 'moon', true],
    ['猫を', '猫', true],
    ['海まで', '海', true],
    ['かに', 'かに', true],
    ['かにが', 'かに', true],
    ['もも', 'もも', true],
    ['東京タワーat night', '東京タワー at night', true],
    ['か', 'かに', false],
    ['も', 'もも', false],
    ['猫', '犬', false],
    ['dragon', 'red dragon', false],
    ['a', 'a', true],
    ['the', 'cat', false],
  ])('X1: %j for %j: %j', (answer, label, same) => expect(isSame(answer, label)).toBe(same))

  it('X1: canonical text stays as it is', () => {
    fc.assert(
      fc.property(fc.constantFrom('ﾈｺ と  犬', 'An Owl', 'ＣＡＴ', '', '猫 cat', ' '), (text) => {
        expect(canonical(canonical(text))).toBe(canonical(text))
      }),
    )
  })
})

describe('X2: precision, recall, F1', () => {
  it('X2: a cut that is also fine is right and finds its phrase', () => {
    const labels = { phrases: ['big dragon'], alsoFine: { 'big dragon': ['dragon'] } }
    expect(scoreLine(labels, ['dragon'])).toEqual({ phrases: 1, answers: 1, right: 1, found: 1 })
    expect(scoreLine(labels, ['dragon', 'big dragon'])).toEqual({
      phrases: 1,
      answers: 2,
      right: 2,
      found: 1,
    })
  })

  it('X2: one joined cut may find two phrases', () => {
    const labels = { phrases: ['sun', 'moon'], alsoFine: { sun: ['sun and moon'], moon: ['sun and moon'] } }
    expect(scoreLine(labels, ['sun and moon'])).toEqual({ phrases: 2, answers: 1, right: 1, found: 2 })
  })

  it('X2: what is fine under no phrase is right and finds nothing', () => {
    const labels = { phrases: ['beach'], alsoFine: { '': ['palm trees'] } }
    expect(scoreLine(labels, ['palm trees'])).toEqual({ phrases: 1, answers: 1, right: 1, found: 0 })
    expect(scoreLine(labels, [])).toEqual({ phrases: 1, answers: 0, right: 0, found: 0 })
  })

  it('X2: an answer said twice is one', () => {
    expect(scoreLine({ phrases: ['cat'] }, ['cat', 'a CAT', 'dog'])).toEqual({
      phrases: 1,
      answers: 2,
      right: 1,
      found: 1,
    })
  })

  it('X2: shares of nothing are null, and no right answer is an F1 of 0', () => {
    const none = scoreExtraction([], () => [])
    expect([none.precision, none.recall, none.f1]).toEqual([null, null, null])
    expect(scoreExtraction([line('a', { phrases: ['cat'] })], () => ['dog']).f1).toBe(0)
  })

  it('X2: equals a naive recount', () => {
    const word = fc.constantFrom<string[]>('cat', 'red cat', 'dog', 'moon', 'sun')
    const rows = fc.array(
      fc.record({
        phrases: fc.uniqueArray(word, { maxLength: 3 }),
        also: fc.array(fc.tuple(fc.nat(2), word), { maxLength: 3 }),
        said: fc.array(word, { maxLength: 4 }),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(rows, (drawn) => {
        const lines = drawn.map(({ phrases, also }, index) => {
          const alsoFine: Record<string, string[]> = {}
          for (const [at, cut] of also) {
            const phrase = phrases[at] ?? ''
            alsoFine[phrase] = [...(alsoFine[phrase] ?? []), cut]
          }
          return line(`${index}`, { phrases, alsoFine })
        })
        let answers = 0
        let right = 0
        let wanted = 0
        let found = 0
        let alarms = 0
        for (const [index, { phrases, alsoFine }] of lines.entries()) {
          const said = new Set(drawn[index]!.said)
          if (phrases.length === 0 && said.size > 0) alarms += 1
          for (const answer of said) {
            answers += 1
            let fits = phrases.includes(answer)
            for (const key in alsoFine) if (alsoFine[key]!.includes(answer)) fits = true
            if (fits) right += 1
          }
          for (const phrase of phrases) {
            wanted += 1
            let seen = said.has(phrase)
            for (const cut of alsoFine?.[phrase] ?? []) if (said.has(cut)) seen = true
            if (seen) found += 1
          }
        }
        const score = scoreExtraction(lines, (text) => drawn[Number(text)]!.said)
        expect(score).toMatchObject({ answers, right, phrases: wanted, found, falseAlarms: alarms })
        if (answers > 0) expect(score.precision).toBeCloseTo(right / answers, 12)
        if (wanted > 0) expect(score.recall).toBeCloseTo(found / wanted, 12)
        if (answers > 0 && wanted > 0 && right > 0 && found > 0)
          expect(score.f1).toBeCloseTo(2 / (answers / right + wanted / found), 12)
      }),
    )
  })
})

describe('X3: missed and wrongly blocked', () => {
  it('X3: equals a naive recount, per half and language', () => {
    const rows = fc.array(
      fc.record<Omit<ModerationLine, 'id' | 'text'> & { blocked: boolean }>({
        lang: fc.constantFrom('ja', 'en'),
        attack: fc.boolean(),
        kind: fc.constant('word'),
        half: fc.constantFrom('tune', 'untouched'),
        blocked: fc.boolean(),
      }),
    )
    fc.assert(
      fc.property(rows, (drawn) => {
        const lines = drawn.map((row, index) => ({ ...row, id: `${index}`, text: `${index}` }))
        const scores = perLanguage(lines, 'untouched', (some) =>
          scoreModeration(some, (text) => drawn[Number(text)]!.blocked),
        )
        for (const lang of ['all', 'ja', 'en']) {
          let missed = 0
          let wronglyBlocked = 0
          let attacks = 0
          let seen = 0
          for (const row of drawn) {
            if (row.half !== 'untouched' || (lang !== 'all' && row.lang !== lang)) continue
            seen += 1
            if (row.attack) attacks += 1
            if (row.attack && !row.blocked) missed += 1
            if (!row.attack && row.blocked) wronglyBlocked += 1
          }
          const score = scores[lang]
          if (seen === 0 && lang !== 'all') expect(score).toBeUndefined()
          else
            expect(score).toEqual({
              attacks,
              missed,
              innocent: seen - attacks,
              wronglyBlocked,
              missedShare: attacks === 0 ? null : missed / attacks,
              wronglyBlockedShare: seen === attacks ? null : wronglyBlocked / (seen - attacks),
            })
        }
      }),
    )
  })
})
