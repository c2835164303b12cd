import type { ControlView, Text } from '@yosegaki/contract'
import { control } from '#lib/words/control.ts'

/** What is going on, in two words. */
export function phaseName(view: ControlView): Text {
  if (view.artwork !== null) return control.phase[view.artwork.phase]
  return view.stream === null ? control.noStream : control.noArtwork
}

/** What is going on and what comes next, in a sentence. */
export function guidance(view: ControlView): Text {
  const { artwork, stream } = view
  if (stream === null && (artwork === null || isOver(artwork))) return control.guidance.noStream
  if (artwork === null) return control.guidance.noArtwork
  if (artwork.held) return control.guidance.held
  const last = artwork.phase === 'painting' && artwork.round >= artwork.rounds.length - 1
  return last ? control.guidance.paintingLast : control.guidance[artwork.phase]
}

export const isOver = (artwork: { phase: string }): boolean =>
  artwork.phase === 'published' || artwork.phase === 'abandoned'
