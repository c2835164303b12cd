import type { Box } from '@yosegaki/contract'

/** A point on the picture, in fractions (0..1) of its sides. */
export type Point = { x: number; y: number }

/** Too small to be meant: a click. */
const SMALLEST = 0.02

/** The box between two points on the picture, kept inside it; null where it is too small to be meant. */
export function drawnBox(from: Point, to: Point): Box | null {
  const [left, right] = [inside(from.x), inside(to.x)].toSorted((a, b) => a - b) as [number, number]
  const [top, bottom] = [inside(from.y), inside(to.y)].toSorted((a, b) => a - b) as [number, number]
  const [width, height] = [right - left, bottom - top]
  return width < SMALLEST || height < SMALLEST ? null : { left, top, width, height }
}

const inside = (value: number): number => Math.min(1, Math.max(0, value))

/** Parts that have a name. */
export const PARTS = {
  all: undefined,
  top: { left: 0, top: 0, width: 1, height: 0.5 },
  bottom: { left: 0, top: 0.5, width: 1, height: 0.5 },
  left: { left: 0, top: 0, width: 0.5, height: 1 },
  right: { left: 0.5, top: 0, width: 0.5, height: 1 },
  middle: { left: 0.25, top: 0.25, width: 0.5, height: 0.5 },
} as const satisfies Record<string, Box | undefined>
