import type { PaintedStep, PaintRequest, RgbImage } from '../types.ts'

/** Runs a painting to its end, handing each step on. */
export async function finish(
  painting: AsyncGenerator<PaintedStep, RgbImage, void>,
  each: (step: PaintedStep) => void = () => {},
): Promise<RgbImage> {
  let turn = await painting.next()
  while (!turn.done) {
    each(turn.value)
    turn = await painting.next()
  }
  return turn.value
}

/** Its conditioning changes from step to step, as it does in a stream; another take begins in the midst, and a touch-up follows. */
export const RESUME_REQUEST: PaintRequest = {
  seed: 77,
  steps: 4,
  conditioning: (step) => ({
    ...(step === 2 && { take: 1 }),
    ...(step === 4 && { touchUp: { strength: 0.5, steps: 2 } }),
    prompts: [
      { text: 'りんご', weight: 1 + step },
      { text: 'a cat', weight: 2 },
    ],
    guidance: 4,
  }),
}
