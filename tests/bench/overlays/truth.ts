import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type ShowView, WIDGET_SIZES, type Widget } from '@yosegaki/contract'
import type { Page } from 'playwright-core'
import { obsFile } from '../../../server/src/adapters/http/obs-file.ts'
import { openBrowser } from '../../support/browser.ts'
import { startDropProxy } from '../../support/drop-proxy.ts'
import { freePort } from '../../support/free-port.ts'
import { aFolder, drop, quickPlan, signIn, startHouse, waitFor } from '../../support/house.ts'
import { notesOf, saysOn, tickerSays, trueSince, watchOverlay } from '../../support/watched-overlay.ts'

/** Rounds, ballots and calls that come and go while the network is away; long enough to be held anywhere in them. */
const PLAN = quickPlan({ callSeconds: 6, ballotSeconds: 8, roundSeconds: 10 })
const DROP_MS = 2_000
const LOOK = 'lang=ja&motion=off'
const SOON = 60_000
/** What a page has not told by then would be told in `waitFor` below: nothing else runs while it may. */
const QUIET_MS = 1_500
/** What stands still where it is held. */
const HOLDABLE = new Set(['calling', 'voting', 'painting', 'touching-up'])
/** The promise. What was said instead is told. */
const LATE_MS = 1_000
/** A show that stands still tells nothing new for so long: a step that was being painted when it was held has come by then. */
const STILL_MS = 1_000

type Failure = 'opened' | 'restarted' | 'dropped'
/** Milliseconds from a page's connection until it showed the whole truth; and until it was connected, from when it could be. */
type Sample = { widget: Widget; failure: Failure; truth: number; connected: number }
type Bench = Awaited<ReturnType<typeof openBench>>

/** How soon each widget tells the truth once it is connected again. */
export async function measureTruth(widgets: readonly Widget[], times: { drops: number; restarts: number }) {
  const bench = await openBench()
  const samples: Sample[] = []
  try {
    samples.push(...(await openedBeforeTheServer(bench, widgets)))
    for (let n = 0; n < times.drops; n += 1) samples.push(...(await dropped(bench)))
    for (let n = 0; n < times.restarts; n += 1) samples.push(...(await restarted(bench)))
  } finally {
    await bench.close()
  }
  const told = Object.fromEntries(
    [...widgets, 'all' as const].map((widget) => {
      const of = (failure: Failure) =>
        samples.filter((each) => each.failure === failure && (widget === 'all' || each.widget === widget))
      const figures = {
        opened: summary(of('opened')),
        restarted: summary(of('restarted')),
        dropped: summary(of('dropped')),
      }
      console.log(
        `${widget}: ms from connection to the truth, p50/max: ${Object.entries(figures)
          .map(([failure, { truth }]) => `${failure} ${truth.p50}/${truth.max}`)
          .join(', ')}`,
      )
      return [widget, figures]
    }),
  )
  return { ...times, dropMs: DROP_MS, widgets: told }
}

async function openBench() {
  const dataDir = await aFolder()
  const port = await freePort()
  const network = await startDropProxy(port)
  const browser = await openBrowser()
  // As in OBS, whose sources are one browser's: what one has fetched the others need not.
  const profile = await browser.newContext()
  const start = () => startHouse({ dataDir, plan: PLAN, env: { PORT: String(port) } })
  let house = await start()
  const producer = await signIn(house)
  const token = new URL(house.overlayUrl).searchParams.get('token') ?? ''
  return {
    pages: new Map<Widget, Page>(),
    network,
    producer,
    async view(): Promise<ShowView> {
      const answer = await fetch(`http://127.0.0.1:${port}/api/show`, { headers: { connection: 'close' } })
      return answer.json()
    },
    async visit(
      widget: Widget,
      url = `${network.url}/overlay/${widget}?token=${token}&${LOOK}`,
    ): Promise<Page> {
      const page = await profile.newPage()
      await page.setViewportSize(WIDGET_SIZES[widget])
      await watchOverlay(page)
      await page.goto(url)
      return page
    },
    /** As a producer keeps it for OBS: it waits for the server. */
    async fileOf(widget: Widget): Promise<string> {
      const file = join(dataDir, `${widget}.html`)
      await writeFile(file, (obsFile(network.url, widget, token) ?? '').replace(token, `${token}&${LOOK}`))
      return pathToFileURL(file).href
    },
    kill: () => house.kill('SIGKILL'),
    async start(): Promise<void> {
      house = await start()
    },
    async close(): Promise<void> {
      await browser.close()
      await network.close()
      await house.kill('SIGTERM')
      await drop(dataDir)
    },
  }
}

async function openedBeforeTheServer(bench: Bench, widgets: readonly Widget[]): Promise<Sample[]> {
  const { producer, pages } = bench
  await producer.command('stream:start', {
    title: '夜の寄せ描き',
    planId: PLAN.id,
    sources: [{ kind: 'rehearsal' }],
  })
  await waitFor(async () => ((await bench.view()).artwork?.step ?? 0) > 0, 'the first strokes', SOON)
  await hold(bench)
  await bench.kill()
  for (const widget of widgets) pages.set(widget, await bench.visit(widget, await bench.fileOf(widget)))
  await bench.start()
  return settled(bench, 'opened')
}

async function restarted(bench: Bench): Promise<Sample[]> {
  await somethingHappens(bench)
  await hold(bench)
  await bench.kill()
  await bench.start()
  return settled(bench, 'restarted')
}

async function dropped(bench: Bench): Promise<Sample[]> {
  // What the show does after the network is back would be told late for no fault of the page's.
  const stands = somethingHappens(bench).then(() => hold(bench))
  await bench.network.drop(DROP_MS, stands)
  return settled(bench, 'dropped')
}

/** Until viewers would see another thing than before. */
async function somethingHappens({ producer, view }: Bench): Promise<void> {
  const told = ({ artwork, ballot, frame }: ShowView): string =>
    JSON.stringify([artwork?.id, artwork?.phase, frame?.step, ballot?.round, ballot?.state])
  const before = told(await view())
  await producer.command('artwork:resume')
  await waitFor(async () => told(await view()) !== before, 'something to happen', SOON)
}

/**
 * The show stands still, so that there is one truth. What the view said before it was asked to says nothing of that, and a picture
 * that is all but done is finished though it is held: then the next one is.
 */
async function hold({ producer, view }: Bench): Promise<void> {
  let before = ''
  let since = 0
  const still = async (): Promise<boolean> => {
    const now = await view()
    const told = JSON.stringify(now)
    const stands = now.artwork?.held === true && HOLDABLE.has(now.artwork.phase)
    if (!stands) await producer.command('artwork:hold')
    if (!stands || told !== before) since = Date.now()
    before = told
    return Date.now() - since >= STILL_MS
  }
  await producer.command('artwork:hold')
  await waitFor(still, 'the show to stand still', SOON)
}

/** Since when each page tells what a page opened now tells. */
async function settled({ pages, visit, view }: Bench, failure: Failure): Promise<Sample[]> {
  const backAt = Date.now()
  for (const [widget, page] of pages)
    await waitFor(async () => (await notesOf(page)).connection === 'live', `${widget} to be connected`, SOON)
  await new Promise((done) => setTimeout(done, QUIET_MS))
  const samples: Sample[] = []
  for (const [widget, page] of pages) {
    const fresh = widget === 'ticker' ? null : await visit(widget)
    // The ticker turns to its next line every few seconds, whatever happens.
    const told = async (): Promise<string[]> => (fresh ? [await saysOn(fresh)] : tickerSays(await view()))
    const truth = await agreed(told, page).catch(async (error: Error) => {
      throw new Error(
        `${error.message} for ${widget}, ${failure}: ${await told()}, and not ${await saysOn(page)}`,
      )
    })
    await fresh?.close()
    const { said, liveAt } = await notesOf(page)
    const late = Math.max(0, trueSince(said, truth) - liveAt)
    samples.push({ widget, failure, truth: late, connected: Math.max(0, liveAt - backAt) })
    if (late > LATE_MS) console.log(`${widget}, ${failure}: late by ${late} ms, ${sayings({ said, liveAt })}`)
  }
  return samples
}

/** The last that a page said, and how long after its connection. */
const sayings = ({ said, liveAt }: Pick<Awaited<ReturnType<typeof notesOf>>, 'said' | 'liveAt'>): string =>
  said
    .slice(-4)
    .map(({ at, says }) => `${at - liveAt} ms: ${says}`)
    .join('; ')

/** What is true, once a page says it, and it is no more what a page opened now only begins with: its picture is there too. */
async function agreed(told: () => Promise<string[]>, page: Page): Promise<string[]> {
  let before: string[] = []
  const same = async (): Promise<boolean> => {
    const now = await told()
    const settled = now.join() === before.join() && now.includes(await saysOn(page)) && !now.includes('')
    before = now
    if (!settled) await page.waitForTimeout(400)
    return settled
  }
  await waitFor(same, 'the truth', SOON)
  return before
}

function summary(samples: readonly Sample[]) {
  const of = (numbers: number[]) => {
    const sorted = numbers.toSorted((a, b) => a - b)
    return { p50: sorted[Math.floor(sorted.length / 2)] ?? null, max: sorted.at(-1) ?? null }
  }
  return {
    truth: of(samples.map(({ truth }) => truth)),
    connected: of(samples.map(({ connected }) => connected)),
  }
}
