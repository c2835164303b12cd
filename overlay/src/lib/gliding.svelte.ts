import { untrack } from 'svelte'
import { EASE, onTheWay, type Places, samePlaces } from './gliding.ts'
import { nextPicture } from './pictures.ts'

/**
 * Things on their way to `goal`, in three pictures. A transition of the browser's draws sixty a second and lifts each thing that moves
 * onto a layer of its own and down again: some fifty milliseconds of a core each time a dozen words moved, where three pictures took
 * some thirty. `begins`: where something new comes from. Call it in a component.
 */
export function gliding(
  goal: () => Places,
  {
    motion,
    curve = EASE,
    begins = (place) => place,
  }: {
    motion: () => boolean
    curve?: readonly number[]
    begins?: (goal: readonly number[]) => readonly number[]
  },
): { readonly now: Places } {
  let now = $state.raw<Places>(new Map())
  let aim: Places = new Map()
  let stop = (): void => {}

  $effect.pre(() => {
    const to = goal()
    if (samePlaces(aim, to)) return
    aim = to
    stop()
    const from = untrack(() => now)
    const still = !motion() || matchMedia('(prefers-reduced-motion: reduce)').matches
    const paint = ([share = 1, ...later]: readonly number[]): void => {
      now = onTheWay(from, to, share, begins)
      if (later.length > 0) stop = nextPicture(() => paint(later))
    }
    paint(still ? [1] : curve)
  })
  $effect(() => () => stop())

  return {
    get now() {
      return now
    },
  }
}
