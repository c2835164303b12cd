import { quick, replacing } from './chat-expressions.ts'
import { AGAINST_JA, asksFor, isAgainst, isAgainstInEnglish } from './wish-words.ts'

/** What of a line is a wish: not what it speaks against, nor why it wishes, nor whose wish it is. */

const CLAUSES = /(?<=[、。!?,;.])/u
const EVERY_AGAINST_JA = new RegExp(AGAINST_JA, 'gu')
/** 花火じゃなくて流れ星で, 猫はやめて犬に: what comes behind is wanted instead. */
const behindRefusal = (clause: string): string => {
  const last = [...clause.matchAll(EVERY_AGAINST_JA)].at(-1)
  if (last === undefined) return isAgainstInEnglish(clause) ? '' : clause
  return clause
    .slice(last.index + last[0].length)
    .replace(/^(?:です|だ)?(?:て|から|ので|けど|が|し|、)?/u, '')
}

const withoutInsteadOf = replacing(
  /\b(?:instead of|rather than)\b.*?(?=,|\b(?:can|could|let'?s|please|how about|maybe|i|we|draw|paint)\b|$)/iu,
  '',
)

/** Behind a predicate: おなかすいたから, うさぎなので. */
const REASON = /^(.*?[うくすつぬむぶるたいだな])(?:から|ので|けど|けれど)(?=[^、。!?])/u
const MAY_REASON = quick(/(?:から|ので|けど|けれど)[^、。!?]/u)
/** 娘がキリンを描いてほしいと言っています. */
const SAID_BY = /^[^、。!?]{1,12}?[がはも](.+?)(?:と|って)(?:言|いっ)/u
const MAY_BE_SAID = quick(/(?:と|って)(?:言|いっ)/u)

const withoutReason = (text: string): string => {
  const reason = MAY_REASON.test(text) ? REASON.exec(text) : null
  return reason === null || asksFor(reason[1]!) ? text : text.slice(reason[0].length)
}

/** できれば, 次は, リクエスト: what a wish begins with and does not wish. */
const HEAD =
  /^(?:(?:もし)?(?:できれば|できたら|可能なら|可能であれば|よければ|良ければ|よかったら|良かったら)|(?:次|次回|今度|今回|今日|お題|テーマ|リクエスト)(?:は|:|です|(?=「)) ?|ok(?:ay)? hear me out|hear me out|個人的に(?:は)?|じゃあ|それじゃ|では|えっと|あの)[、,: ]*/iu
const withoutSolemnity = replacing(/(?:に)?清き一票を?/gu, 'に一票')

/** お願いしまーす, おねがーい. */
const withoutDrawl = replacing(/(?<=[まで])ー(?=す|した)|(?<=おねが)[ーぁあ]+(?=い)/gu, '')

/** The part of a line that wishes; '' where nothing of it does. */
export const wishedPart = (text: string): string => {
  const wanted = withoutDrawl(withoutSolemnity(withoutInsteadOf(text).replace(HEAD, '')))
  const kept = isAgainst(wanted) ? wanted.split(CLAUSES).map(behindRefusal).join('') : wanted
  const said = MAY_BE_SAID.test(kept) ? SAID_BY.exec(kept)?.[1] : undefined
  return withoutReason(said ?? kept).trim()
}
