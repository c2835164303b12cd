import type { Size } from '@yosegaki/painter'

/** What a contestant is asked to paint, as a JSON line on its stdin. */
export type Ask = {
  /** Equal shares each. Those of other engines than ours paint one prompt. */
  prompts: readonly string[]
  steps: number
  guidance: number
  seed: number
  /** The first latents, float32 [C,h,w] in base64, for those who do not draw our noise. */
  noise: string
  preview: 'matrix' | 'none'
  /** Painted side by side; only ours can do more than one. */
  pictures: number
  /** Default: the model's own. */
  size?: Size
  /** Whether the answer must hold the picture. */
  pixels: boolean
}

/** An ask of texts that no ask before had. Default: one. */
export type NewAsk = (changes?: Partial<Ask>, prompts?: number) => Ask

/** As a JSON line on its stdout. */
export type Answer = {
  seconds: number
  /** Most memory that the process has had at once, since its start. */
  peakMb: number
  /** RGB bytes [H,W,3] in base64, of the first picture. */
  rgb?: string
}
