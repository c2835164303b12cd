import type { ShowView } from '@yosegaki/contract'
import { fetchLetters, lettersOf } from './letters.ts'
import { PHASES, WORDS } from './words.ts'

/**
 * The view, as soon as there are letters for it: a font comes in slices, and words that are there before their letters would show a
 * gap and then move. Call it in a component. `font`: the family that the page writes in.
 */
export function withLetters(
  view: () => ShowView | null,
  font: () => string,
): { readonly view: ShowView | null } {
  let shown = $state.raw<ShowView | null>(null)
  let known = new Set<string>()
  let knownOf = ''

  function look(): void {
    const next = view()
    if (next === null) shown = null
    else if (missing(next) === '') shown = next
  }
  const missing = (next: ShowView): string =>
    [...lettersOf([next, WORDS, PHASES])].filter((letter) => !known.has(letter)).join('')

  $effect.pre(() => {
    if (knownOf !== font()) known = new Set()
    knownOf = font()
    look()
    const next = view()
    const letters = next === null ? '' : missing(next)
    if (letters === '') return
    const into = known
    void fetchLetters(knownOf, letters).then(() => {
      for (const letter of letters) into.add(letter)
      look()
    })
  })

  return {
    get view() {
      return shown
    },
  }
}
