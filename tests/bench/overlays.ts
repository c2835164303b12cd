/**
 * What each overlay costs in a real Chromium while a whole artwork plays (made-up show, no server of ours): its page's main thread by
 * CDP's Performance metrics, all of Chromium's processes by their processor time, and how far anything shifted in its layout. Here
 * pictures are composed without a graphics card, so the second figure is more than OBS shows. Last line: JSON.
 *
 *   npm run bench -- overlays [--seconds 20] [--widgets ballot,stage]
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { WIDGET_SIZES, WIDGETS, type Widget } from '@yosegaki/contract'
import { buildStale } from '../../scripts/build-stale.ts'
import { openBrowser } from '../support/browser.ts'
import { freePort } from '../support/drop-proxy.ts'
import { ROOT, waitFor } from '../support/house.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    widgets: { type: 'string', default: WIDGETS.join(',') },
  },
})
const seconds = Number(values.seconds)

await buildStale(ROOT, ['overlay'])
const port = await freePort()
const demo = spawn(process.execPath, [join(ROOT, 'overlay/demo.ts'), String(port)], { stdio: 'ignore' })
const browser = await openBrowser()
const results: Record<string, object> = {}
try {
  await waitFor(async () => (await fetch(`http://127.0.0.1:${port}/overlay/stage`)).ok, 'the demo')
  for (const widget of values.widgets.split(',') as Widget[]) {
    const result = await measure(widget)
    results[widget] = result
    console.log(
      `${widget}: main thread ${result.mainThread} % of a core, all processes ${result.processes} %, ${result.framesPerSecond} frames/s, layout shift ${result.layoutShift}`,
    )
  }
} finally {
  await browser.close()
  demo.kill()
}
console.log(JSON.stringify({ bench: 'overlays', seconds, widgets: results }))

async function measure(widget: Widget) {
  const page = await browser.newPage({ viewport: WIDGET_SIZES[widget] })
  const frames = await page.context().newCDPSession(page)
  const all = await browser.newBrowserCDPSession()
  await frames.send('Performance.enable', { timeDomain: 'timeTicks' })
  await page.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(`http://127.0.0.1:${port}/overlay/${widget}?token=play`)
  await page.waitForTimeout(4_000)
  const metric = async (name: string): Promise<number> =>
    (await frames.send('Performance.getMetrics')).metrics.find((each) => each.name === name)?.value ?? 0
  const spent = async (): Promise<number> =>
    (await all.send('SystemInfo.getProcessInfo')).processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)

  const before = { task: await metric('TaskDuration'), spent: await spent(), at: performance.now() }
  await page.waitForTimeout(seconds * 1000)
  const wall = (performance.now() - before.at) / 1000
  const task = (await metric('TaskDuration')) - before.task
  const cpu = (await spent()) - before.spent
  // Counted apart: a page that counts frames has each of them made.
  const framesPerSecond = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        let count = 0
        const begun = performance.now()
        const next = (): void => {
          count += 1
          if (performance.now() - begun < 2_000) requestAnimationFrame(next)
          else done(Math.round((count * 1000) / (performance.now() - begun)))
        }
        requestAnimationFrame(next)
      }),
  )
  const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)
  await page.close()
  return {
    mainThread: percent(task / wall),
    processes: percent(cpu / wall),
    framesPerSecond,
    layoutShift: Math.round(shifts.reduce((sum, value) => sum + value, 0) * 10_000) / 10_000,
  }
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10
}
