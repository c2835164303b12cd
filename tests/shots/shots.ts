/**
 * Pictures of every overlay and every main page, in both languages, light and dark, on a desktop and a phone, into `docs/shots`: a
 * house of its own plays the recorded chat, paints with the starter model, and is held at each moment worth a picture.
 *
 *   npm run shots [-- --only overlays|pages]
 */
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ShowView, WorkView } from '@yosegaki/contract'
import { WIDGET_SIZES, type Widget } from '@yosegaki/contract'
import sharp from 'sharp'
import { PLANS } from '../../server/src/domain/artwork/plans.ts'
import { openDiscord } from '../support/announcement-servers.ts'
import { openBrowser } from '../support/browser.ts'
import {
  aFolder,
  drop,
  type Producer,
  ROOT,
  signIn,
  startHouse,
  type TestHouse,
  waitFor,
} from '../support/house.ts'
import { LANGS, openCamera, SCREENS, THEMES } from './camera.ts'
import { furnish } from './furnish.ts'

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const FOLDER = join(ROOT, 'docs/shots')
/** Somebody's game, camera or desk behind the overlay. */
const BACKDROP = '#7f9a8e'
const TALL = { width: 1080, height: 1920 }
const SCENES: readonly Widget[] = ['stage', 'starting-soon', 'between']
/** Pictures in a document are read at half of a stream's size. */
const half = ({ width, height }: { width: number; height: number }) => ({
  width: Math.round(width / 2),
  height: Math.round(height / 2),
})

const short = PLANS.find(({ id }) => id === 'short')
if (short === undefined) throw new Error('there is no plan "short" any more')
/** The show that is photographed, and a hurried one that fills the gallery. */
const SHOW = { ...short, callSeconds: 14, ballotSeconds: 12, roundSeconds: 14 }
const HURRIED = { ...short, id: 'hurried', callSeconds: 5, ballotSeconds: 3, roundSeconds: 4 }
const WORKS = values.only === 'overlays' ? 0 : 4

const dataDir = await aFolder()
const browser = await openBrowser()
const camera = openCamera(browser, FOLDER)
const plansFile = join(dataDir, 'two-plans.json')
await writeFile(plansFile, JSON.stringify([SHOW, HURRIED]))
const discord = await openDiscord()
const house = await startHouse({
  dataDir,
  env: { YOSEGAKI_MODEL: '', YOSEGAKI_PLANS: plansFile, DISCORD_WEBHOOK_URL: discord.webhook },
})
try {
  if (values.only === undefined) await rm(FOLDER, { recursive: true, force: true })
  if (values.only !== 'overlays') await newcomersPages(house)
  const producer = await signIn(house)
  if (values.only !== 'overlays') {
    await furnish(house, producer)
    await pages(producer, [['control-idle', '/control', '[data-testid="start-stream"]']])
  }
  await playShow(producer)
} finally {
  await house.kill('SIGTERM')
  await browser.close()
  await discord.close()
  await drop(dataDir)
}
await writeIndex()
const total = camera.shots.reduce((sum, { bytes }) => sum + bytes, 0)
console.log(`${camera.shots.length} pictures, ${(total / 1e6).toFixed(1)} MB in docs/shots`)
for (const complaint of camera.complaints) console.error(complaint)
process.exitCode = camera.complaints.length > 0 ? 1 : 0

async function show(): Promise<ShowView> {
  return house.get<ShowView>('/api/show')
}

async function playShow(producer: Producer): Promise<void> {
  const at = async (holds: (view: ShowView) => boolean, what: string, millis = 180_000): Promise<void> => {
    await waitFor(async () => holds(await show()), what, millis)
  }
  const hold = (): Promise<Response> => producer.command('artwork:hold')
  const resume = (): Promise<Response> => producer.command('artwork:resume')
  await producer.command('stream:start', {
    title: '金曜の夜、みんなで一枚',
    planId: SHOW.id,
    continuous: false,
    sources: [{ kind: 'replay', speed: 6 }, { kind: 'rehearsal' }],
  })
  for (let work = 0; work < WORKS; work += 1) {
    await producer.command('artwork:start', { planId: HURRIED.id, seed: 7 + work })
    await waitFor(async () => (await house.get<WorkView[]>('/api/works')).length > work, 'a work', 180_000)
  }

  await producer.command('artwork:start', { planId: SHOW.id, seed: 11 })
  await at((view) => view.artwork?.phase === 'calling' && view.themes.length > 6, 'a call that is heard')
  await hold()
  await overlays(['starting-soon', 'themes'])
  await resume()

  const late = (view: ShowView): boolean => (view.artwork?.step ?? 0) > (view.artwork?.steps ?? 0) * 0.45
  await at(
    (view) => late(view) && view.ballot?.state === 'open' && view.ballot.voters > 1,
    'a ballot in mid-painting',
  )
  await hold()
  await overlays(['stage', 'canvas', 'progress', 'ballot', 'ticker', 'credits'])
  await stagePicture()
  if (values.only !== 'overlays') {
    await pages(producer, [
      ['home', '/', 'main'],
      ['schedule', '/schedule', 'main'],
      ['models', '/models', 'main'],
      ['credits', '/credits', 'main'],
      ['works', '/works', '[data-testid="work-card"]'],
      ['work', `/works/${(await house.get<WorkView[]>('/api/works'))[0]?.id}`, '[data-testid="work-title"]'],
      ['control', '/control', '[data-testid="blank"]'],
      ['control-overlays', '/control/overlays', '[data-testid="obs-add"]'],
      ['control-rules', '/control/rules', 'form'],
      ['control-plans', '/control/plans', 'form'],
      ['control-schedule', '/control/schedule', '[data-testid="planned"]'],
      ['control-announcements', '/control/announcements', '[data-testid="announcement"]'],
      ['control-youtube', '/control/youtube', 'main'],
      ['account', '/account', 'main'],
      ['account-people', '/account/people', 'main'],
      ['account-audit', '/account/audit', 'main'],
    ])
    await pages(null, [['sign-in', '/sign-in', 'main']])
    await viewersPage()
  }
  await resume()

  await at((view) => view.ballot?.state === 'closed' && view.ballot.decidedBy === 'votes', 'a closed ballot')
  await hold()
  await overlays(['ballot'], 'ballot-closed')
  await resume()
  await producer.command('artwork:finish')
  await at((view) => view.artwork?.phase === 'published' && view.frame?.final === true, 'a finished picture')
  await overlays(['between', 'stage'], 'published')
}

/** Every look of these overlays at this moment; whole scenes also upright. */
async function overlays(widgets: readonly Widget[], moment?: string): Promise<void> {
  const token = new URL(house.overlayUrl).searchParams.get('token')
  for (const widget of widgets)
    for (const lang of LANGS)
      for (const theme of THEMES) {
        const url = `${house.url}/overlay/${widget}?token=${token}&lang=${lang}&theme=${theme}&motion=off`
        const name =
          moment === undefined || moment.startsWith(widget) ? (moment ?? widget) : `${widget}-${moment}`
        const look = { lang, theme, backdrop: BACKDROP, ready: '.strip, .sheet' }
        await camera.take(`overlay-${name}`, url, { ...look, size: half(WIDGET_SIZES[widget]) })
        if (SCENES.includes(widget))
          await camera.take(`overlay-${name}-tall`, url, { ...look, size: half(TALL) })
      }
}

type PageShot = readonly [name: string, path: string, ready: string]

async function pages(producer: Producer | null, list: readonly PageShot[]): Promise<void> {
  const cookies = (producer?.cookie ?? '')
    .split('; ')
    .filter((pair) => pair.includes('='))
    .map((pair) => {
      const at = pair.indexOf('=')
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: house.url }
    })
  for (const [name, path, ready] of list)
    for (const [screen, size] of Object.entries(SCREENS))
      for (const lang of LANGS)
        for (const theme of THEMES)
          await camera.take(`${name}-${screen}`, `${house.url}${path}`, { lang, theme, size, cookies, ready })
}

/** What is seen before there is an owner. */
async function newcomersPages(of: TestHouse): Promise<void> {
  const setup = new URL(of.setupUrl ?? of.url)
  await pages(null, [['setup', `${setup.pathname}${setup.search}`, '[data-testid="setup-name"]']])
}

async function viewersPage(): Promise<void> {
  const { search } = new URL(house.rehearsalUrl)
  for (const [screen, size] of Object.entries(SCREENS))
    for (const lang of LANGS)
      for (const theme of THEMES) {
        const url = `${house.url}/overlay/rehearsal${search}&lang=${lang}&theme=${theme}`
        await camera.take(`rehearsal-${screen}`, url, { lang, theme, size, ready: '[data-testid="say"]' })
      }
}

/** The picture at the top of README: the stage as it is, in both languages. */
async function stagePicture(): Promise<void> {
  await camera.take('stage', `${house.overlayUrl}&motion=off`, {
    lang: 'ja',
    theme: 'light',
    size: WIDGET_SIZES.stage,
    backdrop: BACKDROP,
    ready: '[data-testid="frame"]',
  })
  const taken = camera.shots.pop()
  if (taken === undefined) return
  const file = join(FOLDER, taken.file)
  await sharp(file).resize(1440).webp({ quality: 80 }).toFile(join(ROOT, 'docs/stage.webp'))
  await rm(file)
}

/** A page that shows them all. */
async function writeIndex(): Promise<void> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.webp')).sort()
  const names = [...new Set(files.map((file) => file.replace(/-(ja|en)-(light|dark)\.webp$/, '')))]
  const parts = names.map((name) => {
    const all = LANGS.flatMap((lang) => THEMES.map((theme) => `![${name}](${name}-${lang}-${theme}.webp)`))
    return `\n## ${name}\n\n${all.join('\n')}\n`
  })
  const head =
    '# What it looks like\n\nEvery overlay and every main page as `npm run shots` photographs them: a house that plays the recorded chat and paints with the\nstarter model. Japanese and English, light and dark.\n'
  await writeFile(join(FOLDER, 'README.md'), head + parts.join(''))
}
