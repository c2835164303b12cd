import { stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { ModelError } from '../errors.ts'
import { type PreviewMatrix, readPreviewMatrix } from '../preview.ts'
import { createScheduler } from '../schedulers/create-scheduler.ts'
import type { ModelInfo } from '../types.ts'
import { readTokenizerFiles, type TokenizerFiles } from './clip-tokenizer.ts'
import { hashModel } from './hashes.ts'
import { numberField, readJsonFile, readJsonFileIfThere } from './json-file.ts'
import { MANIFEST_FILE, type Manifest, readManifest } from './manifest.ts'
import { type ModelShape, readModelShape, requireSameLatents } from './model-shape.ts'

/** A model folder in the layout of diffusers and Optimum, read and checked, its graphs not yet loaded. */
export type ModelFolder = {
  /** Absolute. */
  path: string
  info: ModelInfo
  shape: ModelShape
  /** scheduler_config.json with its `_class_name`. */
  schedulerConfig: Readonly<Record<string, unknown>>
  tokenizer: TokenizerFiles
  /** Longest text the encoder takes, in tokens. */
  maxPositions: number
  previewMatrix: PreviewMatrix | undefined
  hasEncoder: boolean
  /** The decoder for previews, where the folder has one. */
  tinyDecoder: { scalingFactor: number } | undefined
}

const DEFAULTS = { steps: 25, guidance: 7.5 }

/** Throws a ModelError naming the file and the field that is missing or wrong. */
export async function readModelFolder(folder: string): Promise<ModelFolder> {
  const path = resolve(folder)
  if (!(await isFolder(path))) throw new ModelError(folder, 'is not a folder')
  const manifestFile = await readJsonFileIfThere(path, MANIFEST_FILE)
  const manifest = manifestFile && readManifest(manifestFile)
  const shape = await readModelShape(path, manifest?.resolution)
  const schedulerConfig = await readSchedulerConfig(path)
  const textConfig = await readJsonFile(path, 'text_encoder/config.json')
  const preview = await readJsonFileIfThere(path, 'preview.json')
  const tokenizer = await readTokenizerFiles(path)
  const hash = await hashModel(path, manifest?.files ?? new Map())
  return {
    path,
    info: describe({ path, manifest, shape, hash, schedulerConfig }),
    shape,
    schedulerConfig,
    tokenizer,
    maxPositions: numberField(textConfig, 'max_position_embeddings', { whole: true, above: 1 }),
    previewMatrix: preview && readPreviewMatrix(preview, shape.latents.channels),
    hasEncoder: await hasEncoder(path, shape),
    tinyDecoder: await readTinyDecoder(path),
  }
}

/** What a model folder is, checked as far as can be without loading its graphs. Throws a ModelError like `openPainter`. */
export const readModel = async (folder: string): Promise<ModelInfo> => (await readModelFolder(folder)).info

async function hasEncoder(path: string, shape: ModelShape): Promise<boolean> {
  if (!(await isFolder(join(path, 'vae_encoder')))) return false
  await requireSameLatents(path, 'vae_encoder/config.json', shape)
  return true
}

async function readTinyDecoder(path: string): Promise<ModelFolder['tinyDecoder']> {
  if (!(await isFolder(join(path, 'tiny_decoder')))) return undefined
  const json = await readJsonFile(path, 'tiny_decoder/config.json')
  return { scalingFactor: numberField(json, 'scaling_factor', { above: 0, fallback: 1 }) }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false
}

/** Newer diffusers may leave `_class_name` out of the config; model_index.json names the class as well. */
async function readSchedulerConfig(path: string): Promise<Readonly<Record<string, unknown>>> {
  const index = await readJsonFile(path, 'model_index.json')
  const { fields } = await readJsonFile(path, 'scheduler/scheduler_config.json')
  const named = Array.isArray(index.fields.scheduler) ? index.fields.scheduler[1] : undefined
  const config = { ...fields, _class_name: fields._class_name ?? named }
  createScheduler(config)
  return config
}

type Description = {
  path: string
  manifest: Manifest | undefined
  shape: ModelShape
  hash: string
  schedulerConfig: Readonly<Record<string, unknown>>
}

function describe({ path, manifest, shape, hash, schedulerConfig }: Description): ModelInfo {
  if (manifest) {
    const { files: _files, ...rest } = manifest
    return { ...rest, hash }
  }
  const name = basename(path)
  return {
    id: name,
    version: hash.slice(0, 12),
    title: { ja: name, en: name },
    credit: { ja: '', en: '' },
    licence: 'unknown',
    stage: 0,
    resolution: shape.picture,
    defaultSteps: DEFAULTS.steps,
    defaultGuidance: DEFAULTS.guidance,
    defaultScheduler: createScheduler(schedulerConfig).name,
    concepts: [],
    hash,
  }
}
