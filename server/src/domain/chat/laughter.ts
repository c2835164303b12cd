import { quick } from './chat-expressions.ts'
import { isMadeOf, MADE_OF, makeup } from './makeup.ts'

/** Laughing, applause and stretched sounds: how a line is said, not what it asks for. */

const JA = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー'

/** www, and a single w that ends Japanese; never the w of a word. */
const W_LAUGH = new RegExp(`(?<![a-z])w{2,}(?![a-z])|(?<=[${JA}!?。、)])w+(?![a-z])`, 'giu')
/** (笑), 笑笑, a 笑 that ends a clause; 笑う, 笑顔 and 微笑 stay. */
const WARAI =
  /\((?:笑|爆笑|w+)\)|(?<![微苦談失冷嘲爆])笑+(?=$|[\s!?。、])|爆笑(?=$|[\s!?。、])|わら(?=$)|ワロタ|わろた/gu
/** 草 that laughs: alone, doubled, after は and after a gap; 草を, 草原 and 緑の草 stay. */
const KUSA =
  /^(?:大?草|くさ)+(?:原|不可避|生える|生えた|はえる)?$|草{2,}|(?<=[\sはも!?。、])草(?:不可避|生える|生えた|はえる)?$|草(?:不可避|生える|生えた|はえる)/gu
const CLAPS = /(?<!\d)8{3,}(?!\d)|パチ(?:パチ)+|ぱち(?:ぱち)+/gu
const EN_LAUGH = /\b(?:lo+l+|lmf?ao+|rofl+|(?:a?ha){2,}h?|(?:he){2,}h?|ke{0,1}k{2,}|xd+)\b/giu

/** What each of the expressions above needs to find anything: spares most lines all of them. */
const MAYBE_LAUGHS = quick(
  /ww|(?<=[^a-z\d ])w|[笑草]|わら|ワロ|わろ|くさ|888|パチパチ|ぱちぱち|lo+l|lmf?ao|rofl|haha|hehe|kk|xd/i,
)

export const stripLaughter = (text: string): string =>
  MAYBE_LAUGHS.test(text)
    ? text
        .replace(W_LAUGH, ' ')
        .replace(WARAI, ' ')
        .replace(KUSA, ' ')
        .replace(CLAPS, ' ')
        .replace(EN_LAUGH, ' ')
    : text

/** 「ねこーーー!!!」 -> 「ねこ!」, "coooool" -> "cool", 「かわいいいい」 -> 「かわいい」. */
export const shrinkStretched = (text: string): string =>
  isMadeOf(makeup(text), MADE_OF.stretched)
    ? text
        .replace(/[~〜]+/gu, 'ー')
        .replace(/ー{2,}(?![ァ-ヶ])/gu, (run, at: number, whole: string) =>
          /[ァ-ヶ]/.test(whole[at - 1] ?? '') ? run[0]! : '',
        )
        .replace(/ー{2,}/gu, 'ー')
        // After hiragana or kanji at the end of a word it is a drawl; inside (らーめん) it belongs to the word.
        .replace(/(?<=[\p{Script=Hiragana}\p{Script=Han}])ー(?![ぁ-ゖ])/gu, '')
        .replace(/(?<=^|[^\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー])ー/gu, ' ')
        .replace(/([ぁぃぅぇぉァィゥェォっッ])\1+/gu, '')
        .replace(/([ぁ-ゖ])\1{2,}/gu, '$1$1')
        .replace(/([eo])\1{2,}/gi, '$1$1')
        .replace(/([a-z])\1{2,}/gi, '$1')
        .replace(/([\p{P}\p{S}])\1+/gu, '$1')
        .replace(/(\p{Script=Han})\1{3,}/gu, '$1')
    : text
