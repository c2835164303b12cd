import { WIDGETS } from '@yosegaki/contract'
import { describe, expect, it } from 'vitest'
import { obsLayout } from './obs-layout.ts'

describe('what becomes of overlays in OBS', () => {
  it.each([
    { width: 1920, height: 1080 },
    { width: 1280, height: 720 },
    { width: 3840, height: 2160 },
    { width: 1080, height: 1920 },
    { width: 720, height: 1280 },
  ])('O6: every widget has its place inside a canvas of %j', (canvas) => {
    const sources = obsLayout(WIDGETS, canvas).flatMap((scene) => scene.sources)
    expect(sources.map(({ widget }) => widget).sort()).toEqual([...WIDGETS].sort())
    for (const { x, y, width, height } of sources) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(y).toBeGreaterThanOrEqual(0)
      expect(x + width).toBeLessThanOrEqual(canvas.width)
      expect(y + height).toBeLessThanOrEqual(canvas.height)
    }
  })

  it('O6: whole scenes fill the canvas, and nothing that is seen at first lies over another', () => {
    for (const canvas of [
      { width: 1920, height: 1080 },
      { width: 1080, height: 1920 },
    ]) {
      for (const { sources } of obsLayout(WIDGETS, canvas)) {
        const seen = sources.filter(({ visible }) => visible)
        if (sources.length === 1) expect(sources[0]).toMatchObject({ ...canvas, x: 0, y: 0 })
        for (const a of seen)
          for (const b of seen.filter((each) => each !== a)) {
            const apart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
            expect(apart, `${a.name} over ${b.name}`).toBe(true)
          }
      }
    }
  })

  it('O6: only what was chosen', () => {
    expect(obsLayout(['ballot'], { width: 1920, height: 1080 })).toEqual([
      {
        name: '寄せ描き 部品 Parts',
        sources: [
          expect.objectContaining({ name: 'Yosegaki ballot', width: 968, height: 600, x: 928, y: 248 }),
        ],
      },
    ])
  })
})
