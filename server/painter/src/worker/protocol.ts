import type { PackedError } from '../errors.ts'
import type {
  Conditioning,
  ModelInfo,
  PaintedStep,
  PainterOptions,
  PainterOrigin,
  PaintPlan,
  PreviewKind,
  RgbImage,
} from '../types.ts'

/** What one painting's next step needs. */
export type Turn = { painting: number; conditioning: Conditioning; preview: PreviewKind }

/** Everything that the painter's thread can be asked, with what it answers. Calls are served one after the other. */
export type Calls = {
  open: {
    asks: { folder: string; options: PainterOptions }
    gives: { model: ModelInfo; origin: PainterOrigin; warnings: string[] }
  }
  begin: {
    asks: { painting: number; plan: PaintPlan; resumeFrom: Uint8Array | undefined }
    gives: { next: number; of: number }
  }
  /** One step of each of them, side by side. */
  step: { asks: { turns: readonly Turn[] }; gives: PaintedStep[] }
  decode: { asks: { painting: number }; gives: RgbImage }
  /** Forget a painting. */
  drop: { asks: { painting: number }; gives: null }
  /** Free the model and end the thread. */
  close: { asks: null; gives: null }
}

export type CallName = keyof Calls
export type Call = { [Name in CallName]: { id: number; name: Name; asks: Calls[Name]['asks'] } }[CallName]
export type Answer = { id: number; gives: Calls[CallName]['gives'] } | { id: number; error: PackedError }
