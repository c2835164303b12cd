/** One wish and how much of the picture it may steer. Weights are shares: any scale, normalised to sum 1. */
export type WeightedPrompt = { text: string; weight: number }

/** Everything that steers one step, as data. */
export type Conditioning = {
  /** What to paint. Empty: the model paints unasked. */
  prompts: readonly WeightedPrompt[]
  /** What to move away from. Takes the place of the empty prompt. */
  negative?: readonly WeightedPrompt[]
  /** Classifier-free guidance scale; 1 follows the prompts as they are. */
  guidance: number
}

export type SchedulerName = 'ddim' | 'euler'

/** matrix: latent-sized and nearly free. decode: full size, one decoder run a step. */
export type PreviewKind = 'matrix' | 'decode' | 'none'

/** SDEdit over the finished latents: noise them back to `strength` (0..1] and walk down again in `steps`. */
export type TouchUp = { strength: number; steps: number }

/** The part of a request that is plain data, and so can cross threads. */
export type PaintPlan = {
  /** Safe integer >= 0. Same seed, same plan, same conditioning: same pixels. */
  seed: number
  /** Denoising steps of the painting itself. */
  steps: number
  /** Default: the model's. */
  scheduler?: SchedulerName
  /** Its steps are counted after `steps`. */
  touchUp?: TouchUp
  /** Default 'matrix'. Falls back to 'decode' where the model has no preview.json. */
  preview?: PreviewKind
}

export type PaintRequest = PaintPlan & {
  /**
   * Asked once before each step (0-based, painting then touch-up). It may wait, which is how the caller paces or
   * holds the painting.
   */
  conditioning: (step: number) => Conditioning | Promise<Conditioning>
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
  /** Steps in all, touch-up included. */
  of: number
  stage: PaintStage
  /** The predicted finished picture, not the noisy one. Null when previews are off. */
  preview: RgbImage | null
  checkpoint: Uint8Array
  /** Wall time of the step in the worker, without the waiting for its conditioning. */
  millis: number
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
  resolution: { width: number; height: number }
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

export interface Painter {
  readonly model: ModelInfo
  /** Yields a step at a time; returns the finished picture, fully decoded. Several may run at once: they take turns. */
  paint(request: PaintRequest): AsyncGenerator<PaintedStep, RgbImage, void>
  /** Lets the step in progress end, frees the model, ends the worker. */
  close(): Promise<void>
}
