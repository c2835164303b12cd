import type { Page } from 'playwright-core'

/** One shift of the layout (CLS): how large, and what moved, from where to where. */
export type Shift = { value: number; moved: string[] }

type LayoutShift = PerformanceEntry & {
  value: number
  sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[]
}

/** Before anything else runs in the page: note every shift, however small. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: Shift[] = []
    Object.assign(window, { shifts })
    const box = ({ x, y, width, height }: DOMRectReadOnly): string =>
      [x, y, width, height].map(Math.round).join(' ')
    const named = (node: Node | null): string => {
      const element = node instanceof Element ? node : node?.parentElement
      const name = element?.className ? `${element.localName}.${element.className}` : element?.localName
      return `${name ?? 'gone'} "${(node?.textContent ?? '').trim().slice(0, 24)}"`
    }
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[])
        shifts.push({
          value: entry.value,
          moved: entry.sources.map(
            ({ node, previousRect, currentRect }) =>
              `${named(node)}: ${box(previousRect)} -> ${box(currentRect)}`,
          ),
        })
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** Has every slice of every font, so that no letter comes late on a busy machine, and notes shifts from here on. */
export const watchAfterFonts = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await Promise.allSettled([...document.fonts].map((font) => font.load()))
    const { shifts } = window as unknown as { shifts: Shift[] }
    shifts.length = 0
  })

export const shiftsOf = (page: Page): Promise<Shift[]> =>
  page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts)
