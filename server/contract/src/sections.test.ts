import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyDelta, type Delta, type Followed, sectionChanges } from './sections.ts'

type View = { title: string; votes: number[]; held: boolean }
const anyView = fc.record({ title: fc.string(), votes: fc.array(fc.nat()), held: fc.boolean() })

/** What a server would send for these states of its view. */
function deltasOf(views: View[]): Delta<View>[] {
  const deltas: Delta<View>[] = []
  for (const [index, view] of views.slice(1).entries()) {
    const changes = sectionChanges(views[index] as View, view)
    if (changes !== null) deltas.push({ seq: deltas.length + 1, at: index, changes })
  }
  return deltas
}

describe('a view over a wire', () => {
  it('S3: folding every delta gives the view the server holds', () => {
    fc.assert(
      fc.property(fc.array(anyView, { minLength: 1 }), (views) => {
        const start: Followed<View> = { seq: 0, view: views[0] as View }
        const end = deltasOf(views).reduce<Followed<View>>((followed, delta) => {
          const next = applyDelta(followed, JSON.parse(JSON.stringify(delta)) as Delta<View>)
          if (next === 'gap') throw new Error('no delta was lost')
          return next
        }, start)
        expect(end.view).toEqual(views.at(-1))
      }),
    )
  })

  it('S4: a lost delta is noticed at the next one, a repeated one changes nothing', () => {
    const followed = { seq: 4, view: { title: 'a', votes: [], held: false } }
    expect(applyDelta(followed, { seq: 6, at: 0, changes: { held: true } })).toBe('gap')
    expect(applyDelta(followed, { seq: 4, at: 0, changes: { held: true } })).toBe(followed)
  })

  it('S2: only the sections that differ are sent, none where nothing differs', () => {
    const before = { title: 'a', votes: [1], held: false }
    expect(sectionChanges(before, { ...before, votes: [2] })).toEqual({ votes: [2] })
    expect(sectionChanges(before, { ...before, votes: [1] })).toBeNull()
  })
})
