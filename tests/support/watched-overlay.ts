import type { Page } from 'playwright-core'

/** What a page notes of itself while it is open; times in epoch milliseconds. */
type Notes = { liveAt: number; changedAt: number; frames: { artwork: string; take: number; step: number }[] }

/** Before anything else runs in it: note when the page is connected, when what it says last changed, and every frame it shows. */
export async function watchOverlay(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const notes: Notes = { liveAt: 0, changedAt: 0, frames: [] }
    Object.assign(window, { notes })
    let before = ''
    const look = (): void => {
      const now = document.documentElement.dataset.connection ?? ''
      if (now === 'live' && before !== 'live') notes.liveAt = Date.now()
      before = now
    }
    const note = (): void => {
      const frame = document.querySelector<HTMLElement>('[data-testid="frame"]')
      const { artwork = '', step, take } = frame?.dataset ?? {}
      const seen = { artwork, take: Number(take), step: Number(step) }
      if (step !== undefined && JSON.stringify(notes.frames.at(-1)) !== JSON.stringify(seen))
        notes.frames.push(seen)
      notes.changedAt = Date.now()
    }
    new MutationObserver((changes) => {
      look()
      if (changes.some(({ target }) => target !== document.documentElement)) note()
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  })
}

export const notesOf = (page: Page): Promise<Notes> =>
  page.evaluate(() => (window as unknown as { notes: Notes }).notes)

/** All that a viewer reads and sees there. */
export const seenOn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const frame = document.querySelector<HTMLElement>('[data-testid="frame"]')?.dataset
    const ballot = document.querySelector<HTMLElement>('[data-testid="ballot"]')?.dataset
    const text = (document.body.textContent ?? '').replace(/\s+/g, ' ').trim()
    return JSON.stringify([text, frame?.artwork, frame?.step, ballot?.state, ballot?.round])
  })
