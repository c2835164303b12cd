import { rename, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { ModelError } from '../errors.ts'
import { openStudio } from '../studio.ts'
import { copyModel, copyTinyModel, poisonWeights, SD_MODEL, TINY_MODEL } from '../testing/tiny-model.ts'
import { readModelFolder } from './model-folder.ts'

type Copy = Awaited<ReturnType<typeof copyTinyModel>>
type Spoil = (model: Copy) => Promise<unknown>

const set =
  (file: string, name: string, value: unknown): Spoil =>
  (model) =>
    model.edit(file, (fields) => {
      if (value === undefined) delete fields[name]
      else fields[name] = value
    })
const drop =
  (file: string): Spoil =>
  (model) =>
    model.remove(file)

/** What diffusers' own autoencoders say of a picture four times the size of its latents. */
const threeBlocks = set('vae_decoder/config.json', 'block_out_channels', [8, 8, 8])

test('P1: a folder that is not there is named', async () => {
  await expect(readModelFolder('/no/such/folder')).rejects.toThrow(
    new ModelError('/no/such/folder', 'is not a folder'),
  )
})

describe('P1: what is missing or wrong in a folder is a ModelError naming file and field', () => {
  const cases: [string, Spoil][] = [
    ['model_index.json: is missing', drop('model_index.json')],
    ['unet/config.json: is missing', drop('unet/config.json')],
    ['unet/config.json: in_channels is missing', set('unet/config.json', 'in_channels', undefined)],
    ['unet/config.json: in_channels must be a number, is "4"', set('unet/config.json', 'in_channels', '4')],
    ['unet/config.json: sample_size must be a size', set('unet/config.json', 'sample_size', [8])],
    [
      'unet/config.json: out_channels is 8, but unet/config.json in_channels is 4',
      set('unet/config.json', 'out_channels', 8),
    ],
    [
      'vae_decoder/config.json: latent_channels is 16, but',
      set('vae_decoder/config.json', 'latent_channels', 16),
    ],
    [
      'vae_decoder/config.json: scaling_factor must be above 0',
      set('vae_decoder/config.json', 'scaling_factor', 0),
    ],
    ['vae_decoder/config.json: shift_factor must be 0', set('vae_decoder/config.json', 'shift_factor', 0.1)],
    ['scheduler/scheduler_config.json: is missing', drop('scheduler/scheduler_config.json')],
    [
      'scheduler/scheduler_config.json: prediction_type is "flow"',
      set('scheduler/scheduler_config.json', 'prediction_type', 'flow'),
    ],
    [
      'scheduler/scheduler_config.json: _class_name is "Nope"',
      set('model_index.json', 'scheduler', ['diffusers', 'Nope']),
    ],
    [
      'text_encoder/config.json: max_position_embeddings is missing',
      set('text_encoder/config.json', 'max_position_embeddings', undefined),
    ],
    ['tokenizer/tokenizer.json: is missing', drop('tokenizer/tokenizer.json')],
    ['preview.json: matrix must be 4 rows', set('preview.json', 'matrix', [[1, 2, 3]])],
    ['preview.json: is not JSON', (model) => model.replace('preview.json', () => Buffer.from('{"matrix":'))],
  ]
  test.each(cases)('%s', async (message, spoil) => {
    await using model = await copyTinyModel()
    await spoil(model)
    const reading = readModelFolder(model.folder)
    await expect(reading).rejects.toThrow(ModelError)
    await expect(reading).rejects.toThrow(message)
  })

  const kinds: [string, Spoil][] = [
    [
      'unet/config.json: in_channels must be out_channels (4): this is an inpainting model, is 9',
      set('unet/config.json', 'in_channels', 9),
    ],
    [
      'unet/config.json: in_channels must be out_channels (4): this is a model that is given a picture, is 8',
      set('unet/config.json', 'in_channels', 8),
    ],
    [
      'unet/config.json: time_cond_proj_dim must be null: this is a guidance-distilled model (LCM), is 256',
      set('unet/config.json', 'time_cond_proj_dim', 256),
    ],
    [
      'unet/config.json: num_class_embeds must be null: this is a class-conditioned model, is 10',
      set('unet/config.json', 'num_class_embeds', 10),
    ],
    ['vae_encoder/config.json: is missing', drop('vae_encoder/config.json')],
    [
      'vae_encoder/config.json: latent_channels is 16, but',
      set('vae_encoder/config.json', 'latent_channels', 16),
    ],
    [
      'vae_encoder/config.json: scaling_factor is 0.5, but vae_decoder/config.json scaling_factor is',
      set('vae_encoder/config.json', 'scaling_factor', 0.5),
    ],
    ['tiny_decoder/config.json: is missing', drop('tiny_decoder/config.json')],
    [
      'tiny_decoder/config.json: scaling_factor must be a number, is "1"',
      set('tiny_decoder/config.json', 'scaling_factor', '1'),
    ],
  ]
  test.each(kinds)('%s', async (message, spoil) => {
    await using model = await copyModel(SD_MODEL)
    await spoil(model)
    await expect(readModelFolder(model.folder)).rejects.toThrow(message)
  })

  const manifest: [string, Spoil][] = [
    ['model.json: formatVersion must be 1, is 2', set('model.json', 'formatVersion', 2)],
    ['model.json: title must hold strings ja and en', set('model.json', 'title', { ja: 'x' })],
    [
      'model.json: defaultScheduler must be one of ddim, ddpm, pndm',
      set('model.json', 'defaultScheduler', 'plms'),
    ],
    [
      'model.json: resolution is 64x64, but the configs make pictures of 32x32',
      async (model) => {
        await threeBlocks(model)
        await set('model.json', 'resolution', 64)(model)
      },
    ],
    [
      'model.json: files must hold paths inside the folder, is "../x"',
      set('model.json', 'files', { '../x': 'a' }),
    ],
  ]
  test.each(manifest)('%s', async (message, spoil) => {
    await using model = await copyTinyModel()
    await spoil(model)
    await expect(readModelFolder(model.folder)).rejects.toThrow(message)
  })
})

describe('P2: a graph that cannot be loaded, or does not fit the configs, is a ModelError naming it', () => {
  const cases: [string, Spoil][] = [
    ['unet/model.onnx: is missing', drop('unet/model.onnx')],
    [
      'unet/model.onnx: cannot be loaded',
      (model) => model.replace('unet/model.onnx', (all) => all.subarray(0, 90_000)),
    ],
    [
      'vae_decoder/model.onnx: cannot be loaded',
      (model) => model.replace('vae_decoder/model.onnx', () => Buffer.from('hello')),
    ],
    [
      'unet/model.onnx: input latent_sample is not one that this painter knows',
      (model) => rename(model.path('vae_decoder/model.onnx'), model.path('unet/model.onnx')),
    ],
    [
      'unet/model.onnx: sample is [batch,4,8,8], the configs say [?,4,16,16]',
      async (model) => {
        await set('unet/config.json', 'sample_size', 16)(model)
        await threeBlocks(model)
        await set('model.json', 'resolution', 64)(model)
      },
    ],
    [
      'text_encoder/model.onnx: last_hidden_state is [batch,16,16], the configs say [?,16,32]',
      set('unet/config.json', 'cross_attention_dim', 32),
    ],
    [
      'text_encoder/model.onnx: input_ids is [batch,16], the configs say [?,12]',
      set('tokenizer/tokenizer_config.json', 'model_max_length', 12),
    ],
    [
      'tokenizer/tokenizer_config.json: pad_token is missing',
      set('tokenizer/tokenizer_config.json', 'pad_token', undefined),
    ],
    [
      'tokenizer/tokenizer_config.json: eos_token must be a token of',
      set('tokenizer/tokenizer_config.json', 'eos_token', '<x>'),
    ],
  ]
  test.each(cases)('%s', async (message, spoil) => {
    await using model = await copyTinyModel()
    await spoil(model)
    const opening = openStudio(model.folder, { threads: 1 })
    await expect(opening).rejects.toThrow(ModelError)
    await expect(opening).rejects.toThrow(message)
    await expect(opening).rejects.not.toThrow(model.folder)
  })
})

describe('P3: files listed in model.json must be the listed ones', () => {
  test('an altered file is named', async () => {
    await using model = await copyTinyModel({ keepHashes: true })
    await model.replace('unet/model.onnx', poisonWeights)
    await expect(readModelFolder(model.folder)).rejects.toThrow(
      'unet/model.onnx: is not the file that model.json lists',
    )
  })

  test('a listed file that is missing is named, also one that painting does not need', async () => {
    await using model = await copyTinyModel({ keepHashes: true })
    await model.remove('vae_encoder/model.onnx')
    await expect(readModelFolder(model.folder)).rejects.toThrow('vae_encoder/model.onnx: is missing')
  })
})

describe('P4: the model hash stands for the pixels', () => {
  const hashAfter = async (spoil: Spoil) => {
    await using model = await copyTinyModel()
    await spoil(model)
    return (await readModelFolder(model.folder)).info.hash
  }
  test('it is the same for the same files, with a manifest or without', async () => {
    expect(await hashAfter(async () => {})).toBe((await readModelFolder(TINY_MODEL)).info.hash)
    const bare = await hashAfter(async (model) => {
      await threeBlocks(model)
      await model.remove('model.json')
    })
    expect(bare).toBe(await hashAfter(threeBlocks))
  })

  test('other weights or another schedule change it, another preview does not', async () => {
    const { hash } = (await readModelFolder(TINY_MODEL)).info
    expect(await hashAfter((model) => model.replace('unet/model.onnx', poisonWeights))).not.toBe(hash)
    expect(await hashAfter(set('scheduler/scheduler_config.json', 'beta_end', 0.013))).not.toBe(hash)
    expect(await hashAfter(drop('preview.json'))).toBe(hash)
  })

  test('the encoder counts, because pictures may begin with a picture; the tiny decoder is for previews only', async () => {
    const hashOf = async (spoil: Spoil) => {
      await using model = await copyModel(SD_MODEL)
      await spoil(model)
      return (await readModelFolder(model.folder)).info.hash
    }
    const hash = await hashOf(async () => {})
    const flip: (file: string) => Spoil = (file) => (model) =>
      model.replace(file, (bytes) => Buffer.concat([bytes, Buffer.alloc(1)]))
    expect(await hashOf(flip('vae_encoder/model.onnx'))).not.toBe(hash)
    expect(await hashOf(flip('tiny_decoder/model.onnx'))).toBe(hash)
    // Weights that a graph keeps in a file of their own count as well.
    expect(await hashOf((model) => writeFile(model.path('unet/weights.pb'), 'x'))).not.toBe(hash)
  })
})

test('P2: an autoencoder that does not say how far it enlarges is taken at the word of model.json, and held to it', async () => {
  await using model = await copyTinyModel()
  for (const name of ['block_out_channels', 'decoder_block_out_channels']) {
    await set('vae_decoder/config.json', name, undefined)(model)
  }
  expect((await readModelFolder(model.folder)).shape.picture).toEqual({ width: 32, height: 32 })
  await set('model.json', 'resolution', 64)(model)
  await expect(openStudio(model.folder)).rejects.toThrow('vae_decoder/model.onnx: sample is [batch,3,32,32]')
  await model.remove('model.json')
  await expect(openStudio(model.folder)).rejects.toThrow(
    'vae_decoder/config.json: block_out_channels is missing',
  )
})

test('P4: a folder without a manifest is described by its configs', async () => {
  await using model = await copyTinyModel()
  await threeBlocks(model)
  await model.remove('model.json')
  const { info } = await readModelFolder(model.folder)
  expect(info).toMatchObject({
    resolution: { width: 32, height: 32 },
    defaultScheduler: 'ddim',
    licence: 'unknown',
  })
  expect(info.version).toBe(info.hash.slice(0, 12))
})
