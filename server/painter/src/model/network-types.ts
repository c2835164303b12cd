import type { LatentShape } from './model-shape.ts'

export type UnetCall = {
  rows: number
  shape: LatentShape
  /** [rows,C,h,w] */
  sample: Float32Array
  timestep: number
  /** [rows,L,D] */
  hidden: Float32Array
}

/** The model's networks over plain arrays, so that a painting can be tested without weights. */
export type Networks = {
  /** Text embeddings [L,D] of one text. */
  encodeText(text: string): Promise<Float32Array>
  /** Model output [rows,C,h,w]. */
  predict(call: UnetCall): Promise<Float32Array>
  /** latents: scaled, [C,h,w] -> planar picture [3,H,W] in [-1,1]. */
  decode(latents: Float32Array, shape: LatentShape): Promise<Float32Array>
  /** The same by the tiny decoder; undefined where the folder has none. */
  decodeTiny: ((latents: Float32Array, shape: LatentShape) => Promise<Float32Array>) | undefined
  /** Planar picture [3,H,W] in [-1,1] -> scaled latents [C,h,w]; undefined where the folder has no vae_encoder. */
  encode: ((picture: Float32Array, shape: LatentShape) => Promise<Float32Array>) | undefined
  release(): Promise<void>
}

/** One network over its graph. */
export type Opened<Call> = { run: Call; resizable: boolean }
