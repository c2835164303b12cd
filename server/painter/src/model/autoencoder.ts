import * as ort from 'onnxruntime-node'
import {
  checkInput,
  checkNoOtherInputs,
  checkOutput,
  type Graph,
  hasOutput,
  leavesSizeOpen,
  requireDims,
  runGraph,
} from './graph.ts'
import type { ModelFolder } from './model-folder.ts'
import type { LatentShape, ModelShape } from './model-shape.ts'
import type { Opened } from './network-types.ts'

/** Values and the latents' shape in, values out. */
type Convert = (values: Float32Array, shape: LatentShape) => Promise<Float32Array>

/** Scaled latents [C,h,w] -> planar picture [3,H,W] in [-1,1]. */
export function openDecoder(shape: ModelShape, graph: Graph): Opened<Convert> {
  return decoder(shape, graph, shape.scalingFactor)
}

/** The same by the TAESD-shaped decoder, whose scaling factor is its own. */
export function openTinyDecoder(
  { shape, tinyDecoder }: Pick<ModelFolder, 'shape' | 'tinyDecoder'>,
  graph: Graph,
): Opened<Convert> {
  return decoder(shape, graph, tinyDecoder?.scalingFactor ?? 1)
}

function decoder(
  { latents, picture, scale }: ModelShape,
  graph: Graph,
  scalingFactor: number,
): Opened<Convert> {
  checkNoOtherInputs(graph, ['latent_sample'])
  checkInput(graph, {
    name: 'latent_sample',
    types: ['float32'],
    shape: [null, latents.channels, latents.height, latents.width],
  })
  checkOutput(graph, { name: 'sample', types: ['float32'], shape: [null, 3, picture.height, picture.width] })
  const factor = Math.fround(scalingFactor)
  const run: Convert = async (scaled, { channels, height, width }) => {
    const unscaled = factor === 1 ? scaled : scaled.map((value) => value / factor)
    const feeds = { latent_sample: new ort.Tensor('float32', unscaled, [1, channels, height, width]) }
    const output = await runGraph(graph, feeds, 'sample')
    requireDims(graph, 'sample', output.dims, [1, 3, height * scale, width * scale])
    return output.data
  }
  return { run, resizable: leavesSizeOpen(graph, 'latent_sample') }
}

/**
 * Planar picture [3,H,W] in [-1,1] -> scaled latents [C,h,w]. Optimum's `latent_parameters` are mean and logvar, one after
 * the other: the mean is taken, so that encoding needs no noise. Older exports give `latent_sample`, taken as it is.
 */
export function openEncoder(
  { latents, picture, scalingFactor, scale }: ModelShape,
  graph: Graph,
): Opened<Convert> {
  checkNoOtherInputs(graph, ['sample'])
  checkInput(graph, { name: 'sample', types: ['float32'], shape: [null, 3, picture.height, picture.width] })
  const name = hasOutput(graph, 'latent_parameters') ? 'latent_parameters' : 'latent_sample'
  const planes = name === 'latent_parameters' ? 2 * latents.channels : latents.channels
  checkOutput(graph, { name, types: ['float32'], shape: [null, planes, latents.height, latents.width] })
  const factor = Math.fround(scalingFactor)
  const run: Convert = async (values, { channels, height, width }) => {
    const sample = new ort.Tensor('float32', values, [1, 3, height * scale, width * scale])
    const output = await runGraph(graph, { sample }, name)
    requireDims(graph, name, output.dims, [1, planes, height, width])
    const scaled = new Float32Array(channels * height * width)
    for (let n = 0; n < scaled.length; n += 1) scaled[n] = output.data[n]! * factor
    return scaled
  }
  return { run, resizable: leavesSizeOpen(graph, 'sample') }
}
