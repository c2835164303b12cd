/** One wish and how much of the picture it may steer. Weights are shares: any scale, normalised to sum 1. */
export type WeightedPrompt = { text: string; weight: number }

/** A box, in fractions (0..1) of the picture's width and height, from its top left. */
export type Box = { left: number; top: number; width: number; height: number }

/** Any shape: one byte a pixel, row-major, 255 inside and 0 outside. It is stretched over the picture, whatever its own size. */
export type Bitmap = { width: number; height: number; data: Uint8Array }

/** A part of the picture. Soft edges count by their share. */
export type Mask = Box | Bitmap

/** What one part of the picture, or all of it, is painted from. */
export type Prompting = {
  /** What to paint. Empty: the model paints unasked. */
  prompts: readonly WeightedPrompt[]
  /** What to move away from. Takes the place of the empty prompt. */
  negative?: readonly WeightedPrompt[]
  /** Classifier-free guidance scale; 1 follows the prompts as they are. */
  guidance: number
}

/** A part with prompts of its own; its guidance is the picture's where it says none. */
export type Region = Omit<Prompting, 'guidance'> & { where: Mask; guidance?: number }

/**
 * Go back and paint again (SDEdit): the picture as it stands is noised back to `strength` (0..1] and walked down again in
 * `steps` steps, which take the place of the steps that were left. With `where` only that part changes (inpainting).
 */
export type TouchUp = { strength: number; steps: number; where?: Mask }

/** Everything that steers one step, as data. */
export type Conditioning = Prompting & {
  /** Parts with prompts of their own: `sum m_k eps_k`, the rest of each cell being the picture's own. */
  regions?: readonly Region[]
  /** Begins before this step. Asked for once: the steps that follow belong to it. */
  touchUp?: TouchUp
  /**
   * From this step on the painting is another take: over the picture as it is foreseen here, noised to this step's level by noise of
   * this number's own (1 or more). Asked for once, and only while the painting itself is under way.
   */
  take?: number
}

export const SCHEDULER_NAMES = [
  'ddim',
  'ddpm',
  'pndm',
  'euler',
  'euler-ancestral',
  'heun',
  'dpmpp-2m',
  'dpmpp-2m-sde',
  'unipc',
  'lcm',
  'flow-match-euler',
] as const
export type SchedulerName = (typeof SCHEDULER_NAMES)[number]

/**
 * matrix: a pixel a latent, nearly free. tiny: the folder's tiny decoder. decode: the picture's own decoder. What the folder
 * does not have falls back to the next one.
 */
export const PREVIEW_KINDS = ['none', 'matrix', 'tiny', 'decode'] as const
export type PreviewKind = (typeof PREVIEW_KINDS)[number]

/** In pixels. */
export type Size = { width: number; height: number }

/** The part of a request that is plain data, and so can cross threads. */
export type PaintPlan = {
  /** Safe integer >= 0. Same seed, same plan, same conditioning: same pixels. */
  seed: number
  /** Solver steps from noise to picture, 1 to 1000; 0 where a `picture` is given. */
  steps: number
  /** Default: the model's. */
  scheduler?: SchedulerName
  /** Default: the model's own. Other sizes need a folder whose graphs leave theirs open. */
  size?: Size
  /** Begin with this picture, which is then finished already, instead of noise: touch-ups paint over it. */
  picture?: RgbImage
}

export type PaintRequest = PaintPlan & {
  /**
   * Asked once before each step (0-based), and once more when none is left: a touch-up then takes the picture on, an answer
   * without one finishes it. It may wait, which is how the caller paces or holds the painting.
   */
  conditioning: (step: number) => Conditioning | Promise<Conditioning>
  /** What each step shows; a function is asked after the step's conditioning. Default 'matrix'. */
  preview?: PreviewKind | ((step: number) => PreviewKind)
  /** A checkpoint of the same plan: painting goes on after the step that it was taken at. */
  resumeFrom?: Uint8Array
  signal?: AbortSignal
}

/** RGB, row-major, 3 bytes a pixel. */
export type RgbImage = { width: number; height: number; data: Uint8Array }

export type PaintStage = 'painting' | 'touching-up'

export type PaintedStep = {
  /** 0-based. */
  step: number
  /** Steps in all, as far as is known: a touch-up changes it. */
  of: number
  stage: PaintStage
  /** The predicted finished picture, not the noisy one. Null when previews are off. */
  preview: RgbImage | null
  checkpoint: Uint8Array
  /** Wall time of the step in the worker, without the waiting for its conditioning. */
  millis: number
  /** The share of `millis` that the preview took. */
  previewMillis: number
}

export type Bilingual = { ja: string; en: string }

export type ModelInfo = {
  id: string
  version: string
  title: Bilingual
  credit: Bilingual
  /** SPDX id, or 'unknown'. */
  licence: string
  /** 1 public domain, 2 consented, 3 hashtag fine-tune; 0 where the folder does not say. */
  stage: number
  resolution: Size
  defaultSteps: number
  defaultGuidance: number
  defaultScheduler: SchedulerName
  /** sha256 (hex) over every file that the final pixels depend on. */
  hash: string
  /** What the model learnt to paint, where its manifest says so. */
  concepts: readonly Bilingual[]
}

export type Provider = 'cpu' | 'cuda'

export type PainterOptions = {
  /** Threads of one inference. Default: the machine's, at most 8. */
  threads?: number
  /** Default 'cpu'. 'cuda' falls back to the CPU, with a warning, where its files are missing. */
  provider?: Provider
}

/** What must be the same for the same request to give the same pixels. */
export type PainterOrigin = {
  /** ModelInfo.hash */
  model: string
  runtime: string
  provider: Provider
  optimisation: string
}

export interface Painter {
  readonly model: ModelInfo
  /** What pixels depend on besides the request: named in every checkpoint. */
  readonly origin: PainterOrigin
  /** Yields a step at a time; returns the finished picture, fully decoded. Several may run at once: they take turns. */
  paint(request: PaintRequest): AsyncGenerator<PaintedStep, RgbImage, void>
  /**
   * Several pictures side by side: each step of all of them is one batch of the model, as long as they are of one size and at
   * one timestep. Each has conditioning and checkpoints of its own; null stands for the step of one that is finished.
   * Any request's signal ends them all.
   */
  paintTogether(requests: readonly PaintRequest[]): AsyncGenerator<(PaintedStep | null)[], RgbImage[], void>
  /** Lets the step in progress end, frees the model, ends the worker. */
  close(): Promise<void>
}
