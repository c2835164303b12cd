import { existsSync } from 'node:fs'
import chromium from '@sparticuz/chromium'
import { type Browser, type Page, chromium as playwright } from 'playwright-core'
import { PATIENCE_MS } from './patience.ts'

/**
 * A real headless Chromium: the machine's own where there is one, else the one the npm package carries. Its pages wait for
 * whatever they are asked to wait for as long as `PATIENCE_MS`, and have arrived somewhere once that page hears what is pressed on it.
 */
export async function openBrowser(): Promise<Browser> {
  const browser = await playwright.launch({
    executablePath: await chromiumPath(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
  browser.on('context', (context) => {
    context.setDefaultTimeout(PATIENCE_MS)
    context.on('page', arriveHydrated)
  })
  return browser
}

/** The package's own is unpacked when it is first asked for, which must not be by two at once (unpack-browser.ts). */
export async function chromiumPath(): Promise<string> {
  const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => existsSync(path),
  )
  return process.env.CHROMIUM_PATH ?? installed ?? (await chromium.executablePath())
}

/** The dashboard's pages are there to be seen before they hear anything. */
function arriveHydrated(page: Page): void {
  const hydrated = page.locator('body:not([data-hydrated="no"])')
  const scripted = (): Promise<boolean> => page.evaluate(() => !matchMedia('(scripting: none)').matches)
  for (const go of ['goto', 'reload', 'waitForURL'] as const) {
    const gone = page[go].bind(page) as (...args: unknown[]) => Promise<unknown>
    const arrived = async (...args: unknown[]): Promise<unknown> => {
      const answer = await gone(...args)
      if (await scripted()) await hydrated.waitFor({ state: 'attached' })
      return answer
    }
    Object.assign(page, { [go]: arrived })
  }
}
