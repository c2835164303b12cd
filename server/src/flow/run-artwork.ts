import type { FrameView } from '@yosegaki/contract'
import { applyEvent, replayLog } from '../domain/artwork/apply-event.ts'
import { type Artwork, type ArtworkEvent, isOver } from '../domain/artwork/artwork.ts'
import { ballotDue, nextTickAt } from '../domain/artwork/pace.ts'
import type { BallotOption } from '../domain/ballot/ballot.ts'
import type { ArtworkInput, ArtworkPorts } from './artwork-ports.ts'
import { createInbox } from './inbox.ts'
import { type PaintHandle, paintArtwork } from './paint-artwork.ts'

export type ArtworkHooks = {
  /** Options for the ballot of `round`: chat's wishes and the plan's own. */
  options(artwork: Artwork, round: number): BallotOption[]
  /** Something viewers can see has changed, and is stored. */
  changed(artwork: Artwork, frame: FrameView | null): void
}

type Entry = { input: ArtworkInput; checkpoint: Checkpoint | null; settled: (changed: boolean) => void }
type Checkpoint = { step: number; bytes: Uint8Array }

export type RunningArtwork = {
  readonly artwork: Artwork
  /** Resolves once it is stored: true where it changed something. False, too, when the artwork is over. */
  dispatch(input: ArtworkInput, checkpoint?: Checkpoint): Promise<boolean>
  /** Resolves when the artwork is published or abandoned, or the signal aborted; rejects when the store fails. */
  readonly done: Promise<Artwork>
}

/**
 * Run one artwork from its log on: take events as they come, fold them, store those that changed something, show the
 * result, and keep the painter at work. Everything that decides lives in the domain; this is only the loop around it.
 */
export function runArtwork(
  ports: ArtworkPorts,
  hooks: ArtworkHooks,
  log: readonly ArtworkEvent[],
  signal: AbortSignal,
): RunningArtwork {
  const inbox = createInbox<Entry>(ports.clock)
  const stop = new AbortController()
  const ends = AbortSignal.any([signal, stop.signal])
  let artwork = replayLog(log)
  let length = log.length
  let frame: FrameView | null = null
  let over = isOver(artwork)
  let changedWaiters: (() => void)[] = []

  const dispatch = (input: ArtworkInput, checkpoint?: Checkpoint): Promise<boolean> =>
    over
      ? Promise.resolve(false)
      : new Promise((settled) => inbox.put({ input, checkpoint: checkpoint ?? null, settled }))

  const show = (): void => {
    hooks.changed(artwork, frame)
    for (const waiter of changedWaiters.splice(0)) waiter()
  }

  /** Fold, store what changed something, then tell. Time never runs backwards within a log. */
  const commit = async (entries: readonly Entry[]): Promise<void> => {
    const at = Math.max(ports.clock.now(), artwork.lastAt)
    const stored: ArtworkEvent[] = []
    const answers: [Entry, boolean][] = []
    let checkpoint: Checkpoint | undefined
    let next = artwork
    for (const entry of entries) {
      const event = { ...entry.input, at } as ArtworkEvent
      const after = applyEvent(next, event)
      if (after !== next) {
        stored.push(event)
        checkpoint = entry.checkpoint ?? checkpoint
      }
      answers.push([entry, after !== next])
      next = after
    }
    if (stored.length > 0) {
      await ports.artworks.append(artwork.id, length, stored, checkpoint)
      length += stored.length
      artwork = next
      show()
    }
    for (const [entry, changed] of answers) entry.settled(changed)
  }

  const handle: PaintHandle = {
    artwork: () => artwork,
    dispatch,
    changed: () => new Promise((resolve) => changedWaiters.push(resolve)),
    showFrame: (newest) => {
      frame = newest
      show()
    },
  }

  const loop = async (): Promise<Artwork> => {
    let painting: Promise<void> | null = null
    let failure: unknown = null
    const { id, stepsDone } = artwork
    const stored = stepsDone > 0 ? await ports.frames.find(id, stepsDone - 1) : null
    if (stored !== null) frame = { ...stored, artworkId: id, step: stepsDone, final: false }
    show()
    try {
      while (!isOver(artwork) && !ends.aborted) {
        if (painting === null && needsPainter(artwork)) {
          painting = paintArtwork(ports, handle, ends).catch((error: unknown) => {
            failure = error
            stop.abort()
          })
        }
        const round = ballotDue(artwork, ports.clock.now())
        const due: Entry[] =
          round === null
            ? []
            : [entryOf({ type: 'ballot-opened', round, options: hooks.options(artwork, round) })]
        const taken = due.length > 0 ? [] : await inbox.take(nextTickAt(artwork), ends)
        await commit(ends.aborted ? [] : [...taken, ...due, entryOf({ type: 'ticked' })]).finally(() => {
          for (const entry of taken) entry.settled(false)
        })
      }
    } finally {
      over = true
      stop.abort()
      // Whoever waits for an answer gets one, the painting among them: else ending would wait for ever.
      for (const entry of await inbox.take(0, ends)) entry.settled(false)
      await painting
      changedWaiters = []
    }
    if (failure !== null) throw failure
    return artwork
  }

  return {
    get artwork() {
      return artwork
    },
    dispatch,
    done: loop(),
  }
}

const entryOf = (input: ArtworkInput): Entry => ({ input, checkpoint: null, settled: () => undefined })

const needsPainter = ({ phase }: Artwork): boolean =>
  phase.name === 'painting' || phase.name === 'touching-up' || phase.name === 'finishing'
