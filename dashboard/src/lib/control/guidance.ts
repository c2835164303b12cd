import type { ControlView } from '@yosegaki/contract'
import { GUIDANCE, PHASE_NAMES } from '#lib/control/names.ts'
import { m } from '#lib/paraglide/messages.js'

/** What is going on, in two words. */
export function phaseName(view: ControlView): string {
  if (isWaitingForModel(view)) return m.control_model_loading({ name: view.modelLoading?.name ?? '' })
  if (view.artwork !== null) return PHASE_NAMES[view.artwork.phase]()
  return view.stream === null ? m.control_no_stream() : m.control_no_artwork()
}

/** What is going on and what comes next, in a sentence. */
export function guidance(view: ControlView): string {
  const { artwork, stream } = view
  if (isWaitingForModel(view)) return m.control_guidance_model_loading()
  if (stream === null && (artwork === null || isOver(artwork))) return m.control_guidance_no_stream()
  if (artwork === null) return m.control_guidance_no_artwork()
  if (artwork.held) return m.control_guidance_held()
  const last = artwork.phase === 'painting' && artwork.round >= artwork.rounds.length - 1
  return last ? m.control_guidance_painting_last() : GUIDANCE[artwork.phase]()
}

/** Nothing can be painted before it is there. */
export const isWaitingForModel = ({ artwork, modelLoading }: ControlView): boolean =>
  modelLoading !== null && (artwork === null || isOver(artwork))

export const isOver = (artwork: { phase: string }): boolean =>
  artwork.phase === 'published' || artwork.phase === 'abandoned'
