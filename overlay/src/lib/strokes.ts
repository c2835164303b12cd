/** One hair of a brush: a path in a 100 x 100 square, with when it starts and how long it takes (0..1 of the reveal). */
export type Hair = { path: string; width: number; from: number; takes: number }

const HAIRS = 9
const STROKES: readonly { from: [number, number]; to: [number, number]; bend: number }[] = [
  { from: [-6, 12], to: [104, 7], bend: 5 },
  { from: [106, 26], to: [-4, 30], bend: -4 },
  { from: [-6, 47], to: [105, 43], bend: 6 },
  { from: [106, 62], to: [-5, 66], bend: -5 },
  { from: [-6, 82], to: [104, 78], bend: 4 },
  { from: [106, 95], to: [-4, 98], bend: -3 },
]
const BAND = 22

/**
 * The brush that uncovers the first frame: six broad strokes back and forth, each of hairs that start and stop
 * unevenly, as a half-dry brush does. Always the same, so that nothing is random on a page.
 */
export function brushHairs(): Hair[] {
  return STROKES.flatMap((stroke, s) =>
    Array.from({ length: HAIRS }, (_, h) => {
      const off = (h / (HAIRS - 1) - 0.5) * BAND
      const [x0, y0] = stroke.from
      const [x1, y1] = stroke.to
      const lead = wobble(s * 31 + h * 7) * 9
      const middle = (x0 + x1) / 2 + wobble(s + h * 3) * 12
      const start = `${round(x0 - Math.sign(x1 - x0) * lead)} ${round(y0 + off)}`
      const end = `${round(x1)} ${round(y1 + off * 0.9 + wobble(h * 5 + s) * 1.5)}`
      const through = `${round(middle)} ${round((y0 + y1) / 2 + off + stroke.bend)}`
      return {
        path: `M${start} Q${through} ${end}`,
        width: round(BAND / HAIRS + 1.1 + wobble(h + s * 13) * 1.2),
        from: (s / STROKES.length) * 0.72 + Math.abs(wobble(s * 11 + h * 17)) * 0.06,
        takes: 0.2 + Math.abs(wobble(h * 23 + s)) * 0.08,
      }
    }),
  )
}

/** A fixed number in -1..1 for each `n`. */
function wobble(n: number): number {
  const x = Math.sin(n * 12.9898 + 4.1) * 43758.5453
  return (x - Math.floor(x)) * 2 - 1
}

const round = (n: number) => Math.round(n * 10) / 10
