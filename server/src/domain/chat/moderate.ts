import {
  EN_ABUSE,
  EN_HARMLESS,
  EN_SEXUAL,
  EN_SLURS,
  JA_ABUSE,
  JA_AS_WRITTEN,
  JA_HARMLESS,
  JA_SEXUAL,
  JA_SLURS,
} from './banned-words.ts'
import { badEnglish } from './english-matcher.ts'
import { toHiragana } from './fold.ts'
import type { Normalised } from './normalise.ts'
import type { Notice } from './notice.ts'

export const REJECT_REASONS = ['slur', 'sexual', 'abuse', 'spam', 'link', 'personal-data', 'empty'] as const
export type RejectReason = (typeof REJECT_REASONS)[number]
export type Verdict = { ok: true } | { ok: false; reason: RejectReason }

/** What a producer, or the viewer who typed it, is told. */
export const REJECT_NOTICES: Record<RejectReason, Notice> = {
  slur: { ja: '差別的な言葉が含まれています', en: 'It contains a slur.' },
  sexual: { ja: '性的な言葉が含まれています', en: 'It contains sexual words.' },
  abuse: { ja: '攻撃的な言葉が含まれています', en: 'It contains abusive words.' },
  spam: { ja: '宣伝や同じ言葉のくり返しです', en: 'It is advertising, or the same words over and over.' },
  link: { ja: 'リンクが含まれています', en: 'It contains a link.' },
  'personal-data': {
    ja: '個人情報(電話番号・メール・住所など)が含まれています',
    en: 'It contains personal data (phone, e-mail, address).',
  },
  empty: { ja: '読める文字がありません', en: 'There is nothing in it to read.' },
}

const ENGLISH_SLURS = new Set([
  'abo',
  'arabush',
  'chingchong',
  'dyke',
  'fag',
  'kike',
  'negro',
  'nigger',
  'retard',
  'spastic',
  'tranny',
  'boonga',
  'africoon',
])
const ENGLISH_ABUSE = new Set([
  'bastard',
  'bitch',
  'bollocks',
  'fuck',
  'piss',
  'prick',
  'scat',
  'shit',
  'twat',
  'turd',
  'cunt',
  'ass',
  'dick',
])

const anyOf = (words: readonly string[], flags: string): RegExp =>
  new RegExp(
    [...words]
      .map(toHiragana)
      .sort((a, b) => b.length - a.length)
      .join('|'),
    flags,
  )

const HARMLESS = anyOf(JA_HARMLESS, 'gu')
const JAPANESE: readonly [RejectReason, RegExp][] = [
  ['slur', anyOf(JA_SLURS, 'u')],
  ['sexual', anyOf(JA_SEXUAL, 'u')],
  ['abuse', anyOf(JA_ABUSE, 'u')],
]
const HAS_JAPANESE = /[ぁ-ゖァ-ヺ一-鿿]/
/** Latin, and letters and signs that pass for it. */
const HAS_LATIN = /[a-zͰ-ӿ$@][^ぁ-ゖァ-ヺ一-鿿]{0,3}[a-zͰ-ӿ]|[a-zͰ-ӿ][\d*$@!]/i
const SPACED_OUT = /(?<![a-z])(?:[a-z][ .*_-]{1,2}){2,30}[a-z](?![a-z])/gi

const EMAIL = /[\w.+-]{1,64} ?(?:@|\(at\)|\[at\]) ?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/i
const PHONE =
  /(?<![\d-])(?:\+\d{1,3}[- ]?\(?\d{1,4}\)?|\(?0\d{1,4}\)?)[- ]?\d{1,4}[- ]\d{3,4}(?!\d)|(?<![\d-])\d{3}-\d{3,4}-\d{4}(?![\d-])|\d{10,19}/
const CARD = /(?<!\d)\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?!\d)/
const POSTCODE = /〒 ?\d{3}-?\d{4}/
const ADDRESS = /[都道府県][^\d]{1,10}[市区町村郡][^\d]{0,14}\d{1,4}(?:-|丁目|番地)/u

const SALES =
  /(?:subscribe|sub) to (?:my|me)|check out my (?:channel|stream|page)|free (?:v-?bucks|robux|followers|nitro|gift ?cards?)|(?:buy|cheap|best|get) (?:followers|viewers|subs|views)|make \$?\d+|work from home|crypto (?:signals|giveaway)|(?:dm|whatsapp|telegram) me|フォロバ|相互フォロー|相互登録|チャンネル登録お?返し|稼げ[るま]|副業|LINE追加|友だち追加|宣伝失礼|拡散希望|無料プレゼント中|私の配信(?:も|に)/iu
/** The same few letters eight times or more; the text has 200 code points at most, so this stays small. */
const OVER_AND_OVER = /([^\s]{1}.{0,11}?)\1{7,}/u
const ONLY_LAUGHS = /^[wkahe草笑くさ8!?.…ー〜~♪\s]+$/iu

const readEnglish = (plain: string): RejectReason | null => {
  const text = plain.replace(EN_HARMLESS, ' ')
  const squeezed = text.replace(SPACED_OUT, (run) => run.replace(/[^a-z]/gi, ''))
  if (EN_SLURS.test(squeezed)) return 'slur'
  if (EN_SEXUAL.test(squeezed)) return 'sexual'
  if (EN_ABUSE.test(squeezed)) return 'abuse'
  const words = badEnglish(squeezed)
  if (words.length === 0) return null
  if (words.some((word) => ENGLISH_SLURS.has(word))) return 'slur'
  return words.every((word) => ENGLISH_ABUSE.has(word)) ? 'abuse' : 'sexual'
}

const readJapanese = (plain: string): RejectReason | null => {
  if (JA_AS_WRITTEN.sexual.test(plain)) return 'sexual'
  if (JA_AS_WRITTEN.slur.test(plain)) return 'slur'
  if (JA_AS_WRITTEN.abuse.test(plain)) return 'abuse'
  const folded = toHiragana(plain.toLowerCase()).replace(/[^\p{L}\p{N}ー]/gu, '')
  // A mark stays where a harmless word was, so that its neighbours do not grow together into something else.
  for (const spelling of folded.includes('ー') ? [folded, folded.replaceAll('ー', '')] : [folded]) {
    const text = spelling.replace(HARMLESS, '＿')
    for (const [reason, words] of JAPANESE) if (words.test(text)) return reason
  }
  return null
}

const readPersonal = (plain: string): boolean =>
  EMAIL.test(plain) || PHONE.test(plain) || CARD.test(plain) || POSTCODE.test(plain) || ADDRESS.test(plain)

const readSpam = (plain: string): boolean => {
  if (SALES.test(plain)) return true
  if (plain.length < 16) return false
  const unit = OVER_AND_OVER.exec(plain)?.[1]
  return unit !== undefined && !ONLY_LAUGHS.test(unit)
}

/**
 * Says whether a line may be counted and shown. The worst thing in it gives the reason. Expressions are bounded, so the
 * time is linear in a line's length (at most 200 code points).
 */
export const moderate = (line: Normalised): Verdict => {
  const { plain } = line
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(plain)) return { ok: false, reason: 'empty' }
  const word =
    (HAS_LATIN.test(plain) ? readEnglish(plain) : null) ??
    (HAS_JAPANESE.test(plain) ? readJapanese(plain) : null)
  if (word !== null) return { ok: false, reason: word }
  if (/\d|@|\(at\)|\[at\]/i.test(plain) && readPersonal(plain)) return { ok: false, reason: 'personal-data' }
  if (line.links > 0) return { ok: false, reason: 'link' }
  if (readSpam(plain)) return { ok: false, reason: 'spam' }
  return { ok: true }
}
