import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import kuromoji from 'kuromoji'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AttackModel } from '../../domain/chat/attack-model.ts'
import { extractThemes, themeOf } from '../../domain/chat/extract-themes.ts'
import { createReader, hearLine, hearReading } from '../../domain/chat/hear-line.ts'
import { normalise } from '../../domain/chat/normalise.ts'
import type { Analyser } from '../../domain/chat/token.ts'
import { loadAnalyser } from './analyser.ts'
import { loadAttackModel } from './attack-model-file.ts'
import { japaneseTokens } from './japanese-tokens.ts'
import { japaneseToken } from './japanese-words.ts'
import { quicken } from './quick-trie.ts'
import { readReplayLog } from './replay-log.ts'

const LOG = fileURLToPath(new URL('../../../rehearsal/evening.jsonl', import.meta.url))

const loadKuromoji = (): Promise<kuromoji.Tokenizer<kuromoji.IpadicFeatures>> => {
  const dicPath = join(dirname(createRequire(import.meta.url).resolve('kuromoji/package.json')), 'dict')
  return new Promise((resolve, reject) =>
    kuromoji.builder({ dicPath }).build((fault, made) => (fault ? reject(fault) : resolve(made))),
  )
}

let analyser: Analyser
let attacks: AttackModel
beforeAll(async () => {
  analyser = await loadAnalyser()
  attacks = await loadAttackModel()
})

const themes = (line: string) => extractThemes(normalise(line).text, analyser)
const texts = (line: string) => themes(line).map(({ text }) => text)

describe('the analyser', () => {
  it('C7: cuts Japanese exactly as kuromoji does by itself', async () => {
    const slow = await loadKuromoji()
    const quick = japaneseTokens(quicken(await loadKuromoji()))
    const same = (run: string): void => {
      expect(quick(run)).toEqual(slow.tokenize(run).map(japaneseToken))
    }
    const log = await readReplayLog(LOG)
    if (!log.ok) throw new Error(log.message.en)
    for (const { text } of log.lines)
      for (const run of normalise(text).text.split(/[\s\p{P}\p{S}]+/u)) if (run !== '') same(run)
    const run = fc.string({
      unit: fc.constantFrom(...'猫耳の女子が見たい赤りんごを描てネコー々〆𠮷a1'),
      minLength: 1,
      maxLength: 20,
    })
    fc.assert(fc.property(run, same), { numRuns: 200 })
  }, 60_000)

  it('C1: never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        extractThemes(text, analyser)
        hearLine({ text }, { analyser, attacks, openOptions: ['猫', 'りんご'] })
      }),
      { examples: [['㐀\u0000'], ['\u0000猫'], ['猫\u0000犬']] },
    )
  })
})

describe('C7: themes', () => {
  it.each([
    ['猫耳の女の子が見たい', ['猫耳の女の子']],
    ['赤いりんごを描いて', ['赤いりんご']],
    ['夜の海がいいな', ['夜の海']],
    ['空を飛んでいる鳥', ['空を飛んでいる鳥']],
    ['帽子をかぶった猫', ['帽子をかぶった猫']],
    ['しっぽの長いきつね', ['しっぽの長いきつね']],
    ['静かな森', ['静かな森']],
    ['キラキラの星', ['キラキラの星']],
    ['右上に月', ['右上に月']],
    ['月と星', ['月', '星']],
    ['もっと青くして', ['青い']],
    ['やさしい雰囲気でお願いします', ['やさしい']],
    ['猫の絵が見たいです', ['猫']],
    ['くまさん描いて', ['くま']],
    ['夏っぽい感じ', ['夏っぽい']],
    ['ねこ!ねこ!ねこ!', ['ねこ']],
    ['dragonの絵', ['dragon']],
    ['draw a red dragon over the sea', ['red dragon over the sea']],
    ['girl with cat ears', ['girl with cat ears']],
    ['moon in the top right', ['moon in the top right']],
    ['how about a small house by the lake?', ['small house by the lake']],
    ['darker please', ['darker']],
    ['Mushrooms!', ['Mushrooms']],
    ['りんご、猫、犬、鳥、魚、花', ['りんご', '猫', '犬', '鳥']],
    ['らーめん食べてるたぬきが見たい', ['らーめん食べてるたぬき']],
    ['雨の中で傘をさしてる女の子', ['雨の中で傘をさしてる女の子']],
    ['猫がピアノ弾いてるの描いて', ['猫がピアノ弾いてる']],
    ['灯台のある岬', ['灯台のある岬']],
    ['夜空に花火を', ['夜空に花火']],
    ['サイバーパンクな夜の街', ['サイバーパンクな夜の街']],
    ['空を青くして', ['青い空']],
    ['髪をピンクにして', ['ピンク']],
    ['帽子かぶせて', ['帽子']],
    ['さめ!さめ!巨大なさめ!', ['巨大なさめ']],
    ['どらごーーーん', ['どらごん']],
    ['a cat wearing a crown', ['cat wearing a crown']],
    ['penguin penguin penguin', ['penguin']],
    ['warmer colors maybe?', ['warmer colors']],
    ['draw 富士山 at sunrise', ['富士山at sunrise']],
  ])('C7: %s asks for %j', (line, wanted) => {
    expect(texts(line)).toEqual(wanted)
  })
})

describe('C8: of a line only its wish counts', () => {
  it.each([
    ['花火じゃなくて流れ星で', ['流れ星']],
    ['猫はやめて犬にして', ['犬']],
    ['not a dog, a cat', ['cat']],
    ['instead of the sun can we have a full moon', ['full moon']],
    ['おなかすいたからハンバーグ描いて', ['ハンバーグ']],
    ['娘がキリンを描いてほしいと言っています', ['キリン']],
    ['できればユニコーンで', ['ユニコーン']],
    ['前回のくじら最高でした!今日はイカで', ['イカ']],
    ['リクエストいいですか?白鳥の湖', ['白鳥の湖']],
    ['海より山派なので山でお願いします', ['山']],
  ])('C8: %s asks for %j', (line, wanted) => expect(texts(line)).toEqual(wanted))
})

describe('C8: talk asks for nothing', () => {
  it.each([
    'こんばんは',
    '初見です',
    '今日は仕事疲れた',
    '2時に寝た',
    'うちの猫が寝てる',
    'かわいい!',
    '音小さくない?',
    '何描いてるの?',
    'これAIが描いてるの?',
    '主さん頑張って',
    '田中さんこんばんは',
    'それな',
    'nice stream',
    'this is so cool',
    'hello from Brazil',
    'good night everyone',
    'what are you drawing',
    'i love this',
    'can you see the chat?',
    'lol',
    '猫はやめて',
    'no more cats',
    'りんごいらない',
    '文字は入れないで',
    '海行きたい',
    'また猫か',
    '2番のほうがいいと思う',
    'うさぎ年生まれです',
    'さっきのドラゴンの方が好きだった',
    'im starving',
  ])('C8: %s', (line) => expect(texts(line)).toEqual([]))
})

describe('C9: one key', () => {
  it.each([
    [['猫', 'ねこ', 'ネコ', 'ﾈｺ', 'にゃんこ', 'cat', 'Cats!', '🐱', 'ねこちゃん', '猫の絵']],
    [['赤いりんご', '赤いリンゴ', 'red apple', 'a red apple', 'Red Apples']],
    [['夜の海', 'night sea', 'Night Sea']],
    [['お城', '城', 'castle', 'castles', '🏰']],
    [['女の子', 'girl', 'girls']],
    [['きのこ', 'キノコ', 'mushroom', '🍄']],
    [['キリン', 'きりん', 'giraffe', 'Giraffes', '🦒']],
    [['ブルーベリー', 'blueberries', '🫐']],
  ])('C9: %j', (spellings) => {
    const keys = new Set(spellings.map((spelling) => themeOf(normalise(spelling).text, analyser).key))
    expect([...keys]).toHaveLength(1)
  })
  it('C9: different things keep different keys', () => {
    const keys = ['花', '鼻', '橋', '箸', '雲', '蜘蛛', 'bear', 'bare', '桜', 'さくらんぼ'].map(
      (word) => themeOf(word, analyser).key,
    )
    expect(new Set(keys).size).toBe(keys.length)
  })
  it('C9: what is heard in a sentence has the key of the phrase alone', () => {
    for (const [line, phrase] of [
      ['赤いりんごを描いて', '赤いりんご'],
      ['猫耳の女の子が見たい', '猫耳の女の子'],
      ['draw a glowing mushroom', 'glowing mushroom'],
    ] as const)
      expect(themes(line)[0]?.key).toBe(themeOf(phrase, analyser).key)
  })
})

describe('C14: a line is one thing', () => {
  const hear = (text: string, openOptions: string[] = []) =>
    hearLine({ text }, { analyser, attacks, openOptions })
  it('C14: rejected before all else', () => {
    expect(hear('1 fuck', ['猫'])).toEqual({ kind: 'rejected', reason: 'abuse' })
    expect(hear('猫がいい https://example.com', ['猫'])).toEqual({ kind: 'rejected', reason: 'link' })
  })
  it('C14: a vote while a ballot is open, a wish else', () => {
    expect(hear('猫がいい', ['りんご', '猫'])).toEqual({ kind: 'vote', option: 1 })
    expect(hear('猫がいい')).toMatchObject({ kind: 'wish', themes: [{ key: 'cat', text: '猫' }] })
    expect(hear('1', ['りんご', '猫'])).toEqual({ kind: 'vote', option: 0 })
    expect(hear('1')).toEqual({ kind: 'talk' })
  })
  it('C14: a number while no ballot is open is talk, not a thing to paint', () => {
    for (const text of ['壱', '3', '④', '二番', '111']) {
      expect(hearLine({ text }, { analyser, attacks, openOptions: [] })).toEqual({ kind: 'talk' })
    }
  })

  it('C14: an option may be a word that else is laughter', () => {
    expect(hear('草', ['木', '草'])).toEqual({ kind: 'vote', option: 1 })
    expect(hear('草')).toEqual({ kind: 'talk' })
  })
  it('C14: markup and ten kilobytes are data like any other', () => {
    expect(hear("<script>alert('猫')</script>")).toEqual({ kind: 'talk' })
    expect(hear('<b>りんご</b>がいい')).toMatchObject({
      kind: 'wish',
      themes: [{ key: 'apple', text: 'りんご' }],
    })
    expect(hear('猫'.repeat(3_400)).kind).toBe('rejected')
    expect(hear('a'.repeat(10_240)).kind).toBe('rejected')
  })
  it('C14: the rehearsal log reads as it was meant: wishes, votes, talk and rejects all occur', async () => {
    const log = await readReplayLog(LOG)
    if (!log.ok) throw new Error(log.message.en)
    expect(log.problems).toEqual([])
    const kinds = { vote: 0, wish: 0, talk: 0, rejected: 0 }
    for (const line of log.lines) kinds[hear(line.text, ['夜空', '森', '草原', 'お城']).kind] += 1
    expect(kinds.wish).toBeGreaterThan(120)
    expect(kinds.vote).toBeGreaterThan(80)
    expect(kinds.talk).toBeGreaterThan(50)
    expect(kinds.rejected).toBeGreaterThan(25)
  })
})

describe('C76: what is known of a line is not found out again', () => {
  it('C76: a line read before means what it means when read anew, whatever is voted on by then', async () => {
    const read = createReader({ analyser, attacks })
    const log = await readReplayLog(LOG)
    if (!log.ok) throw new Error(log.message.en)
    const ballots = [[], ['猫', 'りんご'], ['夜の海', '森']]
    for (let round = 0; round < 2; round++)
      for (const { text } of log.lines.slice(0, 150))
        for (const openOptions of ballots)
          expect(hearReading(read(text), openOptions)).toEqual(
            hearLine({ text }, { analyser, attacks, openOptions }),
          )
  })

  it('C76: a statement that asks for nothing is talk without the dictionary', () => {
    const unasked: Analyser = {
      analyse: () => {
        throw new Error('the dictionary was asked')
      },
    }
    for (const line of ['猫が寝ていました', '今日の海はきれいでした', 'i think the cat is cute'])
      expect(extractThemes(line, unasked)).toEqual([])
  })
})
