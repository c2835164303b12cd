import type { Provider } from '../types.ts'
import { openDecoder, openEncoder, openTinyDecoder } from './autoencoder.ts'
import { hasCudaFiles } from './cuda-files.ts'
import { drawsNoise, type Graph, type GraphOptions, openGraph } from './graph.ts'
import type { ModelFolder } from './model-folder.ts'
import type { Networks } from './network-types.ts'
import { openTextEncoder } from './text-encoder.ts'
import { openUnet } from './unet.ts'

export type OpenedNetworks = {
  networks: Networks
  provider: Provider
  /** Whether every graph leaves height and width open. */
  resizable: boolean
  warnings: string[]
}

type OnProvider = Pick<OpenedNetworks, 'networks' | 'resizable' | 'warnings'>

/** Loads the graphs. CUDA falls back to the CPU with a warning; a broken graph is a ModelError on either. */
export async function openNetworks(folder: ModelFolder, options: GraphOptions): Promise<OpenedNetworks> {
  const onCpu = async (warning?: string): Promise<OpenedNetworks> => {
    const opened = await open(folder, { ...options, provider: 'cpu' })
    return { ...opened, provider: 'cpu', warnings: warning ? [warning, ...opened.warnings] : opened.warnings }
  }
  if (options.provider === 'cpu') return onCpu()
  // Asked first, because the runtime prints its own failure to load them on stderr.
  if (!hasCudaFiles()) return onCpu(`${NO_CUDA}: onnxruntime-node was installed without its CUDA files`)
  try {
    return { ...(await open(folder, options)), provider: 'cuda' }
  } catch (error) {
    return onCpu(`${NO_CUDA}: ${(error as Error).message}`)
  }
}

const NO_CUDA = 'CUDA cannot be used, painting on the CPU'

const ENCODER = 'vae_encoder/model.onnx'
/** A graph's own noise would make another picture each time: no seed reaches it. */
const NOISY_ENCODER = `${ENCODER} draws noise of its own, as old exports do: pictures cannot begin with a picture until it is exported anew`

async function open(folder: ModelFolder, options: GraphOptions): Promise<OnProvider> {
  const graphs: Graph[] = []
  const load = async (part: string) => {
    const graph = await openGraph(folder.path, `${part}/model.onnx`, options)
    graphs.push(graph)
    return graph
  }
  const release = async () => {
    for (const graph of graphs) await graph.session.release()
  }
  try {
    const text = openTextEncoder(folder, await load('text_encoder'))
    const unet = openUnet(folder.shape, await load('unet'), text.length)
    const decoder = openDecoder(folder.shape, await load('vae_decoder'))
    const tiny = folder.tinyDecoder && openTinyDecoder(folder, await load('tiny_decoder'))
    const drawing = folder.hasEncoder && (await drawsNoise(folder.path, ENCODER))
    const encoder =
      folder.hasEncoder && !drawing ? openEncoder(folder.shape, await load('vae_encoder')) : undefined
    return {
      networks: {
        encodeText: text.encode,
        predict: unet.run,
        decode: decoder.run,
        decodeTiny: tiny?.run,
        encode: encoder?.run,
        release,
      },
      resizable: [unet, decoder, tiny, encoder].every((each) => each?.resizable ?? true),
      warnings: drawing ? [NOISY_ENCODER] : [],
    }
  } catch (error) {
    await release()
    throw error
  }
}
