import type { Browser, BrowserContextOptions, Page, Response } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousOn } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import {
  aFolder,
  drop,
  mustBeOk,
  signIn,
  startHouse,
  type TestHouse,
  waitFor,
  worksOf,
} from '../support/house.ts'

const PHONE = { width: 390, height: 844 }
const DESK = { width: 1280, height: 900 }
/** Of compressed JavaScript, as it travels: what a page may ask a phone to fetch. */
const MOST_SCRIPT_BYTES = 100_000

let browser: Browser
let house: TestHouse
let dataDir: string
let paths: string[]

beforeAll(async () => {
  dataDir = await aFolder()
  ;[browser, house] = await Promise.all([openBrowser(), startHouse({ dataDir })])
  const { command, cookie } = await signIn(house)
  const settings = { title: '夜', planId: 'quick', continuous: false, sources: [{ kind: 'rehearsal' }] }
  await mustBeOk(await command('stream:start', settings))
  await mustBeOk(await command('artwork:start', { seed: 7 }))
  const planned = {
    title: '金曜の夜 <b>',
    startsAt: Date.now() + 86_400_000,
    minutes: 90,
    note: 'いっしょに描きましょう',
  }
  const body = JSON.stringify(planned)
  const headers = { 'content-type': 'application/json', origin: house.url, cookie }
  await mustBeOk(await fetch(`${house.url}/api/schedule`, { method: 'POST', headers, body }))
  await waitFor(async () => (await worksOf(house)).length === 1, 'a work')
  await mustBeOk(await command('stream:stop'))
  const [work] = await worksOf(house)
  paths = [
    '/',
    '/works',
    `/works/${work?.id}`,
    '/models',
    '/credits',
    '/schedule',
    '/sign-in',
    '/nothing-here',
  ]
})

afterAll(async () => {
  await browser?.close()
  await house?.kill('SIGTERM')
  await drop(dataDir)
})

async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: DESK, ...options })
  const page = await context.newPage()
  await page.goto(`${house.url}${path}`, { waitUntil: 'networkidle' })
  return page
}

describe('every public page', () => {
  it.each([
    ['Japanese, light, on a desk', { locale: 'ja-JP', colorScheme: 'light', viewport: DESK }],
    ['English, dark, on a phone', { locale: 'en-US', colorScheme: 'dark', viewport: PHONE, hasTouch: true }],
  ] as const)('W1: axe finds nothing serious: %s', async (_name, options) => {
    const found: string[] = []
    for (const path of paths) {
      const page = await visit(path, options)
      found.push(...(await seriousOn(page, path)))
      await page.context().close()
    }
    expect(found).toEqual([])
  })

  it('W2: fetches less than 100 kB of JavaScript, compressed', async () => {
    for (const path of paths) {
      const context = await browser.newContext({ viewport: PHONE })
      const page = await context.newPage()
      const scripts: Promise<number>[] = []
      page.on('response', (response) => {
        if (response.headers()['content-type']?.includes('javascript')) scripts.push(bodyBytesOf(response))
      })
      await page.goto(`${house.url}${path}`, { waitUntil: 'networkidle' })
      const bytes = (await Promise.all(scripts)).reduce((sum, each) => sum + each, 0)
      const paint = await page.evaluate(
        () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      )
      console.log(
        `${path.slice(0, 16).padEnd(16)} ${(bytes / 1000).toFixed(1)} kB script, first paint ${paint.toFixed(0)} ms`,
      )
      expect(scripts.length).toBeGreaterThan(3)
      expect(bytes).toBeLessThan(MOST_SCRIPT_BYTES)
      await context.close()
    }
  })

  it('W3: says all it has to say without a script, each language at an address of its own', async () => {
    const [, , workPath = ''] = paths
    for (const [lang, words] of [
      ['ja', 'ダウンロード'],
      ['en', 'Download'],
    ] as const) {
      const page = await visit(`${workPath}?lang=${lang}`, { javaScriptEnabled: false })
      expect(await page.getByTestId('work-picture').getAttribute('src')).toMatch(/^\/pictures\//)
      expect(await page.locator('main').textContent()).toContain(words)
      const html = await page.content()
      for (const code of ['ja', 'en'])
        expect(html).toContain(`hreflang="${code}" href="${house.url}${workPath}?lang=${code}"`)
      expect(html).toContain(`<link rel="canonical" href="${house.url}${workPath}?lang=${lang}"`)
      expect(await page.locator('html').getAttribute('lang')).toBe(lang)
      const facts = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '')
      expect(facts).toMatchObject({
        '@type': 'ImageObject',
        license: expect.stringContaining('publicdomain/zero'),
      })
      await page.context().close()
    }
  })

  it('W4: is listed for search engines; what is for producers is not', async () => {
    const text = async (path: string) => (await fetch(`${house.url}${path}`)).text()
    expect(await text('/robots.txt')).toMatch(/Disallow: \/control\n[\s\S]*Sitemap: http.*\/sitemap\.xml/)
    const sitemap = await text('/sitemap.xml')
    for (const path of paths.slice(0, 6)) expect(sitemap).toContain(`<loc>${house.url}${path}?lang=en</loc>`)
    expect(sitemap).not.toContain('control')
  })

  it('W5: new works come as RSS and as JSON Feed', async () => {
    const [work] = await worksOf(house)
    const rss = await fetch(`${house.url}/feed.xml?lang=en`)
    expect(rss.headers.get('content-type')).toContain('application/rss+xml')
    const page = await visit('/')
    const items = await page.evaluate(
      (xml) => {
        const read = new DOMParser().parseFromString(xml, 'application/xml')
        return [...read.querySelectorAll('item')].map((item) => [
          item.querySelector('title')?.textContent,
          item.querySelector('guid')?.textContent,
        ])
      },
      await rss.text(),
    )
    expect(items).toEqual([[work?.title.en, `${house.url}/works/${work?.id}`]])
    const json = (await (await fetch(`${house.url}/feed.json?lang=ja`)).json()) as { items: object[] }
    expect(json).toMatchObject({
      version: 'https://jsonfeed.org/version/1',
      items: [{ title: work?.title.ja }],
    })
    await page.context().close()
  })

  it('W9: visitors who ask at once are each answered in their own language, also by the script; a link’s choice is kept', async () => {
    const langOf = (html: string) => html.match(/<html lang="(\w+)"[\s\S]*<h1[^>]*>([^<]*)</)?.slice(1)
    const ask = async (headers: Record<string, string>) => fetch(`${house.url}/works`, { headers })
    const asked = Array.from({ length: 24 }, (_, index) => (index % 2 === 0 ? 'ja' : 'en-GB,en;q=0.9'))
    const answers = await Promise.all(
      asked.map(async (language) => langOf(await (await ask({ 'accept-language': language })).text())),
    )
    expect(answers).toEqual(asked.map((language) => (language === 'ja' ? ['ja', '作品'] : ['en', 'Works'])))

    const chosen = await fetch(`${house.url}/works?lang=en`, { headers: { 'accept-language': 'ja' } })
    const [cookie = ''] = (chosen.headers.get('set-cookie') ?? '').split(';')
    expect(cookie).toBe('language=en')
    expect(langOf(await (await ask({ 'accept-language': 'ja', cookie })).text())).toEqual(['en', 'Works'])

    const page = await visit('/', { locale: 'en-US' })
    await page.locator('a[href="/works"]').first().click()
    await page.waitForURL('**/works')
    expect(await page.locator('h1').textContent()).toBe('Works')
    await page.getByTestId('switch-language').first().click()
    await page.waitForURL('**/works?lang=ja')
    expect(await page.locator('h1').textContent()).toBe('作品')
    expect(await page.locator('html').getAttribute('lang')).toBe('ja')
    await page.context().close()
  })
})

/** As it travelled: compressed, headers left out. */
async function bodyBytesOf(response: Response): Promise<number> {
  await response.finished()
  return (await response.request().sizes()).responseBodySize
}

describe('the page of a finished work', () => {
  it('W6: its steps are walked by key and by finger, and the picture follows', async () => {
    const page = await visit(paths[2] ?? '', { hasTouch: true, viewport: PHONE })
    const slider = page.getByTestId('step-slider')
    const label = async () => (await page.getByTestId('step-label').textContent()) ?? ''
    expect(await page.getByTestId('step-picture').count()).toBe(0)
    expect(await label()).toBe('完成')

    await slider.focus()
    await page.keyboard.press('Home')
    await page.getByTestId('step-picture').and(page.locator('[src$="/0.webp"]')).waitFor()
    expect(await label()).toContain('1筆目')
    await page.keyboard.press('ArrowRight')
    await page.getByTestId('step-picture').and(page.locator('[src$="/1.webp"]')).waitFor()
    expect(await slider.getAttribute('aria-valuetext')).toContain('何を描く?')

    const box = await slider.boundingBox()
    await page.touchscreen.tap(
      (box?.x ?? 0) + (box?.width ?? 0) * 0.5,
      (box?.y ?? 0) + (box?.height ?? 0) / 2,
    )
    await page.waitForFunction(
      () => /[456]筆目/.test(document.querySelector('[data-testid="step-label"]')?.textContent ?? ''),
      null,
    )
    await page.keyboard.press('End')
    await page.getByTestId('step-picture').waitFor({ state: 'detached' })

    await page.getByTestId('step-play').click()
    await page.getByTestId('step-picture').waitFor()
    await page.getByTestId('step-label').filter({ hasText: '完成' }).waitFor()
    await page.context().close()
  })

  it('W7: offers the picture with its credentials, plain, as WebP, and its replay file', async () => {
    const page = await visit(paths[2] ?? '')
    const types: Record<string, string> = {}
    for (const name of ['signed', 'png', 'webp', 'replay']) {
      const href = await page.getByTestId(`download-${name}`).getAttribute('href')
      const answer = await fetch(`${house.url}${href}`)
      types[name] = `${answer.status} ${answer.headers.get('content-type')?.split(';')[0]}`
    }
    expect(types).toEqual({
      signed: '200 image/png',
      png: '200 image/png',
      webp: '200 image/webp',
      replay: '200 application/json',
    })
    expect((await fetch(`${house.url}/pictures/nobody.c2pa.png`)).status).toBe(404)
    await page.context().close()
  })
})
