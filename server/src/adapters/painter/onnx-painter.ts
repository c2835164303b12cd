import { type ModelInfo, openPainter } from '@yosegaki/painter'
import type { Painter } from '../../ports.ts'

type Options = {
  folder: string
  provider: 'cpu' | 'cuda'
  threads: number | null
  preview: 'matrix' | 'decode'
}

/** The diffusion engine behind the `Painter` port. Rejects with the engine's `ModelError` for a folder it cannot use. */
export async function openOnnxPainter({ folder, provider, threads, preview }: Options): Promise<Painter> {
  const engine = await openPainter(folder, { provider, ...(threads === null ? {} : { threads }) })
  return {
    model: modelView(engine.model),
    paint: ({ seed, steps, touchUp, conditioning, resumeFrom, signal }) =>
      engine.paint({
        seed,
        steps,
        conditioning,
        preview,
        signal,
        ...(touchUp === null ? {} : { touchUp }),
        ...(resumeFrom === null ? {} : { resumeFrom }),
      }),
    close: () => engine.close(),
  }
}

const modelView = ({ id, title, credit, licence }: ModelInfo): Painter['model'] => ({
  id,
  title,
  credit,
  licence,
})
