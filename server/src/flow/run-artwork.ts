import type { FrameView } from '@yosegaki/contract'
import { type Artwork, type ArtworkEvent, isOver } from '../domain/artwork/artwork.ts'
import { ballotDue, nextTickAt } from '../domain/artwork/pace.ts'
import { takeOfStep } from '../domain/artwork/takes.ts'
import type { BallotOption } from '../domain/ballot/ballot.ts'
import type { ArtworkInput, ArtworkPorts } from './artwork-ports.ts'
import { createInbox } from './inbox.ts'
import { type Checkpoint, type Entry, entryOf, keepLog } from './keep-log.ts'
import { type PaintHandle, paintArtwork } from './paint-artwork.ts'

export type ArtworkHooks = {
  /** Options for the ballot of `round`: chat's wishes and the plan's own. */
  options(artwork: Artwork, round: number): BallotOption[]
  /** Viewers first heard in 20 s, on average of the last minutes. */
  usual(): number
  /** Something viewers can see has changed, and is stored. */
  changed(artwork: Artwork, frame: FrameView | null): void
}

export type RunningArtwork = {
  readonly artwork: Artwork
  /** Events that wait to be stored. */
  readonly waiting: number
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
  const kept = keepLog(ports.artworks, ports.clock, log)
  let frame: FrameView | null = null
  let over = isOver(kept.artwork)
  let waiters: (() => void)[] = []

  const dispatch = (input: ArtworkInput, checkpoint: Checkpoint | null = null): Promise<boolean> =>
    over ? Promise.resolve(false) : new Promise((settled) => inbox.put({ input, checkpoint, settled }))

  const show = (): void => {
    hooks.changed(kept.artwork, frame)
    for (const waiter of waiters.splice(0)) waiter()
  }

  const handle: PaintHandle = {
    artwork: () => kept.artwork,
    dispatch,
    changed: () => new Promise((resolve) => waiters.push(resolve)),
    showFrame: (newest) => {
      // What comes late of an earlier take is not shown any more.
      if (newest.take < kept.artwork.take) return
      frame = newest
      show()
    },
  }

  const opening = (artwork: Artwork, round: number): Entry => {
    const options = hooks.options(artwork, round)
    return entryOf({ type: 'ballot-opened', round, options, usual: hooks.usual() })
  }

  /** The next things to store: what has come in, or a ballot that is due, and the time. */
  const nextEntries = async (): Promise<Entry[]> => {
    const { artwork } = kept
    const round = ballotDue(artwork, ports.clock.now())
    const entries = round === null ? await inbox.take(nextTickAt(artwork), ends) : [opening(artwork, round)]
    return [...entries, entryOf({ type: 'ticked' })]
  }

  const loop = async (): Promise<Artwork> => {
    let painting: Promise<void> | null = null
    let failure: unknown = null
    frame = await storedFrame(ports, kept.artwork)
    show()
    try {
      while (!isOver(kept.artwork) && !ends.aborted) {
        if (painting === null && needsPainter(kept.artwork)) {
          painting = paintArtwork(ports, handle, ends).catch((error: unknown) => {
            failure = error
            stop.abort()
          })
        }
        const entries = await nextEntries()
        const { take } = kept.artwork
        const changed = await kept.commit(entries).finally(() => {
          // Where the store failed nobody is left waiting; where it did not they have their answer already.
          for (const entry of entries) entry.settled(false)
        })
        if (kept.artwork.take !== take) frame = await storedFrame(ports, kept.artwork)
        if (changed) show()
      }
    } finally {
      over = true
      stop.abort()
      // Whoever waits for an answer gets one, the painting among them: else ending would wait for ever.
      for (const entry of await inbox.take(0, ends)) entry.settled(false)
      await painting
      waiters = []
    }
    if (failure !== null) throw failure
    return kept.artwork
  }

  return {
    get artwork() {
      return kept.artwork
    },
    get waiting() {
      return inbox.size
    },
    dispatch,
    done: loop(),
  }
}

/**
 * The picture as it stood when the last process stopped, or where the present take began; the newest that is there where the disk has
 * lost that one, null where there is none.
 */
async function storedFrame({ frames }: ArtworkPorts, artwork: Artwork): Promise<FrameView | null> {
  const { id, stepsDone } = artwork
  if (stepsDone === 0) return null
  const newest = (await frames.list(id)).findLast(
    ({ step, take }) => step < stepsDone && take === takeOfStep(artwork, step),
  )
  const stored = newest === undefined ? null : await frames.find(id, newest)
  return stored && { ...stored, artworkId: id, take: artwork.take, step: newest!.step + 1, final: false }
}

const needsPainter = ({ phase }: Artwork): boolean =>
  phase.name === 'painting' || phase.name === 'touching-up' || phase.name === 'finishing'
