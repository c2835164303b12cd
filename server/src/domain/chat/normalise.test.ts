import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutGraphemes } from './clean.ts'
import { normalise } from './normalise.ts'

const textOf = (raw: string): string => normalise(raw).text

describe('C1: one width, nothing unseen', () => {
  it.each([
    ['ﾈｺ', 'ネコ'],
    ['ＣＡＴ！', 'CAT!'],
    ['①', '1'],
    ['か\u{3099}', 'が'],
    ['ね\u{200b}こ\u{feff}', 'ねこ'],
    ['\u{202e}cat\u{202c}', 'cat'],
    ['a\u{0000}b\nc', 'a b c'],
    ['\u{1b}[31m赤\u{1b}[0m', '赤'],
    ['c\u{337}\u{31b}a\u{334}\u{321}t\u{338}', 'cat'],
    ['1\u{fe0f}\u{20e3}', '1'],
    ['\u{d83d}', ''],
    ['café', 'café'],
  ])('C1: %j is read as %j', (raw, text) => expect(textOf(raw)).toBe(text))

  it('C1: never throws and leaves no control or invisible character, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => {
        const { plain, text } = normalise(raw)
        expect(`${plain}${text}`).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u{200b}\u{feff}]/u)
      }),
    )
  })
})

describe('C2: length', () => {
  it('C2: ten kilobytes are read to 200 code points', () => {
    expect([...normalise('猫が好き'.repeat(900)).plain].length).toBeLessThanOrEqual(200)
  })

  it('C2: no character is cut in two', () => {
    const family = '👨‍👩‍👧‍👦'
    expect(cutGraphemes(family.repeat(40), 200)).toBe(family.repeat(28))
  })

  it('C2: the worst of lines are read in a few milliseconds', () => {
    const worst = [
      'a.'.repeat(5_000),
      '<'.repeat(10_000),
      'ー'.repeat(10_000),
      'a-'.repeat(5_000),
      '１２'.repeat(5_000),
      `www.${'a'.repeat(9_000)}`,
    ]
    const begun = performance.now()
    for (const line of worst) for (let times = 0; times < 20; times++) normalise(line)
    expect((performance.now() - begun) / (20 * worst.length)).toBeLessThan(5)
  })
})

describe('C3: what is no wish is taken out', () => {
  it.each([
    ['かわいいねこーーー！！！ｗｗｗ', 'かわいいねこ!'],
    ['ねこ〜', 'ねこ'],
    ['らーめん', 'らーめん'],
    ['タワーーー', 'タワー'],
    ['ネコォォォ', 'ネコ'],
    ['かわいいいいい', 'かわいい'],
    ['coooool cat', 'cool cat'],
    ['猫がいい(笑)', '猫がいい'],
    ['笑う猫と笑顔', '笑う猫と笑顔'],
    ['それは草', 'それは'],
    ['草を描いて', '草を描いて'],
    ['88888', ''],
    ['lol a cat haha', 'a cat'],
    ['what a wow window', 'what a wow window'],
    ['@taro 猫', '猫'],
    [':_heart::cat: 猫', '猫'],
    ['猫 https://example.com/a?b', '猫'],
    ['<b>cat</b>', 'cat'],
    ['<script>alert(1)</script>', ''],
    ['&lt;script&gt;cat', 'cat'],
  ])('C3: %j is read as %j', (raw, text) => expect(textOf(raw)).toBe(text))

  it.each([
    'https://example.com',
    'www.example.com',
    'example.com/x',
    'bit.ly/abc',
    'discord.gg/abc',
    'example dot com',
    'hxxp://example.com',
  ])('C3: %s is a link', (raw) => expect(normalise(raw).links).toBe(1))
  it.each(['yes.me too', 'ver.2.0', 'Mr. Cat', '10.5', 'hm...ok'])('C3: %s is no link', (raw) =>
    expect(normalise(raw).links).toBe(0),
  )
})

describe('C4: emoji', () => {
  it.each([
    ['🐱描いて', '猫描いて'],
    ['🐱🍎🐱', '猫 りんご'],
    ['🐱🐱🐱', '猫'],
    ['draw a 🐱 please', 'draw a cat please'],
    ['りんごがいい🍎', 'りんごがいい'],
    ['おはよう☀️', 'おはよう'],
    ['1🐱', '1'],
    ['🎉🎉', ''],
    ['👨‍👩‍👧 family', 'family'],
    ['🦒と草原', 'キリンと草原'],
    ['draw a 🦒', 'draw a giraffe'],
    ['🔥すごい', 'すごい'],
  ])('C4: %s is read as %j', (raw, text) => expect(textOf(raw)).toBe(text))
})
