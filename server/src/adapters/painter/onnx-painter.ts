import { type ModelInfo, openPainter, readModel } from '@yosegaki/painter'
import type { Painter } from '../../ports.ts'

type Options = {
  folder: string
  provider: 'cpu' | 'cuda'
  threads: number | null
  /** auto: what the flow asks for, step by step. */
  preview: 'auto' | 'matrix' | 'decode'
}

/** The diffusion engine behind the `Painter` port. Rejects with the engine's `ModelError` for a folder it cannot use. */
export async function openOnnxPainter({ folder, provider, threads, preview }: Options): Promise<Painter> {
  const engine = await openPainter(folder, { provider, ...(threads === null ? {} : { threads }) })
  return {
    model: modelView(engine.model),
    origin: engine.origin,
    paint: ({ seed, steps, conditioning, frame, resumeFrom, signal }) =>
      engine.paint({
        seed,
        steps,
        conditioning,
        preview: preview === 'auto' ? frame : preview,
        signal,
        ...(resumeFrom === null ? {} : { resumeFrom }),
      }),
    close: () => engine.close(),
  }
}

/** What the model in a folder is, without loading it. Rejects with the engine's `ModelError` as loading it would. */
export const lookAtModel = async (folder: string): Promise<Painter['model']> =>
  modelView(await readModel(folder))

const modelView = ({ id, title, credit, licence, hash }: ModelInfo): Painter['model'] => ({
  id,
  title,
  credit,
  licence,
  hash,
})
