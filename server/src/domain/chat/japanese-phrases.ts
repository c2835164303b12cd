import { makeToken } from './make-token.ts'
import type { Token } from './token.ts'
import { isDull, isHonorific, isPictureWord, isPlace, words } from './wish-words.ts'

/** Words of one noun phrase, and the index after its last. */
export type Phrase = { words: Token[]; end: number }

/** Beyond this a phrase is a sentence: only its last noun is kept. */
const LONGEST_PHRASE = 20
const MOST_JOINS = 3

const isNoun = (token: Token | undefined): boolean =>
  token !== undefined &&
  (token.kind === 'noun' || token.kind === 'person' || (token.lang === 'en' && token.kind === 'adjective'))

const startsNoun = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at]
  if (isNoun(token) || token?.kind === 'number' || token?.kind === 'quality') return true
  return token?.kind === 'prefix' && startsNoun(tokens, at + 1)
}

const HEADS = words('やつ ヤツ 奴 とこ ところ 姿 様子')
/** 空を飛んでるやつ, ピアノ弾いてるの: what a clause hangs on, and no word of the wish. */
const isHead = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at]
  if (token?.surface === 'の') return token.kind === 'dependent' && !startsNoun(tokens, at + 1)
  return token !== undefined && HEADS.has(token.surface)
}

/** りんごお願い is an apple and no compound; 廃線跡, 足音 and 幻想的 are, though 線, 音 and 的 by themselves say nothing. */
const endsCompound = (token: Token): boolean =>
  isDull(token) && !(token.surface.length === 1 && !/[派票案乙]/.test(token.surface))

/** 夜明け前の湖 is one thing, though 前 by itself says nothing. */
const isHeldTogether = (tokens: readonly Token[], at: number): boolean =>
  tokens[at + 1]?.surface === 'の' && startsNoun(tokens, at + 2)

const BEHIND_DEED = words('の が を と で')
/** 金魚すくい, 雪遊び: a verb that has become a noun, nothing behind it. 猫描け is none. */
const endsInDeed = (tokens: readonly Token[], start: number, end: number): boolean => {
  const [verb, next] = [tokens[end], tokens[end + 1]]
  if (end === start || verb?.kind !== 'verb' || verb.attributive || !/[いきぎしちびみり]$/.test(verb.surface))
    return false
  return next === undefined || next.kind === 'symbol' || BEHIND_DEED.has(next.surface)
}

/** A run of nouns with what is glued to them (お城, 猫耳, 3匹, ドット絵風); honorifics fall off. */
const readNouns = (tokens: readonly Token[], start: number): Phrase | null => {
  if (isHead(tokens, start) && tokens[start - 1]?.attributive)
    return { words: [tokens[start]!], end: start + 1 }
  if (!startsNoun(tokens, start)) return null
  let end = start
  while (tokens[end]?.kind === 'prefix') end++
  const first = end
  for (;;) {
    const token = tokens[end]
    const goesOn =
      isNoun(token) || token?.kind === 'number' || token?.kind === 'suffix' || token?.kind === 'quality'
    if (!goesOn || (end > first && endsCompound(token!) && !isHeldTogether(tokens, end))) break
    end++
  }
  if (endsInDeed(tokens, start, end)) end++
  const words = tokens.slice(start, end)
  while (words.length > 1 && isHonorific(words.at(-1)!)) words.pop()
  return { words, end }
}

/** 雨宿りするカエル, 迷子になった子: a deed named by the noun before it. */
const isDone = (tokens: readonly Token[], at: number): boolean =>
  (tokens[at]!.base === 'する' && (tokens[at - 1]?.kind === 'noun' || tokens[at - 1]?.surface === 'を')) ||
  (tokens[at]!.base === 'なる' && tokens[at - 1]?.surface === 'に')

const NEVER_BEFORE_NOUN = words('です ます たい ない ん ください 下さい ほしい 欲しい もらう くれる')
const SAYS_LITTLE = words('いる ある する なる できる 思う 言う いう いい 良い よい ない 無い ほしい 欲しい')
const IS_THERE = words('ある いる')
const HAS_IT = words('の が')
/** 灯台のある岬, 猫がいる部屋: there it says what the noun has. */
const isThere = (tokens: readonly Token[], at: number): boolean =>
  IS_THERE.has(tokens[at]!.surface) && HAS_IT.has(tokens[at - 1]?.surface ?? '')

const LINKS = words('て で')
/** The index after a verb or adjective that stands before a noun: 飛ぶ, 飛んでいる, かぶった, 長い; else -1. */
const readAttributive = (tokens: readonly Token[], start: number): number => {
  const first = tokens[start]
  if (first?.kind !== 'verb' && first?.kind !== 'adjective') return -1
  if (
    first.lang === 'en' ||
    (SAYS_LITTLE.has(first.base) && !isThere(tokens, start) && !isDone(tokens, start))
  )
    return -1
  let at = start
  while (tokens[at + 1]?.kind === 'auxiliary' || LINKS.has(tokens[at + 1]?.surface ?? '')) {
    at++
    if (NEVER_BEFORE_NOUN.has(tokens[at]!.base)) return -1
  }
  return tokens[at]!.attributive && (startsNoun(tokens, at + 1) || isHead(tokens, at + 1)) ? at + 1 : -1
}

const ABOUT_SELF = words('生まれ 出身 在住 民 勢 歴')

/** 背景は says where, うさぎ年生まれ who speaks, 海より what is liked less. */
const isLeftOut = (tokens: readonly Token[], { words: nouns, end }: Phrase): boolean => {
  const next = tokens[end]?.surface
  return next === 'より' || (next === 'は' && isPlace(nouns)) || ABOUT_SELF.has(nouns.at(-1)!.surface)
}

/** 田中さん is spoken to; くまさん is a bear. */
const isAddressed = (tokens: readonly Token[], { words, end }: Phrase): boolean =>
  words.some((word) => word.kind === 'person') && isHonorific(tokens[end - 1]!)

const POINTS = words('この その あの どの こんな そんな あんな どんな 同じ ある いわゆる')

/** What may come before the noun: 赤い, 大きな, 静かな, ふわふわの, 光る; the index after it, or -1. */
const readModifier = (tokens: readonly Token[], at: number): number => {
  const token = tokens[at]
  if (token?.kind === 'adnominal' && token.lang === 'ja') return POINTS.has(token.surface) ? -1 : at + 1
  const next = tokens[at + 1]?.surface
  const mayModify = (next === 'な' && isNoun(token)) || token?.kind === 'quality' || token?.kind === 'adverb'
  if (mayModify && (next === 'な' || next === 'の') && !isDull(token!) && startsPhrase(tokens, at + 2))
    return at + 2
  return readAttributive(tokens, at)
}

const startsPhrase = (tokens: readonly Token[], at: number): boolean =>
  startsNoun(tokens, at) || readModifier(tokens, at) > 0

const BEFORE_CLAUSE = words('を に が で から へ まで')

/** Behind 雨の中で, オオカミが: whether a clause with nouns of its own follows (傘をさしてる女の子, 雪原走ってるやつ). */
const startsClause = (tokens: readonly Token[], at: number, only?: string): boolean => {
  const nouns = readNouns(tokens, at)
  if (nouns === null) return false
  const next = tokens[nouns.end]?.surface ?? ''
  if (only !== undefined && next !== only) return false
  const particle = BEFORE_CLAUSE.has(next) ? 1 : 0
  return readAttributive(tokens, nouns.end + particle) > 0
}

/** 夜空に花火を, 頭にリボン: something put somewhere; 友達におすすめされた is nothing of the kind. */
const startsThingPut = (tokens: readonly Token[], at: number): boolean => {
  const nouns = readNouns(tokens, at)
  if (nouns === null || nouns.words.some(isDull)) return false
  const next = tokens[nouns.end]
  return next === undefined || next.kind === 'symbol' || next.kind === 'verb' || next.surface === 'を'
}

/** の, a place with に (右上に月), or a clause (空を飛ぶ鳥, らーめん食べてる狸): where the phrase goes on, or -1. */
const readJoin = (tokens: readonly Token[], at: number, nouns: readonly Token[]): number => {
  const token = tokens[at]
  const particle = token?.surface
  const on = at + 1
  if (particle === 'な') return startsPhrase(tokens, on) ? on : -1
  if (particle === 'みたい' && tokens[on]?.surface === 'な') return startsPhrase(tokens, on + 1) ? on + 1 : -1
  if (token?.base === 'っぽい') return startsPhrase(tokens, on) ? on : -1
  if (token?.kind === 'verb') return readAttributive(tokens, at)
  if (particle === 'の') {
    if (tokens[on]?.kind === 'dependent') return readJoinBehindPlace(tokens, on + 1)
    return startsPhrase(tokens, on) ? on : readAttributive(tokens, on)
  }
  if (particle === 'に' && (startsThingPut(tokens, on) || (isPlace(nouns) && startsPhrase(tokens, on))))
    return on
  if (particle === 'と') return startsClause(tokens, on, 'が') ? on : readAttributive(tokens, on)
  if (!BEFORE_CLAUSE.has(particle ?? '')) return -1
  return startsClause(tokens, on) ? on : readAttributive(tokens, on)
}

/** 金魚鉢の中の宇宙, 宝石のような鳥, 雨の中で傘をさしてる女の子. */
const readJoinBehindPlace = (tokens: readonly Token[], at: number): number => {
  const particle = tokens[at]?.surface
  if (particle === 'の' || particle === 'な') return startsPhrase(tokens, at + 1) ? at + 1 : -1
  if (!BEFORE_CLAUSE.has(particle ?? '')) return -1
  const thing = particle === 'に' || particle === 'で' ? startsThingPut(tokens, at + 1) : false
  return thing || startsClause(tokens, at + 1) ? at + 1 : readAttributive(tokens, at + 1)
}

/** Takes off a head that only says "picture of": 猫の絵 is 猫, 優しい感じ is 優しい. */
const withoutPictureWord = (words: Token[]): Token[] => {
  const kept = [...words]
  while (kept.at(-1)?.surface === 'ー') kept.pop()
  while (kept.length > 0 && isPictureWord(kept.at(-1)!)) {
    kept.pop()
    while (kept.at(-1)?.kind === 'particle' || kept.at(-1)?.base === 'だ') kept.pop()
  }
  return kept
}

/** The noun phrase with its modifiers that starts at `start`, or null where none does. */
export const readPhrase = (tokens: readonly Token[], start: number): Phrase | null => {
  let at = start
  let joins = 0
  let last: Phrase | null = null
  for (;;) {
    for (let after = readModifier(tokens, at); after > 0 && after > at; after = readModifier(tokens, at))
      at = after
    const nouns = readNouns(tokens, at)
    if (nouns === null) break
    const dull = nouns.words.every((word) => isDull(word) || word.kind === 'number' || word.kind === 'suffix')
    if (dull && last === null && at === start) {
      const goesOn =
        (nouns.words.some((word) => word.kind === 'number') && tokens[nouns.end]?.surface === 'の') ||
        (BEFORE_CLAUSE.has(tokens[nouns.end]?.surface ?? '') && readAttributive(tokens, nouns.end + 1) > 0)
      if (!goesOn) return { words: [], end: nouns.end }
    }
    if (isAddressed(tokens, nouns) || isLeftOut(tokens, nouns)) return { words: [], end: nouns.end }
    last = nouns
    at = nouns.end
    const joined = joins < MOST_JOINS ? readJoin(tokens, at, nouns.words) : -1
    if (joined < 0) break
    joins++
    at = joined
  }
  if (last === null) return null
  const whole = tokens.slice(start, last.end - trailing(tokens, last))
  const kept = withoutPictureWord(joinedLength(whole) > LONGEST_PHRASE ? last.words : whole)
  return { words: kept.every(saysNothing) ? [] : kept, end: last.end }
}

/** 2番 is a vote that nobody can count, or a place in a row. */
const saysNothing = (word: Token): boolean => isDull(word) || word.kind === 'number' || word.kind === 'suffix'

/** Honorifics that `readNouns` dropped from the end. */
const trailing = (tokens: readonly Token[], nouns: Phrase): number => {
  let dropped = 0
  while (nouns.words.at(-1) !== tokens[nouns.end - 1 - dropped]) dropped++
  return dropped
}

const joinedLength = (words: readonly Token[]): number =>
  words.reduce((sum, word) => sum + word.surface.length, 0)

const CHANGES = words('寄せる 近づける')

/** もっと派手に!, 線を太く: nothing needs to follow. */
const isLast = (token: Token | undefined): boolean => token === undefined || token.kind === 'symbol'

/** 「もっと青くして」「リアルに寄せて」「派手に!」: the quality that is asked for (青い, リアルに); null elsewhere. */
export const readChange = (tokens: readonly Token[], at: number): Token[] | null => {
  const [word, next, verb] = [tokens[at], tokens[at + 1], tokens[at + 2]]
  if (word === undefined || word.lang !== 'ja') return null
  if (word.kind === 'adjective' && word.surface.endsWith('く') && !isDull(word))
    return isLast(next) || /^(?:する|できる)$/.test(next!.base)
      ? [makeToken({ ...word, surface: word.base, attributive: true })]
      : null
  const isQuality = word.kind === 'quality' || word.kind === 'noun'
  if (!isQuality || next?.surface !== 'に') return null
  return (word.kind === 'quality' && isLast(verb)) || CHANGES.has(verb?.base ?? '') ? [word, next] : null
}
