import { requireFinite } from './finite.ts'
import { combineRows, planRows } from './guidance.ts'
import { joinRows } from './join-rows.ts'
import type { LatentShape } from './model/model-shape.ts'
import type { Networks, UnetCall } from './model/network-types.ts'
import type { EmbedRows } from './text-cache.ts'
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
  { embedRows }: { embedRows: EmbedRows },
  { conditioning, predict, shape, sample, timestep, label }: Prediction,
): Promise<Float32Array> {
  const plan = planRows(conditioning)
  const output = await predict({
    rows: plan.texts.length,
    shape,
    sample: joinRows(plan.texts.map(() => sample)),
    timestep,
    hidden: await embedRows(plan.texts),
  })
  requireFinite(output, 'unet/model.onnx', `out_sample holds numbers that are not finite at ${label}`)
  return combineRows(output, plan, shape)
}
