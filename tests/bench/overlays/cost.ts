import { WIDGET_SIZES, type Widget } from '@yosegaki/contract'
import type { Browser, CDPSession } from 'playwright-core'
import { openBrowser } from '../../support/browser.ts'
import { startDemo } from '../../support/demo.ts'
import { shiftsOf, watchShifts } from '../../support/layout-shifts.ts'

/** Percent of one core. */
type Cost = {
  mainThread: number
  /** The page's process with all its threads: raster, images, network. */
  page: number
  /** Chromium's GPU process, which composes what is seen. */
  compositor: number
  /** Those two, the browser and what else it runs. */
  all: number
  framesPerSecond: number
  layoutShift: number
}
/** Processor seconds by process. */
type Spent = Map<number, { type: string; seconds: number }>

/** Time for fonts, first frame and first layout. */
const SETTLE_MS = 4_000

/** What each widget costs while the demo's artwork plays, from its beginning on; `empty`: a page with nothing on it, for the same time. */
export async function measureCost(widgets: readonly Widget[], seconds: number) {
  const demo = await startDemo()
  const browser = await openBrowser()
  const results: Record<string, Cost> = {}
  try {
    for (const widget of ['empty', ...widgets] as const) {
      const url = widget === 'empty' ? 'about:blank' : `${demo.url}/overlay/${widget}?token=play`
      const cost = await measure(browser, {
        url,
        size: WIDGET_SIZES[widget === 'empty' ? 'stage' : widget],
        seconds,
      })
      results[widget] = cost
      console.log(
        `${widget}: main thread ${cost.mainThread} % of a core, the page's process ${cost.page} %, the compositor's ${cost.compositor} %, all ${cost.all} %, ${cost.framesPerSecond} frames/s, layout shift ${cost.layoutShift}`,
      )
    }
  } finally {
    await browser.close()
    demo.stop()
  }
  return results
}

async function measure(
  browser: Browser,
  { url, size, seconds }: { url: string; size: { width: number; height: number }; seconds: number },
): Promise<Cost> {
  const page = await browser.newPage({ viewport: size })
  const own = await page.context().newCDPSession(page)
  const all = await browser.newBrowserCDPSession()
  await own.send('Performance.enable', { timeDomain: 'timeTicks' })
  await watchShifts(page)
  await page.goto(url)
  await page.waitForTimeout(SETTLE_MS)

  const before = { task: await taskSeconds(own), spent: await spent(all), at: performance.now() }
  await page.waitForTimeout(seconds * 1000)
  const wall = (performance.now() - before.at) / 1000
  const task = (await taskSeconds(own)) - before.task
  const after = await spent(all)
  const share = (type?: string): number => percent(secondsOf(before.spent, after, type) / wall)
  const result = {
    mainThread: percent(task / wall),
    page: share('renderer'),
    compositor: share('GPU'),
    all: share(),
    // Counted apart: a page that counts frames has each of them made.
    framesPerSecond: await page.evaluate(countFrames),
    layoutShift: (await shiftsOf(page)).reduce((sum, { value }) => sum + value, 0),
  }
  await page.close()
  return result
}

async function taskSeconds(page: CDPSession): Promise<number> {
  const { metrics } = await page.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
}

async function spent(browser: CDPSession): Promise<Spent> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo')
  return new Map(processInfo.map(({ id, type, cpuTime }) => [id, { type, seconds: cpuTime }]))
}

/** Of processes that were there before and after. */
function secondsOf(before: Spent, after: Spent, type?: string): number {
  let sum = 0
  for (const [id, now] of after) {
    const then = before.get(id)
    if (then && (type === undefined || now.type === type)) sum += now.seconds - then.seconds
  }
  return sum
}

function countFrames(): Promise<number> {
  return new Promise((done) => {
    let count = 0
    const begun = performance.now()
    const next = (): void => {
      count += 1
      if (performance.now() - begun < 2_000) requestAnimationFrame(next)
      else done(Math.round((count * 1000) / (performance.now() - begun)))
    }
    requestAnimationFrame(next)
  })
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10
}
