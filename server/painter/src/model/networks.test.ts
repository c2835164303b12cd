import { rm, symlink, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { ModelError } from '../errors.ts'
import type { OnnxGraph, OnnxType, Port } from '../testing/onnx-writer.ts'
import { openFolder, stubFolder } from '../testing/stub-folder.ts'
import { stubDecoder, stubEncoder, stubTextEncoder, stubUnet } from '../testing/stub-graphs.ts'

const SHAPE = { channels: 4, height: 8, width: 8 }

async function opened(part: string, graph: OnnxGraph) {
  const model = await stubFolder()
  await model.write(part, graph)
  const { networks, ...rest } = await openFolder(model.folder)
  return {
    networks,
    ...rest,
    async [Symbol.asyncDispose]() {
      await networks.release()
      await model[Symbol.asyncDispose]()
    },
  }
}

async function refused(part: string, graph: OnnxGraph, message: string) {
  await using model = await stubFolder()
  await model.write(part, graph)
  const opening = openFolder(model.folder)
  await expect(opening).rejects.toThrow(ModelError)
  await expect(opening).rejects.toThrow(message)
  await expect(opening).rejects.not.toThrow(model.folder)
}

describe('P36: folders are read in the variants that exporters write', () => {
  const types: OnnxType[] = ['int64', 'int32', 'float32', 'float64']
  const shapes: Port['shape'][] = [[], [1], ['steps'], ['batch'], ['']]
  const timesteps = types.flatMap((type) => shapes.map((shape) => ({ type, shape })))
  test.each(timesteps)('a timestep of $type $shape', async (port) => {
    await using model = await opened('unet', stubUnet({ timestep: port }))
    const call = {
      rows: 2,
      shape: SHAPE,
      sample: new Float32Array(2 * 256).fill(1),
      timestep: 321.5,
      hidden: new Float32Array(2 * 77 * 32).fill(2, 77 * 32),
    }
    const output = await model.networks.predict(call)
    const time = port.type.startsWith('int') ? 0.321 : 0.3215
    expect(output[0]).toBeCloseTo(0.5 + time, 5)
    expect(output[511]).toBeCloseTo(0.5 + time + 2, 5)
  })

  test.each(['int64', 'int32'] as const)('ids of %s, other outputs beside the needed one', async (type) => {
    await using model = await opened('text_encoder', stubTextEncoder({ input_ids: { type } }))
    const hidden = await model.networks.encodeText('!')
    expect(hidden.length).toBe(77 * 32)
    expect([hidden[0], hidden.at(-1)]).toEqual([Math.fround(7.68), Math.fround(7.69)])
  })

  test.each([
    { output: 'latent_sample', planes: 4 },
    { output: 'latent_parameters', planes: 8 },
  ])('an encoder that gives $output: the mean is taken', async (options) => {
    await using model = await opened('vae_encoder', stubEncoder(options))
    const picture = new Float32Array(3 * 64 * 64).fill(1 / 64, 0, 64 * 64)
    const latents = await model.networks.encode!(picture, SHAPE)
    expect(latents.length).toBe(256)
    for (const plane of [0, 1, 2, 3]) expect(latents[64 * plane]).toBeCloseTo(0.18215 * (plane + 1), 5)
  })

  test('an encoder that draws noise of its own is left out, and said so', async () => {
    const noisy = stubEncoder()
    noisy.operations[1]!.outputs = ['mean']
    noisy.operations.push(
      { op: 'RandomNormalLike', inputs: ['mean'], outputs: ['noise'] },
      { op: 'Add', inputs: ['mean', 'noise'], outputs: ['latent_sample'] },
    )
    await using model = await opened('vae_encoder', noisy)
    expect(model.networks.encode).toBeUndefined()
    expect(model.warnings).toEqual([expect.stringContaining('vae_encoder/model.onnx draws noise of its own')])
  })

  test('without a scaling factor it is that of Stable Diffusion; the tiny decoder has its own', async () => {
    await using model = await stubFolder()
    for (const part of ['vae_decoder', 'vae_encoder', 'tiny_decoder'])
      await model.edit(`${part}/config.json`, (fields) => {
        delete fields.scaling_factor
      })
    const { networks } = await openFolder(model.folder)
    const latents = new Float32Array(256).fill(0.18215)
    expect((await networks.decode(latents, SHAPE))[0]).toBeCloseTo(1, 6)
    expect((await networks.decodeTiny!(latents, SHAPE))[0]).toBeCloseTo(0.18215, 6)
    await networks.release()
  })

  test('encoder and tiny decoder may be left out, each for itself', async () => {
    await using model = await stubFolder()
    await rm(model.path('tiny_decoder'), { recursive: true })
    const first = await openFolder(model.folder)
    expect([first.networks.decodeTiny, typeof first.networks.encode]).toEqual([undefined, 'function'])
    await first.networks.release()
    await rm(model.path('vae_encoder'), { recursive: true })
    const second = await openFolder(model.folder)
    expect([second.networks.decodeTiny, second.networks.encode]).toEqual([undefined, undefined])
    await second.networks.release()
  })

  test('open sizes paint other sizes; one graph that fixes them fixes them for all', async () => {
    await using open = await opened('unet', stubUnet())
    expect(open.resizable).toBe(true)
    const wide = { channels: 4, height: 3, width: 5 }
    const latents = new Float32Array(60).map((_, n) => n)
    expect((await open.networks.decode(latents, wide)).length).toBe(3 * 24 * 40)
    expect((await open.networks.encode!(new Float32Array(3 * 24 * 40), wide)).length).toBe(60)
    const fixed: Record<string, OnnxGraph> = {
      unet: stubUnet({ sample: { shape: ['batch', 4, 8, 8] } }),
      vae_decoder: stubDecoder({ latent_sample: { shape: ['batch', 4, 8, 8] } }),
      tiny_decoder: stubDecoder({ latent_sample: { shape: ['batch', 4, 8, 'w'] } }),
    }
    for (const [part, graph] of Object.entries(fixed)) {
      await using model = await opened(part, graph)
      expect(model.resizable).toBe(false)
    }
  })
})

describe('P2: weights in files of their own', () => {
  const external = (location: string): OnnxGraph => {
    const graph = stubDecoder()
    graph.weights[0]!.external = { location, offset: 64 }
    return graph
  }
  const bytes = Buffer.concat([Buffer.alloc(64), Buffer.from(stubDecoder().weights[0]!.values.buffer)])

  test.each(['model.onnx_data', 'weights.pb'])(
    '%s beside the graph is read, missing or cut it is named',
    async (name) => {
      await using model = await stubFolder()
      await model.write('vae_decoder', external(name))
      const file = `vae_decoder/${name}`
      await expect(openFolder(model.folder)).rejects.toThrow(
        new ModelError(file, 'is missing: vae_decoder/model.onnx keeps its weights there'),
      )
      await writeFile(model.path(file), bytes)
      const { networks } = await openFolder(model.folder)
      expect((await networks.decode(new Float32Array(256).fill(0.18215), SHAPE))[0]).toBeCloseTo(1, 6)
      await networks.release()
      for (const length of [0, 1, 64, 1000, bytes.length - 1]) {
        await writeFile(model.path(file), bytes.subarray(0, length))
        const opening = openFolder(model.folder)
        await expect(opening, String(length)).rejects.toThrow(`${file}: does not hold the weights`)
        await expect(opening).rejects.not.toThrow(/onnxruntime_src|tmp/)
      }
      await rm(model.path(file))
      await writeFile(model.path('vae_decoder/blob'), bytes)
      await symlink(model.path('tokenizer/vocab.json'), model.path(file))
      await expect(openFolder(model.folder)).rejects.toThrow(`${file}: is a link`)
    },
  )
})

describe('P2: a graph of another kind or with other tensors is a ModelError naming graph and tensor', () => {
  const extra = (name: string): Port[] => [{ name, type: 'float32', shape: ['batch', 256] }]
  const half = { type: 'float16' } as const
  const kinds: [string, string, OnnxGraph][] = [
    [
      'unet',
      'input timestep_cond is not one that this painter knows (a guidance-distilled model',
      stubUnet({}, extra('timestep_cond')),
    ],
    [
      'unet',
      'input class_labels is not one that this painter knows (a class-conditioned',
      stubUnet({}, extra('class_labels')),
    ],
    [
      'unet',
      'input text_embeds is not one that this painter knows (a Stable Diffusion XL',
      stubUnet({}, extra('text_embeds')),
    ],
    [
      'unet',
      'input mid_block_residual is not one that this painter knows (a ControlNet',
      stubUnet({}, extra('mid_block_residual')),
    ],
    ['unet', 'input zeal is not one that this painter knows', stubUnet({}, extra('zeal'))],
    ['text_encoder', 'input attention_mask is not one that', stubTextEncoder({}, extra('attention_mask'))],
    ['unet', 'sample is float16, must be float32: export it in float32', stubUnet({ sample: half })],
    ['unet', 'out_sample is float16, must be float32', stubUnet({ out_sample: half })],
    ['unet', 'encoder_hidden_states is float16, must be float32', stubUnet({ encoder_hidden_states: half })],
    ['unet', 'timestep is float16, must be float32 or int64', stubUnet({ timestep: half })],
    ['text_encoder', 'last_hidden_state is float16', stubTextEncoder({ last_hidden_state: half })],
    ['vae_decoder', 'latent_sample is float16', stubDecoder({ latent_sample: half })],
    ['vae_decoder', 'sample is float16', stubDecoder({ sample: half })],
    ['vae_encoder', 'sample is float16', stubEncoder({ type: 'float16' })],
    ['tiny_decoder', 'sample is float16', stubDecoder({ sample: half })],
    [
      'unet',
      'sample is [batch,9,height,width], the configs say [?,4,8,8]',
      stubUnet({ sample: { shape: ['batch', 9, 'height', 'width'] } }),
    ],
    ['unet', 'sample has a fixed batch', stubUnet({ sample: { shape: [2, 4, 'height', 'width'] } })],
    ['unet', 'timestep is [2], the configs say [1]', stubUnet({ timestep: { shape: [2] } })],
    ['unet', 'timestep is [1,1]', stubUnet({ timestep: { shape: [1, 1] } })],
    [
      'unet',
      'encoder_hidden_states is [batch,77,768]',
      stubUnet({ encoder_hidden_states: { shape: ['batch', 77, 768] } }),
    ],
    [
      'unet',
      'encoder_hidden_states is [batch,32,32]',
      stubUnet({ encoder_hidden_states: { shape: ['batch', 32, 32] } }),
    ],
    ['unet', 'out_sample is not among its tensors (noise)', stubUnet({ out_sample: { name: 'noise' } })],
    ['text_encoder', 'input_ids is [batch,64]', stubTextEncoder({ input_ids: { shape: ['batch', 64] } })],
    [
      'text_encoder',
      'input_ids is float32, must be int64 or int32',
      stubTextEncoder({ input_ids: { type: 'float32' } }),
    ],
    [
      'text_encoder',
      'last_hidden_state is not among its tensors (pooler_output, hidden)',
      stubTextEncoder({ last_hidden_state: { name: 'hidden' } }),
    ],
    [
      'vae_decoder',
      'latent_sample is [batch,16,h,w]',
      stubDecoder({ latent_sample: { shape: ['batch', 16, 'h', 'w'] } }),
    ],
    ['vae_encoder', 'latent_sample is not among its tensors (moments)', stubEncoder({ output: 'moments' })],
    [
      'vae_encoder',
      'latent_parameters is [batch,4,h,w], the configs say [?,8,8,8]',
      stubEncoder({ output: 'latent_parameters' }),
    ],
  ]
  test.each(kinds)('%s/model.onnx: %s', async (part, message, graph) => {
    // Casts that these changes make senseless would stop the runtime first.
    for (const operation of graph.operations)
      operation.outputs = operation.outputs.map((name) => renamed(graph, name))
    await refused(part, graph, `${part}/model.onnx: ${message}`)
  })

  test('a decoder that enlarges otherwise than its config says is found when it paints', async () => {
    await using model = await opened('vae_decoder', stubDecoder({}, 4))
    await expect(model.networks.decode(new Float32Array(256), SHAPE)).rejects.toThrow(
      'vae_decoder/model.onnx: sample came out as [1,3,32,32], must be [1,3,64,64]',
    )
  })

  test('what fails while it runs names the graph, and no path', async () => {
    const fixed = stubUnet({ sample: { shape: ['batch', 4, 8, 8] } })
    await using model = await opened('unet', fixed)
    const shape = { channels: 4, height: 2, width: 2 }
    const call = {
      rows: 1,
      shape,
      timestep: 1,
      sample: new Float32Array(16),
      hidden: new Float32Array(77 * 32),
    }
    await expect(model.networks.predict(call)).rejects.toThrow('unet/model.onnx: failed to run (')
  })
})

/** An output whose port got another name is made under that name. */
function renamed({ outputs }: OnnxGraph, name: string): string {
  const wanted = ['out_sample', 'last_hidden_state', 'sample'].includes(name)
  return wanted && !outputs.some((port) => port.name === name) ? outputs.at(-1)!.name : name
}
