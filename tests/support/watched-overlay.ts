import type { ShowView } from '@yosegaki/contract'
import type { Page } from 'playwright-core'
import { tickerLines } from '../../overlay/src/lib/ticker-lines.ts'
import { PHASES, WORDS } from '../../overlay/src/lib/words.ts'

/** All that a viewer reads and sees, from `at` on, in epoch milliseconds: as JSON also where that is nothing, empty while the page hides. */
type Said = { at: number; says: string }
/** What a page notes of itself while it is open. `liveAt`: when it was last connected. */
type Notes = {
  connection: string
  liveAt: number
  said: Said[]
  frames: { artwork: string; take: number; step: number }[]
}

/** Before anything else runs in it: note when the page is connected, all it says, and every frame it shows. */
export async function watchOverlay(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const notes: Notes = { connection: '', liveAt: 0, said: [], frames: [] }
    Object.assign(window, { notes })
    const dataOf = (name: string) => document.querySelector<HTMLElement>(`[data-testid="${name}"]`)?.dataset
    const note = (): void => {
      const connection = document.documentElement.dataset.connection ?? ''
      if (connection === 'live' && notes.connection !== 'live') notes.liveAt = Date.now()
      notes.connection = connection
      const frame = dataOf('frame')
      const ballot = dataOf('ballot')
      const text = (document.body?.textContent ?? '').replace(/\s+/g, '')
      const seen = [text, frame?.artwork, frame?.step, ballot?.state, ballot?.round]
      const hidden = !document.body || getComputedStyle(document.body).visibility === 'hidden'
      const says = hidden ? '' : JSON.stringify(seen)
      if (notes.said.at(-1)?.says !== says) notes.said.push({ at: Date.now(), says })
      if (notes.said.length > 500) notes.said.shift()
      const { artwork = '', step, take } = frame ?? {}
      const shown = { artwork, take: Number(take), step: Number(step) }
      if (step !== undefined && JSON.stringify(notes.frames.at(-1)) !== JSON.stringify(shown))
        notes.frames.push(shown)
    }
    const all = { subtree: true, childList: true, characterData: true, attributes: true }
    new MutationObserver(note).observe(document, all)
  })
}

export const notesOf = (page: Page): Promise<Notes> =>
  page.evaluate(() => (window as unknown as { notes: Notes }).notes)

/** All that a viewer reads and sees there now; empty while the page hides, since it does not know yet. */
export const saysOn = async (page: Page): Promise<string> => (await notesOf(page)).said.at(-1)?.says ?? ''

/** Since when a page says nothing but what is true; never where it does not. */
export function trueSince(said: readonly Said[], truth: readonly string[]): number {
  const lastUntrue = said.findLastIndex(({ says }) => !truth.includes(says))
  return said[lastUntrue + 1]?.at ?? Number.POSITIVE_INFINITY
}

/** All that a ticker in Japanese may say of a show that stands still: one line after the other. */
export function tickerSays(view: ShowView): string[] {
  const { artwork } = view
  const phase = artwork ? PHASES[artwork.phase].ja : WORDS.house.ja
  return tickerLines(view).map(({ what, words }) => {
    const text = `${phase}${what.ja}${words.ja}${artwork?.held ? WORDS.resting.ja : ''}`
    return JSON.stringify([text.replace(/\s+/g, ''), null, null, null, null])
  })
}
