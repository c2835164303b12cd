import type { FrameView, LineView, SourceView, StreamStart, Text, ThemeView } from '@yosegaki/contract'
import { type Artwork, type ArtworkEvent, isOver } from '../domain/artwork/artwork.ts'
import type { Plan } from '../domain/artwork/plan.ts'
import type { BallotOption } from '../domain/ballot/ballot.ts'
import { type KeyedText, proposeOptions } from '../domain/ballot/propose-options.ts'
import { themeOf } from '../domain/chat/extract-themes.ts'
import { type Heard, hearLine } from '../domain/chat/hear-line.ts'
import { hear as countWish, createThemeBoard, type ThemeBoard, top } from '../domain/chat/theme-board.ts'
import type { Analyser } from '../domain/chat/token.ts'
import { lineView } from '../domain/show/line-view.ts'
import type { ChatLine, ChatSource, Random, StoredStream } from '../ports.ts'
import type { ArtworkInput, ArtworkPorts } from './artwork-ports.ts'
import { type RunningArtwork, runArtwork } from './run-artwork.ts'

/** Half of a wish's weight is gone after this long, so that what chat wants now counts most. */
const HALF_LIFE_MS = 60_000
const MOST_LINES = 60
const MOST_THEMES = 12
/** A breath between two artworks, for looking at the finished one. */
const BETWEEN_MS = 12_000

export type StreamPorts = ArtworkPorts & {
  random: Random
  analyser: Analyser
  /** Who said it, as one person across lines, and as nobody outside this house: a keyed hash. */
  viewerKey(line: ChatLine): string
}

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
  /** Opens an artwork; a reason where one is being painted already. */
  open(plan: Plan, seed: number | null): Promise<Text | null>
  dispatch(input: ArtworkInput): Promise<boolean>
  /** No more chat; what has paint on it is finished first, what has none is let go. */
  stop(): Promise<void>
  readonly done: Promise<void>
}

/** One live stream: its chats, what they wish for, and one artwork after the other. */
export function runStream(ports: StreamPorts, setup: StreamSetup, signal: AbortSignal): LiveStream {
  const ending = new AbortController()
  const chatSignal = AbortSignal.any([signal, ending.signal])
  const sources = new Map<string, SourceView>()
  let lines: LineView[] = []
  let board: ThemeBoard = createThemeBoard({ halfLife: HALF_LIFE_MS })
  let asked = ''
  let running: RunningArtwork | null = null
  let frame: FrameView | null = null

  const hear = async (line: ChatLine): Promise<Heard> => {
    const ballot = running?.artwork.ballot
    const openOptions = ballot?.state === 'open' ? ballot.options.map(({ text }) => [text.ja, text.en]) : []
    const heard = hearLine(line, { analyser: ports.analyser, openOptions })
    const viewer = ports.viewerKey(line)
    if (heard.kind === 'wish') countWish(board, { viewer, themes: heard.themes, at: line.at })
    lines = [lineView(line, heard), ...lines].slice(0, MOST_LINES)
    setup.changed()
    if (heard.kind === 'vote') await running?.dispatch({ type: 'voted', viewer, option: heard.option })
    return heard
  }

  /** Each question starts with fresh ears: a wish for the theme is no wish for the colour. */
  const listenAfresh = (artwork: Artwork): void => {
    const { ballot } = artwork
    const key = `${artwork.id}/${ballot?.round ?? 0}`
    if (ballot?.state !== 'asking' || key === asked) return
    asked = key
    board = createThemeBoard({ halfLife: HALF_LIFE_MS })
  }

  const keyed = (text: Text): KeyedText => ({
    text,
    keys: [text.ja, text.en].map((words) => themeOf(words, ports.analyser).key),
  })

  const options = (artwork: Artwork, round: number): BallotOption[] =>
    proposeOptions({
      wished: top(board, artwork.plan.optionCount, ports.clock.now()),
      suggestions: (artwork.plan.rounds[round]?.suggestions ?? []).map(keyed),
      decided: artwork.decisions.flatMap(({ options, winner }) => options[winner]?.text ?? []).map(keyed),
      count: artwork.plan.optionCount,
      seed: artwork.seed,
      round,
    })

  const run = async (log: readonly ArtworkEvent[]): Promise<void> => {
    const hooks = {
      options,
      changed(artwork: Artwork, newest: FrameView | null) {
        listenAfresh(artwork)
        frame = newest
        setup.changed()
      },
    }
    running = runArtwork(ports, hooks, log, signal)
    await running.done
  }

  const openLog = async (plan: Plan, seed: number | null): Promise<ArtworkEvent[]> => {
    const opened: ArtworkEvent = {
      type: 'opened',
      at: ports.clock.now(),
      id: ports.random.id(),
      number: await ports.artworks.nextNumber(),
      seed: seed ?? ports.random.seed(),
      plan,
      modelId: ports.painter.model.id,
    }
    await ports.artworks.append(opened.id, 0, [opened])
    return [opened]
  }

  const waiting: { plan: Plan; seed: number | null }[] = []
  let wake: () => void = () => undefined

  /** One artwork after the other until the stream ends. */
  const paintOn = async (): Promise<void> => {
    let painted = 0
    if (setup.unfinished.length > 0) {
      await run(setup.unfinished)
      painted += 1
      await breathe(BETWEEN_MS)
    }
    while (!chatSignal.aborted && painted < (setup.settings.endsAfter ?? Number.POSITIVE_INFINITY)) {
      const asked = waiting.shift()
      if (asked !== undefined) {
        await run(await openLog(asked.plan, asked.seed))
        painted += 1
        await breathe(BETWEEN_MS)
      } else if (setup.settings.continuous) {
        if (!chatSignal.aborted && waiting.length === 0) waiting.push({ plan: setup.plan, seed: null })
      } else await breathe(60_000)
    }
    ending.abort()
  }
  const breathe = (millis: number): Promise<void> =>
    Promise.race([ports.clock.sleep(millis, chatSignal), new Promise<void>((resolve) => (wake = resolve))])

  const listen = async (source: ChatSource): Promise<void> => {
    const listener = {
      line: hear,
      health: (health: Omit<SourceView, 'id' | 'kind'>) => {
        sources.set(source.id, { id: source.id, kind: source.kind as SourceView['kind'], ...health })
        setup.changed()
      },
    }
    await source.listen(listener, chatSignal)
  }

  const done = Promise.all([paintOn(), ...setup.sources.map(listen)]).then(() => undefined)

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
      return lines
    },
    themes: () => themeViews(board, ports.clock.now()),
    async open(plan, seed) {
      if (running !== null && !isOver(running.artwork)) {
        return {
          ja: 'いまの作品が終わってから始められます。',
          en: 'An artwork is under way; finish or drop it first.',
        }
      }
      waiting.push({ plan, seed })
      wake()
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
    done,
  }
}

function themeViews(board: ThemeBoard, now: number): ThemeView[] {
  const wished = top(board, MOST_THEMES, now)
  const heaviest = wished[0]?.weight ?? 1
  return wished.map(({ text, viewers, weight }) => ({
    text: text.slice(0, 80),
    viewers,
    weight: Math.min(1, weight / heaviest),
  }))
}
