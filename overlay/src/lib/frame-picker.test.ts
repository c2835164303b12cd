import type { FrameView } from '@yosegaki/contract'
import { describe, expect, it } from 'vitest'
import { BLANK, type Picker, type PickerEvent, pick } from './frame-picker.ts'

const frame = (step: number, artworkId = 'a', final = false, take = 0): FrameView => ({
  url: `/frames/${artworkId}-${step}-${take}.webp`,
  artworkId,
  take,
  step,
  final,
  width: 64,
  height: 64,
})
const placeOf = ({ shown }: Picker): number => (shown === null ? -1 : shown.take * 100 + shown.step)
const run = (events: PickerEvent[], from: Picker = BLANK) => events.reduce(pick, from)
const wanted = (f: FrameView | null): PickerEvent => ({ kind: 'wanted', frame: f })
const loaded = (f: FrameView): PickerEvent => ({ kind: 'loaded', frame: f })
const rested: PickerEvent = { kind: 'rested' }

describe('frame picker', () => {
  it('S6 fetches the first frame at once and shows it when it is there', () => {
    const one = frame(1)
    const loading = run([wanted(one)])
    expect(loading).toMatchObject({ shown: null, loading: one })
    expect(pick(loading, loaded(one))).toMatchObject({ shown: one, loading: null })
  })

  it('S6 a slow page skips to the newest frame instead of building a backlog', () => {
    const [one, two, three, four] = [1, 2, 3, 4].map((n) => frame(n)) as [
      FrameView,
      FrameView,
      FrameView,
      FrameView,
    ]
    const late = run([wanted(one), wanted(two), wanted(three), wanted(four)])
    expect(late.loading).toBe(one)
    expect(run([loaded(one), rested], late)).toMatchObject({ shown: one, loading: four })
  })

  it('S6 one fetch at a time, and none while the last frame is still fading in', () => {
    const one = frame(1)
    const two = frame(2)
    const fading = run([wanted(one), loaded(one), wanted(two)])
    expect(fading.loading).toBeNull()
    expect(pick(fading, rested).loading).toBe(two)
  })

  it('S6 never goes back in time within an artwork', () => {
    const five = frame(5)
    const state = run([wanted(five), loaded(five), rested, wanted(frame(3)), wanted(frame(5))])
    expect(state).toMatchObject({ shown: five, loading: null, wanted: five })
  })

  it('S6 the final picture follows the preview of the same step', () => {
    const preview = frame(40)
    const final = frame(40, 'a', true)
    expect(run([wanted(preview), loaded(preview), rested, wanted(final)]).loading).toBe(final)
    expect(run([wanted(final), loaded(final), rested, wanted(preview)]).loading).toBeNull()
  })

  it('S6 another artwork starts over, and a fetch for the one before it is dropped', () => {
    const old = frame(30)
    const fresh = frame(1, 'b')
    const state = run([wanted(old), wanted(fresh)])
    expect(state.loading).toBe(fresh)
    expect(pick(state, loaded(old))).toBe(state)
    expect(pick(state, loaded(fresh)).shown).toBe(fresh)
  })

  it('S6 a round that is painted again goes back once, and from there on', () => {
    const five = frame(5)
    const back = frame(3, 'a', false, 1)
    const state = run([wanted(five), loaded(five), rested, wanted(back)])
    expect(state.loading).toBe(back)
    expect(run([loaded(back), rested, wanted(frame(6)), wanted(five)], state)).toMatchObject({
      shown: back,
      loading: null,
    })
    // What was being fetched of the take before is not shown any more.
    const six = frame(6)
    const late = run([wanted(five), loaded(five), rested, wanted(six), wanted(back)])
    expect(late.loading).toBe(back)
    expect(pick(late, loaded(six))).toBe(late)
  })

  it('S6 no frame is a blank sheet', () => {
    const one = frame(1)
    expect(run([wanted(one), loaded(one), wanted(null)])).toBe(BLANK)
  })

  it('S6 a fetch that failed is tried again after a rest', () => {
    const one = frame(1)
    const resting = run([wanted(one), { kind: 'failed', frame: one }])
    expect(resting.loading).toBeNull()
    expect(pick(resting, rested).loading).toBe(one)
  })

  it('O4 the server that tells of a frame is there: what failed is fetched at once, be it told of again or a newer one', () => {
    const one = frame(1)
    const resting = run([wanted(one), { kind: 'failed', frame: one }])
    expect(pick(resting, wanted({ ...one })).loading).toBe(one)
    expect(pick(resting, wanted(frame(2))).loading).toEqual(frame(2))
  })

  it('S6 whatever the order of events, take and step on show never fall within an artwork', () => {
    let seed = 1
    const random = (n: number) => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31
      return seed % n
    }
    for (let trial = 0; trial < 300; trial++) {
      let state: Picker = BLANK
      for (let i = 0; i < 40; i++) {
        const before = state
        const at = state.loading
        const kind = random(4)
        if (kind === 0) state = pick(state, wanted(frame(random(20), 'a', false, random(3))))
        else if (kind === 1) state = pick(state, rested)
        else if (at) state = pick(state, kind === 2 ? loaded(at) : { kind: 'failed', frame: at })
        expect(placeOf(state)).toBeGreaterThanOrEqual(placeOf(before))
      }
    }
  })
})
