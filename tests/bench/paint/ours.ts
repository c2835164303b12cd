/**
 * Our painter as a contestant: `ours.ts <model> <threads>`. Timed on the process's main thread, from calling `paint` to holding
 * the finished picture: texts, steps, previews, checkpoints, decoding.
 */
import { openPainter, type PaintRequest, type RgbImage } from '@yosegaki/painter'
import type { Ask } from './ask.ts'
import { serve } from './serve.ts'

const [model = '', threads = ''] = process.argv.slice(2)
const painter = await openPainter(model, { threads: Number(threads) })
await serve(async (ask) => {
  const requests = Array.from({ length: ask.pictures }, (_, n) => requestOf(ask, n))
  const started = performance.now()
  const pictures = await paintAll(requests)
  return { seconds: (performance.now() - started) / 1000, rgb: pictures[0]!.data }
})
await painter.close()

function requestOf({ prompts, guidance, seed, steps, preview, size }: Ask, n: number): PaintRequest {
  const conditioning = { prompts: prompts.map((text) => ({ text: textOf(text, n), weight: 1 })), guidance }
  return {
    seed: seed + n,
    steps,
    scheduler: 'ddim',
    preview,
    conditioning: () => conditioning,
    ...(size && { size }),
  }
}

/** Pictures side by side have seeds and texts of their own. */
function textOf(text: string, n: number): string {
  return n === 0 ? text : `${text} ${'abcdefgh'[n]}`
}

async function paintAll(requests: PaintRequest[]): Promise<RgbImage[]> {
  const [first, ...others] = requests
  return others.length > 0 ? finish(painter.paintTogether(requests)) : [await finish(painter.paint(first!))]
}

async function finish<Picture>(painting: AsyncGenerator<unknown, Picture, void>): Promise<Picture> {
  for (;;) {
    const turn = await painting.next()
    if (turn.done) return turn.value
  }
}
