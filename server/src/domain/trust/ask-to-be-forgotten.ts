import { foldWords } from '../chat/fold.ts'

/** Chat commands that are no wish: `!forgetme`, `!forget me`, 「!忘れて」. */
const ASKS = new Set(['forgetme', 'forget me', '忘れて', 'わすれて', '忘れてください', 'わすれてください'])

/** Does a viewer ask that nothing of theirs be kept? */
export const asksToBeForgotten = (text: string): boolean =>
  text.length < 40 && /^\s*[!！]/u.test(text) && ASKS.has(foldWords(text))
