import type {
  BannedView,
  CandidateChange,
  CandidateView,
  FlaggedView,
  FrameView,
  LinePlace,
  LineView,
  ModerationAct,
  RejectedView,
  SourceView,
  StreamStart,
  Text,
  ThemeView,
} from '@yosegaki/contract'
import { type Artwork, type ArtworkEvent, isOver } from '../domain/artwork/artwork.ts'
import type { Plan } from '../domain/artwork/plan.ts'
import type { Heard } from '../domain/chat/hear-line.ts'
import type { SourceEvent } from '../domain/chat/line.ts'
import type { ChatLine, ChatSource, Random, StoredStream } from '../ports.ts'
import type { ArtworkInput, ArtworkPorts } from './artwork-ports.ts'
import { type AudiencePorts, hearAudience } from './hear-audience.ts'
import { type RunningArtwork, runArtwork } from './run-artwork.ts'

/** A breath after each artwork, for looking at what was made. */
const BETWEEN_MS = 12_000

export type StreamPorts = ArtworkPorts & AudiencePorts & { random: Random }

export type StreamSetup = {
  stream: StoredStream
  settings: StreamStart
  plan: Plan
  sources: readonly ChatSource[]
  /** An artwork to go on with after a restart, before anything new. */
  unfinished: readonly ArtworkEvent[]
  /** Something a page shows has changed. */
  changed(): void
}

export type LiveStream = {
  readonly stream: StoredStream
  readonly artwork: Artwork | null
  readonly frame: FrameView | null
  readonly sources: readonly SourceView[]
  readonly lines: readonly LineView[]
  themes(): ThemeView[]
  candidates(): CandidateView[]
  banned(): BannedView[]
  curate(change: CandidateChange): boolean
  rejected(): RejectedView[]
  flagged(): FlaggedView[]
  /** A producer's act on a line; false where it is not known any more. */
  moderate(act: ModerationAct, place: LinePlace): Promise<boolean>
  /** Opens an artwork; a reason where one is being painted already. */
  open(plan: Plan, seed: number | null): Text | null
  dispatch(input: ArtworkInput): Promise<boolean>
  /** No more chat; what has paint on it is finished first, what has none is let go. */
  stop(): Promise<void>
  readonly done: Promise<void>
}

/** One live stream: its chats, its audience, and one artwork after the other. */
export function runStream(ports: StreamPorts, setup: StreamSetup, signal: AbortSignal): LiveStream {
  const ending = new AbortController()
  const open = AbortSignal.any([signal, ending.signal])
  const audience = hearAudience(ports, setup.settings.audience)
  const queue = artworkQueue(ports, setup, open)
  const sources = new Map<string, SourceView>()
  let running: RunningArtwork | null = null
  let frame: FrameView | null = null

  /** Nothing stored says any more who it was; what was decided with their votes stays decided. */
  const forget = async (viewer: string): Promise<void> => {
    await running?.dispatch({ type: 'withdrawn', viewer, line: null })
    await ports.artworks.forgetViewer(viewer, `forgotten-${ports.random.id()}`)
  }

  const moderate = async (act: ModerationAct, place: LinePlace): Promise<boolean> => {
    const acted = audience.act(act, place, running?.artwork ?? null)
    if (acted === null) return false
    const { viewer, line, heard } = acted
    setup.changed()
    if (act === 'forget') await forget(viewer)
    else if (act !== 'overturn') await running?.dispatch({ type: 'withdrawn', viewer, line })
    if (heard?.kind === 'vote' && line !== null)
      await running?.dispatch({ type: 'voted', viewer, option: heard.option, line })
    return true
  }

  const hear = async (line: ChatLine): Promise<Heard> => {
    const { heard, viewer, line: id, undo } = audience.hear(line, running?.artwork ?? null)
    const source = sources.get(line.source)
    if (source !== undefined) sources.set(line.source, { ...source, lines: source.lines + 1 })
    setup.changed()
    if (undo === 'votes') await running?.dispatch({ type: 'withdrawn', viewer, line: null })
    if (undo === 'everything') await forget(viewer)
    if (heard.kind === 'vote')
      await running?.dispatch({ type: 'voted', viewer, option: heard.option, line: id })
    return heard
  }

  const event = (told: SourceEvent): void => {
    if (told.type !== 'removed' && told.type !== 'banned') return
    const taken = audience.takeBack(told)
    setup.changed()
    // A store that fails ends the artwork itself, which tells of it.
    if (taken !== null) running?.dispatch({ type: 'withdrawn', ...taken }).catch(() => undefined)
  }

  const listen = (source: ChatSource): Promise<void> => {
    const health = (state: Omit<SourceView, 'id' | 'kind'>): void => {
      const lines = Math.max(state.lines, sources.get(source.id)?.lines ?? 0)
      sources.set(source.id, { id: source.id, kind: source.kind, ...state, lines })
      setup.changed()
    }
    return source.listen({ line: hear, health, event }, open)
  }

  const paint = async (): Promise<void> => {
    const hooks = {
      options: audience.options,
      changed(artwork: Artwork, newest: FrameView | null) {
        audience.attend(artwork)
        frame = newest
        setup.changed()
      },
    }
    for await (const log of queue.logs()) {
      running = runArtwork(ports, hooks, log, signal)
      await running.done
    }
    ending.abort()
  }

  return {
    stream: setup.stream,
    get artwork() {
      return running?.artwork ?? null
    },
    get frame() {
      return frame
    },
    get sources() {
      return [...sources.values()]
    },
    get lines() {
      return audience.lines
    },
    themes: audience.themes,
    candidates: audience.candidates,
    banned: audience.banned,
    curate: audience.curate,
    rejected: audience.rejected,
    flagged: audience.flagged,
    moderate,
    open(plan, seed) {
      if (running !== null && !isOver(running.artwork)) {
        return {
          ja: 'いまの作品が終わってから始められます。',
          en: 'An artwork is under way; finish or drop it first.',
        }
      }
      queue.ask(plan, seed)
      return null
    },
    dispatch: (input) => running?.dispatch(input) ?? Promise.resolve(false),
    async stop() {
      ending.abort()
      const painted = (running?.artwork.stepsDone ?? 0) > 0
      const reason: Text = { ja: '配信が終わりました', en: 'The stream ended' }
      await running?.dispatch(painted ? { type: 'hurried' } : { type: 'abandoned', reason })
      if (painted) await running?.dispatch({ type: 'resumed' })
    },
    done: Promise.all([paint(), ...setup.sources.map(listen)]).then(() => undefined),
  }
}

/** Which artwork comes next: the unfinished one, then what the producer asks for, then, in a continuous stream, the plan again. */
function artworkQueue(ports: StreamPorts, { settings, plan, unfinished }: StreamSetup, open: AbortSignal) {
  const asked: { plan: Plan; seed: number | null }[] = []
  let wake: () => void = () => undefined

  const pause = (millis: number): Promise<void> => {
    if (asked.length > 0) return Promise.resolve()
    const called = new Promise<void>((resolve) => {
      wake = resolve
    })
    return Promise.race([ports.clock.sleep(millis, open), called])
  }

  return {
    ask(plan: Plan, seed: number | null): void {
      asked.push({ plan, seed })
      wake()
    },
    /** The log each artwork begins with; ends with the stream, or after as many artworks as its settings say. */
    async *logs(): AsyncGenerator<readonly ArtworkEvent[], void> {
      const most = settings.endsAfter ?? Number.POSITIVE_INFINITY
      let painted = 0
      if (unfinished.length > 0) {
        yield unfinished
        painted += 1
        await pause(BETWEEN_MS)
      }
      while (!open.aborted && painted < most) {
        const next = asked.shift() ?? (settings.continuous ? { plan, seed: null } : null)
        if (next === null) {
          await pause(60_000)
          continue
        }
        yield await openLog(ports, next)
        painted += 1
        await pause(BETWEEN_MS)
      }
    },
  }
}

async function openLog(
  { artworks, clock, random, painter }: StreamPorts,
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
  }
  await artworks.append(opened.id, 0, [opened])
  return [opened]
}
