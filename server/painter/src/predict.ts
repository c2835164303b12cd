import { requireFinite } from './finite.ts'
import { combineRows, planRows } from './guidance.ts'
import type { LatentShape } from './model/model-shape.ts'
import type { Networks, UnetCall } from './model/network-types.ts'
import type { EmbedText } from './text-cache.ts'
import type { Conditioning } from './types.ts'

export type Predict = Networks['predict']

/** One guided model call. sample: scaled, [C,h,w]. label: the step, for an error. */
export type Prediction = Pick<UnetCall, 'sample' | 'timestep'> & {
  shape: LatentShape
  conditioning: Conditioning
  predict: Predict
  label: string
}

/** All texts of a step in one UNet batch, guided: [C,h,w]. */
export async function predictGuided(
  { embed }: { embed: EmbedText },
  { conditioning, predict, shape, sample, timestep, label }: Prediction,
): Promise<Float32Array> {
  const plan = planRows(conditioning)
  const embeddings: Float32Array[] = []
  for (const text of plan.texts) embeddings.push(await embed(text))
  const output = await predict({
    rows: plan.texts.length,
    shape,
    sample: joinRows(plan.texts.map(() => sample)),
    timestep,
    hidden: joinRows(embeddings),
  })
  requireFinite(output, 'unet/model.onnx', `out_sample holds numbers that are not finite at ${label}`)
  return combineRows(output, plan, shape)
}

/** Arrays, one after the other. */
export function joinRows(rows: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0))
  let at = 0
  for (const row of rows) {
    joined.set(row, at)
    at += row.length
  }
  return joined
}
