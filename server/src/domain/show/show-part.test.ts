import { ControlView, EMPTY_SHOW } from '@yosegaki/contract'
import { expect, it } from 'vitest'
import { showPart } from './show-part.ts'

it('T8: viewers get the sections of a show and none that only producers see', () => {
  const sections = Object.fromEntries(
    Object.keys(ControlView.shape).map((section) => [section, `of ${section}`]),
  )
  const shown = showPart(sections as unknown as ControlView)
  expect(Object.keys(shown).sort()).toEqual(Object.keys(EMPTY_SHOW).sort())
})
