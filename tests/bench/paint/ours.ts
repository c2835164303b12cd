/**
 * Our painter as a contestant: `ours.ts <model> <threads>`. Timed on the process's main thread, from calling `paint` to holding
 * the finished picture: texts, steps, previews, checkpoints, decoding.
 */
import {
  openPainter,
  type PaintedStep,
  type Painter,
  type PaintRequest,
  type RgbImage,
} from '@yosegaki/painter'
import type { Ask } from './ask.ts'
import { serve } from './serve.ts'

type Painting<Step, Picture> = AsyncGenerator<Step, Picture, void>
/** Pictures that share one UNet batch a step, where the painter can do that. */
type SideBySide = { paintTogether?(requests: PaintRequest[]): Painting<PaintedStep[], RgbImage[]> }

const [model = '', threads = ''] = process.argv.slice(2)
const painter: Painter & SideBySide = await openPainter(model, { threads: Number(threads) })
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

/** Pictures side by side have texts of their own. */
function textOf(text: string, n: number): string {
  return n === 0 ? text : `${text} ${'abcdefgh'[n]}`
}

async function paintAll(requests: PaintRequest[]): Promise<RgbImage[]> {
  if (requests.length === 1) return [await finish(painter.paint(requests[0]!))]
  if (painter.paintTogether) return finish(painter.paintTogether(requests))
  return Promise.all(requests.map((request) => finish(painter.paint(request))))
}

async function finish<Picture>(painting: Painting<unknown, Picture>): Promise<Picture> {
  for (;;) {
    const turn = await painting.next()
    if (turn.done) return turn.value
  }
}
