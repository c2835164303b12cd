import { nextPicture } from './pictures.ts'
import { type Hair, partOf } from './strokes.ts'

/** From here on the brush's gaps close, too. */
const GAPS_FROM = 0.85

/** How far it was, and how far it is now: 0..1. */
export type Paint = (before: number, now: number) => void

/** Paint something in, in so many `pictures`, one `every` so many milliseconds; then `done`. Returns what stops it. */
export function comeIn(
  { pictures, every }: { pictures: number; every: number },
  paint: Paint,
  done: () => void,
): () => void {
  const begun = performance.now()
  let painted = 0
  let before = 0
  const next = (): (() => void) =>
    nextPicture(() => {
      painted += 1
      // By the clock, too: where a page is not looked at, timers are rare.
      const now = Math.min(1, Math.max(painted, (performance.now() - begun) / every - 1) / pictures)
      paint(before, now)
      before = now
      if (now < 1) stop = next()
      else done()
    }, every)
  let stop = next()
  return () => stop()
}

/** A picture over what is there already, evenly: shade by shade on one canvas, so that nothing is ever blended twice. */
export function faded(context: CanvasRenderingContext2D, picture: ImageBitmap): Paint {
  return (before, now) => {
    context.globalAlpha = before < 1 ? (now - before) / (1 - before) : 1
    context.drawImage(picture, 0, 0, context.canvas.width, context.canvas.height)
    context.globalAlpha = 1
  }
}

/** A picture that comes in under a brush: its hairs paint with it. */
export function brushed(
  context: CanvasRenderingContext2D,
  picture: ImageBitmap,
  hairs: readonly Hair[],
): Paint {
  const cell = context.canvas.width / 100
  const paint = context.createPattern(picture, 'no-repeat')
  const fade = faded(context, picture)
  const along = (now: number, hair: Hair): number => (now - hair.from) / hair.takes
  return (before, now) => {
    context.save()
    context.scale(cell, cell)
    paint?.setTransform(new DOMMatrix().scale(1 / cell))
    if (paint) context.strokeStyle = paint
    context.lineCap = 'round'
    for (const hair of hairs) {
      if (along(now, hair) <= 0 || along(before, hair) >= 1) continue
      context.lineWidth = hair.width
      context.stroke(new Path2D(partOf(hair, Math.min(1, along(now, hair)))))
    }
    context.restore()
    if (now > GAPS_FROM) fade(gaps(before), gaps(now))
  }
}

const gaps = (share: number): number => Math.max(0, (share - GAPS_FROM) / (1 - GAPS_FROM))
