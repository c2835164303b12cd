import type { StreamStart } from '@yosegaki/contract'
import type { ArtworkEvent } from '../domain/artwork/artwork.ts'
import type { Plan } from '../domain/artwork/plan.ts'
import type { ArtworkStore, Clock, Painter, Random } from '../ports.ts'
import type { Painters } from './painters.ts'

/** A breath after each artwork, for looking at what was made. */
const BETWEEN_MS = 12_000

type QueuePorts = {
  artworks: ArtworkStore
  clock: Clock
  random: Random
  painters: Pick<Painters, 'forArtwork'>
}

type QueueSetup = {
  settings: Pick<StreamStart, 'continuous' | 'endsAfter'>
  plan: Plan
  /** An artwork to go on with after a restart, before anything new. */
  unfinished: readonly ArtworkEvent[]
}

/** Which artwork comes next: the unfinished one, then what the producer asks for, then, in a continuous stream, the plan again. */
export function artworkQueue(
  ports: QueuePorts,
  { settings, plan, unfinished }: QueueSetup,
  open: AbortSignal,
) {
  const asked: { plan: Plan; seed: number | null }[] = []
  let opening = false
  let wake: () => void = () => undefined

  const pause = (millis: number): Promise<void> => {
    if (asked.length > 0) return Promise.resolve()
    const called = new Promise<void>((resolve) => {
      wake = resolve
    })
    return Promise.race([ports.clock.sleep(millis, open), called])
  }

  return {
    /** One is asked for, or being opened: its model may still be loading. */
    get opening() {
      return opening || asked.length > 0
    },
    ask(plan: Plan, seed: number | null): void {
      asked.push({ plan, seed })
      wake()
    },
    /** Who paints each artwork, and the log it begins with; ends with the stream, or after as many artworks as its settings say. */
    async *begun(): AsyncGenerator<Begun, void> {
      const most = settings.endsAfter ?? Number.POSITIVE_INFINITY
      let painted = 0
      if (unfinished.length > 0) {
        yield { painter: await ports.painters.forArtwork({ log: unfinished }), log: unfinished }
        painted += 1
        await pause(BETWEEN_MS)
      }
      while (!open.aborted && painted < most) {
        const next = asked.shift() ?? (settings.continuous ? { plan, seed: null } : null)
        if (next === null) {
          await pause(60_000)
          continue
        }
        opening = true
        const painter = await ports.painters.forArtwork({ model: next.plan.model ?? null })
        if (open.aborted) return
        const log = await openLog({ ...ports, painter }, next)
        opening = false
        yield { painter, log }
        painted += 1
        await pause(BETWEEN_MS)
      }
    },
  }
}

type Begun = { painter: Painter; log: readonly ArtworkEvent[] }

async function openLog(
  { artworks, clock, random, painter }: QueuePorts & { painter: Painter },
  { plan, seed }: { plan: Plan; seed: number | null },
): Promise<readonly ArtworkEvent[]> {
  const opened: ArtworkEvent = {
    type: 'opened',
    at: clock.now(),
    id: random.id(),
    number: await artworks.nextNumber(),
    seed: seed ?? random.seed(),
    plan,
    modelId: painter.model.id,
    modelHash: painter.origin.model,
  }
  await artworks.append(opened.id, 0, [opened])
  return [opened]
}
