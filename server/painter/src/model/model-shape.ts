import { ModelError } from '../errors.ts'
import { type JsonFile, listField, numberField, readJsonFile, sizeField, wrongField } from './json-file.ts'
import { MANIFEST_FILE } from './manifest.ts'

export type LatentShape = { channels: number; height: number; width: number }

export type ModelShape = {
  latents: LatentShape
  picture: { width: number; height: number }
  /** Picture pixels a latent cell, each way: 8 for Stable Diffusion. */
  scale: number
  /** Latent cells that a size must be a multiple of: the UNet halves it from each of its blocks to the next. */
  cells: number
  /** Width of a token's embedding; undefined where the config gives one per block. */
  textDim: number | undefined
  /** Latents are divided by it before decoding. */
  scalingFactor: number
}

const UNET = 'unet/config.json'
const DECODER = 'vae_decoder/config.json'

type Size = { width: number; height: number }

/** Sizes from the configs, which the graphs are then held against. stated: the picture's, from model.json. */
export async function readModelShape(folder: string, stated: Size | undefined): Promise<ModelShape> {
  const unet = await readJsonFile(folder, UNET)
  const vae = await readJsonFile(folder, DECODER)
  const channels = numberField(unet, 'in_channels', { whole: true, above: 0 })
  const size = sizeField(unet, 'sample_size')
  requireTextToImage(unet, channels)
  requireSame(unet, 'out_channels', channels, `${UNET} in_channels`)
  requireSame(vae, 'latent_channels', channels, `${UNET} in_channels`)
  const textDim = unet.fields.cross_attention_dim
  const scale = pictureScale(vae, size, stated)
  return {
    latents: { channels, ...size },
    picture: { width: size.width * scale, height: size.height * scale },
    scale,
    cells: 2 ** (Math.max(listField(unet, 'down_block_types', []).length, 1) - 1),
    textDim: typeof textDim === 'number' ? textDim : undefined,
    scalingFactor: scalingFactor(vae),
  }
}

/** Says which other kind of model a UNet is, before its sizes are found not to fit. */
function requireTextToImage(unet: JsonFile, channels: number): void {
  const out = numberField(unet, 'out_channels', { whole: true, above: 0 })
  if (channels > out) {
    const kind = channels === 2 * out + 1 ? 'an inpainting model' : 'a model that is given a picture'
    throw wrongField(unet, 'in_channels', `must be out_channels (${out}): this is ${kind}`, channels)
  }
  for (const [name, kind] of [
    ['class_embed_type', 'a class-conditioned model'],
    ['num_class_embeds', 'a class-conditioned model'],
    ['time_cond_proj_dim', 'a guidance-distilled model (LCM)'],
  ] as const) {
    const value = unet.fields[name]
    if (value != null) throw wrongField(unet, name, `must be null: this is ${kind}`, value)
  }
}

/**
 * diffusers' autoencoders double the size between each two of their blocks (AutoencoderTiny names its blocks twice). One
 * of another make says nothing of the kind; then model.json must.
 */
function pictureScale(vae: JsonFile, latents: Size, stated: Size | undefined): number {
  const name = ['block_out_channels', 'decoder_block_out_channels'].find((each) => vae.fields[each] != null)
  if (name === undefined && stated) return statedScale(latents, stated)
  const scale = 2 ** (listField(vae, name ?? 'block_out_channels').length - 1)
  const picture = { width: latents.width * scale, height: latents.height * scale }
  if (stated && (stated.width !== picture.width || stated.height !== picture.height)) {
    const sizes = `${stated.width}x${stated.height}, but the configs make pictures of ${picture.width}x${picture.height}`
    throw new ModelError(MANIFEST_FILE, `resolution is ${sizes}`)
  }
  return scale
}

function statedScale(latents: Size, stated: Size): number {
  const scale = stated.width / latents.width
  if (Number.isInteger(scale) && stated.height === latents.height * scale) return scale
  const sizes = `${stated.width}x${stated.height}, not a whole multiple of the latents' ${latents.width}x${latents.height}`
  throw new ModelError(MANIFEST_FILE, `resolution is ${sizes}`)
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

/** The encoder must make the latents that the decoder reads. */
export async function requireSameLatents(folder: string, file: string, shape: ModelShape): Promise<void> {
  const vae = await readJsonFile(folder, file)
  requireSame(vae, 'latent_channels', shape.latents.channels, `${UNET} in_channels`)
  const factor = scalingFactor(vae)
  if (factor === shape.scalingFactor) return
  throw new ModelError(
    file,
    `scaling_factor is ${factor}, but ${DECODER} scaling_factor is ${shape.scalingFactor}`,
  )
}
