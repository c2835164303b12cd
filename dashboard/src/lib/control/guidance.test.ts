import { type ArtworkView, type ControlView, EMPTY_CONTROL, Phase } from '@yosegaki/contract'
import { expect, test } from 'vitest'
import { GUIDANCE, PHASE_NAMES } from '#lib/control/names.ts'
import { m } from '#lib/paraglide/messages.js'
import { guidance, phaseName } from './guidance.ts'

const live: ControlView = { ...EMPTY_CONTROL, stream: { id: 's', title: 's', startedAt: 0 } }
const round = { id: 'a', ask: { ja: '何', en: 'what' }, decided: null, steps: 5, redone: 0 }
const artwork: ArtworkView = {
  id: 'a',
  number: 1,
  seed: 1,
  phase: 'painting',
  round: 0,
  rounds: [round, round],
  take: 0,
  step: 1,
  steps: 10,
  endsAt: null,
  held: false,
  title: null,
  licence: { id: 'CC0-1.0', name: { ja: 'CC0', en: 'CC0' } },
}

test('before a stream and before an artwork it says how to start', () => {
  expect(guidance(EMPTY_CONTROL)).toBe(m.control_guidance_no_stream())
  expect(guidance(live)).toBe(m.control_guidance_no_artwork())
  expect(phaseName(EMPTY_CONTROL)).toBe(m.control_no_stream())
  expect(phaseName(live)).toBe(m.control_no_artwork())
})

test.each(Phase.options)('%s has a name and a sentence', (phase) => {
  const view = { ...live, artwork: { ...artwork, phase } }
  expect(phaseName(view)).toBe(PHASE_NAMES[phase]())
  expect(guidance(view)).toBe(GUIDANCE[phase]())
})

test('A27: a model that is loaded comes before what was, and not before what is being painted', () => {
  const modelLoading = { name: 'starter', since: 0 }
  const over = { ...artwork, phase: 'published' as const }
  for (const before of [null, over]) {
    const view = { ...live, artwork: before, modelLoading }
    expect(phaseName(view)).toContain('starter')
    expect(guidance(view)).toBe(m.control_guidance_model_loading())
  }
  expect(phaseName({ ...live, artwork, modelLoading })).toBe(PHASE_NAMES.painting())
})

test('a hold comes before the phase, and the last round has no next ballot', () => {
  expect(guidance({ ...live, artwork: { ...artwork, held: true } })).toBe(m.control_guidance_held())
  expect(guidance({ ...live, artwork: { ...artwork, round: 1 } })).toBe(m.control_guidance_painting_last())
})
