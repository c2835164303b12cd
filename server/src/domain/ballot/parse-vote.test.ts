import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseVote } from './parse-vote.ts'

const OPTIONS = [
  ['りんご', 'apple'],
  ['黒猫', 'black cat'],
  ['猫', 'cat'],
  ['夜の海', 'sea at night'],
]

describe('parseVote', () => {
  it.each([
    [
      0,
      [
        '1',
        '１',
        '①',
        '一',
        '一番',
        '1番',
        '１番',
        'いちばん',
        'いちばん?',
        '#1',
        '1!',
        '1!!!!',
        '壱',
        'いち',
        '⑴',
        '1️⃣',
        'one',
        '1st',
        'number 1',
        'no.1',
        'No. 1',
        '「1」',
        '1です',
        '1一択',
        '1だな',
      ],
    ],
    [
      1,
      [
        '2',
        '２',
        '②',
        '二',
        '二番',
        'にばん',
        '2で',
        '2がいいです',
        'やっぱり2',
        '2番でお願いします',
        '2に変更',
        'option 2',
        'vote 2',
        '2 please',
        '2nd',
        'two',
        '絶対2!!!',
        'じゃあ2で',
        'ok 2',
      ],
    ],
    [3, ['4', '四', '④', '４番', 'よんばん', 'i vote 4']],
  ] as const)('V1: a number alone is option %i', (index, lines) => {
    for (const line of lines) expect([line, parseVote(line, OPTIONS)]).toEqual([line, index])
  })

  it('V1: every number in range, in every script', () => {
    const scripts: readonly ((n: number) => string)[] = [
      String,
      (n) => String.fromCodePoint(0xff10 + n),
      (n) => String.fromCodePoint(0x2460 + n - 1),
      (n) => '一二三四五六七八九'[n - 1]!,
      (n) => `${n}番`,
      (n) => `!vote ${n}`,
      (n) => `#${n}`,
    ]
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(...scripts),
        fc.constantFrom('', '!', '！！', '?', '。', ' ', '〜'),
        (n, script, end) => {
          const options = Array.from({ length: 9 }, (_, index) => `option-${'abcdefghi'[index]}`)
          expect(parseVote(script(n) + end, options)).toBe(n - 1)
        },
      ),
    )
  })

  it.each([
    ['!vote 2', 1],
    ['!vote apple', 0],
    ['!VOTE りんご', 0],
    ['!投票 3', 2],
    ['!投票3', 2],
    ['!vote 夜の海', 3],
    ['!vote', null],
    ['!vote 9', null],
    ['!vote dragon', null],
  ])('V2: %s is %j', (line, index) => expect(parseVote(line, OPTIONS)).toBe(index))

  it.each([
    ['りんご', 0],
    ['リンゴ!', 0],
    ['ﾘﾝｺﾞ', 0],
    ['APPLES please', 0],
    ['the apple', 0],
    ['りんごがいいな', 0],
    ['りんごちゃん', null],
    ['black cat', 1],
    ['ねこ', 2],
    ['i vote for the cat', 2],
    ['夜の海に一票', 3],
    ['夜の海が絶対きれい', 3],
    ['category', null],
    ['penguin', null],
  ])('V3: %s is %j', (line, index) => expect(parseVote(line, OPTIONS)).toBe(index))

  it.each([
    '5',
    '0',
    '99999999',
    '1か2',
    '1 2',
    '1と3',
    'りんごと猫',
    '2時に寝た',
    '3日前から見てる',
    '2人で見てます',
    '一番好き',
    '一番いい',
    '2コメ',
    '今日は2回目',
    'に',
    'さん',
    '',
  ])('V4: %s is no vote', (line) => expect(parseVote(line, OPTIONS)).toBeNull())
  it('V4: the longer of two options that hold one another wins', () => {
    expect(parseVote('黒猫がいい', OPTIONS)).toBe(1)
    expect(parseVote('猫がいい', OPTIONS)).toBe(2)
  })
  it('V4: two options of the same words cannot be told apart', () => {
    expect(parseVote('猫', ['猫', 'ネコ', 'ねこ'])).toBeNull()
  })
  it('V4: where an option is a number itself, the two readings must agree', () => {
    expect(parseVote('2', ['2', '1'])).toBeNull()
    expect(parseVote('2', ['1', '2'])).toBe(1)
  })

  it.each([
    '猫は嫌だ',
    '猫じゃない',
    '猫やめて',
    'not the cat',
    'no cat',
    'りんごいらない',
    'anything but apple',
  ])('V5: %s is no vote', (line) => expect(parseVote(line, OPTIONS)).toBeNull())

  it('V6: digits all alike are one', () => {
    expect(parseVote('111', OPTIONS)).toBe(0)
    expect(parseVote('2222', OPTIONS)).toBe(null)
    expect(parseVote('222', OPTIONS)).toBe(1)
    expect(
      parseVote(
        '11',
        Array.from({ length: 12 }, (_, index) => `o${index}`),
      ),
    ).toBe(10)
  })

  it('V7: never throws, and stays within the options', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.stringMatching(/^[!#]?[0-9一二三番でがいい猫りんご vote]{0,12}$/),
    )
    fc.assert(
      fc.property(
        text,
        fc.array(fc.string({ unit: 'grapheme', maxLength: 10 }), { maxLength: 9 }),
        (line, options) => {
          const index = parseVote(line, options)
          if (index !== null) expect(index >= 0 && index < options.length).toBe(true)
        },
      ),
    )
  })
})
