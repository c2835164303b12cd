import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { obsFile } from '../../server/src/adapters/http/obs-file.ts'
import { openBrowser } from '../support/browser.ts'
import { temporaryFolder } from '../support/data-dir.ts'
import { ROOT, waitFor } from '../support/house.ts'

/** What stands between OBS and the house: a proxy without one behind it, another program, or the house. */
type Answer = 'bad gateway' | 'another page' | 'the house'

let browser: Browser
let server: Server
let answer: Answer = 'bad gateway'
const asked: string[] = []

beforeAll(async () => {
  const mark = await readFile(join(ROOT, 'dashboard/static/mark.svg'))
  server = createServer(({ url = '' }, response) => {
    asked.push(`${answer} ${url.split('?')[0]}`)
    if (answer === 'bad gateway') response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502</h1>')
    else if (answer === 'another page')
      response.setHeader('content-type', 'text/html').end('<h1>It works!</h1>')
    else if (url.startsWith('/mark.svg')) response.setHeader('content-type', 'image/svg+xml').end(mark)
    else response.setHeader('content-type', 'text/html').end('<title>overlay</title>')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
})

it('T7: the file for OBS waits through what a proxy or another program answers, and enters once the house does', async () => {
  const folder = temporaryFolder()
  const file = join(folder.path, 'stage.html')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await writeFile(file, obsFile(url, 'stage', 'a.token') ?? '')
  const page = await browser.newPage()
  await page.goto(pathToFileURL(file).href)
  for (const waits of ['bad gateway', 'another page'] as const) {
    answer = waits
    const before = asked.length
    await waitFor(() => asked.length >= before + 2, `two knocks at ${waits}`)
    expect(page.url()).toMatch(/^file:/)
  }
  answer = 'the house'
  await page.waitForURL(`${url}/overlay/stage?token=a.token`)
  expect(asked.filter((each) => each.includes('/overlay/'))).toEqual(['the house /overlay/stage'])
  folder.remove()
})
