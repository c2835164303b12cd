import type { FrameView } from '@yosegaki/contract'

/**
 * Which frame a page shows, and which it fetches next (SPEC S6). Pure: the component does the fetching and tells what
 * came of it. One fetch at a time; whatever came meanwhile but the newest is skipped; nothing goes back in time.
 */
export type Picker = {
  shown: FrameView | null
  loading: FrameView | null
  wanted: FrameView | null
  /** busy: the last one is still fading in. resting: a fetch failed, and we wait a little before the next. */
  pause: 'none' | 'fading' | 'resting'
}

export type PickerEvent =
  | { kind: 'wanted'; frame: FrameView | null }
  | { kind: 'loaded'; frame: FrameView }
  | { kind: 'failed'; frame: FrameView }
  | { kind: 'rested' }

export const BLANK: Picker = { shown: null, loading: null, wanted: null, pause: 'none' }

/**
 * Is `a` a later picture than `b`? Another artwork's always is: the server has moved on to it. Where a round is painted again, its
 * take is later, with whatever step.
 */
export function isLater(a: FrameView, b: FrameView | null): boolean {
  if (b === null || a.artworkId !== b.artworkId) return true
  if (a.take !== b.take) return a.take > b.take
  return a.step > b.step || (a.step === b.step && a.final && !b.final)
}

export function pick(picker: Picker, event: PickerEvent): Picker {
  switch (event.kind) {
    case 'wanted':
      // Somebody told us of it: what could not be fetched a moment ago can be fetched now.
      return event.frame === null ? BLANK : startNext(awake(want(picker, event.frame)))
    case 'loaded':
      if (picker.loading !== event.frame) return picker
      return { ...picker, shown: event.frame, loading: null, pause: 'fading' }
    case 'failed':
      if (picker.loading !== event.frame) return picker
      return { ...picker, loading: null, pause: 'resting' }
    case 'rested':
      return startNext({ ...picker, pause: 'none' })
  }
}

function want(picker: Picker, frame: FrameView): Picker {
  if (picker.wanted && !isLater(frame, picker.wanted)) return picker
  // A fetch for an artwork that is over, or a take, is of no use to anyone.
  const { loading: fetching } = picker
  const loading = fetching?.artworkId === frame.artworkId && fetching.take === frame.take ? fetching : null
  return { ...picker, wanted: frame, loading }
}

const awake = (picker: Picker): Picker => (picker.pause === 'resting' ? { ...picker, pause: 'none' } : picker)

function startNext(picker: Picker): Picker {
  const { wanted, shown, loading, pause } = picker
  if (loading || pause !== 'none' || !wanted || !isLater(wanted, shown)) return picker
  return { ...picker, loading: wanted }
}
