import { fold, foldWords } from './fold.ts'

const JAPANESE = /[ぁ-ヿ一-鿿]/u

/** Does a text hold these words, in any width, case and kana? Latin ones whole ("ass" is not in "grass"); Japanese has no gaps. */
export function finderOf(words: string): (text: string) => boolean {
  if (JAPANESE.test(words)) {
    const wanted = fold(words)
    return (text) => fold(text).includes(wanted)
  }
  const wanted = ` ${foldWords(words)} `
  return (text) => ` ${foldWords(text)} `.includes(wanted)
}
