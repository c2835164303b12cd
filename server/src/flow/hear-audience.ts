import type {
  AudienceSettings,
  BannedView,
  CandidateChange,
  CandidateView,
  FanWork,
  FlaggedView,
  LinePlace,
  LineView,
  ModerationAct,
  RejectedView,
  Text,
  ThemeView,
} from '@yosegaki/contract'
import type { Artwork } from '../domain/artwork/artwork.ts'
import type { BallotOption } from '../domain/ballot/ballot.ts'
import type { VoteOption } from '../domain/ballot/parse-vote.ts'
import { type KeyedText, proposeOptions } from '../domain/ballot/propose-options.ts'
import { type AudienceEntry, keyOf } from '../domain/chat/audience-entry.ts'
import { curate, NOTHING_CURATED } from '../domain/chat/curation.ts'
import { themeOf } from '../domain/chat/extract-themes.ts'
import { createReader, type Heard, hearReading, understand } from '../domain/chat/hear-line.ts'
import { keepNewest } from '../domain/chat/keep-newest.ts'
import type { SourceEvent } from '../domain/chat/line.ts'
import { type RankedTheme, top } from '../domain/chat/rank-themes.ts'
import {
  hear as countWish,
  createThemeBoard,
  forget,
  forgetLine,
  type ThemeBoard,
} from '../domain/chat/theme-board.ts'
import type { Analyser } from '../domain/chat/token.ts'
import { viewerWeight } from '../domain/chat/viewer-weight.ts'
import { fanWorkIn, flaggedViews, markOf } from '../domain/licence/fan-works.ts'
import { bannedViews, candidateViews, themeViews } from '../domain/show/candidate-views.ts'
import { lineView } from '../domain/show/line-view.ts'
import { asksToBeForgotten } from '../domain/trust/ask-to-be-forgotten.ts'
import type { OwnWord } from '../domain/trust/own-words.ts'
import type { ChatLine, Clock } from '../ports.ts'
import { guardChat, type Judged } from './guard-chat.ts'

/** Candidates that a ballot chooses its options from, so that they can be diverse. */
const WISHES_PER_OPTION = 3
const MOST_LINES = 60
const MOST_THEMES = 12
/** Candidates that are ever looked at: all of them for what is somebody's own. */
const MOST_RANKED = 60
/** Lines whose viewer is remembered, for when they are deleted. */
const LINES_KNOWN = 20_000
/** Deletions and bans remembered, for lines that come after them. */
const TAKEN_KNOWN = 2_000
/** Viewers who have written before. */
const VIEWERS_KNOWN = 50_000

export type AudiencePorts = {
  clock: Clock
  analyser: Analyser
  /** Who said it, as one person across lines, and as nobody outside this house: a keyed hash. */
  viewerKey(said: Pick<ChatLine, 'source' | 'viewer'>): string
  /** The producer's, as they are now. */
  ownWords(): readonly OwnWord[]
  fanWorks(): readonly FanWork[]
}

/**
 * What was made of a line. `undo`: what of its viewer's is the caller's to withdraw first: nothing, their votes (they flood),
 * or everything that is stored of them (they ask to be forgotten).
 */
export type HeardAs = {
  heard: Heard
  /** How it was read, before it was held against what others say. */
  meant: Heard
  viewer: string
  line: string
  undo: 'nothing' | 'votes' | 'everything'
}

/** A line's vote, or (null) all of the viewer's, are the caller's to withdraw; `heard` is the caller's to count. */
export type Acted = { viewer: string; line: string | null; heard: Heard | null }

/** What a platform takes back: a line, or all that a viewer said. */
export type TakenBack = Extract<SourceEvent, { type: 'removed' | 'banned' }>

export type Audience = {
  /** The newest first. */
  readonly lines: readonly LineView[]
  themes(): ThemeView[]
  candidates(): CandidateView[]
  banned(): BannedView[]
  /** What a producer decides about a candidate; false where it is not on the list (any more). */
  curate(change: CandidateChange): boolean
  /**
   * Reads a line under the artwork as it stands, or as it was read `before`; a vote is the caller's to cast, as `viewer` by
   * `line`.
   */
  hear(line: ChatLine, artwork: Artwork | null, before?: Heard): HeardAs
  /** What was left out, the newest first. */
  rejected(): RejectedView[]
  /** A producer's act on a line; null where it is not known any more. */
  act(act: ModerationAct, place: LinePlace, artwork: Artwork | null): Acted | null
  /** Works of somebody's own that viewers ask for and that no ballot offers. */
  flagged(): FlaggedView[]
  /** Unsays what a platform took back; votes are the caller's to withdraw. Null for a line that nobody said yet. */
  takeBack(taken: TakenBack): { viewer: string; line: string | null } | null
  /** Goes through what an earlier process kept, in its order. */
  recall(entry: AudienceEntry): void
  /** Each question starts with fresh ears: a wish for the theme is no wish for the colour. The question, where it is new. */
  attend(artwork: Artwork): string | null
  /** Options for the ballot of `round`: chat's wishes, then the plan's own. */
  options(artwork: Artwork, round: number): BallotOption[]
}

/** What the viewers of one stream say: their newest lines, and what they wish for under the present question. */
export function hearAudience(
  { clock, analyser, viewerKey, ownWords, fanWorks }: AudiencePorts,
  settings: AudienceSettings,
): Audience {
  const guard = guardChat(ownWords)
  const read = createReader(analyser)
  let lines: { key: string; viewer: string; view: LineView }[] = []
  /** Line -> who said it. */
  const said = remembered<string>(LINES_KNOWN)
  const deleted = remembered<true>(TAKEN_KNOWN)
  /** Viewer -> when they were banned: what they said before that counts no more, whenever it comes. */
  const banned = remembered<number>(TAKEN_KNOWN)
  const seen = remembered<true>(VIEWERS_KNOWN)
  const freshBoard = (): ThemeBoard => createThemeBoard({ halfLife: settings.halfLifeSeconds * 1_000 })
  let board = freshBoard()
  let curation = NOTHING_CURATED
  let question = ''

  /** A view asks several times for one ranking; all weights fall alike with time, so it stands until something changes. */
  let ranking = { board, changes: -1, curation, themes: [] as RankedTheme[] }
  const ranked = (most: number): RankedTheme[] => {
    const { changes } = board
    if (ranking.board !== board || ranking.changes !== changes || ranking.curation !== curation) {
      const themes = top(board, { most: MOST_RANKED, now: clock.now(), curation })
      ranking = { board, changes, curation, themes }
    }
    return ranking.themes.slice(0, most)
  }

  const weightOf = ({ member, firstTime }: ChatLine['viewer'], viewer: string): number => {
    const isFirst = firstTime ?? seen.get(viewer) === undefined
    seen.set(viewer, true)
    return viewerWeight(settings, { member, firstTime: isFirst })
  }

  const keyed = (text: Text): KeyedText => ({
    text,
    keys: [text.ja, text.en].map((words) => themeOf(words, analyser).key),
  })

  const optionsNow = (artwork: Artwork | null): readonly VoteOption[] =>
    artwork?.ballot?.state === 'open' ? spellingsOf(artwork.ballot.options) : NO_OPTIONS

  const count = ({ line, viewer, key, heard }: Judged): void => {
    const weight = weightOf(line.viewer, viewer)
    if (heard.kind === 'wish')
      countWish(board, { viewer, themes: heard.themes, at: line.at, line: key, weight })
    lines = [
      { key, viewer, view: lineView(line, heard) },
      ...lines.filter((other) => other.key !== key),
    ].slice(0, MOST_LINES)
  }

  /** Without one line, or (null) without all that the viewer said. */
  const unsay = (viewer: string, line: string | null): void => {
    if (line === null) forget(board, viewer)
    else forgetLine(board, viewer, line)
    lines = lines.filter(({ key, viewer: who }) => (line === null ? who !== viewer : key !== line))
    guard.drop(viewer, line)
  }

  const forgetViewer = (viewer: string): void => {
    unsay(viewer, null)
    guard.forget(viewer)
    said.dropAll(viewer)
    seen.drop(viewer)
  }

  const overturn = (key: string, artwork: Artwork | null, before: Heard | null): Acted | null => {
    const judged = guard.overturn(key)
    if (judged === null) return null
    const heard = before ?? understand(read(judged.line.text), optionsNow(artwork))
    count({ ...judged, heard })
    return { viewer: judged.viewer, line: key, heard }
  }

  const isTakenBack = (key: string, viewer: string, at: number): boolean =>
    deleted.get(key) === true || at <= (banned.get(viewer) ?? Number.NEGATIVE_INFINITY)

  const listen = (line: ChatLine, viewer: string, meant: Heard): HeardAs => {
    const key = keyOf(line)
    const { heard, flooded } = guard.judge({ line, viewer, key, heard: meant })
    said.set(key, viewer)
    if (flooded) forget(board, viewer)
    count({ line, viewer, key, heard })
    return { heard, meant, viewer, line: key, undo: flooded ? 'votes' : 'nothing' }
  }

  const ban = (viewer: string, at: number): { viewer: string; line: null } => {
    banned.set(viewer, at)
    unsay(viewer, null)
    return { viewer, line: null }
  }

  const remove = (line: string): { viewer: string; line: string } | null => {
    deleted.set(line, true)
    const viewer = said.get(line)
    unsay(viewer ?? '', line)
    return viewer === undefined ? null : { viewer, line }
  }

  const ask = (asked: string): void => {
    question = asked
    board = freshBoard()
  }

  const curateNow = (change: CandidateChange): boolean => {
    const next = curate(curation, change, ranked(MOST_THEMES))
    curation = next ?? curation
    return next !== null
  }

  const doAct = (
    act: ModerationAct,
    { source, id }: LinePlace,
    artwork: Artwork | null,
    { at, heard }: { at: number; heard: Heard | null },
  ): Acted | null => {
    const key = keyOf({ source, id })
    if (act === 'overturn') return overturn(key, artwork, heard)
    const viewer = said.get(key)
    if (viewer === undefined) return null
    if (act === 'hide') deleted.set(key, true)
    if (act === 'ban') banned.set(viewer, at)
    if (act === 'forget') forgetViewer(viewer)
    else unsay(viewer, act === 'hide' ? key : null)
    return { viewer, line: act === 'hide' ? key : null, heard: null }
  }

  return {
    get lines() {
      return lines.map(({ view }) => view)
    },
    themes: () => themeViews(ranked(MOST_THEMES)),
    candidates: () => candidateViews(ranked(MOST_THEMES), curation),
    banned: () => bannedViews(curation),

    curate: curateNow,
    rejected: guard.rejected,

    hear(line, artwork, before) {
      const viewer = viewerKey(line)
      const key = keyOf(line)
      const unheard = { heard: TALK, meant: TALK, viewer, line: key, undo: 'nothing' } as const
      if (isTakenBack(key, viewer, line.at)) return unheard
      if (asksToBeForgotten(line.text)) {
        forgetViewer(viewer)
        return { ...unheard, undo: 'everything' }
      }
      return listen(line, viewer, before ?? hearReading(read(line.text), optionsNow(artwork)))
    },

    takeBack: (taken) =>
      taken.type === 'banned'
        ? ban(viewerKey(taken), taken.at)
        : remove(keyOf({ source: taken.source, id: taken.line })),

    recall(entry) {
      switch (entry.type) {
        case 'line': {
          const { line, key, meant } = entry
          if (!isTakenBack(key, line.viewer.id, line.at)) listen(line, line.viewer.id, meant)
          break
        }
        case 'removed':
          remove(entry.line)
          break
        case 'banned':
          ban(entry.viewer, entry.at)
          break
        case 'asked':
          ask(entry.question)
          break
        case 'acted':
          doAct(entry.act, entry.place, null, entry)
          break
        case 'curated':
          curateNow(entry.change)
          break
        case 'told':
      }
    },

    act: (act, place, artwork) => doAct(act, place, artwork, { at: clock.now(), heard: null }),

    flagged: () => flaggedViews(fanWorks(), ranked(MOST_RANKED)),

    attend({ id, ballot }) {
      const asked = `${id}/${ballot?.round ?? 0}`
      if (ballot?.state !== 'asking' || asked === question) return null
      ask(asked)
      return asked
    },

    options({ plan, decisions, seed }, round) {
      // What is somebody's own is offered only where the producer allowed it, and says so in the log.
      const works = fanWorks()
      const wished = ranked(WISHES_PER_OPTION * plan.optionCount)
      const options = proposeOptions({
        wished: wished.filter(({ text }) => (fanWorkIn(works, text)?.stance ?? 'allowed') === 'allowed'),
        suggestions: (plan.rounds[round]?.suggestions ?? []).map(keyed),
        decided: decisions.flatMap(({ options, winner }) => options[winner]?.text ?? []).map(keyed),
        count: plan.optionCount,
        seed,
        round,
      })
      return options.map((option) => {
        const fanWork = markOf(fanWorkIn(works, option.text.ja, option.text.en))
        return fanWork === null ? option : { ...option, fanWork }
      })
    },
  }
}

const TALK: Heard = { kind: 'talk' }
const NO_OPTIONS: readonly VoteOption[] = []
/** The same list for the same options: votes are read against what was made ready of it once. */
const spelt = new WeakMap<readonly BallotOption[], readonly VoteOption[]>()

function spellingsOf(options: readonly BallotOption[]): readonly VoteOption[] {
  const known = spelt.get(options) ?? options.map(({ text }) => [text.ja, text.en])
  spelt.set(options, known)
  return known
}

/** A map of the newest `most` keys, or a few more. */
function remembered<Value>(most: number) {
  const map = new Map<string, Value>()
  return {
    get: (key: string) => map.get(key),
    set(key: string, value: Value): void {
      map.delete(key)
      map.set(key, value)
      keepNewest(map, most)
    },
    drop: (key: string) => map.delete(key),
    dropAll(value: Value): void {
      for (const [key, other] of map) if (other === value) map.delete(key)
    },
  }
}
