import { ModelError } from '../errors.ts'
import { type JsonFile, listField, numberField, readJsonFile, sizeField, wrongField } from './json-file.ts'

export type LatentShape = { channels: number; height: number; width: number }

export type ModelShape = {
  latents: LatentShape
  picture: { width: number; height: number }
  /** Width of a token's embedding; undefined where the config gives one per block. */
  textDim: number | undefined
  /** Latents are divided by it before decoding. */
  scalingFactor: number
}

const UNET = 'unet/config.json'
const DECODER = 'vae_decoder/config.json'

/** Sizes from the configs, which the graphs are then held against. */
export async function readModelShape(folder: string): Promise<ModelShape> {
  const unet = await readJsonFile(folder, UNET)
  const vae = await readJsonFile(folder, DECODER)
  const channels = numberField(unet, 'in_channels', { whole: true, above: 0 })
  const size = sizeField(unet, 'sample_size')
  requireSame(unet, 'out_channels', channels, `${UNET} in_channels`)
  requireSame(vae, 'latent_channels', channels, `${UNET} in_channels`)
  const factor = pixelsPerLatent(vae)
  const textDim = unet.fields.cross_attention_dim
  return {
    latents: { channels, ...size },
    picture: { width: size.width * factor, height: size.height * factor },
    textDim: typeof textDim === 'number' ? textDim : undefined,
    scalingFactor: scalingFactor(vae),
  }
}

/** One halving between each two blocks of the autoencoder. AutoencoderTiny names its blocks twice. */
function pixelsPerLatent(vae: JsonFile): number {
  const name =
    vae.fields.block_out_channels === undefined ? 'decoder_block_out_channels' : 'block_out_channels'
  const shown = vae.fields[name] === undefined ? 'block_out_channels' : name
  return 2 ** (listField(vae, shown).length - 1)
}

/** Folders exported before diffusers kept it there have none: SD's own for AutoencoderKL, 1 for AutoencoderTiny. */
function scalingFactor(vae: JsonFile): number {
  const shift = numberField(vae, 'shift_factor', { fallback: 0 })
  if (shift !== 0)
    throw wrongField(vae, 'shift_factor', 'must be 0: shifted latents are not supported', shift)
  const fallback = vae.fields._class_name === 'AutoencoderTiny' ? 1 : 0.18215
  return numberField(vae, 'scaling_factor', { above: 0, fallback })
}

function requireSame(json: JsonFile, name: string, expected: number, where: string): void {
  const value = numberField(json, name, { whole: true, above: 0 })
  if (value !== expected) throw new ModelError(json.file, `${name} is ${value}, but ${where} is ${expected}`)
}
