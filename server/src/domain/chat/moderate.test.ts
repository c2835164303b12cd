import fc from 'fast-check'
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity'
import { describe, expect, it } from 'vitest'
import { badEnglish } from './english-matcher.ts'
import { moderate, REJECT_NOTICES, REJECT_REASONS } from './moderate.ts'
import { normalise } from './normalise.ts'

const verdict = (raw: string): string => {
  const answer = moderate(normalise(raw))
  return answer.ok ? 'ok' : answer.reason
}

describe('C5: what is rejected, and why', () => {
  it.each([
    ['slur', ['n1gg3r', 'retard', 'きもいガイジ', 'キチガイ', 'き ち が い', 'faggots']],
    [
      'sexual',
      [
        'セックス',
        'せ っ く す',
        'ｾｯｸｽ',
        'ちーんこ',
        'ま○こ',
        'エロい絵',
        'ｴﾛ',
        '全裸の女',
        'draw a naked girl',
        'p0rn',
        'p o r n',
        'NUDES',
      ],
    ],
    [
      'abuse',
      [
        '死ね',
        'しね',
        '氏ね',
        '殺すぞ',
        'fuck',
        'f u c k',
        'f.u.c.k',
        'ｆｕｃｋ',
        'ѕһіt',
        'sh1t',
        'fuuuuck',
        'kys',
        'kill yourself',
      ],
    ],
    [
      'personal-data',
      [
        '090-1234-5678',
        '０９０－１２３４－５６７８',
        'taro@example.com',
        '〒123-4567',
        '東京都渋谷区神南1-2-3',
        '4111 1111 1111 1111',
        '+81 90 1234 5678',
      ],
    ],
    ['link', ['https://example.com', '見て example.jp/x']],
    [
      'spam',
      ['買って'.repeat(10), '猫'.repeat(4_000), 'subscribe to my channel', 'フォロバします', '副業で稼げる'],
    ],
    ['empty', ['', '   ', '\u{200b}', '!?', '\u{3164}']],
  ] as const)('C5: %s', (reason, lines) => {
    for (const line of lines) expect([line, verdict(line)]).toEqual([line, reason])
  })

  it('C5: every reason can be told in both languages', () => {
    for (const reason of REJECT_REASONS) {
      expect(REJECT_NOTICES[reason].ja).toMatch(/[ぁ-ん]/)
      expect(REJECT_NOTICES[reason].en).toMatch(/\w/)
    }
  })

  it('C5: the quick English matcher answers as obscenity does', () => {
    const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers })
    const words = fc.constantFrom(
      'fuck',
      'grass',
      'sh1t',
      'ass',
      'as',
      'cl',
      'p0rn',
      'peac',
      'cock',
      'tit',
      'an',
      'al',
      'finger bang',
      'ѕ',
      'xx',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), fc.string({ maxLength: 6 }), (parts, tail) => {
        const text = parts.join('') + tail
        expect(badEnglish(text).length > 0).toBe(matcher.hasMatch(text))
      }),
      { numRuns: 500 },
    )
  })
})

describe('C6: what only looks so', () => {
  it.each([
    '女の子',
    '男の子',
    '黄色いピエロ',
    'イエローの花',
    'シナモンロール',
    'シナリオ',
    'カフェラテ',
    'フェラーリ',
    'パチンコ',
    'ちびっこ広場',
    '妖精',
    '必死',
    '彼氏',
    '外人さん',
    '死神の絵',
    '猫が死んでる',
    'いいしね',
    '夢くらげ',
    'たけしくんに描いて',
    'よし、これ',
    '裸の王様',
    '粘土人形',
    '4ね',
    'サセックス',
    'a blue tit',
    'peacock',
    'cockatoo',
    'pussy willow',
    'grass and class',
    'bass',
    'cocktail',
    'titanic',
    'Scunthorpe',
    'shiitake',
    'grapes',
    'therapist',
    'moby dick',
    '2024-12-31',
    '1-2-3',
    '100000',
    'wwwwwwwwwwwwwwwwwwwwwwww',
    '草草草草草草草草草草草草草草草草',
    'ハハハハハハハハ',
    '3日前',
  ])('C6: %s passes', (line) => expect(verdict(line)).toBe('ok'))
})

describe('C2: moderation is linear', () => {
  it('C2: the worst of lines take a few milliseconds', () => {
    const worst = [
      'a '.repeat(100),
      'ab'.repeat(100),
      '1-'.repeat(100),
      'a@'.repeat(100),
      'ちん'.repeat(100),
      '都a'.repeat(100),
      'fu'.repeat(100),
    ]
    const begun = performance.now()
    for (const line of worst) for (let times = 0; times < 20; times++) moderate(normalise(line))
    expect((performance.now() - begun) / (20 * worst.length)).toBeLessThan(10)
  })
})
