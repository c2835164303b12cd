import type { Token } from './token.ts'
import { words } from './wish-words.ts'

const TRAILS = words('ね よ な ぜ ぞ わ さ ー')
const LINKS = words('て で')
const DONE_FOR_SOMEONE = words('あげる くれる やる')
/** What viewers do themselves, and what happens by itself. */
const NO_DEED_OF_A_PAINTER = words(
  '見る 聞く 待つ 来る 行く 寝る 起きる 帰る 終わる 始まる 疲れる いる ある なる 食べる 飲む 出る 入る 思う 言う 知る 教える 頑張る',
)

/** The index of the verb that a line ends in as a request (かぶせて, 巻いてあげて, 生やそう), or -1. */
const requestAt = (tokens: readonly Token[]): number => {
  let last = tokens.length - 1
  while (last > 0 && (tokens[last]!.kind === 'symbol' || TRAILS.has(tokens[last]!.surface))) last--
  if (tokens[last]?.base === 'う') return last - 1
  while (LINKS.has(tokens[last]?.surface ?? '')) {
    if (!DONE_FOR_SOMEONE.has(tokens[last - 1]?.base ?? '')) return last - 1
    last -= 2
  }
  return -1
}

const LETS_DO = words('せる させる')
const deedAt = (tokens: readonly Token[], at: number): number =>
  LETS_DO.has(tokens[at]?.base ?? '') ? at - 1 : at

/** 帽子かぶせて, ひげ生やそう: a deed and its object ask without another word; 猫が寝てて and 待って ask nothing. */
export const asksByVerb = (tokens: readonly Token[]): boolean => {
  const at = deedAt(tokens, requestAt(tokens))
  const verb = tokens[at]
  const object = tokens[at - 1]
  if (verb?.kind !== 'verb' || NO_DEED_OF_A_PAINTER.has(verb.base)) return false
  return object?.surface === 'を' || object?.kind === 'noun'
}
