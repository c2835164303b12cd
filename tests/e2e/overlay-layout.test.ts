import { WIDGET_SIZES, WIDGETS } from '@yosegaki/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { startDemo } from '../support/demo.ts'
import { shiftsOf, watchAfterFonts, watchShifts } from '../support/layout-shifts.ts'
import { notesOf, watchOverlay } from '../support/watched-overlay.ts'

/** Looks that lay things out most unlike; scenes and stage also upright. */
const LOOKS = [
  { look: 'lang=both', tall: false },
  { look: 'lang=en&corner=bottom-right', tall: false },
  { look: 'lang=ja&corner=bottom', tall: true },
]
/** The demo's artwork takes 110 s; then the call for the next. */
const PACE = 8
const ROUND_MS = (130 / PACE) * 1000

let browser: Browser
let demo: Awaited<ReturnType<typeof startDemo>>

beforeAll(async () => {
  ;[browser, demo] = await Promise.all([openBrowser(), startDemo()])
})

afterAll(async () => {
  await browser?.close()
  demo?.stop()
})

it.each(LOOKS)(
  'O7: nothing moves out of its place on any overlay, from one call for themes past the next: $look',
  async ({ look, tall }) => {
    const context = await browser.newContext({ reducedMotion: 'reduce' })
    const pages: { widget: string; page: Page }[] = []
    for (const widget of WIDGETS) {
      const { width, height } = WIDGET_SIZES[widget]
      const page = await context.newPage()
      await page.setViewportSize(tall ? { width: height, height: width } : { width, height })
      await watchShifts(page)
      await watchOverlay(page)
      await page.goto(`${demo.url}/overlay/${widget}?token=play${PACE}&${look}`)
      // That letters come before words holds for three seconds only; how it goes without this, the bench tells.
      await watchAfterFonts(page)
      pages.push({ widget, page })
    }
    await new Promise((done) => setTimeout(done, ROUND_MS))
    for (const { widget, page } of pages) {
      expect(new Set((await notesOf(page)).said.map(({ says }) => says)).size, widget).toBeGreaterThan(1)
      expect(await shiftsOf(page), widget).toEqual([])
    }
    await context.close()
  },
)
