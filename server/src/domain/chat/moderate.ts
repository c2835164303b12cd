import { hidesLink, isAdvertising } from './advertising.ts'
import { EMOJI_SPEAK } from './banned-english.ts'
import type { WordReason } from './banned-lists.ts'
import { isMadeOf, MADE_OF, makeup } from './makeup.ts'
import type { Normalised } from './normalise.ts'
import type { Notice } from './notice.ts'
import { tellsOnSomebody } from './personal-data.ts'
import { readEnglish } from './read-english.ts'
import { readJapanese } from './read-japanese.ts'

export const REJECT_REASONS = [
  'slur',
  'sexual',
  'abuse',
  'spam',
  'link',
  'personal-data',
  'empty',
  'attack-like',
  'own-word',
  'flood',
  'copy',
] as const
/** The last three are not of a line by itself: a producer's own word, and what its viewer or others said just before. */
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
  'attack-like': { ja: '攻撃とみられる書き込みです', en: 'It looks like an attack.' },
  'own-word': { ja: 'この配信では使えない言葉です', en: 'A word that is not used on this stream.' },
  flood: {
    ja: '書き込みが多すぎます。少し待ってください',
    en: 'Too many lines at once; please wait a little.',
  },
  copy: { ja: '同じ文が続いています', en: 'The same words from many at once.' },
}

/** Latin, and letters and signs that pass for it. */
const HAS_LATIN =
  /[a-zͰ-ӿᏣ-ᏺᐁ-ᙿᴀ-ᶿꓐ-ꓷꜰꜱ𐌀-\u{1f1ff}$@][^ぁ-ゖァ-ヺ一-鿿]{0,6}[a-zͰ-ӿᏣ-ᏺᐁ-ᙿᴀ-ᶿꓐ-ꓷꜰꜱ𐌀-\u{1f1ff}]|[a-zͰ-ӿ][\d*$@!]/iu
const emojiSay = (plain: string): WordReason | null =>
  EMOJI_SPEAK.abuse.test(plain) ? 'abuse' : EMOJI_SPEAK.sexual.test(plain) ? 'sexual' : null

const wordIn = (plain: string): WordReason | null => {
  const made = makeup(plain)
  return (
    (isMadeOf(made, MADE_OF.odd) ? emojiSay(plain) : null) ??
    (isMadeOf(made, MADE_OF.latin | MADE_OF.odd) && HAS_LATIN.test(plain) ? readEnglish(plain) : null) ??
    (isMadeOf(made, MADE_OF.kana | MADE_OF.kanji) ? readJapanese(plain) : null)
  )
}

/**
 * Says what lists of words and forms think of a line. The worst thing in it gives the reason. Expressions are bounded, so the
 * time is linear in a line's length (at most 200 code points).
 */
export const moderate = (line: Normalised): Verdict => {
  const { plain } = line
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(plain)) return { ok: false, reason: 'empty' }
  const reason = wordIn(plain)
  if (reason !== null) return { ok: false, reason }
  if (tellsOnSomebody(plain)) return { ok: false, reason: 'personal-data' }
  if (line.links > 0 || hidesLink(plain)) return { ok: false, reason: 'link' }
  if (isAdvertising(plain)) return { ok: false, reason: 'spam' }
  return { ok: true }
}
