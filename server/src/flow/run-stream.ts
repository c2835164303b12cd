import type {
  BannedView,
  CandidateChange,
  CandidateView,
  FlaggedView,
  FrameView,
  LinePlace,
  LineView,
  MirrorView,
  ModerationAct,
  RejectedView,
  SourceView,
  StreamStart,
  Text,
  ThemeView,
} from '@yosegaki/contract'
import { type Artwork, type ArtworkEvent, isOver } from '../domain/artwork/artwork.ts'
import type { Plan } from '../domain/artwork/plan.ts'
import type { AudienceEntry } from '../domain/chat/audience-entry.ts'
import type { AudienceStore, ChatSource, Random, SmallStore, StoredStream } from '../ports.ts'
import type { ArtworkInput, ArtworkPorts } from './artwork-ports.ts'
import { artworkQueue } from './artwork-queue.ts'
import type { AudiencePorts } from './audience.ts'
import { hearAudience } from './hear-audience.ts'
import { hearChat, votesIn } from './hear-chat.ts'
import { keepAudience } from './keep-audience.ts'
import { letGoOfAbandoned } from './let-go-of-abandoned.ts'
import { type BallotMirrors, mirrorBallots, NO_MIRRORS } from './mirror-ballots.ts'
import type { Painters } from './painters.ts'
import { type RunningArtwork, runArtwork } from './run-artwork.ts'

export type StreamPorts = Omit<ArtworkPorts, 'painter'> &
  AudiencePorts & {
    painters: Pick<Painters, 'forArtwork'>
    audience: AudienceStore
    random: Random
    /** What is open among the platforms' own polls. */
    mirrors: SmallStore
  }

export type StreamSetup = {
  stream: StoredStream
  settings: StreamStart
  plan: Plan
  sources: readonly ChatSource[]
  /** An artwork to go on with after a restart, before anything new. */
  unfinished: readonly ArtworkEvent[]
  /** What its viewers did before a restart. */
  before: { entries: readonly AudienceEntry[]; next: number }
  /** Something a page shows has changed. */
  changed(): void
}

export type LiveStream = {
  readonly stream: StoredStream
  /** Resolves once what the last process left is there to be seen again; never later than the stream's end. */
  readonly goesOn: Promise<void>
  readonly artwork: Artwork | null
  readonly frame: FrameView | null
  readonly sources: readonly SourceView[]
  readonly lines: readonly LineView[]
  /** Things that wait, by the name of their queue. */
  queues(): { artwork: number; audience: number }
  themes(): ThemeView[]
  candidates(): CandidateView[]
  banned(): BannedView[]
  curate(change: CandidateChange): boolean
  rejected(): RejectedView[]
  flagged(): FlaggedView[]
  /** The present ballot in the platforms' own polls. */
  mirrors(): MirrorView[]
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
  const memory = keepAudience(ports, setup.stream.id, setup.before)
  setup.before.entries.forEach(audience.recall)
  const mirrors = mirrorsOf(ports, setup)
  const queue = artworkQueue(ports, setup, open)
  const sources = new Map<string, SourceView>()
  let running: RunningArtwork | null = null
  let frame: FrameView | null = null
  const shown = Promise.withResolvers<void>()
  if (setup.unfinished.length === 0) shown.resolve()

  const heard = hearChat(ports, {
    audience,
    memory,
    counted: votesIn(setup.unfinished),
    running: () => running,
    counts(id, lines) {
      const source = sources.get(id)
      if (source !== undefined) sources.set(id, { ...source, lines })
    },
    changed: setup.changed,
  })

  const listen = (source: ChatSource): Promise<void> => {
    const health = (state: Omit<SourceView, 'id' | 'kind'>): void => {
      sources.set(source.id, { id: source.id, kind: source.kind, ...state, lines: memory.linesOf(source.id) })
      setup.changed()
    }
    return source.listen({ line: heard.line, health, event: heard.event }, open)
  }

  const paint = async (): Promise<void> => {
    const hooks = {
      options: audience.options,
      usual: audience.usual,
      changed(artwork: Artwork, newest: FrameView | null) {
        const question = audience.attend(artwork)
        if (question !== null) void memory.keep({ type: 'asked', question })
        mirrors.follow(artwork)
        frame = newest
        setup.changed()
        shown.resolve()
      },
    }
    for await (const { painter, log } of queue.begun()) {
      running = runArtwork({ ...ports, painter }, hooks, log, signal)
      await Promise.all([running.done, letGoOfAbandoned(ports)])
    }
    ending.abort()
  }

  return {
    stream: setup.stream,
    goesOn: Promise.all([shown.promise, mirrors.recalled]).then(() => undefined),
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
    queues: () => ({ artwork: running?.waiting ?? 0, audience: memory.waiting }),
    themes: audience.themes,
    candidates: audience.candidates,
    banned: audience.banned,
    curate(change) {
      const curated = audience.curate(change)
      if (curated) void memory.keep({ type: 'curated', change })
      return curated
    },
    rejected: audience.rejected,
    flagged: audience.flagged,
    mirrors: mirrors.view,
    moderate: heard.moderate,
    open(plan, seed) {
      if (queue.opening || (running !== null && !isOver(running.artwork))) {
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
    done: Promise.all([paint(), ...setup.sources.map(listen)])
      .finally(() => {
        shown.resolve()
        return mirrors.end(!signal.aborted)
      })
      .then(memory.written),
  }
}

/** Where the stream's settings ask for it, those of its chats that have polls. */
function mirrorsOf(ports: StreamPorts, { stream, settings, sources, changed }: StreamSetup): BallotMirrors {
  if (!settings.mirrorPolls) return NO_MIRRORS
  const mirrored = sources.flatMap(({ id, mirror }) => (mirror === undefined ? [] : [{ source: id, mirror }]))
  return mirrorBallots(ports, { stream: stream.id, sources: mirrored, changed })
}
