/** The small words around a vote, in both languages. Kept apart from the rules that use them. */

const DIGITS = '[0-9]{1,3}'
const KANJI = new Map([...'一二三四五六七八九'].map((digit, at) => [digit, at + 1]))
const NAMED = new Map<string, number>([
  ...['壱', '弐', '参'].map((digit, at) => [digit, at + 1] as const),
  ['十', 10],
  ...'one two three four five six seven eight nine ten'.split(' ').map((word, at) => [word, at + 1] as const),
  ...'first second third fourth fifth sixth seventh eighth ninth'
    .split(' ')
    .map((word, at) => [word, at + 1] as const),
])
/** Only with ばん or 番 behind them: に and さん are everyday words. */
const KANA = new Map<string, number>(
  ['いち', 'に', 'さん', 'よん', 'ご', 'ろく', 'なな', 'はち', 'きゅう'].map((word, at) => [word, at + 1]),
)

const either = (words: Iterable<string>): string => [...words].sort((a, b) => b.length - a.length).join('|')

const COUNTER = '(?: ?(?:番目|番|ばん|バン|号|枚目|つめ|つ目|st|nd|rd|th)(?:の(?:やつ|方|ほう))?)'
const KANJI_NUMBER = `[${[...KANJI.keys()].join('')}]?十[${[...KANJI.keys()].join('')}]?|[${[...KANJI.keys()].join('')}]`

const list = (words: string): string[] => words.split('、')
/** A Latin word ends where a Latin word ends: the a of "apple" is no article. */
const bounded = (word: string): string => (/^[a-z]/.test(word) ? `(?<![a-z])${word}(?![a-z])` : word)

/** A number and nothing else: 1, 12, 一, 一番, いちばん, one, 2nd. */
const NUMBER = new RegExp(
  `^(?:(${DIGITS})${COUNTER}?|(${KANJI_NUMBER})${COUNTER}?|(${either(NAMED.keys())})${COUNTER}?|(${either(KANA.keys())}) ?(?:番|ばん|バン)(?:目|め)?|(いち))$`,
)

const readKanji = (text: string): number => {
  const [tens = '', ones = ''] = text.split('十')
  if (!text.includes('十')) return KANJI.get(text) ?? 0
  return (KANJI.get(tens) ?? 1) * 10 + (KANJI.get(ones) ?? 0)
}

/** The number a folded text is, or null where it is anything else. Digits all alike (111) come as they stand. */
export const readNumber = (text: string): number | null => {
  const match = NUMBER.exec(text)
  if (match === null) return null
  const [, digits, kanji, named, kana] = match
  if (digits !== undefined) return Number(digits)
  if (kanji !== undefined) return readKanji(kanji)
  if (named !== undefined) return NAMED.get(named) ?? null
  return kana === undefined ? 1 : (KANA.get(kana) ?? null)
}

const HEADS = [
  ...list(
    '投票、私は、僕は、俺は、自分は、わたしは、ここは、じゃあ、では、なら、やっぱり、やっぱ、やはり、絶対に、絶対、断然、もちろん、多分、たぶん、#',
  ),
  ...list(
    'i vote for、i vote、voting for、voting、vote for、vote、my vote is、my vote goes to、i pick、i choose、i want、i say、going with、go with、lets go with、pick、choose、team、definitely、option、number、no\\.?(?= ?\\d)、the、a、an、ok、okay、well',
  ),
]
const HEAD = new RegExp(`^(?:${either(HEADS.map(bounded))})[ :]*`)
const TAILS = [
  ...list(
    'がいいです、がいいな、がいいかな、がいいと思う、がいい、が良い、が良いです、が好き、が好きです、でお願いします、でおねがいします、お願いします',
  ),
  ...list(
    'おねがいします、でお願い、お願い、に投票します、に投票、に一票、に入れる、に1票、へ投票、に変更、に変えます、に変える、にします、にする、にした',
  ),
  ...list(
    'で行こう、でいこう、でしょ、だね、ですね、だよ、かな、かも、です、だ、で、な、ね、よ、が、に、を、一択、推し、派、しか勝たん、希望、見たい、が見たい',
  ),
  ...list('描いて、を描いて、よろしく、頼む'),
  ...list(
    'please、pls、plz、for me、all the way、for sure、of course、it is、gang、is best、is the best、looks good',
  ),
  ...list('looks best、win、wins、ftw、guys'),
]
/** By their last letter, the longest first: an expression would try every word at every place of the line. */
const TAILS_BY_END = Map.groupBy(
  [...TAILS].sort((a, b) => b.length - a.length),
  (word) => word.at(-1)!,
)

const isTail = (text: string, word: string): boolean =>
  text.endsWith(word) && !(/^[a-z]/.test(word) && /[a-z]$/.test(text.slice(0, -word.length)))

const withoutTail = (text: string): string => {
  const tail = TAILS_BY_END.get(text.at(-1) ?? '')?.find((word) => isTail(text, word))
  return tail === undefined ? text : text.slice(0, -tail.length).trimEnd()
}

const MOST_PEELS = 4

/** Takes the small words off both ends, a layer at a time: やっぱり2番がいいです -> 2番. Yields each layer, the whole first. */
export function* peel(text: string): Generator<string> {
  let rest = text
  yield rest
  for (let layer = 0; layer < MOST_PEELS; layer++) {
    const next = withoutTail(rest).replace(HEAD, '').trim()
    if (next === rest || next === '') return
    rest = next
    yield rest
  }
}

/** "猫は嫌", "not 2": whatever it names, it is no vote for it. */
export const AGAINST =
  /やめ[てよろ]|いら(?:ない|ん)|要らない|嫌|きらい|いやだ|じゃない|ではない|以外|なし|無理|反対|\b(?:not|no(?! ?[.\d])|no more|don'?t|hate|never|except|anything but|isn'?t|without)\b/
