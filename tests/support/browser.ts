import { existsSync } from 'node:fs'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'
import { PATIENCE_MS } from './patience.ts'

/**
 * A real headless Chromium: the machine's own where there is one, else the one the npm package carries. Its pages wait for
 * whatever they are asked to wait for as long as `PATIENCE_MS`.
 */
export async function openBrowser(): Promise<Browser> {
  const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => existsSync(path),
  )
  const browser = await playwright.launch({
    executablePath: process.env.CHROMIUM_PATH ?? installed ?? (await chromium.executablePath()),
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
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE_MS))
  return browser
}
