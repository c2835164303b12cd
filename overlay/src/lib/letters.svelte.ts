import type { ShowView } from '@yosegaki/contract'
import { tick, untrack } from 'svelte'
import { fetchLetters, fontsOfThePage, lettersOf } from './letters.ts'
import { PHASES, WORDS } from './words.ts'

/** After so long, letters that nothing shows yet are fetched. */
const LATER_MS = 1_500

/**
 * The view, with letters for it: a font comes in slices, and words that are there before their letters would show a gap and then
 * move. The first view is laid out unseen, and `ready` once what it needs is there; after that a view waits for letters that no view
 * had before. Call it in a component. `font`: the family that the page writes in.
 */
export function withLetters(
  view: () => ShowView | null,
  font: () => string,
): { readonly view: ShowView | null; readonly ready: boolean } {
  let shown = $state.raw<ShowView | null>(null)
  let ready = $state(false)
  let known = new Set<string>()
  let knownOf = ''

  const missing = (next: unknown): string =>
    [...lettersOf(next)].filter((letter) => !known.has(letter)).join('')

  async function fetchAll(next: unknown): Promise<void> {
    const into = known
    const letters = missing(next)
    await fetchLetters(knownOf, letters)
    for (const letter of letters) into.add(letter)
    look()
  }
  /** Whatever came meanwhile may want letters of its own. */
  function look(): void {
    const next = view()
    if (next === null) return
    if (missing(next) === '') shown = next
    else void fetchAll(next)
  }
  async function begin(next: ShowView): Promise<void> {
    await tick()
    await fontsOfThePage()
    ready = true
    // What came while nothing was ready is newer.
    look()
    // What is shown now comes first: a picture would wait in line behind half a hundred slices.
    await new Promise((done) => setTimeout(done, LATER_MS))
    await fetchAll([next, WORDS, PHASES])
  }

  function hear(next: ShowView | null): void {
    if (next !== null && shown === null) void begin(next)
    if (next === null || shown === null) shown = next
    else if (ready) look()
  }

  $effect.pre(() => {
    if (knownOf !== font()) known = new Set()
    knownOf = font()
    const next = view()
    untrack(() => hear(next))
  })

  return {
    get view() {
      return shown
    },
    get ready() {
      return ready
    },
  }
}
