type Point = readonly [x: number, y: number]
/** One hair of a brush: a bent line in a 100 x 100 square, with when it starts and how long it takes (0..1 of the reveal). */
export type Hair = { start: Point; through: Point; end: Point; width: number; from: number; takes: number }

const HAIRS = 15
const STROKES: readonly { from: Point; to: Point; bend: number }[] = [
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
      const middle = (x0 + x1) / 2 + wobble(s + h * 3) * 12
      return {
        start: [x0, y0 + off],
        through: [middle, (y0 + y1) / 2 + off + stroke.bend],
        end: [x1, y1 + off * 0.9 + wobble(h * 5 + s) * 1.5],
        width: round(BAND / HAIRS + 0.5 + wobble(h + s * 13) * 0.7),
        from: (s / STROKES.length) * 0.72 + Math.abs(wobble(s * 11 + h * 17)) * 0.07,
        takes: 0.17 + Math.abs(wobble(h * 23 + s)) * 0.09,
      }
    }),
  )
}

/** The first `share` (0..1) of a hair as an SVG path. */
export function partOf({ start, through, end }: Hair, share: number): string {
  const middle = between(start, through, share)
  const tip = between(middle, between(through, end, share), share)
  return `M${start.map(round).join(' ')} Q${middle.map(round).join(' ')} ${tip.map(round).join(' ')}`
}

const between = ([x0, y0]: Point, [x1, y1]: Point, share: number): Point => [
  x0 + (x1 - x0) * share,
  y0 + (y1 - y0) * share,
]

/** An enso of a few dozen hairs: thick where the brush was set down, dry and parted where it leaves the paper. */
export function ensoHairs(): { path: string; width: number }[] {
  const hairs = 26
  return Array.from({ length: hairs }, (_, h) => {
    const across = h / (hairs - 1) - 0.5
    const radius = 38 + across * 11
    const from = -205 + wobble(h * 3) * 7 + across * 14
    const to = from + 296 + wobble(h * 7) * 26 + (h % 4 === 0 ? -30 : 0)
    const end = radius - across * 3.5
    const large = to - from > 180 ? 1 : 0
    const r = round((radius + end) / 2)
    return {
      path: `M${onCircle(from, radius)} A${r} ${r} 0 ${large} 1 ${onCircle(to, end)}`,
      width: round(0.62 + Math.abs(wobble(h * 5)) * 0.5),
    }
  })
}

function onCircle(degrees: number, radius: number): string {
  const angle = (degrees * Math.PI) / 180
  return `${round(50 + Math.cos(angle) * radius)} ${round(50 + Math.sin(angle) * radius)}`
}

/** A fixed number in -1..1 for each `n`. */
function wobble(n: number): number {
  const x = Math.sin(n * 12.9898 + 4.1) * 43758.5453
  return (x - Math.floor(x)) * 2 - 1
}

const round = (n: number) => Math.round(n * 10) / 10
