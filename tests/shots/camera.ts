import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import sharp from 'sharp'

export type Lang = 'ja' | 'en'
export type Theme = 'light' | 'dark'
export type Shot = { file: string; bytes: number }

export const LANGS: readonly Lang[] = ['ja', 'en']
export const THEMES: readonly Theme[] = ['light', 'dark']
export const SCREENS = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const

type Cookies = Parameters<Awaited<ReturnType<Browser['newContext']>>['addCookies']>[0]
type Look = { lang: Lang; theme: Theme; size: { width: number; height: number }; cookies?: Cookies }

/** Takes pictures of pages as WebP into a folder, small, and tells what a page complained of. */
export function openCamera(browser: Browser, folder: string) {
  const shots: Shot[] = []
  const complaints: string[] = []

  async function visit(url: string, { lang, theme, size, cookies = [] }: Look): Promise<Page> {
    const options: BrowserContextOptions = {
      viewport: size,
      locale: lang === 'ja' ? 'ja-JP' : 'en-US',
      colorScheme: theme,
      reducedMotion: 'reduce',
    }
    const context = await browser.newContext(options)
    await context.addCookies(cookies)
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(`${url}: ${error.message}`))
    await page.goto(url)
    await page.evaluate(() => document.fonts.ready)
    await page.waitForTimeout(700)
    return page
  }

  return {
    shots,
    complaints,
    async take(name: string, url: string, look: Look & { backdrop?: string; ready?: string }): Promise<void> {
      const page = await visit(url, look)
      if (look.ready) {
        const ready = page.locator(look.ready).first().waitFor({ timeout: 15_000 })
        await ready.catch(() => complaints.push(`${url}: ${look.ready} never came`))
      }
      if (look.backdrop) {
        await page.evaluate(
          (colour) => document.documentElement.style.setProperty('background', colour),
          look.backdrop,
        )
      }
      const png = await page.screenshot()
      await page.context().close()
      const file = `${name}-${look.lang}-${look.theme}.webp`
      const bytes = await sharp(png).webp({ quality: 72, effort: 6 }).toBuffer()
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, file), bytes)
      shots.push({ file, bytes: bytes.length })
    },
  }
}
