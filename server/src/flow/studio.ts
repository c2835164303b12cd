import type {
  ArtworkStart,
  BrigadeDecision,
  CandidateChange,
  ControlView,
  LinePlace,
  ModerationAct,
  OverlaysView,
  StreamStart,
  Text,
  TouchUpAsk,
} from '@yosegaki/contract'
import { EMPTY_SHOW, StreamStart as StreamStartSchema } from '@yosegaki/contract'
import type { Plan } from '../domain/artwork/plan.ts'
import { brigadeViews } from '../domain/show/brigade-views.ts'
import { commandsNow } from '../domain/show/commands.ts'
import { artworkView, ballotView } from '../domain/show/project-show.ts'
import { touchUpViews } from '../domain/show/touch-up-views.ts'
import type { Broadcast, ChatSource, StoredStream, StreamStore } from '../ports.ts'
import {
  askTouchUp,
  type CommandResult,
  commandArtwork,
  type PlainCommand,
  refuse,
} from './command-artwork.ts'
import { judgeBrigade } from './judge-brigade.ts'
import type { PainterSlot } from './painter-slot.ts'
import type { Painters } from './painters.ts'
import { type LiveStream, runStream, type StreamPorts, type StreamSetup } from './run-stream.ts'
import { goneOn, unfinishedLog } from './unfinished-log.ts'

export type StudioPorts = StreamPorts & {
  painters: Painters
  streams: StreamStore
  broadcast: Broadcast<ControlView>
  plans(): readonly Plan[]
  /** What is decided about all overlays at once. */
  overlays(): OverlaysView
  /** The connected YouTube channel, if any. */
  youtube(): ControlView['youtube']
  /** Makes the sources a stream's settings name, or says why one of them cannot be. */
  openSources(settings: StreamStart['sources']): Promise<OpenedSources>
}

export type OpenedSources = { ok: true; sources: ChatSource[] } | { ok: false; reason: Text }

export type Studio = ReturnType<typeof createStudio>

const LINE_GONE: Text = {
  ja: 'その書き込みは、もう手元にありません。',
  en: 'That line is not known any more.',
}
const CANDIDATE_GONE: Text = {
  ja: 'その候補は、もう一覧にありません。',
  en: 'That candidate is not on the list any more.',
}
const NO_PLAN: Text = { ja: 'その進行プランはありません。', en: 'There is no such show plan.' }

/**
 * The studio: at most one live stream, and everything producers may ask for. Commands answer with a value; faults of the
 * stream itself (the store gone) end it and are told in the notice.
 */
export function createStudio(ports: StudioPorts) {
  const closing = new AbortController()
  let live: LiveStream | null = null
  let latest: { artwork: ControlView['artwork']; frame: ControlView['frame'] } | null = null
  let fault: Text | null = null
  /** Whether what the last process left goes on, if anything: before that nothing new begins. */
  let recovered = false
  const opening = Promise.withResolvers<void>()
  const openedAt = ports.clock.now()

  const changed = (): void => ports.broadcast.show(view)

  /** The house is opening for as long as what was under way does not go on yet. */
  function loading(): ControlView['modelLoading'] {
    const present = ports.painters.loading()
    if (present !== null || recovered || ports.painters.slot().status === 'failed') return present
    return { name: ports.painters.present(), since: openedAt }
  }

  function view(): ControlView {
    const artwork = live?.artwork ?? null
    const slot = ports.painters.slot()
    const ready = slot.status === 'ready' && loading() === null
    return {
      ...EMPTY_SHOW,
      stream:
        live === null
          ? null
          : { id: live.stream.id, title: live.stream.title, startedAt: live.stream.startedAt },
      artwork: artwork === null ? (latest?.artwork ?? null) : artworkView(artwork),
      ballot: artwork === null ? null : ballotView(artwork),
      themes: live?.themes() ?? [],
      frame: live?.frame ?? latest?.frame ?? null,
      model: slot.status === 'ready' ? slot.painter.model : null,
      notice: slot.status === 'failed' ? slot.reason : fault,
      modelLoading: loading(),
      modelProblem: ports.painters.problem(),
      overlays: ports.overlays(),
      sources: [...(live?.sources ?? [])],
      lines: [...(live?.lines ?? [])],
      candidates: live?.candidates() ?? [],
      banned: live?.banned() ?? [],
      rejected: live?.rejected() ?? [],
      flagged: live?.flagged() ?? [],
      brigades: artwork === null ? [] : brigadeViews(artwork),
      youtube: ports.youtube(),
      mirrors: live?.mirrors() ?? [],
      touchUps: artwork === null ? [] : touchUpViews(artwork),
      commands: commandsNow(live !== null, ready, artwork),
    }
  }

  const run = (
    stream: StoredStream,
    settings: StreamStart,
    sources: readonly ChatSource[],
    left: Pick<StreamSetup, 'unfinished' | 'before'>,
  ): LiveStream => {
    const plan = ports.plans().find(({ id }) => id === settings.planId) ?? ports.plans()[0]
    if (plan === undefined) throw new Error('there is no show plan at all')
    const setup = { stream, settings, plan, sources, ...left, changed }
    const running = runStream(ports, setup, closing.signal)
    live = running
    fault = null
    const ended = running.done
      .catch((error: unknown) => {
        ports.logger.error('stream:failed', { stream: stream.id, fault: String(error) })
        fault = {
          ja: '配信が止まりました。管理画面から始め直してください。',
          en: 'The stream stopped. Please start it again.',
        }
        running.stop().catch(() => undefined)
      })
      .then(async () => {
        if (running.artwork !== null) latest = { artwork: artworkView(running.artwork), frame: running.frame }
        if (live === running) live = null
        // Closing the server is not the end of the stream: it goes on at the next start.
        if (!closing.signal.aborted) await ports.streams.end(stream.id, ports.clock.now())
        changed()
      })
    finished.add(ended)
    ended.finally(() => finished.delete(ended)).catch(() => undefined)
    changed()
    return running
  }
  const finished = new Set<Promise<void>>()

  async function startStream(settings: StreamStart): Promise<CommandResult> {
    const slot = ports.painters.slot()
    if (slot.status !== 'ready') return refuse(painterAway(slot))
    // What the last process left comes first.
    await opening.promise
    if (live !== null) return refuse({ ja: 'すでに配信中です。', en: 'A stream is live already.' })
    if (!ports.plans().some(({ id }) => id === settings.planId)) return refuse(NO_PLAN)
    const opened = await ports.openSources(settings.sources)
    if (!opened.ok) return refuse(opened.reason)
    const stream: StoredStream = {
      id: ports.random.id(),
      title: settings.title,
      startedAt: ports.clock.now(),
      endedAt: null,
      settings,
    }
    await ports.streams.start(stream, ports.drafts.stream({ ...stream, sources: settings.sources }))
    run(stream, settings, opened.sources, NOTHING_LEFT)
    return { ok: true }
  }

  async function startArtwork({ planId, seed }: ArtworkStart): Promise<CommandResult> {
    if (live === null) return refuse({ ja: '先に配信を始めてください。', en: 'Start a stream first.' })
    const settings = StreamStartSchema.safeParse(live.stream.settings)
    const wanted = planId ?? (settings.success ? settings.data.planId : undefined)
    const plan = ports.plans().find(({ id }) => id === wanted)
    if (plan === undefined) return refuse(NO_PLAN)
    const reason = live.open(plan, seed ?? null)
    return reason === null ? { ok: true } : refuse(reason)
  }

  const present = () => ({ live, commands: view().commands })

  async function moderate(act: ModerationAct, place: LinePlace): Promise<CommandResult> {
    return (await live?.moderate(act, place)) ? { ok: true } : refuse(LINE_GONE)
  }

  async function curate(change: CandidateChange): Promise<CommandResult> {
    if (!live?.curate(change)) return refuse(CANDIDATE_GONE)
    changed()
    return { ok: true }
  }

  async function goOn(): Promise<void> {
    const stream = await ports.streams.live()
    if (stream === null) return
    const settings = StreamStartSchema.safeParse(stream.settings)
    if (!settings.success) return ports.streams.end(stream.id, ports.clock.now())
    const opened = await ports.openSources(settings.data.sources)
    const left = await unfinishedLog(ports.artworks)
    // Its own model first, where it is another: the house opens with the picture on its easel.
    if (left.length > 0) await ports.painters.forArtwork({ log: left })
    const { goesOn } = run(stream, settings.data, opened.ok ? opened.sources : [], {
      unfinished: await goneOn(ports.artworks, left, ports.clock.now()),
      before: await ports.audience.read(stream.id),
    })
    if (!opened.ok) fault = opened.reason
    await goesOn
  }

  return {
    view,
    queues: () => live?.queues() ?? { artwork: 0, audience: 0 },
    startStream,
    startArtwork,
    command: (name: PlainCommand) => commandArtwork(present(), name),
    touchUp: (ask: TouchUpAsk) => askTouchUp(present(), ask, ports.fanWorks()),
    moderate,
    curate,
    judgeBrigade: (decision: BrigadeDecision) => judgeBrigade(live, decision),
    changed,
    /** Go on where the last process stopped, once the painter is there. */
    async recover(): Promise<void> {
      await goOn().finally(() => {
        recovered = true
        opening.resolve()
        changed()
      })
    },
    /** Stop without ending anything: what is stored goes on at the next start. */
    async close(): Promise<void> {
      closing.abort()
      await Promise.allSettled(finished)
    },
  }
}

/** Of a stream that begins. */
const NOTHING_LEFT = { unfinished: [], before: { entries: [], next: 0 } }

const painterAway = (slot: Exclude<PainterSlot, { status: 'ready' }>): Text =>
  slot.status === 'failed'
    ? slot.reason
    : { ja: '画家の準備中です。少し待ってください。', en: 'The painter is getting ready; one moment.' }
